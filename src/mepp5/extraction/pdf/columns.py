"""The columns of PDF pages: what is read wholly before what stands beside it.

Two columns of prose and a table of two columns look alike. A column's lines break in the midst of sentences, and its
paragraphs end where they like; a table's cells begin with capitals, or begin together on both sides.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from mepp5.extraction.pdf.glyphs import Fragment, PdfPage
from mepp5.extraction.pdf.rows import Row, make_rows

LEAST_LINES = 4  # on each side of a gutter
LEAST_LENGTH = 12  # characters of the middling line of prose
LEAST_BROKEN = 0.2  # of a column's lines, which do not begin with a capital
SAME_PLACE = 3.0  # points
LOOSE = 1.3  # of the usual distance of lines: here something new begins
MOST_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Split:
    """The rows from start to end (half-open) stand on either side of the gutter, an x, and none crosses it."""

    gutter: float
    start: int
    end: int


def split_pages(pages: list[PdfPage]) -> list[list[list[Row]]]:
    """Return, for each page, its columns and full-width parts in reading order, each of them as rows."""
    found = [_split(make_rows(page.fragments), None) for page in pages]
    # Where a page holds the columns' last lines, they are too few to be told from a table by themselves.
    known = {round(gutter) for _, gutters in found for gutter in gutters}
    return [
        parts if gutters or not known else _split(make_rows(page.fragments), known)[0]
        for page, (parts, gutters) in zip(pages, found, strict=True)
    ]


def _split(rows: list[Row], known: set[int] | None, depth: int = 0) -> tuple[list[list[Row]], list[float]]:
    """Return the parts of the rows in reading order and the gutters between them."""
    split = _find_split(rows, known) if depth < MOST_COLUMNS else None
    if split is None:
        return [rows] if rows else [], []
    inside = [cell for row in rows[split.start : split.end] for cell in row.cells]
    left = make_rows(cell for cell in inside if cell.x0 < split.gutter)
    right = make_rows(cell for cell in inside if cell.x0 >= split.gutter)
    parts: list[list[Row]] = []
    gutters = [split.gutter]
    for group in (rows[: split.start], left, right, rows[split.end :]):
        inner, more = _split(group, known, depth + 1)
        parts += inner
        gutters += more
    return parts, gutters


def _find_split(rows: list[Row], known: set[int] | None) -> Split | None:
    """Return the split with the most lines on its poorer side, the leftmost of equals."""
    starts = Counter(round(cell.x0) for row in rows for cell in row.cells)
    least = LEAST_LINES if known is None else 1
    best: tuple[int, Split] | None = None
    for start in sorted(starts):
        if starts[start] < least or not (known is None or any(abs(start - one) <= SAME_PLACE for one in known)):
            continue
        for split in _list_runs(rows, start - 1.0):
            left, right = _take_sides(rows, split)
            count = min(len(left), len(right))
            if count < least or (best and count <= best[0]):
                continue
            if known is not None or (_is_prose(left) and _is_prose(right) and not _begin_together(left, right)):
                best = (count, split)
    return best[1] if best else None


def _list_runs(rows: list[Row], gutter: float) -> Iterator[Split]:
    """Yield the longest runs of rows of which none crosses the gutter."""
    start = 0
    for index, row in enumerate([*rows, None]):
        if row is None or any(cell.x0 < gutter < cell.x1 for cell in row.cells):
            if index > start:
                yield Split(gutter, start, index)
            start = index + 1


def _take_sides(rows: list[Row], split: Split) -> tuple[list[Fragment], list[Fragment]]:
    cells = [cell for row in rows[split.start : split.end] for cell in row.cells]
    return [one for one in cells if one.x0 < split.gutter], [one for one in cells if one.x0 >= split.gutter]


def _is_prose(lines: list[Fragment]) -> bool:
    broken = sum(not (line.text[0].isupper() or line.text[0].isdigit()) for line in lines)
    return median(len(line.text) for line in lines) >= LEAST_LENGTH and broken >= LEAST_BROKEN * len(lines)


def _begin_together(left: list[Fragment], right: list[Fragment]) -> bool:
    """Return whether the paragraphs of both sides begin at the same heights, as the cells of a table's rows do."""
    first, second = _list_beginnings(left), _list_beginnings(right)
    together = sum(any(abs(y - other) < SAME_PLACE for other in second) for y in first)
    return together >= 2 and together >= 0.7 * max(len(first), len(second))


def _list_beginnings(lines: list[Fragment]) -> list[float]:
    """Return the heights at which something begins: below the first line, more than the usual distance further down."""
    heights = sorted({line.y for line in lines}, reverse=True)
    gaps = [above - below for above, below in pairwise(heights)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    return [below for below, gap in zip(heights[1:], gaps, strict=True) if gap > LOOSE * usual]
