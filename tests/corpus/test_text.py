"""The canonical texts: what they are made of, and every edit in both directions."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.corpus.clauses import read_units
from mepp5.corpus.corrections import read_corrections
from mepp5.corpus.edits import Edit, OffsetMap, apply_edits, read_edits
from mepp5.corpus.manifest import find_policy, read_manifest, read_raw
from mepp5.corpus.text import make_text, read_text_of, text_path
from mepp5.errors import CorpusError

POLICIES = [policy.id for policy in read_manifest()]

# (characters of the raw file, characters of the canonical text, edits)
SIZES = {
    "amazfit-2018": (50685, 49374, 305),
    "huami-2021": (23338, 23076, 130),
    "zepp-2024": (22497, 22449, 37),
    "xiaomi-2019": (29306, 29270, 66),
    "smartmi": (13683, 13646, 20),
}


@pytest.mark.parametrize("policy_id", POLICIES)
def test_sizes(policy_id):
    raw = read_raw(find_policy(policy_id))
    assert (len(raw), len(read_text_of(policy_id)), len(read_edits(policy_id))) == SIZES[policy_id]


@pytest.mark.parametrize("policy_id", POLICIES)
def test_canonical_form(policy_id):
    text = read_text_of(policy_id)
    assert text.endswith("\n")
    assert not re.search(r"\r|\t|\u00a0|  |^ | $|\n\n\n|\A\n|\n\n\Z", text, re.MULTILINE)
    assert max(map(ord, text)) <= 0xFFFF


@pytest.mark.parametrize("policy_id", POLICIES)
def test_edits_make_the_text_of_the_raw_file(policy_id):
    assert apply_edits(read_raw(find_policy(policy_id)), read_edits(policy_id)) == read_text_of(policy_id)


@pytest.mark.parametrize("policy_id", POLICIES)
def test_only_markup_space_and_corrections_are_edited(policy_id):
    for edit in read_edits(policy_id):
        if "correction" in edit.rules or "markdown-link" in edit.rules:
            continue
        assert re.fullmatch(r"[\s*>#]*", edit.before), edit
        assert re.fullmatch(r"\s?\n?", edit.after), edit


@pytest.mark.parametrize("policy_id", POLICIES)
def test_every_word_of_the_text_maps_to_itself_in_the_raw_file(policy_id):
    raw, text, edits = read_raw(find_policy(policy_id)), read_text_of(policy_id), read_edits(policy_id)
    offsets = OffsetMap(edits)
    changed = {offset for edit in edits for offset in range(edit.raw_start, edit.raw_end)}
    for word in re.finditer(r"\w+", text):
        start, end = offsets.start_to_raw(word.start()), offsets.end_to_raw(word.end())
        if not changed.intersection(range(start, end)):
            assert raw[start:end] == word[0]
        assert (offsets.start_to_text(start), offsets.end_to_text(end)) == word.span()


@pytest.mark.parametrize("policy_id", POLICIES)
def test_no_unit_begins_or_ends_inside_an_edit(policy_id):
    units = read_units(policy_id)
    assert all(unit.raw_start < unit.raw_end for unit in units)
    assert all(one.raw_end <= other.raw_start for one, other in pairwise(units))


def test_no_mojibake_is_left():
    assert "â" not in read_text_of("xiaomi-2019")
    corrections = read_corrections("xiaomi-2019", read_raw(find_policy("xiaomi-2019")))
    assert sum(correction.before == "â¢" for correction in corrections) == 26
    assert sum(correction.before == "â" for correction in corrections) == 31
    assert [c.raw_start for c in corrections if c.certainty == "unsure"] == [6341]


def test_no_markup_is_left():
    text = read_text_of("amazfit-2018")
    assert "*" not in text
    assert "](" not in text
    assert "privacy standards" in text


@given(st.data())
def test_offsets_map_over_any_edits(data):
    raw = data.draw(st.text("abc *\n", max_size=40))
    edits, position = [], 0
    while position < len(raw) and data.draw(st.booleans()):
        start = data.draw(st.integers(position, len(raw) - 1))
        end = data.draw(st.integers(start + 1, len(raw)))
        edits.append(Edit(start, end, raw[start:end], data.draw(st.text("xy", max_size=1)), ("test",)))
        position = end + 1
    text, offsets = apply_edits(raw, edits), OffsetMap(edits)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            raw_start, raw_end = offsets.start_to_raw(start), offsets.end_to_raw(end)
            assert raw_start < raw_end
            assert (offsets.start_to_text(raw_start), offsets.end_to_text(raw_end)) == (start, end)


def test_start_in_a_deletion_maps_right_and_end_left():
    offsets = OffsetMap([Edit(2, 5, "***", "", ("test",))])
    assert offsets.start_to_text(3) == offsets.end_to_text(3) == 2
    assert (offsets.start_to_raw(2), offsets.end_to_raw(2)) == (5, 2)


def test_a_span_that_parts_an_edit_takes_it_whole_in_the_raw_file_and_leaves_it_out_in_the_text():
    """A part of an edit was once mapped to nothing, or to an end before its start."""
    edit = Edit(2, 6, "\r\n\r\n", "x\n\ny", ("test",))
    offsets = OffsetMap([edit])
    for start, end in ((2, 3), (3, 5), (4, 6), (3, 6)):
        assert (offsets.start_to_raw(start), offsets.end_to_raw(end)) == (2, 6)
    assert (offsets.start_to_raw(0), offsets.end_to_raw(4)) == (0, 6)
    assert (offsets.start_to_raw(4), offsets.end_to_raw(8)) == (2, 8)
    assert (offsets.start_to_text(0), offsets.end_to_text(4)) == (0, 2)
    assert (offsets.start_to_text(4), offsets.end_to_text(8)) == (6, 8)


def test_edit_that_does_not_fit_is_refused():
    with pytest.raises(CorpusError, match="raw offset 1 does not fit"):
        apply_edits("abc", [Edit(1, 2, "x", "", ("test",))])


def test_changed_raw_file_is_refused(corpus_copy):
    policy = find_policy("smartmi")
    path = corpus_copy / "corpus/raw" / policy.raw_file
    path.write_text(path.read_text().replace("SSL", "TLS"))
    with pytest.raises(CorpusError, match=r"the raw file was changed.*restore it"):
        make_text(policy, corpus_copy)


def test_correction_that_does_not_fit_is_refused(corpus_copy):
    path = corpus_copy / "corpus/corrections.toml"
    path.write_text(path.read_text().replace("raw_start = 343", "raw_start = 344"))
    with pytest.raises(CorpusError, match="xiaomi-2019, raw offset 344"):
        make_text(find_policy("xiaomi-2019"), corpus_copy)


def test_text_is_read_strictly(corpus_copy):
    (corpus_copy / text_path("smartmi")).write_bytes(b"\xff")
    with pytest.raises(CorpusError, match="byte 0 is not UTF-8"):
        read_text_of("smartmi", corpus_copy)


def test_edit_log_with_a_missing_key_is_refused(corpus_copy):
    path = corpus_copy / "corpus/edits/smartmi.jsonl"
    path.write_text(json.dumps({"raw_start": 0}) + "\n")
    with pytest.raises(CorpusError, match=r"smartmi\.jsonl: line 1: .* is missing"):
        read_edits("smartmi", corpus_copy)
