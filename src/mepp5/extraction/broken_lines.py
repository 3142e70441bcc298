"""Lines that somebody broke by hand, by <br> or in a text wrapped at a width: which go on, which stand alone.

A wrapped line goes on in the next where the next one's first word would not have fitted. In a list without marks, where
all lines are short and none ends as a sentence does, each stands alone. Elsewhere a line goes on that ends within a
sentence: the next one begins in lower case, or it ends in a comma.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mepp5.extraction.wording.marks import OPENING

SLACK = 8  # what a line may lack of the width: not everybody breaks lines where they are full
NARROWEST = 40  # code points; lines no longer than this were not wrapped at a width
FULL = 0.75  # of the lines before others, in a wrapped paragraph
SHORT = 80  # code points: the longest item of a list without marks
FEWEST = 3  # items of a list without lead-in
OPEN_END = re.compile(r"\b(?:and|or|the|a|an|of|to|in|for|with|by|that|our|your|under|from|at|on)$")
SENTENCE_END = re.compile(r"[.:;!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a paragraph were broken: at a width (0 for none), or as items of a list."""

    width: int
    is_list: bool


def join_lines(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the indices of the lines (no newline, no white space at the edges, none empty) that make one paragraph."""
    layout = find_layout(lines)
    group: list[int] = []
    for number, line in enumerate(lines):
        if group and not goes_on(lines[number - 1], line, layout):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def find_layout(lines: Sequence[str]) -> Layout:
    """Return how the lines of a paragraph were broken."""
    width = max(map(len, lines), default=0)
    pairs = list(pairwise(lines))
    full = sum(_is_full(line, following, width) for line, following in pairs)
    if width >= NARROWEST and full >= FULL * len(pairs) and any(line[:1].islower() for line in lines[1:]):
        return Layout(width, False)
    return Layout(0, _is_list(lines))


def _is_list(lines: Sequence[str]) -> bool:
    """Return whether the lines are items without marks: after a lead-in, or three or more that begin alike."""
    if any(OPENING.match(line) for line in lines):
        return False  # marks tell where items begin
    led = bool(lines) and lines[0].endswith(":")
    items = lines[1:] if led else lines
    if led:
        return not any(len(line) > SHORT or line.endswith(".") for line in items[:-1]) and len(items) > 0
    if len(items) < FEWEST or any(len(line) > SHORT or line.endswith((".", ",")) for line in items[:-1]):
        return False
    return len({line[:1].islower() for line in items}) == 1


def goes_on(line: str, following: str, layout: Layout) -> bool:
    """Return whether the words of a line go on in the one that follows it in a paragraph of that layout."""
    if OPENING.match(following):
        return False
    if layout.width and _is_full(line, following, layout.width):
        return True
    if SENTENCE_END.search(line[-4:]):
        return False
    if layout.is_list:
        return False
    return following[:1].islower() or line.endswith((",", "-", "–")) or OPEN_END.search(line) is not None


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - SLACK
