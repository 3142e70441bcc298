"""docs/checks.md says of every check what the code says; each check finds its damage, alone where that can be."""

import inspect
import shutil
from pathlib import Path

import pytest

from mepp5.checks import generated
from mepp5.checks.catalogue import CHECKS, run_checks
from mepp5.paths import ROOT
from tests.checks.document import DOCUMENT, draw_document, read_rule
from tests.checks.fixture_damages import DAMAGES, MORE_DAMAGES
from tests.release.fixture_release import make_release

# What is made of something damaged is not as it would be generated any more.
GENERAL = {check.id for check in generated.CHECKS}
OF_TEXT = "whatever has offsets into the text, or quotes it, is compared with it"
OF_ROWS = "the same column is compared with what stands elsewhere in data/ or corpus/"
# Which checks find a damage besides its own, and why they must.
BESIDES: dict[str, tuple[set[str], str]] = {
    "raw-hash": ({"edits"}, "the text is no more what the log makes of the raw file"),
    "edits": ({"unit-text", "exports", "change-links", "data-policies"}, OF_TEXT),
    "text-characters": ({"unit-text", "exports", "change-links", "data-policies"}, OF_TEXT),
    "units": ({"unit-text", "unit-raw", "exports", "change-links", "data-columns"}, OF_TEXT),
    "unit-text": ({"exports", "data-columns", "span-text", "change-rows"}, OF_TEXT),
    "lead-in": ({"units"}, "a lead-in that is no clause is no sentence either"),
    "exports": ({"agreement"}, "agreement is measured on the exports"),
    "data-hash": ({"data-columns"}, OF_ROWS),
    "data-schema": ({"data-rows", "card-hash"}, "a row without the schema counts as missing, and has no card"),
    "labels-column": ({"change-rows"}, OF_ROWS),
    "duplicate-groups": ({"folds"}, "a group that is joined to another has the folds of both"),
    "duplicate-labels": ({"data-columns", "labels-column", "change-rows"}, OF_ROWS),
    "croissant": ({"data-rows"}, "the description is of rows of which one was lost"),
    "change-pairs": ({"contents"}, "an export of no pair is a file that nothing names"),
    "generated-data": ({"data-hash"}, "every file of data/ is listed with its hash"),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("document"))


def test_the_document_says_what_the_checks_say(sound: Path) -> None:
    said = draw_document(sound)
    assert (ROOT / DOCUMENT).read_bytes() == said, "run python -m tests.checks.document"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_each_check_says_its_rule_in_one_sentence(check) -> None:
    rule = read_rule(check)
    assert rule.endswith("."), inspect.getsource(check.find)
    assert rule[0].isupper()


def test_no_damage_is_of_a_check_that_is_not_there() -> None:
    ids = {check.id for check in CHECKS}
    assert set(DAMAGES) == ids
    assert {*MORE_DAMAGES, *BESIDES} <= ids


@pytest.mark.parametrize("check", DAMAGES)
def test_each_damage_is_found_by_its_check_and_by_no_other_that_need_not(
    check: str, sound: Path, tmp_path: Path
) -> None:
    root = shutil.copytree(sound, tmp_path / "damaged")
    DAMAGES[check](root)
    found = {finding.check for finding in run_checks(root)}
    assert check in found
    besides, why = BESIDES.get(check, (set(), ""))
    assert found - GENERAL - {check} == besides, why
