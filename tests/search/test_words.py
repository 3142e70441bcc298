"""Words and phrases in a text."""

import pytest

from mepp5.search.words import compile_phrase, find_phrase, join_extents


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("data", "Data, DATA and metadata; data_type", ["Data", "DATA"]),
        ("personal information", "personal\n  Information; personal; information", ["personal\n  Information"]),
        ("e-mail", "an e‑mail, an email, an E-mail.", ["e‑mail", "E-mail"]),
        ("user's", "the user’s and the users", ["user’s"]),
        ("C++ (or not)", "C++ (or not), c+", ["C++ (or not)"]),
        ("größe", "GRÖSSE, Größe", ["Größe"]),
        ("a.b", "axb a.b", ["a.b"]),
        (" padded ", "padded", ["padded"]),
    ],
)
def test_whole_words_are_found_whatever_the_case(phrase, text, found):
    assert [text[start:end] for start, end in find_phrase(compile_phrase(phrase), text)] == found


@pytest.mark.parametrize("phrase", ["", "  ", "–", "()"])
def test_a_phrase_without_a_word_is_refused(phrase):
    with pytest.raises(ValueError, match="holds no word"):
        compile_phrase(phrase)


def test_extents_that_overlap_are_joined_and_others_are_not():
    assert join_extents([(8, 9), (3, 6), (0, 4), (6, 8)]) == [(0, 6), (6, 8), (8, 9)]
