"""Plain text as blocks whose offsets are those of the file: nothing is taken out, only newlines become spaces.

Three marks are known, since people and converters write them: # for a heading, | for a row (|| for a header row), and
bullets. Lines that were wrapped at a width are joined.
"""

import re
from collections.abc import Iterator, Sequence

from mepp5.extraction.broken_lines import find_layout, goes_on
from mepp5.extraction.document import Block, BlockKind, Document
from mepp5.extraction.marks import GLYPH

WIDEST = 120  # a paragraph with a longer line was not wrapped by hand
MARK = re.compile(r"(#{1,6})[ \t]+(?=\S)")
ROW = re.compile(r"\|\|?[ \t]*(?=[^\s|])")
LINE = re.compile(r"[^\n]+")
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
    return Document(name, "".join(joined) + text[position:], tuple(blocks))


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
    if not lines:
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
    depth = 0
    if mark := MARK.match(words):
        kind, depth = "heading", len(mark[1])
    elif words[0] == "|":
        kind = "header_row" if words.startswith("||") else "table_row"
        mark = ROW.match(words)
        end = start + len(words.rstrip(EMPTY))
    elif mark := GLYPH.match(words):
        kind = "list_item"
    start += mark.end() if mark else 0
    if start >= end or not any(map(str.isalnum, text[start:end])):
        return None
    return Block(kind, start, end, depth)
