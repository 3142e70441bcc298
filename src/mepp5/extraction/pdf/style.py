"""The style of a PDF: its body's size and distance of lines, and the sizes of its headings."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from mepp5.extraction.pdf.glyphs import Fragment

LARGER = 1.08  # of the body's size, and half a point at least: a heading
MOST_DEPTH = 6
DEFAULT_LEADING = 1.2
LEAST_SHARE = 0.2  # of the most frequent distance, for a smaller one to be that of lines and the other of paragraphs
MOST_BOLD = 0.3  # of all letters: where more are bold, bold lines are no headings


@dataclass(frozen=True, slots=True)
class Style:
    """The body's size in points, the distance of its lines in sizes, and the larger sizes from the largest down."""

    body: float
    leading: float
    sizes: tuple[float, ...]
    has_bold_headings: bool

    @property
    def bold_depth(self) -> int:
        """The depth of a heading that is only bold: below those that are larger."""
        return min(len(self.sizes) + 1, MOST_DEPTH)

    def find_depth(self, size: float) -> int:
        """Return the depth of a heading of this size, 0 for what is not larger than the body."""
        rounded = _round(size)
        return min(self.sizes.index(rounded) + 1, MOST_DEPTH) if rounded in self.sizes else 0


def find_style(parts: list[list[Fragment]]) -> Style:
    """Return the style of the lines, given in the parts of pages that they stand in."""
    letters: Counter[float] = Counter()
    bold = 0
    for part in parts:
        for line in part:
            letters[_round(line.size)] += len(line.text)
            bold += len(line.text) if line.is_bold else 0
    body = max(letters, key=lambda size: (letters[size], -size)) if letters else 0.0
    larger = sorted((size for size in letters if size >= max(LARGER * body, body + 0.5)), reverse=True)
    return Style(body, _find_leading(parts, body), tuple(larger), bold < MOST_BOLD * letters.total())


def _find_leading(parts: list[list[Fragment]], body: float) -> float:
    """Return the distance of the body's lines in sizes: the smallest of those that are frequent."""
    distances = Counter(
        round((above.y - below.y) / below.size * 20) / 20
        for part in parts
        for above, below in pairwise(part)
        if _round(above.size) == _round(below.size) == body
    )
    usual = {one: count for one, count in distances.items() if 0.9 <= one <= 3}
    most = max(usual.values(), default=0)
    return min((one for one, count in usual.items() if count >= LEAST_SHARE * most), default=DEFAULT_LEADING)


def _round(size: float) -> float:
    return round(size * 2) / 2
