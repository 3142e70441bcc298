"""What is wrong with links between policies is found, by one check each; a corpus without pairs has nothing wrong."""

import json
import shutil
from pathlib import Path

import pytest

from mepp5.changes.pairs import PAIRS
from mepp5.checks import generated as checks_generated
from mepp5.checks.catalogue import run_checks
from mepp5.files import dump_json
from tests.checks.fixture_change_damages import CHANGE_DAMAGES
from tests.checks.fixture_change_edits import EXPORT, edit_results, mark_twice, replace
from tests.fixture_changes import SECOND
from tests.release.fixture_release import make_release, take_over_scores

# What is generated from what was damaged is not as it would be generated any more.
GENERAL = {check.id for check in checks_generated.CHECKS}
CASES = [(check, name) for check, damages in CHANGE_DAMAGES.items() for name in damages]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("changes"))


@pytest.fixture
def root(sound: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return shutil.copytree(sound, tmp_path / "damaged")


def test_sound_links_have_no_finding(sound: Path) -> None:
    assert run_checks(sound) == []


@pytest.mark.parametrize(("check", "name"), CASES, ids=lambda value: value)
def test_the_damage_is_found_by_its_check_alone(root: Path, check: str, name: str) -> None:
    damage, message = CHANGE_DAMAGES[check][name]
    damage(root)
    findings = run_checks(root)
    beside = {"contents"} if "export of no pair" in message else set()  # it is a file that nothing names as well
    assert {finding.check for finding in findings} - GENERAL == {check, *beside}
    said = [f"{finding.place}: {finding.problem}" for finding in findings]
    assert any(message in each for each in said), said
    assert all("\n" not in each for each in said)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('new = "gamma-2022"', 'new = "delta"', "no policy 'delta'; choose one of: alpha-2020, beta, gamma-2022."),
        ('new = "gamma-2022"', 'new = "alpha-2020"', "a policy is not compared with itself; name two."),
        ('old = "beta"\nnew = "alpha-2020"', 'old = "gamma-2022"\nnew = "alpha-2020"', "two policies are paired twice"),
    ],
)
def test_a_pair_that_cannot_be_compared_is_found(root: Path, before: str, after: str, message: str) -> None:
    """Its rows are missed, too."""
    replace(PAIRS, before, after)(root)
    problems = {finding.check: finding.problem for finding in reversed(run_checks(root))}
    assert message in problems["change-pairs"]


def test_exports_without_pairs_are_found(root: Path) -> None:
    (root / PAIRS).unlink()
    found = [finding for finding in run_checks(root) if finding.check == "change-pairs"]
    assert [finding.place for finding in found] == [EXPORT, EXPORT.rpartition("/")[0] + f"/{SECOND}.json"]


def test_each_pair_is_read_on_its_own(root: Path) -> None:
    edit_results(mark_twice)(root)
    other = root / EXPORT.replace(Path(EXPORT).stem, SECOND)
    tasks = json.loads(other.read_text())
    tasks[0]["annotations"].pop()
    other.write_bytes(dump_json(tasks))
    first, second = (finding.problem for finding in run_checks(root) if finding.check == "change-links")
    assert "gamma-2022/0007 stands in 2 links" in first
    assert f"{SECOND} lacks the links of adjudicator" in second


def test_scores_of_todays_links_are_no_finding(root: Path) -> None:
    take_over_scores(root)
    assert run_checks(root) == []


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"id": 3}\n'])
@pytest.mark.parametrize("path", [PAIRS, EXPORT, "annotations/CHANGES.md", "annotations/changes/adjudication.jsonl"])
def test_no_content_of_a_file_stops_the_checks(root: Path, path: str, content: bytes) -> None:
    (root / path).write_bytes(content)
    assert all("\n" not in finding.problem for finding in run_checks(root))
    assert run_checks(root) or (path, content) == ("annotations/changes/adjudication.jsonl", b"")
