"""What a CorpusError says, whatever it quotes."""

import pickle

import pytest

from mepp5.errors import CorpusError, show_signs


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain “words” – naïve 😀 日本", "plain “words” – naïve 😀 日本"),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),
        ("a\r\nError: all is well", "a\\r\\nError: all is well"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("half \ud800", "half \\ud800"),
        ("back\\slash", "back\\slash"),
    ],
)
def test_no_sign_of_a_message_moves_a_terminal(words, shown):
    assert show_signs(words) == shown
    assert str(CorpusError(words)) == shown
    assert str(CorpusError(f"file: {CorpusError(words)}")) == f"file: {shown}"


def test_further_lines_stand_below_and_are_shown_alike():
    error = CorpusError("2 are wrong:", "one\n", "two")
    assert str(error) == "2 are wrong:\n  one\\n\n  two"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
