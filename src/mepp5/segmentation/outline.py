"""What stands where: the drafted units of a document with their section, level, lead-in and context."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mepp5.extraction.document import Document
from mepp5.segmentation.units import HEADER_ROW, Draft, Kind, draft_units

CLAUSE_KINDS = ("sentence", "list_item", "table_row")
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
    headings: list[tuple[int, str]] = []
    title = _find_title(document)
    before, lead_in, introduced = "", "", 0
    for position, draft in enumerate(draft_units(document), start=1):
        words = document.text[draft.start : draft.end]
        if headings and headings[-1][0] == HEADER_ROW and draft.kind not in ("table_row", "chrome"):
            headings.pop()
        if draft.kind == "heading":
            is_title = draft.start == title
            level = 0 if is_title else _open(headings, draft, words)
            section = tuple(heading for _, heading in headings[: max(level - 1, 0)])
            yield Unit(position, "heading", level, section, 0, "", draft.start, draft.end, words)
            before, lead_in, introduced = "", "", 0
            continue
        section = tuple(heading for _, heading in headings)
        if draft.kind == "chrome":
            yield Unit(position, "chrome", 0, (), 0, "", draft.start, draft.end, words)
            continue
        is_item = draft.kind == "list_item"
        if not is_item:
            lead_in, introduced = (words, position) if words.endswith(":") else ("", 0)
        context = lead_in if is_item and lead_in else before
        leading = introduced if is_item else 0
        yield Unit(position, draft.kind, int(is_item), section, leading, context, draft.start, draft.end, words)
        before = words


def _open(headings: list[tuple[int, str]], draft: Draft, words: str) -> int:
    """Close what does not stand above the heading, open it, and return its level, from 1."""
    while headings and headings[-1][0] >= draft.depth:
        headings.pop()
    headings.append((draft.depth, " ".join(words.split())))
    return len(headings)


def _find_title(document: Document) -> int:
    """Return the offset of the document's title, or -1: it is in no section.

    It is the one heading of depth 1, else a first heading, before all clauses, that names a policy.
    """
    blocks = [block for block in document.blocks if not block.is_chrome]
    outermost = [block.start for block in blocks if block.kind == "heading" and block.depth == 1]
    if len(outermost) == 1:
        return outermost[0]
    for draft in draft_units(document):
        if draft.kind == "chrome":
            continue
        named = TITLE.search(document.text[draft.start : draft.end])
        return draft.start if draft.kind == "heading" and draft.depth < HEADER_ROW and named else -1
    return -1
