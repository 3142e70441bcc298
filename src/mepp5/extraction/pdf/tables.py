"""Tables on PDF pages, as far as their cells stand one below the other with a clear space between the columns."""

from collections.abc import Iterator
from itertools import pairwise

from mepp5.extraction.document import Line
from mepp5.extraction.pdf.glyphs import Fragment
from mepp5.extraction.pdf.rows import Row, join_cells

Span = tuple[float, float]
TIGHT = 1.35  # of the size: rows this near are lines of one cell, where other rows stand further apart
FAR = 4.0  # of the size: rows further apart are of two tables
CELL_BREAK = " | "


def find_tables(rows: list[Row]) -> Iterator[Fragment | list[Line]]:
    """Yield the rows in order: each line of text as a fragment, each table as its rows, and no table for a lone row."""
    index = 0
    while index < len(rows):
        end = _find_end(rows, index)
        columns = _list_columns(rows[index:end])
        if end - index >= 2 and _is_table(rows[index:end], columns):
            yield _make_rows(rows[index:end], columns)
            index = end
        else:
            yield join_cells(rows[index].cells)
            index += 1


def _find_end(rows: list[Row], start: int) -> int:
    """Return where the table that begins at `start` would end: rows of several cells, and what goes on below them."""
    if len(rows[start].cells) < 2:
        return start + 1
    end = start + 1
    while end < len(rows):
        gap = rows[end - 1].y - rows[end].y
        if gap > FAR * rows[end].size:
            break
        if len(rows[end].cells) < 2:
            columns = _list_columns(rows[start:end])
            cell = rows[end].cells[0]
            crossed = sum(cell.x0 < right and cell.x1 > left for left, right in columns)
            if crossed > 1 or gap > TIGHT * rows[end].size or cell.is_marked:
                break
        end += 1
    return end


def _list_columns(rows: list[Row]) -> list[Span]:
    """Return the left and right of each column: what is left where the cells of all rows fall onto one line."""
    columns: list[Span] = []
    for left, right in sorted((cell.x0, cell.x1) for row in rows for cell in row.cells):
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _is_table(rows: list[Row], columns: list[Span]) -> bool:
    """Return whether at least two rows fill the columns; cells that overlap are words of stretched lines."""
    most = max(len(row.cells) for row in rows)
    return len(columns) == most and sum(len(row.cells) > 1 for row in rows) >= 2


def _make_rows(rows: list[Row], columns: list[Span]) -> list[Line]:
    gaps = [above.y - below.y for above, below in pairwise(rows)]
    has_loose = any(gap > TIGHT * row.size for gap, row in zip(gaps, rows[1:], strict=True) if len(row.cells) > 1)
    groups = [[rows[0]]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        is_same = len(row.cells) < 2 or (has_loose and gap <= TIGHT * row.size)
        groups[-1].append(row) if is_same else groups.append([row])
    lines = [Line("table_row", _write(group, columns)) for group in groups]
    heads = [cell for row in groups[0] for cell in row.cells]
    others = [cell for group in groups[1:] for row in group for cell in row.cells]
    if all(cell.is_bold for cell in heads) and not all(cell.is_bold for cell in others):
        lines[0] = Line("header_row", lines[0].text)
    return lines


def _write(group: list[Row], columns: list[Span]) -> str:
    """Return the cells of one row, each with the lines that it is written on."""
    cells = [
        " ".join(cell.text for row in group for cell in row.cells if left <= cell.x0 <= right)
        for left, right in columns
    ]
    return CELL_BREAK.join(cell for cell in cells if cell)
