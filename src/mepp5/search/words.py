"""Words and phrases looked for in a text."""

import re
from collections.abc import Iterable

Extent = tuple[int, int]  # code points of a text, half-open

# What is typed in one way and printed in others.
_ALIKE = {sign: f"[{signs}]" for signs in ("'’‘ʼ", "‐‑-") for sign in signs}


def compile_phrase(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a word or phrase as whole words, whatever the case, the white space, the apostrophes.

    Raise ValueError for a phrase without a word.
    """
    if not any(sign.isalnum() for sign in phrase):
        raise ValueError(f"{phrase!r} holds no word")
    words = ("".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in phrase.split())
    pattern = r"\s+".join(words)
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def find_phrase(pattern: re.Pattern[str], text: str) -> list[Extent]:
    """Return where the pattern stands in the text, from left to right."""
    return [match.span() for match in pattern.finditer(text)]


def join_extents(extents: Iterable[Extent]) -> list[Extent]:
    """Return the extents in order, those that overlap joined into one."""
    joined: list[Extent] = []
    for start, end in sorted(extents):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
