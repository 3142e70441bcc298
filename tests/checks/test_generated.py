"""What `mepp5 build --check` finds, `mepp5 check` finds as well, with the block or the line."""

import shutil
from pathlib import Path

import pytest

from mepp5.build import find_stale
from mepp5.checks.catalogue import run_checks
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.scheme import guidelines
from tests.checks.fixture_change_edits import replace
from tests.checks.fixture_generated_damages import COUNT, make_whole


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release with all documents, as a build leaves it; not to be changed."""
    return make_whole(tmp_path_factory.mktemp("generated"))


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "damaged")


def find(root: Path, check: str) -> list[str]:
    return [f"{finding.place}: {finding.problem}" for finding in run_checks(root) if finding.check == check]


def test_a_built_corpus_has_no_finding(sound: Path) -> None:
    assert run_checks(sound) == []


def test_a_changed_block_is_named_with_its_document(root: Path) -> None:
    replace("DATASHEET.md", *COUNT)(root)
    assert find(root, "generated-blocks") == [
        "DATASHEET.md: reused: this generated block is not what the data and the results say"
    ]


def test_a_changed_table_of_the_guidelines_is_named(root: Path) -> None:
    replace(guidelines.GUIDELINES, "| `data_security` |", "| `data_safety` |")(root)
    (found, *_) = find(root, "generated-blocks")
    assert found.startswith("annotations/GUIDELINES.md: categories: this generated block")


def test_the_front_matter_is_named(root: Path) -> None:
    replace("README.md", "num_examples: 7", "num_examples: 8")(root)
    (found,) = find(root, "generated-blocks")
    assert found.startswith("README.md: front matter: ")


@pytest.mark.parametrize("name", ["README.md", "DATASHEET.md"])
def test_a_block_that_is_lost_is_found(root: Path, name: str) -> None:
    replace(name, "<!-- /generated:policies -->\n", "")(root)
    (found,) = find(root, "generated-blocks")
    assert f"{name}: A generated block is not closed" in found


def test_a_changed_interface_is_found(root: Path) -> None:
    replace("annotations/label_studio.xml", "data_security", "data_safety")(root)
    (found,) = find(root, "generated-interfaces")
    assert found.startswith("annotations/label_studio.xml: line ")


def test_whatever_a_build_would_change_is_a_finding(root: Path) -> None:
    """Each file that a build reads or writes, with one byte more at its end."""
    names = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file()]
    for name in names:
        before = (root / name).read_bytes()
        write_files(root, {name: before + b"\n"})
        try:
            is_sound = not find_stale(root)
        except CorpusError:
            is_sound = False
        assert is_sound or run_checks(root), name
        write_files(root, {name: before})
