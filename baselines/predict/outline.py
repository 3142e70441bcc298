"""What stands where in a policy outside the corpus: its clauses with their section and context."""

from collections.abc import Iterator
from dataclasses import dataclass

from mepp5.corpus.clauses import heading_title
from mepp5.corpus.drafting import HEADER_ROW, Draft, iterate_drafts


@dataclass(frozen=True, slots=True)
class Clause:
    """A drafted clause; position counts headings too, from 1; start and end are code points of the document's text.

    `section` and `context` mean what the release's columns of these names do.
    """

    position: int
    kind: str
    section: tuple[str, ...]
    context: str
    start: int
    end: int
    text: str


def find_overlong(text: str, longest: int) -> int:
    """Return the offset of the first unit of a text that has more than `longest` code points, or -1."""
    position = 0
    for line in text.split("\n"):  # no unit is longer than its line
        for draft in iterate_drafts(line) if len(line) > longest else ():
            if draft.end - draft.start > longest:
                return position + draft.start
        position += len(line) + 1
    return -1


def iterate_clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text (str, LF newlines) in order, drafted by mepp5.corpus.drafting."""
    headings: list[tuple[int, str]] = []
    title = _find_title(text)
    before = lead_in = ""
    for position, draft in enumerate(iterate_drafts(text), start=1):
        words = text[draft.start : draft.end]
        if headings and headings[-1][0] == HEADER_ROW and draft.kind != "table_row":
            headings.pop()
        if draft.kind == "heading":
            if draft.start != title:
                _open(headings, draft, words)
            before = lead_in = ""
            continue
        if draft.kind != "list_item":
            lead_in = words if words.endswith(":") else ""
        context = lead_in if draft.kind == "list_item" and lead_in else before
        section = tuple(heading for _, heading in headings)
        yield Clause(position, draft.kind, section, context, draft.start, draft.end, words)
        before = words


def _open(headings: list[tuple[int, str]], draft: Draft, words: str) -> None:
    """Close what does not stand above the heading, and open it."""
    while headings and headings[-1][0] >= draft.depth:
        headings.pop()
    headings.append((draft.depth, heading_title(words)))


def _find_title(text: str) -> int:
    """Return the offset of the document's title, its only heading marked with one #, or -1: it is in no section."""
    if text.startswith("# ") and "\n# " not in text:
        return next(iterate_drafts(text)).start
    only = text.find("\n# ")
    return only + 3 if only >= 0 and text.count("\n# ") == 1 and not text.startswith("# ") else -1
