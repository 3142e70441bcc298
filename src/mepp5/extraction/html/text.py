"""The words of one block of a page: broken lines joined, bold heads set apart, links counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mepp5.extraction.broken_lines import join_lines
from mepp5.extraction.document import CELL_HEAD, RUN_IN, UNKNOWN, BlockKind, Line, find_item_depth
from mepp5.extraction.wording.contacts import count_reached, is_contact, is_house
from mepp5.extraction.wording.headings import BOLD_WORDS, FINITE, is_bold_heading, is_run_in

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
INNER_MARK = re.compile(r"(?<=\S)\s+(?=[•●▪]\s*\S|\*\s+\S)")  # before a bullet in the middle of a line
MARKED = re.compile(r"[\n•●▪*#]")
LOWER_END = re.compile(r"[a-z]{3}[.:?!]?\Z")
CAPITAL = re.compile(r"[A-Z][a-z]+\s")
LONGEST_LINK = 40  # words: what is longer is text, even where a page has forgotten to close its link
LONGEST_HEADING = 250  # code points: what is longer is a paragraph set in large type
CELL_HEADING = re.compile(r"#{2,6}\s+(?=\S)")  # which Markdown does not know in the cell of a table
SIGN = re.compile(r"\s*[.:?!–—-]+(?=\s|$)")  # behind a bold head, outside the bold
HEAD_END = re.compile(r"[.:?!–—-][\"”’)]?$")
# How a sentence begins that follows a bold head without a sign between them: with a usual word, or a name and a verb.
SENTENCE_OPENING = re.compile(
    r"(?:We|You|Our|Your|I|It|The|Th(?:is|ese|ey|ose|ere)|If|When|Where|While|In|As|For|To|An?|On|At|By|From|All|Any"
    r"|Some|Most|Please|However|Under|With|Certain|Each|Unless|Once|Upon|Information|Personal)\b"
    r"|(?:[A-Z][\w’'.]* ){1,4}(?:may|will|is|are|does|do|can|has|have|uses?|collects?|shares?|respects?)\b"
)
MOST_ADDRESS_LINES = 9
LONGEST_ADDRESS_LINE = 90  # code points


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a block as they stand in the page: the number of the link around them, 0 for none, and whether in bold.

    "\\n" breaks a line.
    """

    text: str
    link: int
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What the page says of a block: kind, a heading's depth, lists around it, and whether it opens their item.

    `has_labels` says that the items of its list begin with labels in bold, `in_table` that it is a part of a row.
    """

    kind: BlockKind
    depth: int
    nesting: int
    opens_item: bool
    has_labels: bool
    in_table: bool

    def find_head_depth(self, is_run_in: bool) -> int:
        """Return the depth of a heading in bold, alone in its line or run in."""
        if self.in_table:
            return CELL_HEAD
        if self.nesting and self.kind == "list_item":
            return find_item_depth(self.nesting, self.opens_item)
        return RUN_IN if is_run_in else UNKNOWN


@dataclass(slots=True)
class _Broken:
    """One line between two breaks, white space collapsed: its words, how many code points are linked, by how many
    links, how many lead it in bold.
    """

    text: str
    linked: int = 0
    links: int = 0
    bold: int = 0


def write_lines(runs: Sequence[Run], place: Place) -> Iterator[Line]:
    """Yield the lines of a block whose words are the runs; the first alone opens the item, if the block does."""
    if place.kind != "heading" and not any(run.is_bold or MARKED.search(run.text) for run in runs):  # most blocks
        broken = _collapse(runs)
        if any(map(str.isalnum, broken.text)):
            yield _make_line(place.kind, broken.text, place, [broken])
        return
    for paragraph in _divide(_break(runs)):
        if place.kind == "heading":
            yield _write_heading(paragraph, place)
            place = replace(place, opens_item=False)
            continue
        for line in _write_paragraph(paragraph, place):
            yield line
            place = replace(place, opens_item=False) if place.opens_item else place


def _break(runs: Sequence[Run]) -> Iterator[_Broken]:
    """Yield the lines between breaks; an empty one stays, as it ends a paragraph."""
    line: list[Run] = []
    for run in runs:
        pieces = INNER_MARK.sub("\n", run.text).split("\n")
        for number, piece in enumerate(pieces):
            if number:
                yield _collapse(line)
                line = []
            if piece:
                line.append(Run(piece, run.link, run.is_bold))
    yield _collapse(line)


def _collapse(runs: Sequence[Run]) -> _Broken:
    text = _clean("".join(_part(runs)))
    linked = sum(len(_clean(run.text)) for run in runs if run.link)
    links = len({run.link for run in runs if run.link})
    head: list[Run] = []
    for run in runs:
        if not run.is_bold and run.text.strip():
            break
        head.append(run)
    return _Broken(text, linked, links, len(_clean("".join(_part(head)))))


def _part(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the words of the runs, with a space where two elements meet in which a page has relied on its style.

    That is between a word in small letters and one with a capital: "Your RightsLast revised".
    """
    before = ""
    for run in runs:
        if LOWER_END.search(before[-4:]) and CAPITAL.match(run.text):
            yield " "
        yield run.text
        before = run.text


