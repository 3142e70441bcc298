"""Which policies are compared, who says what changed, and a corpus that compares none."""

from pathlib import Path

import pytest

from mepp5.changes.annotators import CHANGE_ANNOTATORS, read_change_annotators
from mepp5.changes.pairs import PAIRS, find_pair, list_pairs, read_pairs
from mepp5.errors import CorpusError
from tests.fixture_changes import ANNOTATORS_FILE, PAIRS_FILE


def write(root: Path, text: str, path: str = PAIRS) -> Path:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)
    return root


def test_pairs_are_read_in_order(tiny: Path) -> None:
    pairs = read_pairs(tiny)
    assert [pair.id for pair in pairs] == ["alpha-2020--gamma-2022", "beta--alpha-2020"]
    assert [pair.direction for pair in pairs] == ["time", "template"]
    assert list_pairs(tiny) == pairs
    assert find_pair("beta", "alpha-2020", tiny) == pairs[1]


def test_a_pair_the_other_way_round_is_none(tiny: Path) -> None:
    known = "alpha-2020 gamma-2022, beta alpha-2020"
    with pytest.raises(CorpusError, match=rf"^no pair alpha-2020 beta in {PAIRS}; choose one of: {known}\.$"):
        find_pair("alpha-2020", "beta", tiny)


def test_without_a_file_there_is_no_pair(tmp_path: Path) -> None:
    assert read_pairs(tmp_path) == list_pairs(tmp_path) == []
    with pytest.raises(CorpusError, match="choose one of: none"):
        find_pair("a", "b", tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('old = "beta"', 'old = "beta-2"', "beta-2--alpha-2020: no policy 'beta-2'; choose one of: alpha-2020, beta"),
        ('old = "beta"', 'old = "alpha-2020"', "alpha-2020--alpha-2020: a policy is not compared with itself"),
        ('old = "beta"', 'old = "gamma-2022"', "two policies are paired twice; keep one pair of them"),
        ('"template"', '"back"', "line 10: pair[1].direction: \"back\" should be 'time' or 'template'"),
        ('relation = "a page', 'other = "a page', "line 7: pair[1].relation: is missing"),
        (PAIRS_FILE, "pair = []\n", "pair: [] should have at least 1 item"),
    ],
)
def test_what_cannot_be_compared_is_told(tiny: Path, tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in PAIRS_FILE
    write(tmp_path, PAIRS_FILE.replace(before, after))
    write(tmp_path, (tiny / "corpus/manifest.toml").read_text(), "corpus/manifest.toml")
    with pytest.raises(CorpusError) as caught:
        read_pairs(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / PAIRS}: ")
    assert message in str(caught.value)


def test_annotators_are_read_and_the_adjudicator_is_the_reference(tiny: Path) -> None:
    assert [(each.id, each.layer) for each in read_change_annotators(tiny)] == [
        ("reader", "reader"),
        ("backreader", "backreader"),
        ("adjudicator", "reference"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('id = "backreader"', 'id = "reader"', "two annotators have the same id; make them differ"),
        ("backreader@", "reader@", "two annotators have the same email"),
        ('scope = "all"', 'scope = "adjudication"', "two annotators have the same layer"),
        ('"adjudication"', '"all"', "no annotator has the scope adjudication; name the adjudicator"),
        ('"adjudication"', '"some"', "should be 'all' or 'adjudication'"),
        ('"language model"', '"robot"', "should be 'language model' or 'person'"),
    ],
)
def test_annotators_that_cannot_be_are_told(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in ANNOTATORS_FILE
    write(tmp_path, ANNOTATORS_FILE.replace(before, after), CHANGE_ANNOTATORS)
    with pytest.raises(CorpusError) as caught:
        read_change_annotators(tmp_path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
