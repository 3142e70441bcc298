"""Which rows of a page's tables are rows to read, which are too long for one line, and which only lay the page out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from mepp5.extraction.document import GROUP_HEAD, BlockKind, Line
from mepp5.extraction.html.elements import HEADINGS, Element
from mepp5.extraction.wording.marks import GLYPH, LONE_BULLET

HARD = ("table", "tr", "dl", "form", *HEADINGS)  # what no cell of a row to read holds
PARTS = ("p", "div", "br", "li", "ul", "ol")  # where words of a cell are apart
LONGEST = 700  # code points of a row
LONGEST_OF_TABLE = 1500  # where all rows of the table have as many cells
LONGEST_LABEL = 120
ALL_LINKED = 0.9  # of a row
CELL_MARK = re.compile(rf"{GLYPH.pattern}|#{{2,6}}\s+(?=\S)")  # also a heading, as Markdown has it in a cell
UNDERLINE = re.compile(r"[-=]{4,}$")  # as Markdown has a heading in a cell
MOST_LINKED = 0.6  # of a cell: more is a menu
CELLS = ("td", "th")


@dataclass(slots=True)
class Rows:
    """The rows of a page: those kept as one line, by their kind, and those whose cells are read one by one, by their
    first cell, which is the row's label, if it is short.
    """

    kept: dict[Element, BlockKind] = field(default_factory=dict)
    divided: dict[Element, Element | None] = field(default_factory=dict)


def find_rows(page: Element) -> Rows:
    """Return the rows to read of a page's tables; what lays the page out is in neither part."""
    rows = Rows()
    for table in page.iter("table"):
        if table.get("role") not in ("presentation", "none"):
            _find_rows_of(table, rows)
    return rows


def _find_rows_of(table: Element, rows: Rows) -> None:
    found = [(row, [cell for cell in row if cell.tag in CELLS]) for row in _list_rows(table)]
    widths = {len(cells) for _, cells in found}
    has_head = len(found) > 1 and len(found[0][1]) > 1 and all(cell.tag == "th" for cell in found[0][1])
    is_regular = len(found) > 1 and (has_head or len(widths) == 1)
    kept = {row: _is_data(cells, is_regular, 1 if has_head else 2) for row, cells in found}
    is_data = has_head or (is_regular and sum(kept.values()) > 1)
    for row, cells in found:
        if item := _find_item(cells):
            rows.kept[row] = item
        elif _is_title(cells):
            rows.kept[row] = "heading"
        elif kept[row]:
            is_head = len(found) > 1 and all(cell.tag == "th" for cell in cells)
            rows.kept[row] = "header_row" if is_head else "table_row"
        elif len(cells) > 1 and is_data:
            rows.divided[row] = cells[0] if _is_label(cells[0]) else None


def _holds_table(cell: Element) -> bool:
    """Return whether a table is in a cell, whose words would then be read again at each level of tables."""
    return next(cell.iterdescendants("table"), None) is not None


def _is_label(cell: Element) -> bool:
    return not _holds_table(cell) and 0 < len(_read_cell(cell)) <= LONGEST_LABEL


def _find_item(cells: list[Element]) -> BlockKind | None:
    """Return that a row is an item of a list, where its first cell holds a bullet alone, as word processors write."""
    if len(cells) < 2 or any(next(cell.iterdescendants(*HARD, "ul", "ol"), None) is not None for cell in cells):
        return None
    words = [text for cell in cells if (text := _read_words(cell))]
    return "list_item" if len(words) == 2 and LONE_BULLET.fullmatch(words[0]) else None


def _is_title(cells: list[Element]) -> bool:
    """Return whether a row is the title of those below it: one cell of three or more has words, or it is underlined."""
    if len(cells) < 2 or any(map(_holds_table, cells)):
        return False
    words = [text for cell in cells if (text := _read_words(cell))]
    if len(words) != 1 or len(words[0]) > LONGEST_LABEL or words[0][-1] in ".;:":
        return False
    return len(cells) > 2 or UNDERLINE.search(words[0]) is not None


def read_row(row: Element, kind: BlockKind) -> Line:
    """Return the line of a row: the words of its cells that are not empty, with " | " between them."""
    if kind == "list_item":
        return Line(kind, [_read_cell(cell) for cell in row if _read_words(cell)][-1], nesting=1, opens_item=True)
    cells = [_read_cell(cell) for cell in row if cell.tag in CELLS]
    if kind == "heading":
        return Line(kind, "".join(cells), GROUP_HEAD, nesting=0, in_table=True)
    return Line(kind, " | ".join(cell for cell in cells if cell), nesting=0)


def _list_rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table itself, not those of a table within."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_data(cells: list[Element], is_regular: bool, fewest: int) -> bool:
    """Return whether a row of these cells is one to read in a line: not too long, with words in `fewest` cells."""
    if len(cells) < 2 or any(next(cell.iterdescendants(*HARD), None) is not None for cell in cells):
        return False
    if not is_regular and any(next(cell.iterdescendants("ul", "ol"), None) is not None for cell in cells):
        return False
    words = [_read_cell(cell) for cell in cells]
    linked = [sum(len("".join(link.itertext())) for link in cell.iter("a") if link.get("href")) for cell in cells]
    menu = any(inside > MOST_LINKED * len(text) and inside > 20 for text, inside in zip(words, linked, strict=True))
    menu |= sum(linked) > ALL_LINKED * sum(map(len, words))
    most = LONGEST_OF_TABLE if is_regular else LONGEST
    return sum(map(bool, words)) >= fewest and sum(map(len, words)) <= most and not (menu and not is_regular)


def _read_words(cell: Element) -> str:
    return " ".join("".join(cell.itertext()).split())


def _read_cell(cell: Element) -> str:
    """Return the words of a cell; its items, in a list or behind bullets, are joined by semicolons."""
    if next(cell.iterdescendants(*PARTS), None) is None:
        words = " ".join("".join(cell.itertext()).split())
        return words[mark.end() :] if (mark := CELL_MARK.match(words)) else words
    lines = [""]
    listed = [False]
    for event, element in _walk(cell):
        if element.tag in PARTS and event != "tail":
            lines.append("")
            listed.append(element.tag == "li" and event == "start")
        found = element.tail if event == "tail" else element.text if event == "start" else ""
        lines[-1] += found or ""
    return _join_lines([" ".join(line.split()) for line in lines], listed)


def _walk(cell: Element) -> Iterator[tuple[str, Element]]:
    """Yield the start, end and tail of each element in a cell, and the cell's own start."""
    stack: list[tuple[str, Element]] = [("start", cell)]
    while stack:
        event, element = stack.pop()
        yield event, element
        if event == "start":
            after = [("end", element), ("tail", element)] if element is not cell else []
            children: list[tuple[str, Element]] = [("start", child) for child in element]
            stack += [*reversed(after), *reversed(children)]


def _join_lines(lines: list[str], listed: list[bool]) -> str:
    parts: list[str] = []
    for line, is_item in zip(lines, listed, strict=True):
        glyph = CELL_MARK.match(line)
        words = line[glyph.end() :] if glyph else line
        if not any(map(str.isalnum, words)):
            continue
        if parts and (is_item or glyph) and parts[-1][-1] not in ";:,.":
            parts[-1] += ";"
        parts.append(words)
    return " ".join(parts)