def _clean(words: str) -> str:
    return " ".join((words if words.isascii() else words.translate(INVISIBLE)).split())


def _divide(lines: Iterator[_Broken]) -> Iterator[list[_Broken]]:
    """Yield the lines of each paragraph: empty ones end it."""
    paragraph: list[_Broken] = []
    for line in lines:
        if any(map(str.isalnum, line.text)):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _write_heading(lines: Sequence[_Broken], place: Place) -> Line:
    text = " ".join(line.text for line in lines)
    if len(text) > LONGEST_HEADING:
        return _make_line("paragraph", text, place, lines)
    return _make_line("heading", text, place, lines, place.depth)


def _write_paragraph(lines: Sequence[_Broken], place: Place) -> Iterator[Line]:
    """Yield the lines of a paragraph: a bold head first, then what is joined of the rest, items after a lead-in."""
    if is_address([line.text for line in lines]):
        yield _make_line(place.kind, " ".join(line.text for line in lines), place, lines)
        return
    lines, first = list(lines), 0
    while first < len(lines) and (length := measure_head(lines[first].text, lines[first].bold, place.has_labels)):
        line = lines[first]
        head, rest = line.text[:length], line.text[length:].strip()
        linked = min(line.linked, len(head))
        yield _make_line("heading", head, place, [_Broken(head, linked)], place.find_head_depth(bool(rest)))
        place = replace(place, opens_item=False)
        lines[first] = _Broken(rest, max(line.linked - linked, 0))
        first += not rest
    lines = lines[first:]
    is_led = False
    for group in join_lines([line.text for line in lines]):
        text = " ".join(lines[number].text for number in group)
        kind: BlockKind = "list_item" if is_led else place.kind
        yield _make_line(kind, text, place, [lines[number] for number in group])
        is_led = is_led or (text.endswith(":") and place.kind == "paragraph")


def _make_line(kind: BlockKind, text: str, place: Place, lines: Sequence[_Broken], depth: int = UNKNOWN) -> Line:
    is_text = text.count(" ") >= LONGEST_LINK
    linked, links = (0, 0) if is_text else (sum(line.linked for line in lines), sum(line.links for line in lines))
    return Line(kind, text, depth, linked, links, False, place.nesting, place.opens_item, place.in_table)


def is_address(lines: Sequence[str]) -> bool:
    """Return whether broken lines are those of an address: short ones, one of which names a house or a mailbox.

    The first may say what it is; none else is a sentence or leads in.
    """
    if not 1 < len(lines) <= MOST_ADDRESS_LINES or any(len(line) > LONGEST_ADDRESS_LINE for line in lines):
        return False
    closed = any(line.endswith((":", "?", "!")) or FINITE.search(line) for line in lines)
    return not closed and (any(map(is_house, lines)) or sum(map(count_reached, lines)) > 1)


def measure_head(text: str, bold: int, has_labels: bool = False) -> int:
    """Return how many code points of a line are a heading, of which the first `bold` are set in bold; 0 for none.

    The whole line is one if it reads as such; words before others are one where a sign or a new sentence parts them
    from those, or where all items of the list have such a label. A sign behind the bold belongs to it.
    """
    if not bold:
        return 0
    sign = SIGN.match(text, bold)
    end = sign.end() if sign else bold
    head, rest = text[:end], text[end:].strip()
    if not rest:
        return end if is_bold_heading(head) else 0
    if len(head.split()) > BOLD_WORDS or not any(map(str.isalpha, head)) or is_contact(head):
        return 0
    if has_labels:
        return end
    opens = rest[0].isupper() or rest[0].isdigit() or rest[0] in '“"('
    parted = HEAD_END.search(head) or SENTENCE_OPENING.match(rest)
    is_sentence = head.endswith(".") and FINITE.search(head) and not is_run_in(head)
    return end if opens and parted and not is_sentence else 0
