"""Where a policy begins and ends among the lines of a page.

The region is the run of lines with the greatest sum of gains, prose gaining its words and other lines losing some: the
idea of Finn, Kushmerick and Smyth (Fact or fiction: content classification for digital libraries, 2001), with lines for
tokens. Title, dates and addresses at its edges are taken in; a notice of copyright ends it.
"""

import re
from collections.abc import Sequence

from mepp5.extraction.document import OWN_LINE, Line
from mepp5.extraction.prose import is_link, is_prose, is_title
from mepp5.extraction.wording.phrases import FOOT_OPENING

LOSS = 4  # words that a line costs which is no prose
MOST_GAIN = 60  # words that one line can gain
FOREIGN_GAIN = -0.3  # of its words: what prose gains that has no word of policies
FEW = 0.3  # of prose lines with words of policies: below that, the words tell nothing (another language)
LEAD = 0.12  # of the region's words: what may stand before the title and yet be furniture
NEAR = 6  # lines before or after the region that may belong to it
FAR = 40  # lines before it in which its title is looked for
FOOT = 0.3  # of the region's words: more behind a notice of copyright is no page's foot
POLICY_WORDS = re.compile(
    r"\b(?:privacy|personal|information|data|cookies?|collect\w*|third[- ]part\w+|you|your|we|our|us|users?)\b", re.I
)
PAGE_TITLE = re.compile(r"\bprivacy (?:policy|notice|statement)\b|^(?:your )?privacy\b", re.I)


def find_region(lines: Sequence[Line], chrome: Sequence[bool], entries: Sequence[bool]) -> tuple[int, int]:
    """Return where the policy begins and ends among the lines, half-open.

    `chrome` says which lines are furniture already, `entries` which are of a table of contents: these cost nothing.
    """
    prose = [is_prose(line) and not marked for line, marked in zip(lines, chrome, strict=True)]
    told = [bool(POLICY_WORDS.search(line.text)) if has else False for line, has in zip(lines, prose, strict=True)]
    ignore = sum(told) < FEW * sum(prose)
    gains = [
        0.0 if entry else -1.0 if marked else _measure_gain(line, has, ignore or tells)
        for line, entry, marked, has, tells in zip(lines, entries, chrome, prose, told, strict=True)
    ]
    first, last = find_greatest_run(gains)
    if first == last:
        return 0, len(lines)
    first, last = _reach_edges(lines, chrome, first, last)
    begin = _find_begin(lines, chrome, gains, first, last)
    return begin, _find_foot(lines, gains, begin, _find_end(lines, chrome, last))


def _reach_edges(lines: Sequence[Line], chrome: Sequence[bool], first: int, last: int) -> tuple[int, int]:
    """Widen the region to the document's begin and end where no link stands between: there is no page around it."""

    def is_bare(begin: int, end: int) -> bool:
        return not any(chrome[number] or is_link(lines[number]) for number in range(begin, end))

    return (0 if is_bare(0, first) else first), (len(lines) if is_bare(last, len(lines)) else last)


def _measure_gain(line: Line, has_prose: bool, tells: bool) -> float:
    words = line.text.count(" ") + 1
    if has_prose:
        return min(words, MOST_GAIN) * (1.0 if tells else FOREIGN_GAIN)
    if line.kind == "heading" and not line.linked:
        return 0.0
    return -LOSS if line.linked else -LOSS / 2


def find_greatest_run(gains: Sequence[float]) -> tuple[int, int]:
    """Return the run of numbers with the greatest sum, half-open; (0, 0) where none is above 0 (Kadane's algorithm)."""
    best = total = 0.0
    first = last = begin = 0
    for number, gain in enumerate(gains):
        if total <= 0:
            total, begin = 0.0, number
        total += gain
        if total > best:
            best, first, last = total, begin, number + 1
    return first, last


def _find_begin(lines: Sequence[Line], chrome: Sequence[bool], gains: Sequence[float], first: int, last: int) -> int:
    """Return where the policy begins: with the title, dates and headings before the region, or a title early in it."""
    begin = first
    for number in range(first - 1, max(first - 1 - FAR, -1), -1):
        line = lines[number]
        if is_title(line) and not chrome[number]:
            above = range(number - 1, max(number - NEAR, -1), -1)
            return next((other for other in above if _is_marked(lines[other]) and is_title(lines[other])), number)
        near = first - number <= NEAR and begin == number + 1 and not chrome[number] and not is_link(line)
        if near and (line.kind == "heading" or any(map(str.isdigit, line.text))):
            begin = number
    whole = sum(gain for gain in gains[first:last] if gain > 0)
    before = 0.0
    for number in range(first, last):
        if before > LEAD * whole:
            break
        line = lines[number]
        if _is_marked(line) and not chrome[number]:
            return number if PAGE_TITLE.search(line.text) else begin
        before += max(gains[number], 0)
    return begin


def _find_end(lines: Sequence[Line], chrome: Sequence[bool], last: int) -> int:
    """Return where the policy ends: after the addresses and dates that follow the region."""
    for number in range(last, min(last + 2 * NEAR, len(lines))):
        if chrome[number] or is_link(lines[number]) or _is_marked(lines[number]):
            return number
    return min(last + 2 * NEAR, len(lines))


def _find_foot(lines: Sequence[Line], gains: Sequence[float], first: int, last: int) -> int:
    """Return where a notice of copyright ends the region, if little prose stands behind it; else the region's end."""
    whole = sum(gain for gain in gains[first:last] if gain > 0)
    behind = 0.0
    end = last
    for number in range(last - 1, first, -1):
        behind += max(gains[number], 0)
        if behind > FOOT * whole:
            break
        if FOOT_OPENING.match(lines[number].text):
            end = number
    return end


def _is_marked(line: Line) -> bool:
    """Return whether the page itself marks the line as a heading."""
    return line.kind == "heading" and 0 < line.depth < OWN_LINE
