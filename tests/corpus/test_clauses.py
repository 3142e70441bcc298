"""The units: literal facts about them, and every rule that a damaged file breaks."""

import json

import pytest

from mepp5.corpus import clauses
from mepp5.corpus.clauses import GAP, read_units, verify_units
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError

POLICIES = [policy.id for policy in read_manifest()]

# policy: (units, clauses), and the first, tenth and last clause
FACTS = {
    "amazfit-2018": (383, 293, "Effective May 24, 2018:", "We are committed to", "Thank you for taking"),
    "huami-2021": (211, 154, "Effective Date: December 10", "If you decide toparticipate", "Anhui Huami Information"),
    "zepp-2024": (191, 140, "Your privacy is our priority.", "Each Zepp product or", "Our information security"),
    "xiaomi-2019": (230, 192, "Our Privacy Policy was updated", "Should you have any", "The new version of our"),
    "smartmi": (105, 89, "You can use our services", "If we combine the", "Without your express consent"),
}


@pytest.mark.parametrize("policy_id", POLICIES)
def test_facts(policy_id):
    units = read_units(policy_id)
    found = [unit for unit in units if unit.is_clause]
    number, labelled, first, tenth, last = FACTS[policy_id]
    assert (len(units), len(found)) == (number, labelled)
    assert found[0].text.startswith(first)
    assert found[9].text.startswith(tenth)
    assert found[-1].text.startswith(last)


@pytest.mark.parametrize("policy_id", POLICIES)
def test_units_hold(policy_id):
    verify_units(read_units(policy_id), read_text_of(policy_id))


def test_traps():
    units = [unit for policy in POLICIES for unit in read_units(policy)]

    def find(beginning):
        (unit,) = [unit for unit in units if unit.text.startswith(beginning)]
        return unit

    assert find("We have executed appropriate contracts").kind == "list_item"
    assert find("You may also access and update the details relating").kind == "sentence"
    assert find("Administrative Purposes, such as:").kind == "sentence"
    assert find("What information is collected by us and how do we use it?").level == 1
    assert find("Do Not Track.(“DNT”) is a privacy preference").kind == "sentence"
    assert find("Identifiers\n\nYes\n\nYes").kind == "table_row"
    assert "#019, 9th Floor" in find("Xiaomi Communications Co., Ltd.").text


def damage(root, policy_id, number, **changes):
    path = root / clauses.clauses_path(policy_id)
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    rows[number - 1].update(changes)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": 0}, "smartmi/0010: the text at 0-"),
        ({"id": "smartmi/0011"}, "the id is not the unit's position"),
        ({"kind": "title"}, 'line 10: kind: "title" should be'),
        ({"section": ["No such heading"]}, "its section is not a beginning of the path"),
        ({"lead_in": "smartmi/0099"}, "lead_in 'smartmi/0099' is no clause before it"),
    ],
)
def test_damaged_unit_is_refused(corpus_copy, changes, message):
    damage(corpus_copy, "smartmi", 10, **changes)
    with pytest.raises(CorpusError, match=message):
        clauses.generate(corpus_copy)


def test_words_in_no_unit_are_refused(corpus_copy):
    unit = read_units("smartmi")[1]
    damage(corpus_copy, "smartmi", 2, start=unit.start + 4, text=unit.text[4:])
    with pytest.raises(CorpusError, match="words before it are in no unit: 'You'"):
        clauses.generate(corpus_copy)


def test_overlapping_units_are_refused(corpus_copy):
    first, second = read_units("smartmi")[1:3]
    text = read_text_of("smartmi")
    damage(corpus_copy, "smartmi", 2, end=second.start + 2, text=text[first.start : second.start + 2])
    with pytest.raises(CorpusError, match="smartmi/0003: it overlaps"):
        clauses.generate(corpus_copy)


def test_white_space_at_the_edge_is_refused(corpus_copy):
    unit = read_units("smartmi")[1]
    damage(corpus_copy, "smartmi", 2, end=unit.end + 1, text=unit.text + " ")
    with pytest.raises(CorpusError, match="begins or ends with white space"):
        clauses.generate(corpus_copy)


def test_missing_last_unit_is_refused(corpus_copy):
    path = corpus_copy / clauses.clauses_path("smartmi")
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    with pytest.raises(CorpusError, match="text after the last unit"):
        clauses.generate(corpus_copy)


def test_missing_key_is_refused(corpus_copy):
    path = corpus_copy / clauses.clauses_path("smartmi")
    path.write_text('{"id": "smartmi/0001"}\n')
    with pytest.raises(CorpusError, match="line 1: policy: is missing"):
        read_units("smartmi", corpus_copy)


@pytest.mark.parametrize("mark", ["i. ", "(v) ", "x) ", "1.1. ", "and ", "• ", "\n", "o "])
def test_what_stands_between_units_is_soon_told(mark):
    """An enumerator of one letter fits one alternative alone: two would be tried in all combinations."""
    assert not GAP.fullmatch(mark * 5_000 + "word")
    assert GAP.fullmatch(mark * 5_000)
