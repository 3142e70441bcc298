"""Which rows of a page's tables are rows to read, and which only lay the page out."""

import re
from collections.abc import Iterator

from mepp5.extraction.document import BlockKind, Line
from mepp5.extraction.html.elements import Element

# What no cell of a table to read holds.
HARD = ("table", "tr", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "form")
INNER_ITEMS = re.compile(r"(?:^|[\s:])[*•●▪]\s")
PARTS = ("p", "div", "br", "li")  # where words of a cell are apart
LONGEST = 700  # code points of a row; in a longer one, each cell is a text of its own
LONGEST_OF_TABLE = 2000  # where all rows of the table have as many cells
MOST_LINKED = 0.6  # of a cell: more is a menu


def find_rows(page: Element) -> dict[Element, BlockKind]:
    """Return the kind of each row to read: of two cells or more, all of words alone, and not too long."""
    found: dict[Element, BlockKind] = {}
    for table in page.iter("table"):
        rows = list(_list_rows(table))
        cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
        regular = len(rows) > 1 and len({len(row) for row in cells}) == 1
        most = LONGEST_OF_TABLE if regular else LONGEST
        for row, its_cells in zip(rows, cells, strict=True):
            if _is_data(its_cells, most) and table.get("role") not in ("presentation", "none"):
                is_header = len(rows) > 1 and all(cell.tag == "th" for cell in its_cells)
                found[row] = "header_row" if is_header else "table_row"
    return found


def read_row(row: Element, kind: BlockKind) -> Line:
    """Return the line of a row: the words of its cells that are not empty, with " | " between them."""
    cells = [_read_cell(cell) for cell in row if cell.tag in ("td", "th")]
    return Line(kind, " | ".join(cell for cell in cells if cell))


def _list_rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table itself, not those of a table within."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_data(cells: list[Element], most: int) -> bool:
    if len(cells) < 2 or any(next(cell.iterdescendants(*HARD), None) is not None for cell in cells):
        return False
    words = [_read_cell(cell) for cell in cells]
    linked = [sum(len("".join(link.itertext())) for link in cell.iter("a") if link.get("href")) for cell in cells]
    if any(len(INNER_ITEMS.findall(text)) > 1 for text in words):
        return False  # a list in a cell: its items are read one by one
    menu = any(inside > MOST_LINKED * len(text) and inside > 20 for text, inside in zip(words, linked, strict=True))
    return sum(map(bool, words)) > 1 and sum(map(len, words)) <= most and not menu


def _read_cell(cell: Element) -> str:
    """Return the words of a cell; what its blocks and line breaks hold apart stays apart."""
    if next(cell.iterdescendants(*PARTS), None) is None:
        return " ".join("".join(cell.itertext()).split())
    return " ".join(" ".join(cell.itertext()).split())
