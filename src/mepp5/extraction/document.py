"""What a reader makes of a file: lines in reading order, and of these a document of blocks, slices of its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "header_row"]
ITEM_MARK = "• "


@dataclass(frozen=True, slots=True)
class Line:
    """What a reader found in one place: words of one kind, in which white space is single spaces.

    `depth` is a heading's, 1 for the outermost; 0 says that nothing is known of it, and so it is of other kinds.
    `linked` is how many code points of the words lead elsewhere. `is_chrome` says that the file itself tells that the
    words are furniture: navigation, a page's foot, a form.
    """

    kind: BlockKind
    text: str
    depth: int = 0
    linked: int = 0
    is_chrome: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line at its place; start and end are code points of the document's text, half-open, marks left out."""

    kind: BlockKind
    start: int
    end: int
    depth: int = 0
    is_chrome: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A policy: the name it was given by, its text (a line a block, list items with a bullet) and its blocks in order.

    `notes` are sentences for the reader of the terminal: what was left out, and why.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def make_document(name: str, lines: Iterable[Line], notes: Iterable[str] = ()) -> Document:
    """Return the document of the lines in their order; those without words are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for line in lines:
        if not line.text:
            continue
        mark = ITEM_MARK if line.kind == "list_item" else ""
        start = position + len(mark)
        end = start + len(line.text)
        parts.append(f"{mark}{line.text}\n")
        blocks.append(Block(line.kind, start, end, line.depth, line.is_chrome))
        position = end + 1
    return Document(name, "".join(parts), tuple(blocks), tuple(notes))
