"""Words that stand in a text by themselves are found as a pattern finds them, and only where the rarest stands."""

import re
from random import Random

import pytest

from baselines.compare.occurrences import Occurrences


@pytest.mark.parametrize(
    ("text", "phrase", "is_there"),
    [
        ("with cy and 15 others", "cy", True),
        ("with cy and 15 others", "5", False),
        ("a bramble co., b", "bramble co.", True),
        ("bramble co bramble cook", "bramble cook", True),
        ("brambles", "bramble", False),
        ("for $5 each", "$5", True),
        ("for us$5 each", "$5", False),
        ("---.", "--", True),
        ("", "", True),
        ("ab", "", False),
        ("cy", "cy", True),
        ("y", "cy y", False),
    ],
)
def test_a_phrase_is_there_where_no_words_sign_touches_it(text: str, phrase: str, is_there: bool) -> None:
    assert Occurrences(text).has(phrase) == is_there


def test_it_finds_what_a_pattern_finds() -> None:
    random = Random(0)
    for _ in range(5_000):
        text, phrase = ("".join(random.choices("ab1 $.-é_ß\n’", k=random.randint(0, most))) for most in (14, 4))
        found = re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
        assert Occurrences(text).has(phrase) == bool(found), (text, phrase)


def test_it_looks_only_where_the_rarest_word_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    stands_at = Occurrences._stands_at
    monkeypatch.setattr(
        Occurrences, "_stands_at", lambda self, phrase, start: looked.append(start) or stands_at(self, phrase, start)
    )
    occurrences = Occurrences("we keep it. " * 500 + "we keep orchids.")
    assert occurrences.has("we keep orchids")
    assert not occurrences.has("we keep bees")
    assert looked == [6000]
