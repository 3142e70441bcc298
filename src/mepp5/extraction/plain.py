"""Plain text as blocks whose offsets are those of the file: nothing is taken out, only newlines become spaces.

Three marks are known, since people and converters write them: # for a heading, | for a row (|| for a header row), and
bullets. Lines that were wrapped at a width are joined.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mepp5.extraction.broken_lines import find_layout, goes_on
from mepp5.extraction.document import UNNESTED, Block, BlockKind, Document
from mepp5.extraction.wording.marks import GLYPH
from mepp5.extraction.wording.phrases import is_phrase

WIDEST = 120  # a paragraph with a longer line was not wrapped by hand
MARK = re.compile(r"(#{1,6})[ \t]+(?=\S)")
ROW = re.compile(r"\|\|?[ \t]*(?=[^\s|])")
LINE = re.compile(r"[^\n]+")
ANSWER = re.compile(r"(?:Yes|No|Y|N|N/A|✓|✔|✗|✘|[Nn]ot applicable)\.?")
HEAD_CELL = 60  # code points of a cell in a table's head, and of a line that repeats
LEVELS = ("•●·", "o○◦–", "▪■□\uf0a7")
EMPTY = " \t\r\f\v|"


def read_plain(name: str, text: str) -> Document:
    """Return the document of a text (str, LF newlines), of the same length as the text."""
    text = text.replace("\xa0", " ")
    blocks: list[Block] = []
    joined: list[str] = []
    position = 0
    for first, last in _join_lines(text):
        joined += [text[position:first], text[first:last].replace("\n", " ")]
        position = last
        if block := _make_block(text, first, last):
            blocks.append(block)
    text = "".join(joined) + text[position:]
    return Document(name, text, tuple(mark_repeated(text, join_rows(text, blocks))))


def join_rows(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with those of a table's row as one, where a page's copy has left each cell on its own line.

    A row is a line and the answers, "Yes" or "No", that follow; the lines before the first row, one more than it has
    answers, are the table's head.
    """
    joined: list[Block] = []
    number = 0
    while number < len(blocks):
        end = number + 1
        while end < len(blocks) and ANSWER.fullmatch(text, blocks[end].start, blocks[end].end):
            end += 1
        if end > number + 1 and blocks[number].kind == "paragraph":
            cells = end - number
            if not joined or joined[-1].kind != "table_row":
                _join_head(joined, cells)
            joined.append(Block("table_row", blocks[number].start, blocks[end - 1].end))
        else:
            joined += blocks[number:end]
        number = end
    return joined


def _join_head(blocks: list[Block], cells: int) -> None:
    """Make the last blocks, as many as a row has cells, a header row, if all are short paragraphs."""
    head = blocks[-cells:]
    if len(head) == cells and all(block.kind == "paragraph" and block.end - block.start <= HEAD_CELL for block in head):
        blocks[-cells:] = [Block("header_row", head[0].start, head[-1].end)]


def mark_repeated(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, short lines that say the same as the line before or after them marked as furniture."""
    words = [text[block.start : block.end] if block.end - block.start <= HEAD_CELL else "" for block in blocks]
    pairs = [bool(first) and first == second for first, second in pairwise(words)]
    twice = [left or right for left, right in zip([False, *pairs], [*pairs, False], strict=True)]
    return [replace(block, is_chrome=True) if same else block for block, same in zip(blocks, twice, strict=False)]


def _join_lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends: the lines between empty ones, joined where they go on."""
    paragraph: list[tuple[int, int]] = []
    for found in LINE.finditer(text):
        words = found[0].strip()
        if paragraph and (not words or text[paragraph[-1][1] : found.start()].count("\n") > 1):
            yield from _join(text, paragraph)
            paragraph = []
        if words:
            start = found.start() + found[0].index(words)
            paragraph.append((start, start + len(words)))
    yield from _join(text, paragraph)


def _join(text: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if len(lines) < 2:
        yield from lines
        return
    words = [text[start:end] for start, end in lines]
    wide = max(map(len, words)) > WIDEST
    layout = find_layout(words)
    begin = lines[0][0]
    for number in range(1, len(lines)):
        marked = words[number - 1][0] in "#|" or words[number][0] in "#|"
        if wide or marked or not goes_on(words[number - 1], words[number], layout):
            yield begin, lines[number - 1][1]
            begin = lines[number][0]
    yield begin, lines[-1][1]


def _make_block(text: str, start: int, end: int) -> Block | None:
    """Return the block of a paragraph without its mark; none where it has a mark and no words."""
    words = text[start:end]
    kind: BlockKind = "paragraph"
    depth, nesting = 0, UNNESTED
    if mark := MARK.match(words):
        kind, depth = "heading", len(mark[1])
    elif words[0] == "|":
        kind = "header_row" if words.startswith("||") else "table_row"
        mark = ROW.match(words)
        end = start + len(words.rstrip(EMPTY))
    elif mark := GLYPH.match(words):
        kind, nesting = "list_item", _find_nesting(mark[0])
    start += mark.end() if mark else 0
    if start >= end or not any(map(str.isalnum, text[start:end])):
        return None
    return Block(kind, start, end, depth, is_phrase(text[start:end]), nesting, kind == "list_item")


def _find_nesting(glyph: str) -> int:
    """Return how many lists are around an item with that bullet, by the order in which word processors give them."""
    return next((level for level, glyphs in enumerate(LEVELS, start=1) if glyph[0] in glyphs), 1)
