"""Which lines of a page are furniture: menus, link lists, banners, feet, and all that stands outside the policy.

Structure decides first: what the page itself sets apart, lines that are links, lines that repeat, and where the run of
prose begins and ends. Then a few set phrases. The region is the run of lines with the greatest sum of gains, prose
gaining its words and other lines losing some: the idea of Finn, Kushmerick and Smyth (Fact or fiction: content
classification for digital libraries, 2001), with lines for tokens.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mepp5.extraction.document import Line
from mepp5.extraction.wording.marks import ENUMERATOR
from mepp5.extraction.wording.phrases import FOOT_OPENING, is_phrase

MOST_LINKED = 0.7  # of a line's code points: with more it is a link
LONGEST_LINK = 12  # words: a longer link is a sentence
SHORTEST_PROSE = 8  # words, or fewer that end as a sentence does
SHORTEST_SENTENCE = 4
LOSS = 4  # words that a line costs which is no prose
MOST_GAIN = 60  # words that one line can gain
FEW = 0.3  # of prose lines with words of policies: below that, the words tell nothing (another language)
LEAD = 0.12  # of the region's words: what may stand before the title and yet be furniture
ADDRESS = re.compile(r"\w@\w|\w\.(?:[a-z]{2,4}|[A-Z]{2,4})\b")  # who prints an address means it to be read
REPEATED = 3
NEAR = 6  # lines before or after the region that may belong to it
SHORTEST_CONTENTS = 4  # lines of a table of contents
MOST_TITLE_WORDS = 16
FAR = 40  # lines before it in which its title is looked for
SENTENCE_END = re.compile(r"[.:;!?][\"'”’)\]]*$")
POLICY_WORDS = re.compile(
    r"\b(?:privacy|personal|information|data|cookies?|collect\w*|third[- ]part\w+|you|your|we|our|us|users?)\b", re.I
)
TITLE = re.compile(r"\b(?:privacy|cookies?|data (?:protection|policy))\b.{0,40}$|\bnotice\b", re.I)
FOOT = 0.3  # of the region's words: more behind a notice of copyright is no page's foot
PAGE_TITLE = re.compile(r"\bprivacy (?:policy|notice|statement)\b|^(?:your )?privacy\b", re.I)


def mark_furniture(lines: Sequence[Line], is_page: bool = True) -> list[Line]:
    """Return the lines, those of them that are furniture marked as such, the entries of a list of contents as headings.

    A list of contents whose entries are links is furniture too. Only a page has anything around the policy.
    """
    entries = find_contents(lines)
    lines = [_as_entry(line) if entry else line for line, entry in zip(lines, entries, strict=True)]
    chrome = [line.is_chrome or is_phrase(line.text, is_link(line)) for line in lines]
    _mark_repeated(lines, chrome)
    first, last = _find_region(lines, chrome, entries) if is_page else (0, len(lines))
    _mark_link_lists(lines, chrome, first, last)
    return [
        replace(line, is_chrome=True) if chrome[number] or not first <= number < last else line
        for number, line in enumerate(lines)
    ]


def _as_entry(line: Line) -> Line:
    return replace(line, is_chrome=True) if line.is_chrome or is_link(line) else Line("heading", line.text)


def is_link(line: Line) -> bool:
    """Return whether the line is a link and no sentence."""
    words = line.text.count(" ") + 1
    if line.linked <= MOST_LINKED * len(line.text) or ADDRESS.search(line.text) or line.text[-1] == ":":
        return False
    if line.links > 2 or line.text.count(" | ") > 1 or line.text.count(" · ") > 1:
        return True
    return words <= LONGEST_LINK and not (line.text.endswith(".") and words > SHORTEST_SENTENCE)


def is_prose(line: Line) -> bool:
    """Return whether the line is of sentences, or a row to read."""
    words = line.text.count(" ") + 1
    if line.linked > MOST_LINKED * len(line.text):
        return False
    ends = SENTENCE_END.search(line.text[-4:]) is not None
    return line.kind != "heading" and (words >= SHORTEST_PROSE or (ends and words >= SHORTEST_SENTENCE))


def _mark_repeated(lines: Sequence[Line], chrome: list[bool]) -> None:
    counts = Counter(line.text for line in lines if line.linked)
    for number, line in enumerate(lines):
        if line.linked and counts[line.text] >= REPEATED and is_link(line):
            chrome[number] = True


def find_contents(lines: Sequence[Line]) -> list[bool]:
    """Return which lines are of a table of contents: titles in a run that each stand again below, over some text."""
    titles = [_simplify(line.text) if _could_be_entry(line) else "" for line in lines]
    places: dict[str, int] = {}
    for number, line in enumerate(lines):
        if line.kind == "heading" or (number + 1 < len(lines) and is_prose(lines[number + 1])):
            places[_simplify(line.text)] = number
    found = [False] * len(lines)
    begin = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and titles[number] and places.get(titles[number], -1) > number:
            continue
        last = max((places[title] for title in titles[begin:number]), default=0)
        if number - begin >= SHORTEST_CONTENTS and last - number > number - begin:
            found[begin:number] = [True] * (number - begin)
        begin = number + 1
    return found


def _could_be_entry(line: Line) -> bool:
    return line.text.count(" ") < MOST_TITLE_WORDS and not line.depth and not line.text.endswith((";", ",", "."))


def _simplify(title: str) -> str:
    """Return a title as it is compared: without number, case and closing signs."""
    return ENUMERATOR.sub("", title, count=1).strip(" .:?*").casefold()


def _find_region(lines: Sequence[Line], chrome: Sequence[bool], entries: Sequence[bool]) -> tuple[int, int]:
    """Return where the policy begins and ends among the lines, half-open."""
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
        return min(words, MOST_GAIN) * (1.0 if tells else -0.3)
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
            return number
        near = first - number <= NEAR and begin == number + 1 and not chrome[number] and not is_link(line)
        if near and (line.kind == "heading" or any(map(str.isdigit, line.text))):
            begin = number
    whole = sum(gain for gain in gains[first:last] if gain > 0)
    before = 0.0
    for number in range(first, last):
        if before > LEAD * whole:
            break
        line = lines[number]
        if line.kind == "heading" and line.depth and not chrome[number]:
            return number if PAGE_TITLE.search(line.text) else begin
        before += max(gains[number], 0)
    return begin


def is_title(line: Line) -> bool:
    """Return whether the line could be the title of a policy."""
    if line.kind != "heading":
        short = line.text.count(" ") < SHORTEST_PROSE and not line.linked and not SENTENCE_END.search(line.text[-4:])
        return line.kind == "paragraph" and short and TITLE.search(line.text) is not None
    return line.depth in (1, 2) and TITLE.search(line.text) is not None


def _find_end(lines: Sequence[Line], chrome: Sequence[bool], last: int) -> int:
    """Return where the policy ends: after the addresses and dates that follow the region."""
    for number in range(last, min(last + 2 * NEAR, len(lines))):
        if chrome[number] or is_link(lines[number]) or lines[number].depth:
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


def _mark_link_lists(lines: Sequence[Line], chrome: list[bool], first: int, last: int) -> None:
    """Mark runs of links within the region, unless a lead-in says what they are."""
    before, seen = "", 0
    for begin, end in _find_runs(lines, chrome, first, last):
        before = next((lines[number].text for number in range(begin - 1, seen - 1, -1) if not chrome[number]), before)
        seen = begin
        if (end - begin >= 2 or lines[begin].links > 2) and not before.endswith(":"):
            chrome[begin:end] = [True] * (end - begin)


def _find_runs(lines: Sequence[Line], chrome: Sequence[bool], first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = first
    for number in range(first, last + 1):
        if number == last or not is_link(lines[number]) or lines[number].kind == "heading":
            if number > begin:
                yield begin, number
            begin = number + 1
