"""Pieces of two texts: exact to the character, and fit to be read."""

from itertools import pairwise
from time import monotonic

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mepp5.diff.comparison import Clause
from mepp5.diff.page import cut_pieces
from mepp5.diff.words import compare_words, join_texts

# Few signs, so that texts have much in common.
TEXTS = st.text(alphabet="ab ,.\n’\u00a0é", max_size=40) | st.text(max_size=20)
MARKS = {"kept": "{}", "taken_out": "[-{}-]", "put_in": "{{+{}+}}"}


def show(old: str, new: str) -> str:
    return "".join(MARKS[kind].format(text) for kind, text in compare_words(old, new))


def join(pieces, *kinds: str) -> str:
    return "".join(text for kind, text in pieces if kind in kinds)


@given(TEXTS, TEXTS)
@example("a  b", "a b")
@example(" a", "a ")
@example("", " ")
def test_pieces_give_both_texts_back(old, new):
    pieces = compare_words(old, new)
    assert join(pieces, "kept", "taken_out") == old
    assert join(pieces, "kept", "put_in") == new
    assert all(text for _, text in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))


@given(st.lists(TEXTS, min_size=1, max_size=4), st.lists(TEXTS, min_size=1, max_size=4))
def test_pieces_of_several_clauses_are_cut_at_their_ends(old, new):
    olds, news = (tuple(Clause(str(n), text) for n, text in enumerate(side)) for side in (old, new))
    pieces = compare_words(join_texts(olds), join_texts(news))
    for clauses, absent in ((olds, "put_in"), (news, "taken_out")):
        cut = cut_pieces(pieces, clauses, absent)
        assert [join(own, "kept", "taken_out", "put_in") for _, own in cut] == [each.text for each in clauses]
        assert all(text and kind != absent for _, own in cut for kind, text in own)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("the same", "the same", "the same"),
        ("children under 13.", "children under 16.", "children under [-13-]{+16+}."),
        ("may be sold or lent", "may be lent", "may be [-sold or -]lent"),
        ("a name and a town", "a name, a street and a town", "a name{+, a street+} and a town"),
        ("our Services.", "our Sites.", "our [-Services-]{+Sites+}."),
        ("wholly gone", "", "[-wholly gone-]"),
        # Only put in, on both sides: what stands between is left alone.
        ("you may go", "as long as you and they all may go", "{+as long as +}you {+and they all +}may go"),
    ],
)
def test_what_is_shown(old, new, shown):
    assert show(old, new) == shown


def test_a_common_word_between_two_replacements_is_drawn_into_them():
    old = "We ask good friends about the weather of Malta."
    new = "We sell cheap lamps about in shops near Rome."
    assert (
        show(old, new)
        == "We [-ask good friends about the weather of Malta-]{+sell cheap lamps about in shops near Rome+}."
    )


def test_a_clause_kept_between_two_replacements_stays():
    kept = "which we store for as long as the law wants it to be stored"
    old, new = f"Your full name, {kept}, is safe here.", f"The house number, {kept}, goes to them."
    assert kept in join(compare_words(old, new), "kept")


@pytest.mark.parametrize("words", [("a", "b"), ("a b", "b c"), ("a", "a")])
def test_very_long_texts_take_no_long_time(words):
    old, new = ((word + " ") * 20_000 for word in words)
    start = monotonic()
    pieces = compare_words(old, new)
    assert monotonic() - start < 20
    assert (join(pieces, "kept", "taken_out"), join(pieces, "kept", "put_in")) == (old, new)
