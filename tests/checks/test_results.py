"""Results of other code are found, whatever lies beside them; what cannot be read is told once."""

import shutil
from pathlib import Path

import pytest

from baselines.provenance import hash_code
from mepp5.checks.catalogue import run_checks
from mepp5.checks.findings import Finding
from mepp5.files import write_files
from mepp5.scoring.change_results import CHANGE_RESULTS
from mepp5.scoring.results import RESULTS
from tests.checks.fixture_damages import score_with_other_code
from tests.release.fixture_release import make_release, take_over_scores

OTHER = f"sha256:{64 * '0'}"
SCORED = f"{RESULTS}/majority.json"
BROKEN = f"{RESULTS}/keyword.json"  # it stands before SCORED


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("results"))


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "damaged")


def find(root: Path, check: str) -> list[Finding]:
    return [finding for finding in run_checks(root) if finding.check == check]


def test_scores_of_changes_by_other_code_are_found(root: Path) -> None:
    take_over_scores(root, code=f"sha256:{hash_code(of_changes=True)}")
    assert find(root, "results-code") == []
    take_over_scores(root, code=f"sha256:{hash_code()}")  # that of the other tasks is not theirs
    assert find(root, "results-code")
    take_over_scores(root, code=OTHER)
    (found,) = find(root, "results-code")
    assert found.place == CHANGE_RESULTS
    assert found.problem == "made with other code than today's; run python -m baselines run-changes"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"a": 1, "a": 2}', b"{}"])
def test_what_cannot_be_read_is_told_once_and_the_next_is_looked_at(root: Path, content: bytes) -> None:
    score_with_other_code(root)
    write_files(root, {BROKEN: content})
    (broken,) = find(root, "results-data")
    assert BROKEN in broken.problem
    (found,) = find(root, "results-code")
    assert found.place == SCORED
    assert found.problem == "made with other code than today's; run python -m baselines run --all"


def test_broken_scores_of_changes_are_told_once(root: Path) -> None:
    write_files(root, {CHANGE_RESULTS: b"{"})
    (broken,) = find(root, "change-results")
    assert CHANGE_RESULTS in broken.problem
    assert find(root, "results-code") == []
