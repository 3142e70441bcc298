"""The gate before a release: each step refuses with its reason, and nothing is made of what is refused."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.files import read_text, write_files
from mepp5.past.recording import record_release
from mepp5.paths import ROOT
from mepp5.release.loading import SUMS
from tests.past.fixture_past import make_first, make_second, set_version
from tests.past.test_history import git

sys.path.insert(0, str(ROOT / "scripts"))
import release
import release_history
from release_candidate import Candidate
from release_steps import STEPS, find_reasons

CITATION = """\
title: Tiny
version: {version}
date-released: 2026-01-0{day}
abstract: Words.
authors: [{{name: Nobody}}]
keywords: [tiny]
"""
QUICK = ("version", "changelog", "tree", "rule", "record")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny corpus, 0.5.0 tagged, 0.6.0 with another label committed and not yet tagged."""
    root = make_first(tmp_path)
    git(root, "init", "--quiet")
    commit(root, "0.5.0")
    git(root, "tag", "v0.5.0")
    make_second(root)
    commit(root, "0.6.0")
    return root


def commit(root: Path, version: str) -> None:
    (root / "CITATION.cff").write_text(CITATION.format(version=version, day=version[2]))
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", version)


def refuse(root: Path, version: str = "0.6.0") -> dict[str, list[str]]:
    """Return {step: reasons} of the steps that need no models."""
    candidate = Candidate(root, version, root.parent / "built")
    return {step: reasons for step in QUICK if (reasons := find_reasons(step, candidate))}


def test_what_is_in_order_is_not_refused(root):
    assert refuse(root) == {}


def test_the_rows_are_found_without_a_tag(root):
    git(root, "tag", "--delete", "v0.5.0")
    assert refuse(root) == {}


def test_a_label_that_changed_asks_for_more_than_a_patch(root):
    set_version(root, "0.5.1")
    write_files(
        root,
        {"annotations/releases.toml": read_text(root / "annotations/releases.toml").replace("0.6.0", "0.5.1").encode()},
    )
    reasons = refuse(root, "0.5.1")["rule"]
    assert "since 0.5.0, clauses: alpha-2020/0007: slots is another (major)" in reasons


@pytest.mark.parametrize(
    ("path", "old", "new", "step", "said"),
    [
        ("pyproject.toml", "0.6.0", "0.6.1", "version", "pyproject.toml states 0.6.1"),
        ("CITATION.cff", "0.6.0", "0.5.0", "version", "CITATION.cff states 0.5.0"),
        ("CITATION.cff", "01-06", "01-07", "changelog", "dates it 2026-01-06, CITATION.cff 2026-01-07"),
        ("CHANGELOG.md", "## 0.6.0", "## 0.6.9", "changelog", "its first section is not '## 0.6.0 (DATE)'"),
        ("CHANGELOG.md", "06)\n\nWords.", "06)\n", "changelog", "says nothing"),
        ("CHANGELOG.md", "2026-01-06", "2999-01-06", "changelog", "in the future"),
        ("annotations/releases.toml", 'version = "0.6.0"', 'version = "0.6.9"', "record", "does not end with 0.6.0"),
        (SUMS, "", "", "tree", ""),
    ],
)
def test_each_disorder_has_its_reason(root, path, old, new, step, said):
    text = read_text(root / path)
    assert old in text
    (root / path).write_text(text.replace(old, new, 1) if old else f"{text}\n")
    assert any(said in reason for reason in refuse(root)[step])


def test_what_is_tagged_is_not_released_again(root):
    git(root, "tag", "v0.6.0")
    assert refuse(root)["version"] == ["there is a tag v0.6.0 already"]


def test_a_tag_of_other_rows_than_recorded_is_refused(root):
    git(root, "tag", "--force", "v0.5.0")
    assert "of other rows than annotations/releases.toml records" in refuse(root)["rule"][0]


def test_a_history_without_the_last_release_is_refused(root, tmp_path):
    clone = tmp_path / "shallow"
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{root}", str(clone)], check=True)
    assert "neither a tag v0.5.0 nor a commit of 0.5.0" in refuse(clone)["rule"][0]


def test_the_commit_of_a_release_can_be_asked_for(root):
    said = CliRunner().invoke(release_history.main, ["0.5.0", "--root", str(root)])
    assert said.stdout == "v0.5.0\n"
    newest, first = git(root, "log", "--format=%H").decode().split()
    git(root, "tag", "--delete", "v0.5.0")
    for version, commit in (("0.5.0", first), ("0.6.0", newest)):
        said = CliRunner().invoke(release_history.main, [version, "--root", str(root)])
        assert said.stdout == f"{commit}\n"
    said = CliRunner().invoke(release_history.main, ["0.1.0", "--root", str(root)])
    assert (said.exit_code, said.stdout) == (1, "")


def test_nothing_is_made_of_what_is_refused_nor_in_a_dry_run(root, monkeypatch):
    """The steps that build are tried on the whole project; here they are left out."""
    for step in set(STEPS) - set(QUICK):
        monkeypatch.delitem(STEPS, step)
    before = git(root, "tag", "--list")
    said = CliRunner().invoke(release.main, ["0.6.0", "--root", str(root)])
    assert said.exit_code == 0, said.output
    assert "0.6.0 may be released; nothing was written" in said.stderr
    (root / "CITATION.cff").write_text("")
    said = CliRunner().invoke(release.main, ["0.6.0", "--write", "--root", str(root)])
    assert said.exit_code == 1
    assert "refused  tree: CITATION.cff is not committed" in said.stdout
    assert "0.6.0 is not released (version, changelog, tree)" in said.stderr
    assert git(root, "tag", "--list") == before
    assert not (root / "dist").exists()


@pytest.mark.parametrize("version", ["1.0", "one", "", "1.0.0-rc1"])
def test_what_is_no_version_is_wrong_usage(version):
    said = CliRunner().invoke(release.main, [version])
    assert said.exit_code == 2
    assert "is no version such as 1.0.0" in said.stderr


def test_a_record_of_another_release_can_be_made_first(root):
    set_version(root, "0.7.0")
    write_files(root, record_release(root))
    commit(root, "0.7.0")
    assert refuse(root, "0.7.0") == {}


@pytest.mark.parametrize("content", ["project = 3\n", "[project]\nversion = [1]\n", "x = " + "[" * 5_000, "\0", "[["])
def test_a_commit_whose_project_file_is_none_is_passed_over(root, content):
    (root / "pyproject.toml").write_text(content)
    git(root, "commit", "--quiet", "--all", "--message", "damaged")
    git(root, "tag", "--delete", "v0.5.0")
    said = CliRunner().invoke(release_history.main, ["0.5.0", "--root", str(root)])
    assert (said.exit_code, said.stdout.strip()) == (0, git(root, "rev-parse", "HEAD~2").decode().strip())
