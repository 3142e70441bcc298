"""Where a policy begins and ends among the lines of a page.

The region is the run of lines with the greatest sum of gains, prose gaining its words and other lines losing some: the
idea of Finn, Kushmerick and Smyth (Fact or fiction: content classification for digital libraries, 2001), with lines for
tokens. Title, dates and addresses at its edges are taken in; a notice of copyright ends it.
"""

import re
from collections.abc import Sequence

from mepp5.extraction.document import OWN_LINE, Line
from mepp5.extraction.prose import PAGE_TITLE, is_link, is_prose, is_title, names_policy
from mepp5.extraction.wording.phrases import FOOT_OPENING, is_notice

LOSS = 4  # words that a line costs which is no prose
MOST_GAIN = 60  # words that one line can gain
FOREIGN_GAIN = -0.3  # of its words: what prose gains that has no word of policies
FEW = 0.3  # of prose lines with words of policies: below that, the words tell nothing (another language)
LEAD = 0.25  # of the region's words: what may stand before the title and yet be furniture
NEAR = 6  # lines before or after the region that may belong to it
FAR = 40  # lines before it in which its title is looked for
FOOT = 0.3  # of the region's words: more behind a notice of copyright is no page's foot
TITLE_GAIN = 100  # of a line that names a policy right above prose: banners may be longer than short policies
MOST_LOSS = 30  # of a run of short lines that are no links: addresses, names of stations, cells
SOON = 4  # lines below a title in which prose is looked for
POLICY_WORDS = re.compile(
    r"\b(?:privacy|personal|information|data|cookies?|collect\w*|third[- ]part\w+|you|your|we|our|us|users?"
    r"|polic(?:y|ies)|consent\w*|disclos\w+|secur\w+|encrypt\w*|records?|visitors?|customers?|subscri\w+"
    r"|regist\w+|web ?sites?|e-?mails?|address(?:es)?|browsers?|child(?:ren)?|parents?|statement)\b",
    re.IGNORECASE,
)


def find_region(lines: Sequence[Line], chrome: Sequence[bool], entries: Sequence[bool]) -> tuple[int, int]:
    """Return where the policy begins and ends among the lines, half-open.

    `chrome` says which lines are furniture already, `entries` which are of a table of contents: these cost nothing.
    """
    gains = measure_gains(lines, chrome, entries)
    first, last = find_greatest_run(gains)
    if first == last:
        return 0, len(lines)
    first, last = _reach_edges(lines, chrome, first, last)
    begin = _find_begin(lines, chrome, gains, first, last)
    end = _find_foot(lines, gains, begin, _find_end(lines, chrome, begin, last))
    return _trim(lines, chrome, begin, end)


def measure_gains(lines: Sequence[Line], chrome: Sequence[bool], entries: Sequence[bool]) -> list[float]:
    """Return what each line adds to a region that holds it."""
    prose = [is_prose(line) and not marked for line, marked in zip(lines, chrome, strict=True)]
    told = [bool(POLICY_WORDS.search(line.text)) if has else False for line, has in zip(lines, prose, strict=True)]
    ignore = sum(told) < FEW * sum(prose)
    gains: list[float] = []
    is_led, lost = False, 0.0
    for number, line in enumerate(lines):
        if prose[number]:
            is_led, lost = line.text.endswith(":"), 0.0
            gains.append(_gain_words(line) * (1.0 if ignore or told[number] else FOREIGN_GAIN))
        elif entries[number] or (is_led and not line.depth):
            gains.append(0.0)
        elif chrome[number]:
            gains.append(-1.0)
        elif names_policy(line) and any(prose[number + 1 : number + 1 + SOON]):
            gains.append(TITLE_GAIN)
        elif line.kind == "heading" and not line.linked:
            is_led, lost = False, 0.0
            gains.append(0.0)
        else:
            loss = LOSS if line.linked else min(LOSS / 2, MOST_LOSS - lost)
            lost += 0.0 if line.linked else loss
            gains.append(-loss)
    return gains


def _gain_words(line: Line) -> int:
    return min(line.text.count(" ") + 1, MOST_GAIN)


def _reach_edges(lines: Sequence[Line], chrome: Sequence[bool], first: int, last: int) -> tuple[int, int]:
    """Widen the region to the document's begin and end where no link stands between: there is no page around it."""

    def is_bare(begin: int, end: int) -> bool:
        between = range(begin, end)
        short = sum(not is_prose(lines[number]) and lines[number].kind != "heading" for number in between)
        linked = any(chrome[number] or is_link(lines[number]) for number in between)
        return not linked and short <= max(2 * NEAR, len(between) / 2)

    return (0 if is_bare(0, first) else first), (len(lines) if is_bare(last, len(lines)) else last)


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
    far = 0
    for number in range(first - 1, -1, -1):
        line = lines[number]
        far += not line.linked
        if far > FAR:
            break
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


def _find_end(lines: Sequence[Line], chrome: Sequence[bool], first: int, last: int) -> int:
    """Return where the policy ends: over all that follows up to a link, furniture or a heading of a new rank.

    Its last sections may have no word of policies, and addresses and dates may follow.
    """
    ranks = {line.depth for line in lines[first + 1 : last] if _is_marked(line)}
    for number in range(last, len(lines)):
        line = lines[number]
        if chrome[number] or is_link(line) or (_is_marked(line) and line.depth not in ranks):
            return number
        if number - last > 2 * NEAR and not is_prose(line) and line.kind != "heading":
            return number
    return len(lines)


def _trim(lines: Sequence[Line], chrome: Sequence[bool], first: int, last: int) -> tuple[int, int]:
    """Return the region without what stands aside at its edges; in its middle it may be the policy's own."""
    while first < last and (lines[first].is_aside or chrome[first]):
        first += 1
    while first < last and (lines[last - 1].is_aside or chrome[last - 1]):
        last -= 1
    return first, last


def _find_foot(lines: Sequence[Line], gains: Sequence[float], first: int, last: int) -> int:
    """Return where a notice of copyright ends the region, if little prose stands behind it; else the region's end."""
    whole = sum(gain for gain in gains[first:last] if gain > 0)
    behind = 0.0
    end = last
    for number in range(last - 1, first, -1):
        behind += max(gains[number], 0)
        if behind > FOOT * whole:
            break
        if FOOT_OPENING.match(lines[number].text) or is_notice(lines[number].text):
            end = number
    return end


def _is_marked(line: Line) -> bool:
    """Return whether the page itself marks the line as a heading."""
    return line.kind == "heading" and 0 < line.depth < OWN_LINE
