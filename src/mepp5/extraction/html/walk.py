"""The walk through a page's elements: what is open at each, and the lines that end with its blocks."""

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree

from mepp5.extraction.document import ROW_HEAD, UNKNOWN, BlockKind, Line
from mepp5.extraction.html.elements import (
    BLOCKS,
    HEADINGS,
    LISTS,
    SENTENCE,
    Element,
    is_bold,
    is_landmark,
    is_link,
    is_strong,
    read_start,
)
from mepp5.extraction.html.landmarks import Landmarks
from mepp5.extraction.html.lists import find_holders, has_labels, is_container
from mepp5.extraction.html.tables import Rows
from mepp5.extraction.html.text import Place, Run, write_lines

FOOTNOTE = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?")
LONGEST_FOOTNOTE = 5  # code points
CELLS = ("td", "th")
MOST_TEXTS = 20  # pieces of a panel that are looked at
ITALICS = ("em", "i", "u")


@dataclass(slots=True)
class _Context:
    """What the words directly in a block are, and the item that it stands in, which its first line opens."""

    kind: BlockKind = "paragraph"
    depth: int = UNKNOWN
    nesting: int = 0
    has_labels: bool = False
    in_table: bool = False
    item: list[bool] = field(default_factory=lambda: [False])  # shared by the blocks of an item


class Walk:
    """The way through a page: the words since the last block began, and the lines so far."""

    def __init__(self, rows: Rows):
        self.rows = rows
        self.lines: list[Line] = []
        self.landmarks = Landmarks()
        self.open_landmarks: list[Element] = []
        self.runs: list[Run] = []
        self.contexts = [_Context()]
        self.holders: set[Element] = set()
        self.links = 0  # how many there were
        self.open_links = self.open_bolds = self.open_italics = self.open_fixed = 0

    def follow(self, page: Element) -> list[Line]:
        """Walk through every element; return the lines, those in landmarks that hold furniture marked as such."""
        self.holders = find_holders(page)
        walker = etree.iterwalk(page, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if not self._enter(element):
                    walker.skip_subtree()
            else:
                self._leave(element)
                self._add(element.tail)
        self._flush()
        return self.landmarks.tell(self.lines)

    def _enter(self, element: Element) -> bool:
        """Begin an element; return whether there is anything to read in it."""
        if element in self.rows.kept:
            self._flush()
            self._keep(self.rows.kept[element])
            return False
        if _is_footnote(element):
            return False
        self._open(element)
        self._add(element.text)
        return True

    def _open(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.runs.append(Run("\n", 0, False))
            return
        if is_link(element):
            self.links += 1
            self.open_links += 1
        if tag in BLOCKS:
            self._flush()
            self.contexts.append(self._find_context(element))
            self.open_fixed += tag == "pre"
        if is_landmark(element) and not (tag == "button" and self._heads(element)):
            self._flush()
            self.landmarks.enter(is_strong(element))
            self.open_landmarks.append(element)
        self.open_bolds += is_bold(element)
        self.open_italics += tag in ITALICS

    def _leave(self, element: Element) -> None:
        """End an element."""
        tag = element.tag
        if element in self.rows.kept or tag == "br" or _is_footnote(element):
            return
        if tag in BLOCKS:
            self._flush()
            self.contexts.pop()
            self.open_fixed -= tag == "pre"
        if is_link(element):
            self.open_links -= 1
        if self.open_landmarks and self.open_landmarks[-1] is element:
            self._flush()
            self.landmarks.leave()
            self.open_landmarks.pop()
        self.open_bolds -= is_bold(element)
        self.open_italics -= tag in ITALICS

    def _heads(self, button: Element) -> bool:
        """Return whether a button is the heading of a panel that it opens: within one, or right before its words."""
        if self.contexts[-1].kind == "heading":
            return True
        panel = button.getnext()
        if panel is None and (parent := button.getparent()) is not None and len(parent) == 1:
            panel = parent.getnext()
        return panel is not None and SENTENCE.search("".join(islice(panel.itertext(), MOST_TEXTS))) is not None

    def _find_context(self, element: Element) -> _Context:
        """Return what the words directly in a block are."""
        around, tag = self.contexts[-1], element.tag
        if tag in HEADINGS:
            return replace(around, kind="heading", depth=HEADINGS[tag])
        if tag in ("dt", "summary") or (tag == "button" and self._heads(element)):
            return replace(around, kind="heading", depth=UNKNOWN)
        if tag == "li":
            kind: BlockKind = "paragraph" if is_container(element, self.holders) else "list_item"
            return replace(around, kind=kind, depth=UNKNOWN, nesting=around.nesting + 1, item=[True])
        if tag in LISTS:
            return replace(around, kind="paragraph", depth=UNKNOWN, has_labels=has_labels(element))
        if tag in CELLS:
            return self._find_cell(element)
        return replace(around, kind="paragraph", depth=UNKNOWN) if tag in ("dd", "blockquote") else around

    def _find_cell(self, element: Element) -> _Context:
        """Return what the words directly in a cell are: the label of a row that is read cell by cell, or others."""
        row = element.getparent()
        if row is None or row not in self.rows.divided:
            return replace(self.contexts[-1], kind="paragraph", depth=UNKNOWN, in_table=False)
        if self.rows.divided[row] is element:
            return replace(self.contexts[-1], kind="heading", depth=ROW_HEAD, in_table=True)
        return replace(self.contexts[-1], kind="paragraph", depth=UNKNOWN, in_table=True)

    def _add(self, words: str | None) -> None:
        if not words:
            return
        if not self.open_fixed:
            words = words.replace("\n", " ").replace("\r", " ")
        # Italics are labels where a list has labels; elsewhere they stress a word, or name a ship.
        is_bold = self.open_bolds > 0 or (self.open_italics > 0 and self.contexts[-1].has_labels)
        self.runs.append(Run(words, self.links if self.open_links else 0, is_bold))

    def _flush(self) -> None:
        """End a block: its words become lines."""
        if all(run.text.isspace() for run in self.runs):  # between blocks, as most are
            self.runs.clear()
            return
        context = self.contexts[-1]
        place = Place(
            context.kind, context.depth, context.nesting, context.item[0], context.has_labels, context.in_table
        )
        for line in write_lines(self.runs, place):
            context.item[0] = False
            self._keep(line)
        self.runs.clear()

    def _keep(self, line: Line) -> None:
        self.lines.append(line)
        self.landmarks.note(line)


def _is_footnote(element: Element) -> bool:
    return element.tag == "sup" and FOOTNOTE.fullmatch(read_start(element, LONGEST_FOOTNOTE)) is not None
