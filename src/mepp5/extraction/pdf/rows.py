"""Rows of a PDF page: the fragments that share a baseline, from the top down."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from mepp5.extraction.pdf.glyphs import Fragment

SAME_BASELINE = 0.3  # of the size
NEAR = 0.6  # of the size: fragments this near are words of one line, drawn one after the other
BULLET = re.compile(r"[•●◦○▪■□▫‣⁃∙·❖➢✓✔►▶◆◇–—*-]|o")
MARKER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zA-Z]|[ivxIVX]{1,6})[.)]?")


@dataclass(slots=True)
class Row:
    """The cells on one baseline, from left to right: one, where it is a line of text."""

    cells: list[Fragment]

    @property
    def y(self) -> float:
        return self.cells[0].y

    @property
    def size(self) -> float:
        return max(cell.size for cell in self.cells)

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)


def make_rows(fragments: Iterable[Fragment]) -> list[Row]:
    """Return the rows from the top down; words that stand near each other, or a marker and its text, are one cell."""
    rows: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda one: -one.y):
        if rows and abs(rows[-1][0].y - fragment.y) < SAME_BASELINE * min(rows[-1][0].size, fragment.size):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [Row(_merge(sorted(row, key=lambda one: one.x0))) for row in rows]


def join_cells(cells: list[Fragment]) -> Fragment:
    """Return the cells as one run of words."""
    size = max(cells, key=lambda cell: len(cell.text)).size
    text = " ".join(cell.text for cell in cells)
    x1 = max(cell.x1 for cell in cells)
    return replace(cells[0], text=text, x1=x1, size=size, is_bold=all(cell.is_bold for cell in cells))


def _merge(cells: list[Fragment]) -> list[Fragment]:
    merged = cells[:1]
    for cell in cells[1:]:
        last = merged[-1]
        is_marker = len(merged) == 1 and (BULLET.fullmatch(last.text) or MARKER.fullmatch(last.text))
        gap = cell.x0 - last.x1
        if is_marker and gap < 6 * cell.size:
            merged[-1] = replace(_glue(last, cell), size=cell.size, is_bold=cell.is_bold, is_marked=True)
        elif gap < NEAR * max(last.size, cell.size):
            merged[-1] = _glue(last, cell)
        else:
            merged.append(cell)
    return merged


def _glue(last: Fragment, cell: Fragment) -> Fragment:
    """Return both as one, with a space between them unless they touch."""
    if cell.x0 - last.x1 >= 0.12 * cell.size:
        return join_cells([last, cell])
    joined = join_cells([last, cell])
    return replace(joined, text=last.text + cell.text)
