"""Which rows of a page's tables are rows to read, which are too long for one line, and which only lay the page out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mepp5.extraction.document import GROUP_HEAD, BlockKind, Line
from mepp5.extraction.html.cells import Cell, read_cell
from mepp5.extraction.html.elements import Element
from mepp5.extraction.wording.marks import LONE_BULLET

LONGEST = 700  # code points of a row
LONGEST_OF_TABLE = 1500  # where all rows of the table have as many cells
LONGEST_LABEL = 120
ALL_LINKED = 0.9  # of a row
MOST_LINKED = 0.6  # of a cell: more is a menu
SHORT_LINK = 20  # code points: what is shorter is no menu
UNDERLINE = re.compile(r"(?<![-=])[-=]{4,}+$")  # as Markdown has a heading in a cell
CELLS = ("td", "th")


@dataclass(slots=True)
class Rows:
    """The rows of a page: those that are one line, by it, and those whose cells are read one by one, by their first
    cell, which is the row's label, if it is short.
    """

    kept: dict[Element, Line] = field(default_factory=dict)
    divided: dict[Element, Element | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Table:
    """What the rows of a table are to each other."""

    has_head: bool
    is_regular: bool  # all rows have as many cells


def find_rows(page: Element) -> Rows:
    """Return the rows to read of a page's tables; what lays the page out is in neither part."""
    rows = Rows()
    for table in page.iter("table"):
        if table.get("role") not in ("presentation", "none"):
            _find_rows_of(table, rows)
    return rows


def _find_rows_of(element: Element, rows: Rows) -> None:
    found = [row for row in _list_rows(element) if len(row)]
    table = _describe(found)
    kept = 0
    others: list[tuple[Element, Cell]] = []  # rows of several cells that are no line
    for row in found:
        cells = [read_cell(cell) for cell in row if cell.tag in CELLS]
        is_data = _is_data(cells, table)
        kept += is_data
        line = _make_item(cells) or _make_title(cells) or (_make_row(cells, len(found) > 1) if is_data else None)
        if line:
            rows.kept[row] = line
        elif len(cells) > 1:
            others.append((row, cells[0]))
    if table.has_head or (table.is_regular and kept > 1):
        rows.divided.update(
            (row, cell.element if 0 < len(cell.text) <= LONGEST_LABEL else None) for row, cell in others
        )


def _describe(rows: Sequence[Element]) -> _Table:
    """Return what the rows of a table are to each other, none of their words read yet."""
    widths = {len(row) for row in rows}
    has_head = len(rows) > 1 and len(rows[0]) > 1 and all(cell.tag == "th" for cell in rows[0])
    return _Table(has_head, len(rows) > 1 and (has_head or len(widths) == 1))


def _list_rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table itself, not those of a table within."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_head(cells: Sequence[Cell]) -> bool:
    return len(cells) > 1 and all(cell.element.tag == "th" for cell in cells)


def _is_data(cells: Sequence[Cell], table: _Table) -> bool:
    """Return whether a row of these cells is one to read in a line: not too long, and no menu."""
    if len(cells) < 2 or any(cell.is_hard for cell in cells):
        return False
    if not table.is_regular:
        menu = any(cell.linked > max(MOST_LINKED * len(cell.text), SHORT_LINK) for cell in cells)
        menu |= sum(cell.linked for cell in cells) > ALL_LINKED * sum(len(cell.text) for cell in cells)
        if menu or any(cell.has_list for cell in cells):
            return False
    most = LONGEST_OF_TABLE if table.is_regular else LONGEST
    fewest = 1 if table.has_head else 2
    return sum(bool(cell.text) for cell in cells) >= fewest and sum(len(cell.text) for cell in cells) <= most


def _make_item(cells: Sequence[Cell]) -> Line | None:
    """Return the item of a list that a row is whose first cell holds a bullet alone, as word processors write."""
    if len(cells) < 2 or any(cell.is_hard or cell.has_list for cell in cells):
        return None
    words = [cell for cell in cells if cell.raw]
    if len(words) != 2 or not LONE_BULLET.fullmatch(words[0].raw):
        return None
    return Line("list_item", words[1].text, nesting=1, opens_item=True)


def _make_title(cells: Sequence[Cell]) -> Line | None:
    """Return the heading that a row is for those below it: one cell of three or more has words, or it is underlined."""
    words = [cell.raw for cell in cells if cell.raw]
    if len(cells) < 2 or len(words) != 1 or any(cell.is_hard and not cell.raw for cell in cells):
        return None
    if len(words[0]) > LONGEST_LABEL or words[0][-1] in ".;:":
        return None
    if len(cells) == 2 and not UNDERLINE.search(words[0]):
        return None
    return Line("heading", "".join(cell.text for cell in cells), GROUP_HEAD, nesting=0, in_table=True)


def _make_row(cells: Sequence[Cell], has_others: bool) -> Line:
    """Return the line of a row: the words of its cells that are not empty, with " | " between them."""
    kind: BlockKind = "header_row" if has_others and _is_head(cells) else "table_row"
    return Line(kind, " | ".join(cell.text for cell in cells if cell.text), nesting=0)
