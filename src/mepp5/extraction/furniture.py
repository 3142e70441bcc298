"""Which lines of a page are furniture: menus, link lists, banners, feet, and all that stands outside the policy.

Structure decides first: what the page itself sets apart, lines that are links, lines that repeat, tables of contents,
and where the policy begins and ends. Then a few set phrases.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mepp5.extraction.contents import find_contents
from mepp5.extraction.document import Line
from mepp5.extraction.prose import MOST_LINKS, SENTENCE_END, is_link, is_prose
from mepp5.extraction.region import find_region
from mepp5.extraction.wording.phrases import is_notice, is_phrase

POINTING = re.compile(r"\b(?:following|below|these|listed)\b", re.IGNORECASE)  # to what comes next
REPEATED = 3  # times that a link stands in a page which is the page's, not the policy's


def mark_furniture(lines: Sequence[Line], is_page: bool = True) -> list[Line]:
    """Return the lines, those of them that are furniture marked as such.

    Only a page has anything around the policy.
    """
    entries = find_contents(lines)
    chrome = [
        line.is_chrome or entry or (is_phrase(line.text, is_link(line)) and not (is_page and is_notice(line.text)))
        for line, entry in zip(lines, entries, strict=True)
    ]
    _mark_repeated(lines, chrome)
    first, last = find_region(lines, chrome, entries) if is_page else (0, len(lines))
    _mark_link_lists(lines, chrome, first, last)
    return [
        replace(line, is_chrome=True) if chrome[number] or not first <= number < last else line
        for number, line in enumerate(lines)
    ]


def _mark_repeated(lines: Sequence[Line], chrome: list[bool]) -> None:
    counts = Counter(line.text for line in lines if line.linked)
    for number, line in enumerate(lines):
        if line.linked and counts[line.text] >= REPEATED and is_link(line):
            chrome[number] = True


def _mark_link_lists(lines: Sequence[Line], chrome: list[bool], first: int, last: int) -> None:
    """Mark runs of links within the region, unless a lead-in says what they are."""
    before, seen = None, 0
    for begin, end in _find_runs(lines, chrome, first, last):
        before = next((lines[number] for number in range(begin - 1, seen - 1, -1) if not chrome[number]), before)
        seen = begin
        if (end - begin > 1 or lines[begin].links > MOST_LINKS) and not (before and _leads_in(before)):
            chrome[begin:end] = [True] * (end - begin)


def _find_runs(lines: Sequence[Line], chrome: Sequence[bool], first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    for number in range(first, last + 1):
        if number == last or not is_link(lines[number]) or lines[number].kind == "heading":
            if number > begin:
                yield begin, number
            begin = number + 1


def _leads_in(line: Line) -> bool:
    """Return whether a line introduces what follows: by a colon, or as a sentence without end."""
    open_end = not SENTENCE_END.search(line.text[-4:]) or POINTING.search(line.text) is not None
    return line.text.endswith(":") or (is_prose(line) and open_end)
