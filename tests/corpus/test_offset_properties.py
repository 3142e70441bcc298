"""Offsets between raw and canonical text, and the canonical form, of any raw text under the rules of the corpus."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mepp5.corpus.corrections import Correction
from mepp5.corpus.edits import OffsetMap, apply_edits
from mepp5.corpus.text import edit_text

PIECES = ["We keep", " ", "  ", "\t", "\n", "\r\n", "\r", "\xa0", "*", "**", "# ", "> "]
PIECES += ["[data](http://x.y)", "[", "](", ")", "😀", "e\u0301", "\u200b", "\u2028", "• ", "a"]
RAW = st.lists(st.sampled_from(PIECES) | st.text(st.characters(codec="utf-8"), max_size=3), max_size=16).map("".join)


@given(RAW, st.booleans())
@example("", False)
@example("\n", True)
@example("\r\n\r\n\r\na", False)
def test_the_log_of_edits_makes_the_text_of_the_raw_one(raw, is_markdown):
    text, edits = edit_text(raw, [], is_markdown)
    assert apply_edits(raw, edits) == text
    assert all(one.raw_end < other.raw_start for one, other in pairwise(edits))
    assert all(raw[edit.raw_start : edit.raw_end] == edit.before != edit.after and edit.rules for edit in edits)


@given(RAW, st.booleans())
@example("\u2028 a", False)
def test_a_canonical_text_stays_as_it_is(raw, is_markdown):
    text, _ = edit_text(raw, [], is_markdown)
    assert edit_text(text, []) == (text, [])


@given(RAW, st.booleans())
def test_offsets_never_go_back_and_stay_within(raw, is_markdown):
    text, edits = edit_text(raw, [], is_markdown)
    offsets = OffsetMap(edits)
    ways = ((offsets.start_to_text, raw, text), (offsets.end_to_text, raw, text))
    ways += ((offsets.start_to_raw, text, raw), (offsets.end_to_raw, text, raw))
    for way, source, target in ways:
        mapped = [way(offset) for offset in range(len(source) + 1)]
        assert mapped == sorted(mapped)
        assert all(0 <= offset <= len(target) for offset in mapped)


@given(RAW, st.booleans())
@example("We keep\r\n\r\nWe keep", False)
def test_what_was_not_edited_is_found_in_the_raw_text_and_again_in_the_text(raw, is_markdown):
    text, edits = edit_text(raw, [], is_markdown)
    offsets = OffsetMap(edits)
    edited = {place for edit in edits for place in range(edit.raw_start, edit.raw_end)}
    for start in range(len(text)):
        place = offsets.start_to_raw(start), offsets.end_to_raw(start + 1)
        if any(edit.raw_start == edit.raw_end == place[0] for edit in edits):
            continue  # put in where the raw text has nothing
        assert place[0] < place[1]
        if not edited.intersection(range(*place)):
            assert raw[slice(*place)] == text[start]
        assert offsets.start_to_text(place[0]) <= start < start + 1 <= offsets.end_to_text(place[1])


@given(RAW.filter(bool), st.data())
def test_corrections_are_edits_like_others(raw, data):
    corrections, position = [], 0
    while position < len(raw) and data.draw(st.booleans()):
        start = data.draw(st.integers(position, len(raw) - 1))
        end = data.draw(st.integers(start + 1, len(raw)))
        after = data.draw(st.text("xy \n", max_size=2))
        corrections.append(Correction("p", start, raw[start:end], after, "why", "sure"))
        position = end
    text, edits = edit_text(raw, corrections)
    assert apply_edits(raw, edits) == text
    assert edit_text(text, []) == (text, [])


@pytest.mark.parametrize("after", ["x ", " x", "x  y", "x\r\ny", "*x*", "> x", "x\n\n\n", "\xa0", "[x](y)"])
def test_a_correction_may_put_in_what_the_rules_take_out(after):
    """A rule that matches a part of a correction once met a place inside it that no table held."""
    raw = "keep it all\n"
    text, edits = edit_text(raw, [Correction("p", 5, "it", after, "why", "sure")], True)
    assert apply_edits(raw, edits) == text
    assert len(edits) == 1
    assert edit_text(text, []) == (text, [])
