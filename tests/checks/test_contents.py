"""What files there are is a closed list: a stray one is named, changes nothing that is read, and is in no package."""

import ast
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from mepp5.build import build, find_stale
from mepp5.checks.catalogue import run_checks
from mepp5.contents import SINGLE, UnlistedError, find_strays, list_known
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.metadata import schemas
from mepp5.paths import CLONE
from mepp5.release import rows as release
from mepp5.system.drafts import name_draft, open_draft
from mepp5.system.folders import list_folders
from tests.checks.fixture_contents_damages import STRAYS
from tests.release.fixture_release import make_release

READ_ALIKE = [path for path in STRAYS if path.startswith(("annotations/", "corpus/", "invented/"))]
PATH = re.compile(r"(annotations|corpus|invented|data|baselines/results)/[\w./-]+\.(toml|jsonl?|md|xml|tsv)")


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> Path:
    """The tiny release; not to be changed."""
    return make_release(tmp_path_factory.mktemp("contents"))


@pytest.fixture
def root(sound, tmp_path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "copy")


def find_all(root: Path) -> dict[str, str]:
    return {path: kind for folder in SINGLE for path, kind in find_strays(root, folder)}


def test_the_clone_has_no_stray():
    assert find_all(CLONE) == {}


def test_what_goes_while_the_folder_is_listed_is_no_stray(root, monkeypatch):
    """A build beside the check renames its drafts."""
    scandir, draft = os.scandir, root / "data" / name_draft("stats.json")

    def list_late(folder):
        draft.write_bytes(b"half")
        entries = list(scandir(folder))
        draft.unlink()
        return entries

    monkeypatch.setattr(os, "scandir", list_late)
    assert list(find_strays(root, "data")) == []


@pytest.mark.parametrize("path", STRAYS)
def test_a_stray_is_named(root, path):
    STRAYS[path](root)
    assert path in find_all(root)


def test_strays_change_nothing_that_is_read_and_each_is_a_finding(sound, root):
    for path in READ_ALIKE:
        STRAYS[path](root)
    assert release.generate(root) == release.generate(sound)
    findings = {finding.place for finding in run_checks(root) if finding.check == "contents"}
    assert findings == set(find_all(root)) == set(READ_ALIKE)


def test_a_list_that_cannot_be_read_makes_no_stray_of_all_the_rest(root):
    (root / "corpus/manifest.toml").write_bytes(b"[[policy]\n")
    with pytest.raises(UnlistedError, match="which says what other files"):
        list(find_strays(root, "corpus"))
    assert "contents" not in {finding.check for finding in run_checks(root)}


def test_a_list_names_nothing_outside_of_its_folder(root):
    path = root / "annotations/annotators.toml"
    path.write_text(path.read_text().replace("protocols/reader.md", "../README.md"))
    assert "annotations/protocols/reader.md" in find_all(root)
    assert all(path.startswith("annotations/") and ".." not in path for path in list_known(root, "annotations"))


def test_results_are_of_the_baselines_whose_scores_were_kept(root):
    write_files(root, {"baselines/results/old.json": b"{}", "baselines/results/nb.json": b"{}"})
    assert find_all(root) == {}  # before there is a history, whatever was run
    write_files(root, {"baselines/history.json": b'{"0.1.0": {"categories": {"holdout": {"nb": {}}}}}'})
    assert find_all(root) == {"baselines/results/old.json": "no file that anything names"}


def test_every_file_that_the_code_names_is_listed():
    """Each constant that names a file of these folders is known, so that no list here goes stale."""
    known = {path for folder in SINGLE for path in list_known(CLONE, folder)}
    named = set()
    for source in (*CLONE.glob("src/**/*.py"), *CLONE.glob("scripts/*.py"), *CLONE.glob("baselines/**/*.py")):
        constants = (node.value for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Constant))
        named |= {value for value in constants if isinstance(value, str) and PATH.fullmatch(value)}
    assert len(named) > 20
    assert named - known <= {"annotations/protocols/person.md"}  # which annotators.toml of a new corpus names


def test_what_a_killed_build_left_is_found_and_removed_by_the_next(root):
    folder = root / "data/clauses"
    places = ("", "data/clauses/", "docs/", "corpus/text/")
    write_files(root, {f"{place}.x.1-00000000.mepp5.draft": b"half" for place in places})
    living = folder / name_draft("train.jsonl")
    number = open_draft(living)
    left = {finding.place for finding in run_checks(root) if finding.check == "broken-writes"}
    assert left == {f"{place}.x.1-00000000.mepp5.draft" for place in places}
    with suppress(CorpusError):  # the tiny corpus lacks documents; what is left behind goes first
        find_stale(root)
    assert len(list(root.rglob(".*.draft"))) == 5
    with suppress(CorpusError):
        build(root)
    assert list(root.rglob(".*.draft")) == [living]
    os.close(number)


def test_what_a_living_build_is_writing_is_no_schema(root):
    write_files(root, schemas.generate(root))
    number = open_draft(root / schemas.FOLDER / "rows" / name_draft("clauses.json"))
    assert not [finding for finding in run_checks(root) if finding.check == "schemas"]
    os.close(number)


def test_drafts_are_no_strays_for_git():
    assert ".*.draft" in (CLONE / ".gitignore").read_text().splitlines()


def test_links_of_folders_are_not_followed(root, tmp_path):
    (tmp_path / "outside").mkdir()
    (root / "docs").symlink_to(tmp_path / "outside")
    assert root / "docs" not in list_folders(root)
