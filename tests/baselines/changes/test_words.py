"""Words that differ: glued and torn ones do not, and chunks are quotations of what stands there."""

from difflib import SequenceMatcher
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baselines.changes.words import _align, count_kinds, describe_altered, find_altered, find_chunks, join_texts


@pytest.mark.parametrize(
    ("old", "new", "out", "put"),
    [
        ("We will ask you.", "wewill ask you", (), ()),
        ("e mail and pass word", "email and password", (), ()),
        ("We sell it.", "we do not sell it", (), ("do", "not")),
        ("sold or transferred", "transferred", ("sold", "or"), ()),
        ("under 13 years", "under 16 years", ("13",), ("16",)),
        ("Ask us, please!", "ASK US; please", (), ()),
        ("", "", (), ()),
        ("", "all of it", (), ("all", "of", "it")),
    ],
)
def test_words_taken_out_and_put_in(old: str, new: str, out: tuple[str, ...], put: tuple[str, ...]) -> None:
    found = find_altered(old, new)
    assert (found.out, found.put) == (out, put)


@pytest.mark.parametrize(
    ("old", "new", "chunks"),
    [
        ("We will keep it.", "Wewill keep it.", []),
        ("We keep the logs.", "We keep your logs.", [("the", "your")]),
        ("We keep logs and your name.", "We keep your name.", [("logs and", "")]),
        ("We keep your name.", "We keep your name, address and Age.", [("", "address and Age")]),
        ("Our Services may not work.", "Our Sites may not work.", []),  # names
        ("the data of it", "data of an it", []),  # small words
        ("under 13, or other", "under 16, or other", [("13", "16")]),
    ],
)
def test_chunks_quote_what_stands_in_place_of_what(old: str, new: str, chunks: list[tuple[str, str]]) -> None:
    assert find_chunks(old, new) == chunks


WORDS = st.lists(st.sampled_from(["we", "keep", "Logs", "the", "13", "e-mail", "don’t", "sell"]), max_size=8).map(
    " ".join
)


@given(WORDS, WORDS)
def test_chunks_stand_in_the_texts_and_the_same_text_has_none(old: str, new: str) -> None:
    for gone, came in find_chunks(old, new):
        assert gone in old
        assert came in new
        assert gone or came
    altered = find_altered(old, new)
    assert set(altered.out) <= set(old.lower().split())
    assert set(altered.put) <= set(new.lower().split())
    assert find_chunks(old, old) == []
    assert (find_altered(old, old).out, find_altered(old, old).put) == ((), ())
    back = find_altered(new, old)
    assert 0 <= describe_altered(back)["kept"] <= 1


def test_kinds_of_words_are_counted() -> None:
    assert count_kinds(["may", "not", "13", "the", "services", "logs", "if"]) == {
        "number": 1,
        "negation": 1,
        "permission": 1,
        "condition": 1,
        "name": 1,
        "small": 1,
        "content": 5,
    }
    features = describe_altered(find_altered("We may sell it", "We never sell it"))
    assert features["out:permission"] == features["put:negation"] == 1.0
    assert (features["kept"], features["balance"]) == (3 / 5, 0)
    assert join_texts(["a b.", "c"]) == "a b. c"


def test_a_clause_as_long_as_a_book_is_compared_in_a_moment() -> None:
    """The longest runs of two texts that repeat themselves take the cube of their length: some hours here."""
    old, new = "we share data with partners " * 2500, "we share data or nobody " * 2500
    assert find_altered(old, new).kept >= 3 * 2500
    assert find_chunks(old, new)


def test_words_are_aligned_as_difflib_does_it_where_texts_have_common_length() -> None:
    random = Random(5)
    for _ in range(200):
        one, other = ([random.choice("abcde") for _ in range(random.randrange(40))] for _ in range(2))
        opcodes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        assert [*_align(one, other)] == [(code[0] == "equal", *code[1:]) for code in opcodes]
