"""Earlier releases against git: what is restored is what was committed, and how load_dataset reads an old checkout."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mepp5.adjudication.decisions import DECISIONS
from mepp5.files import dump_jsonl, sha256
from mepp5.past.labels import read_archive
from mepp5.past.loading import KEPT, restore_rows
from mepp5.past.releases import Release, read_releases
from mepp5.paths import ROOT
from mepp5.release.loading import SUMS, data_path
from mepp5.release.rows import hash_config
from tests.past.fixture_past import CHANGED, make_first, make_second

# Run elsewhere, so that the library's home and its being offline are set before it is imported.
COMPARING = """
import sys
import datasets, mepp5
checkout, root, version = sys.argv[1:]
for config in ("clauses", "annotators"):
    theirs, ours = datasets.load_dataset(checkout, config), mepp5.load(config, root, version)
    assert list(theirs) == list(ours)
    for split in theirs:
        assert theirs[split].features == ours[split].features, config
        assert theirs[split].to_list() == ours[split].to_list(), (config, split)
print("equal")
"""
REVISION = """
import sys
import datasets
clone, checkout, clause = sys.argv[1:]
for path, revision in ((clone, None), (clone, "v0.5.0"), (checkout, None)):
    rows = datasets.load_dataset(path, "clauses", revision=revision, split="train")
    print(len(next(row for row in rows if row["id"] == clause)["slots"]))
"""


def git(root: Path, *words: str) -> bytes:
    """Return what git prints; its own settings of this machine's user are left out."""
    identity = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = os.environ | identity | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", "-C", str(root), *words]
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def find_commits() -> dict[str, str]:
    """Return {version: its newest commit: that states it and has its rows and reasons}, as far as there is history."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return {}
    commits: dict[str, str] = {}
    for commit in git(ROOT, "log", "--format=%H", "--", SUMS, DECISIONS, "pyproject.toml").decode().split():
        project, sums, decisions = (_show(commit, path) for path in ("pyproject.toml", SUMS, DECISIONS))
        told = (hash_config("clauses", sums), _hash_reasons(decisions))
        for release in read_releases():
            stated = f'\nversion = "{release.version}"\n'.encode() in project
            if stated and told == (release.rows["clauses"], release.decisions):
                commits.setdefault(release.version, commit)
    return commits


def _hash_reasons(decisions: bytes) -> str:
    """Return the hash of ids and reasons alone: since 0.8.0 the lines hold more."""
    rows = [{"id": row["id"], "reason": row["reason"]} for row in map(json.loads, decisions.splitlines())]
    return sha256(dump_jsonl(rows)) if rows else ""


def _show(commit: str, path: str) -> bytes:
    try:
        return git(ROOT, "show", f"{commit}:{path}")
    except subprocess.CalledProcessError:  # not there yet
        return b""


@pytest.fixture(scope="module")
def commits() -> dict[str, str]:
    """The commits of our releases."""
    return find_commits()


def pick(commits: dict[str, str], version: str) -> str:
    if version not in commits:
        pytest.skip(f"no history of {version} here")
    return commits[version]


def run(source: str, home: Path, *words: str) -> str:
    """Run the source offline with a home of its own, and return what it prints."""
    environment = {"HF_HOME": str(home), "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
    command = [sys.executable, "-c", source, *words]
    result = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("release", read_releases(), ids=lambda release: release.version)
def test_restored_rows_are_those_committed_byte_for_byte(release: Release, commits):
    commit, archive = pick(commits, release.version), read_archive()
    for config in KEPT:
        for name, rows in restore_rows(config, release.version, archive).items():
            assert dump_jsonl(rows) == git(ROOT, "show", f"{commit}:{data_path(*name.split('/'))}"), name


@pytest.mark.parametrize("release", read_releases(), ids=lambda release: release.version)
def test_reasons_are_of_the_release_that_wrote_them(release: Release, commits):
    versions = [each.version for each in read_releases()]
    before = versions[: versions.index(release.version)][-1:]
    now = read_reasons_at(pick(commits, release.version))
    earlier = read_reasons_at(pick(commits, before[0])) if before else {}
    written = {clause for clause, reason in now.items() if earlier.get(clause) != reason}
    recorded = {f"{policy}/{number:04d}" for policy, numbers in release.reasons.items() for number in numbers}
    assert recorded == written


def read_reasons_at(commit: str) -> dict[str, str]:
    rows = map(json.loads, _show(commit, DECISIONS).splitlines())
    return {row["id"]: row["reason"] for row in rows}


@pytest.mark.parametrize("version", ["0.2.0", "0.4.0"])
def test_load_dataset_reads_a_worktree_of_the_tag_as_load_restores_it(version, commits, tmp_path):
    commit, clone = pick(commits, version), tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--shared", "--no-checkout", str(ROOT), str(clone))
    git(clone, "tag", f"v{version}", commit)
    git(clone, "worktree", "add", "--quiet", str(tmp_path / "old"), f"v{version}")
    assert run(COMPARING, tmp_path / "home", str(tmp_path / "old"), str(ROOT), version).endswith("equal\n")


def test_load_dataset_takes_no_notice_of_the_revision_of_a_local_clone(tmp_path):
    clone, home = make_first(tmp_path), tmp_path / "home"
    git(clone, "init", "--quiet")
    commit_all(clone, "v0.5.0")
    make_second(clone)
    commit_all(clone, "v0.6.0")
    git(clone, "worktree", "add", "--quiet", str(tmp_path / "old"), "v0.5.0")
    slots = run(REVISION, home, str(clone), str(tmp_path / "old"), CHANGED).split()
    # Of the clone as it stands; of the clone with revision="v0.5.0", which is passed over; of the worktree of that tag.
    assert slots == ["0", "0", "1"]


def commit_all(root: Path, tag: str) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", tag)
    git(root, "tag", tag)
