"""The words of a table's cells, read once: lines and items in a cell joined, and what kinds of parts it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mepp5.extraction.html.elements import HEADINGS, Element
from mepp5.extraction.wording.marks import GLYPH

HARD = ("table", "tr", "dl", "form", *HEADINGS)  # what no cell of a row to read holds
PARTS = frozenset({"p", "div", "br", "li", "ul", "ol"})  # where words of a cell are apart
CELL_MARK = re.compile(rf"{GLYPH.pattern}|#{{2,6}}\s+(?=\S)")  # also a heading, as Markdown has it in a cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, its words as they stand, the code points of them in links, whether it holds a list, and parts
    that no row to read has. What a table is in stays unread: its words would be read again at each level.
    """

    element: Element
    text: str
    raw: str
    linked: int
    has_list: bool
    is_hard: bool


def read_cell(element: Element) -> Cell:
    """Return the cell of an element."""
    if len(element) == 0:  # most have words alone
        raw = " ".join((element.text or "").split())
        return Cell(element, _strip_mark(raw), raw, 0, False, False)
    if next(element.iterdescendants("table"), None) is not None:  # asked first: it ends at the first one
        return Cell(element, "", "", 0, False, True)
    tags = {child.tag for child in element.iterdescendants()}
    raw = " ".join("".join(element.itertext()).split())
    linked = sum(len("".join(link.itertext())) for link in element.iter("a") if link.get("href")) if "a" in tags else 0
    text = _read_parts(element) if not PARTS.isdisjoint(tags) else _strip_mark(raw)
    return Cell(element, text, raw, linked, not tags.isdisjoint(("ul", "ol")), not tags.isdisjoint(HARD))


def _strip_mark(words: str) -> str:
    mark = CELL_MARK.match(words)
    return words[mark.end() :] if mark else words


def _read_parts(cell: Element) -> str:
    """Return the words of a cell with lines in it; its items, in a list or behind bullets, are joined by semicolons."""
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
