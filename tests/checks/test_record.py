"""Labels, and what was decided and read of them, cannot be changed behind the record of releases."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from mepp5.checks.catalogue import run_checks
from mepp5.errors import CorpusError
from tests.checks.fixture_record_damages import HAND_EDITS as EDITS_OF_RECORD
from tests.checks.fixture_row_damages import ROW_EDITS
from tests.past.fixture_record import make_recorded
from tests.release.fixture_release import rebuild

HAND_EDITS = EDITS_OF_RECORD | ROW_EDITS


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The recorded corpus, not to be changed."""
    return make_recorded(tmp_path_factory.mktemp("record"))


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be edited by hand."""
    return shutil.copytree(sound, tmp_path / "edited")


def test_a_recorded_corpus_has_no_finding(sound: Path) -> None:
    assert run_checks(sound) == []


@pytest.mark.parametrize("name", HAND_EDITS)
def test_a_hand_edit_is_found_after_a_build(root: Path, name: str) -> None:
    check, edit, message = HAND_EDITS[name]
    edit(root)
    with suppress(CorpusError):  # a build that stops leaves what stands there
        rebuild(root)
    found = [f"{finding.check}: {finding.place}: {finding.problem}" for finding in run_checks(root)]
    assert any(each.startswith(f"{check}: ") and message in each for each in found), found
    assert all("\n" not in each for each in found)
