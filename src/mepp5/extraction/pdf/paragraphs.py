"""Headings, paragraphs and list items made of a PDF's lines, from the page's look: sizes, weights, gaps, indents."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mepp5.extraction.document import Line
from mepp5.extraction.pdf.furniture import Furniture
from mepp5.extraction.pdf.glyphs import Fragment
from mepp5.extraction.pdf.rows import Row
from mepp5.extraction.pdf.style import Style, find_style
from mepp5.extraction.pdf.tables import find_tables
from mepp5.extraction.pdf.words import TAIL, WordJoiner

# Bullets whatever stands around them, and signs that are bullets where an item can begin.
BULLET = re.compile(r"[•●◦○▪■□▫‣⁃∙·❖➢✓✔►▶◆◇]\s*")
LIKE_BULLET = re.compile(r"[–—*o-]\s+")
MARK = re.compile(rf"^(?:{BULLET.pattern}|{LIKE_BULLET.pattern})")
ENUMERATOR = re.compile(
    r"(?:\((?:\d{1,3}|[a-z]{1,2}|[ivx]{1,6})\)|(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[a-z]\)))\s"
)
# From a title in a table of contents to its page.
LEADER = re.compile(r"(?<![.…·\s])\s*+(?:[.…·]\s*+){4,}+(?=[\divxl]++$)")
ENDED = re.compile(r"[.!?:;。！？：；][\"'”’»)\]]*$")
GAP = 1.25  # of the usual distance of lines
INDENT = 0.8  # of the size
ROOM = 0.25  # of the column's width left empty: the line was ended by its author
DIFFERENT_SIZE = 0.75  # points
LONGEST_HEADING = 200
LONGEST_BOLD = 120


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph or list item; a table's row is a line made already."""

    lines: list[Fragment] = field(default_factory=list)
    is_item: bool = False
    rows: list[Line] = field(default_factory=list)


def make_lines(pages: list[list[list[Row]]], furniture: list[Furniture]) -> list[Line]:
    """Return the lines of the pages, each given as its parts in reading order, with the furniture in its place."""
    parts = [[list(find_tables(rows)) for rows in page] for page in pages]
    texts = [one for page in parts for part in page for one in part if isinstance(one, Fragment)]
    style = find_style([[one for one in part if isinstance(one, Fragment)] for page in parts for part in page])
    joiner = WordJoiner(line.text for line in texts)
    made: list[Paragraph] = []
    for page, around in zip(parts, furniture, strict=True):
        made += [Paragraph(rows=[line]) for line in around.head]
        for part in page:
            for paragraph in _group(part, style):
                _add(made, paragraph)
        made += [Paragraph(rows=[line]) for line in around.foot]
    return [line for paragraph in made for line in _write(paragraph, style, joiner)]


def _add(made: list[Paragraph], paragraph: Paragraph) -> None:
    """Append the paragraph, or its lines to the one that it goes on with, over furniture between them."""
    before = next((one for one in reversed(made) if one.lines or not all(row.is_chrome for row in one.rows)), None)
    if (
        before
        and before.lines
        and paragraph.lines
        and not paragraph.is_item
        and _goes_on(before.lines, paragraph.lines)
    ):
        before.lines += paragraph.lines
    else:
        made.append(paragraph)


def _goes_on(before: list[Fragment], after: list[Fragment]) -> bool:
    """Return whether a paragraph stops in the midst of a sentence at a page's or column's end, and goes on after it."""
    last, first = before[-1], after[0]
    is_next = last.y <= first.y  # elsewhere: below it in the same place, the look has decided
    is_alike = abs(last.size - first.size) < DIFFERENT_SIZE and last.is_bold == first.is_bold
    return is_next and is_alike and not ENDED.search(last.text) and first.text[0].islower()


def _group(part: list[Fragment | list[Line]], style: Style) -> Iterator[Paragraph]:
    right = max((one.x1 for one in part if isinstance(one, Fragment)), default=0.0)
    left = min((one.x0 for one in part if isinstance(one, Fragment)), default=0.0)
    paragraph = Paragraph()
    for one in part:
        if isinstance(one, list) or LEADER.search(one.text):
            yield paragraph
            yield Paragraph(rows=one if isinstance(one, list) else [_write_contents(one)])
            paragraph = Paragraph()
            continue
        is_new = not paragraph.lines or _begins(paragraph, one, style, (left, right))
        is_item = bool(BULLET.match(one.text) or (LIKE_BULLET.match(one.text) and (is_new or one.is_marked)))
        if is_new or is_item:
            yield paragraph
            paragraph = Paragraph(is_item=is_item)
        paragraph.lines.append(one)
    yield paragraph


def _write_contents(line: Fragment) -> Line:
    """Return a line of the table of contents, which is navigation."""
    return Line("paragraph", LEADER.sub(" … ", line.text), is_chrome=True)


def _begins(paragraph: Paragraph, line: Fragment, style: Style, sides: tuple[float, float]) -> bool:
    """Return whether the line begins a new paragraph rather than going on with this one."""
    last = paragraph.lines[-1]
    if abs(last.size - line.size) > DIFFERENT_SIZE or last.y - line.y > GAP * style.leading * line.size:
        return True
    if TAIL.search(last.text) and line.text[0].islower():
        return False  # a word goes on
    room = sides[1] - last.x1
    first_word = (line.x1 - line.x0) * len(line.text.split()[0]) / len(line.text)
    is_short = room > first_word + 0.5 * line.size
    has_ended = is_short and (bool(ENDED.search(last.text)) or room > ROOM * (sides[1] - sides[0]))
    if has_ended or (last.is_bold != line.is_bold and is_short):
        return True
    if ENUMERATOR.match(line.text) and (is_short or ENDED.search(last.text) or line.is_marked):
        return True
    return _is_indented(paragraph, line)


def _is_indented(paragraph: Paragraph, line: Fragment) -> bool:
    """Return whether the line stands further in or out than a line of the same paragraph would."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    shift = (line.x0 - last.x0) / line.size
    is_hanging = paragraph.is_item or ENUMERATOR.match(first.text) is not None or first.is_marked
    if len(paragraph.lines) == 1:
        return (shift > INDENT and not is_hanging) or (shift < -INDENT and is_hanging)
    return abs(shift) > INDENT


def _write(paragraph: Paragraph, style: Style, joiner: WordJoiner) -> Iterable[Line]:
    if not paragraph.lines:
        return paragraph.rows
    text = joiner.join(line.text for line in paragraph.lines)
    if paragraph.is_item:
        return [Line("list_item", MARK.sub("", text, count=1))]
    depth = _find_depth(paragraph.lines, text, style)
    return [Line("heading", text, depth) if depth else Line("paragraph", text)]


def _find_depth(lines: list[Fragment], text: str, style: Style) -> int:
    """Return a heading's depth, 0 for what is none: by its size, or one below all sizes where it is only bold."""
    if not any(character.isalpha() for character in text):
        return 0
    if depth := style.find_depth(max(line.size for line in lines)):
        return depth if len(text) <= LONGEST_HEADING else 0
    is_heading = style.has_bold_headings and all(line.is_bold for line in lines) and lines[0].size >= style.body - 1
    return style.bold_depth if is_heading and len(text) <= LONGEST_BOLD and not re.search(r"[.,;]$", text) else 0
