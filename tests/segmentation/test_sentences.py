"""Sentences of own wording, one rule at a time, and strings that no policy holds."""

import string
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.segmentation.sentences import split_sentences

OWN = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))
PARAGRAPHS = [marked for kinds in OWN.values() for paragraphs in kinds.values() for marked in paragraphs]
SIZE = 200_000  # characters, at which quadratic code would hang for all to see
REPEATED = [
    *string.punctuation,
    *string.whitespace,
    *("a", "A", "1", "''", "``", "•", "…", "中", "。", "\u00a0", "\u0301", "\ud800"),
    *(
        "a.",
        ".A",
        ". ",
        "A. ",
        "1. ",
        "(a) ",
        "e.g. ",
        "U.S. ",
        "? ",
        "… ",
        ". . ",
        "a.We ",
        '."',
        ".” ",
        ".)",
        "(.",
        ".*",
    ),
]


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def check(text: str) -> None:
    """Spans are in order and apart, with no white space at their edges and none but white space between them."""
    position = 0
    for start, end in split_sentences(text):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@pytest.mark.parametrize("marked", PARAGRAPHS)
def test_own_paragraphs(marked: str) -> None:
    assert cut(marked.replace("‖", "")) == [sentence.strip() for sentence in marked.split("‖")]


def test_own_paragraphs_suffice() -> None:
    assert len(PARAGRAPHS) >= 200
    assert len(set(PARAGRAPHS)) == len(PARAGRAPHS)


@pytest.mark.parametrize(
    "marked",
    [
        # what nupunkt's list of abbreviations holds and is none
        "The app is free.‖ Users may rate it.",
        "Open our App.‖ Users like it.",
        "He works at the bank.‖ Acme knows it.",
        "Write to the CEO.‖ The CEO will answer.",
        # letters as marks and as names
        "See plan B.‖ We keep it.",
        "See section E. Your Privacy Rights for more.",
        "We do this; B. We keep it.",
        "4\\. Cookies.‖ We set them.",
        "We keep it.‖ b) We share it.",
        # a name or an address where a space might be lost
        "Set System.Out to x.",
        "Open acme.com/?Id=1 first.",
        "Write to x@acme.Com for more.",
        "We keep it, e.g.Your name.",
        # a company's form after a stop
        "Acme Pty. Ltd. is ours.",
    ],
)
def test_rules(marked: str) -> None:
    assert cut(marked.replace("‖", "")) == [sentence.strip() for sentence in marked.split("‖")]


def test_white_space() -> None:
    assert split_sentences("") == []
    assert split_sentences(" \t\u00a0\n") == []
    assert split_sentences("  We keep it. \u00a0 We share it. ") == [(2, 13), (16, 28)]


def test_wide_gap_ends_a_sentence() -> None:
    assert cut("Why?" + " " * 500 + "Because.") == ["Why?", "Because."]
    assert cut("Why" + "?" * 500 + " Because.") == ["Why" + "?" * 500, "Because."]


def test_offsets_hold_across_pieces() -> None:
    sentences = [f"Why does the law protect person {number}?" for number in range(300)]
    assert cut(" ".join(sentences)) == sentences


@pytest.mark.parametrize("unit", REPEATED)
def test_repeated_signs(unit: str) -> None:
    check(unit * (SIZE // len(unit)))


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from([*REPEATED, "We", "Inc", "p.m", "No", "www.acme.com", "iii", "x@y.z"]), max_size=80))
def test_any_mixture(parts: list[str]) -> None:
    check("".join(parts))
