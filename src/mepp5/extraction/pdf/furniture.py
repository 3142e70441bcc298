"""The furniture of PDF pages: heads and feet that run through the pages at one height, and the pages' numbers."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from mepp5.extraction.document import Line
from mepp5.extraction.pdf.glyphs import Fragment, PdfPage
from mepp5.extraction.pdf.rows import Row, make_rows

MARGIN = 0.15  # of the page's height, above and below
OUTERMOST = 3  # rows of a page at either end in which heads and feet are looked for
SAME_HEIGHT = 3.0  # points
LEAST_SHARE = 0.3  # of the pages: heads may differ from left pages to right ones
NUMBER = re.compile(
    r"[-–—|\s]*+(?:page|pag\.|p\.|seite|página|pagina)?+\s*+(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*+(?:of|/|von|de|di|sur)\s*+\d{1,4})?[-–—|\s]*+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Furniture:
    """What runs above and below one page's text."""

    head: list[Line] = field(default_factory=list)
    foot: list[Line] = field(default_factory=list)


def take_furniture(pages: list[PdfPage]) -> list[Furniture]:
    """Return each page's furniture, of which the pages then hold no fragments any more."""
    sizes = [fragment.size for page in pages for fragment in page.fragments]
    body = median(sizes) if sizes else 0.0
    margins = [_find_margins(page) for page in pages]
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, rows in enumerate(margins):
        for row in rows:
            for shape in _list_shapes(row, number, body):
                places[shape].append((number, row.y))
    taken = []
    for number, (page, rows) in enumerate(zip(pages, margins, strict=True)):
        alike = [
            {
                other
                for shape in _list_shapes(row, number, body)
                for other, y in places[shape]
                if abs(y - row.y) < SAME_HEIGHT
            }
            for row in rows
        ]
        is_repeated = [len(others) >= max(2, LEAST_SHARE * len(pages)) for others in alike]
        taken.append(_take(page, rows, is_repeated))
    return taken


def _find_margins(page: PdfPage) -> list[Row]:
    """Return the page's outermost rows, of those that stand in its margins."""
    rows = make_rows(page.fragments)
    low, high = MARGIN * page.height, (1 - MARGIN) * page.height
    above = [row for row in rows[:OUTERMOST] if row.y > high]
    return above + [row for row in rows[len(above) :][-OUTERMOST:] if row.y < low]


def _list_shapes(row: Row, number: int, body: float) -> set[str]:
    """Return how rows alike on other pages can be known: by their text, or with a number in it that counts the pages.

    "Section 3" above one page and "Section 4" above the next are headings, which are larger than the body, or bold.
    """
    text = row.text.casefold()
    if row.size > body + 0.5 or all(cell.is_bold for cell in row.cells):
        return {text}
    numbers = list(re.finditer(r"\d{1,4}", text))
    counting = {
        f"{text[: found.start()]}#{int(found[0]) - number}{text[found.end() :]}" for found in numbers[:1] + numbers[-1:]
    }
    return {text} | counting


def _take(page: PdfPage, rows: list[Row], is_repeated: list[bool]) -> Furniture:
    """Return those of the rows that are repeated, and page numbers outermost; their fragments leave the page."""
    furniture = Furniture()
    taken: list[Fragment] = []
    for row, repeated in zip(rows, is_repeated, strict=True):
        if repeated or (NUMBER.fullmatch(row.text) and row in (rows[0], rows[-1])):
            side = furniture.head if row.y > page.height / 2 else furniture.foot
            side.append(Line("paragraph", row.text, is_chrome=True))
            taken += row.cells
    if taken:
        heights = [fragment.y for fragment in taken]
        page.fragments = [one for one in page.fragments if not any(abs(one.y - y) < 0.5 * one.size for y in heights)]
    return furniture
