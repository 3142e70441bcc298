"""What a reader makes of a file: lines in reading order, and of these a document of blocks, slices of its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mepp5.errors import CorpusError

BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "header_row"]
ITEM_MARK = "• "
# How deep a heading stands. 1 to 6 are those that a file marks; below them, those on a line of their own (one deeper by
# each point in its number), those that run into a paragraph, the label of a list's item (two deeper by each list around
# its own, a line within the item one deeper), and in a table its head, the title of some of its rows, a row's label, a
# cell's heading.
UNKNOWN, OWN_LINE, RUN_IN, ITEM = 0, 7, 12, 13
TABLE_HEAD, GROUP_HEAD, ROW_HEAD, CELL_HEAD = 22, 23, 24, 25
DEEPEST_LIST = 4
LONGEST_TEXT = 4 * 2**20  # code points; the longest policies have less than a tenth
UNNESTED = -1  # the reader does not know where lists begin and end


def find_item_depth(nesting: int, is_label: bool = True) -> int:
    """Return the depth of a heading in an item of the `nesting`-th list around it, of its label or of another line."""
    return ITEM + 2 * (min(max(nesting, 1), DEEPEST_LIST) - 1) + (not is_label)


@dataclass(frozen=True, slots=True)
class Line:
    """What a reader found in one place: words of one kind, in which white space is single spaces.

    `depth` is a heading's, and 0 for other kinds; `linked` is how many code points of the words lead elsewhere, and
    `links` by how many links. `is_chrome` says that the file itself tells that the words are furniture: navigation, a
    page's foot, a form. `nesting` is how many lists are open around the line, UNNESTED where the reader cannot tell;
    `opens_item` says that it is the first line of an item. `in_table` marks the parts of a row too long to be one line.
    `is_aside` marks prose in a part of the page whose name says that it stands beside the text.
    """

    kind: BlockKind
    text: str
    depth: int = UNKNOWN
    linked: int = 0
    links: int = 0
    is_chrome: bool = False
    nesting: int = UNNESTED
    opens_item: bool = False
    in_table: bool = False
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A line at its place; start and end are code points of the document's text, half-open, marks left out."""

    kind: BlockKind
    start: int
    end: int
    depth: int = UNKNOWN
    is_chrome: bool = False
    nesting: int = UNNESTED
    opens_item: bool = False
    in_table: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A policy: the name it was given by, its text (a line a block, list items with a bullet) and its blocks in order.

    `notes` are sentences for the reader of the terminal: what was left out, and why.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


def check_length(length: int) -> None:
    """Raise CorpusError for a text of more than LONGEST_TEXT code points: its places alone would fill a memory."""
    if length > LONGEST_TEXT:
        raise CorpusError(f"its text has more than {LONGEST_TEXT:,} characters, as no policy has; split it.")


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
        where = (line.depth, line.is_chrome, line.nesting, line.opens_item, line.in_table)
        blocks.append(Block(line.kind, start, end, *where))
        position = end + 1
    return Document(name, "".join(parts), tuple(blocks), tuple(notes))
