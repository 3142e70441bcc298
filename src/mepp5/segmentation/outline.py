"""What stands where: the drafted units of a document with their section, level, lead-in and context."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from mepp5.extraction.document import CELL_HEAD, ITEM, ROW_HEAD, RUN_IN, TABLE_HEAD, UNNESTED, Document, find_item_depth
from mepp5.extraction.wording.contacts import is_date
from mepp5.segmentation.units import Draft, Kind, draft_units

CLAUSE_KINDS = ("sentence", "list_item", "table_row")
FAR = 2_000  # units, with a menu's, in which the title is looked for
TITLE = re.compile(r"\b(?:privacy|policy|notice|statement)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A drafted unit; position counts from 1; start and end are code points of the document's text, half-open.

    `kind`, `level` and `section` mean what they do of the corpus's units, `context` what the release's column does;
    `lead_in` is the position of the clause that introduces a list item, 0 for none.
    """

    position: int
    kind: Kind
    level: int
    section: tuple[str, ...]
    lead_in: int
    context: str
    start: int
    end: int
    text: str

    @property
    def is_clause(self) -> bool:
        """Whether the unit is one to label."""
        return self.kind in CLAUSE_KINDS


def outline(document: Document) -> Iterator[Unit]:
    """Yield the units of a document in order."""
    drafts = draft_units(document)
    head = list(islice(drafts, FAR))
    way = _Way(_find_titles(document, head))
    for position, draft in enumerate(chain(head, drafts), start=1):
        yield way.place(position, draft, document.text[draft.start : draft.end])


@dataclass(slots=True)
class _Way:
    """What is open at a place of a document: headings with their depths, lead-ins by how many lists are around them."""

    titles: set[int]  # offsets
    headings: list[tuple[int, str]] = field(default_factory=list)
    lead_ins: list[tuple[int, int, str]] = field(default_factory=list)  # lists around, position, words; outermost first
    before: str = ""

    def place(self, position: int, draft: Draft, words: str) -> Unit:
        """Return the unit of a draft, and be at its place."""
        if draft.kind == "chrome":
            return Unit(position, "chrome", 0, (), 0, "", draft.start, draft.end, words)
        self._close(find_floor(draft))
        if draft.kind == "heading":
            return self._open(position, draft, words)
        section = tuple(heading for _, heading in self.headings)
        if draft.kind != "list_item":
            self.lead_ins = [(0, position, words)] if words.endswith(":") else []
            unit = Unit(position, draft.kind, 0, section, 0, self.before, draft.start, draft.end, words)
        else:
            level = max(draft.nesting, 1)
            leading, lead_in = self._find_lead_in(level)
            if words.endswith(":"):
                self.lead_ins.append((level, position, words))
            context = lead_in or self.before
            unit = Unit(position, "list_item", level, section, leading, context, draft.start, draft.end, words)
        self.before = words
        return unit

    def _close(self, floor: int) -> None:
        """Close the headings as deep as `floor` or deeper."""
        while self.headings and self.headings[-1][0] >= floor:
            self.headings.pop()

    def _open(self, position: int, draft: Draft, words: str) -> Unit:
        """Open a heading; the label of an item or row ends no lead-in."""
        level = 0
        section: tuple[str, ...] = ()
        if draft.start not in self.titles:
            section = tuple(heading for _, heading in self.headings)
            self.headings.append((draft.depth, " ".join(words.split())))
            level = len(self.headings)
        if draft.depth < ITEM:
            self.lead_ins = []
        self.before = ""
        return Unit(position, "heading", level, section, 0, "", draft.start, draft.end, words)

    def _find_lead_in(self, level: int) -> tuple[int, str]:
        """Return position and words of what introduces an item of that level, (0, "") for nothing."""
        while self.lead_ins and self.lead_ins[-1][0] >= level:
            self.lead_ins.pop()
        return self.lead_ins[-1][1:] if self.lead_ins else (0, "")


def find_floor(draft: Draft) -> int:
    """Return the depth from which headings end at a draft: a heading's own; at others, that of labels now over.

    A list's labels end where its next item opens or the list ends; a table's, with its row or the table. Where a reader
    does not know where lists end, their labels stay open.
    """
    if draft.kind == "heading":
        return draft.depth
    if draft.kind == "table_row":
        return ROW_HEAD
    if draft.in_table:
        return CELL_HEAD + 1
    if draft.nesting == UNNESTED:
        return TABLE_HEAD
    if draft.nesting == 0:
        return ITEM
    return find_item_depth(draft.nesting) if draft.opens_item else find_item_depth(draft.nesting) + 2


def _find_titles(document: Document, head: Sequence[Draft]) -> set[int]:
    """Return the offsets of the document's title, none if it has none: it is in no section.

    It is the heading of depth 1 if there is one, also where it stands again and again; else a first heading, before
    all clauses but a date, that names a policy.
    """
    found = [block for block in document.blocks if not block.is_chrome and block.kind == "heading" and block.depth == 1]
    texts = {document.text[block.start : block.end] for block in found}
    if len(texts) == 1:
        return {block.start for block in found}
    for draft in head:
        words = document.text[draft.start : draft.end]
        if draft.kind == "heading" and draft.depth < RUN_IN and TITLE.search(words):
            return {draft.start}
        if draft.kind not in ("chrome", "heading") and not is_date(words):
            return set()
    return set()
