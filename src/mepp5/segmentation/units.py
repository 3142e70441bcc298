"""Draft units of a document: its blocks split into headings, sentences, list items, rows and chrome.

A draft is a proposal to be read: the boundaries of the five policies were decided by eye, and no splitter runs on them
again. `python -m benchmarks.drafts` measures drafts against those.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mepp5.extraction.document import OWN_LINE, RUN_IN, TABLE_HEAD, UNNESTED, Block, Document, find_item_depth
from mepp5.extraction.wording.contacts import is_company, is_contact, is_date
from mepp5.extraction.wording.headings import FINITE, SENTENCE_OPENING, is_heading, is_run_in
from mepp5.extraction.wording.marks import ENUMERATOR, GLYPH
from mepp5.extraction.wording.phrases import is_phrase
from mepp5.segmentation.addresses import join_addresses
from mepp5.segmentation.sentences import split_sentences

Kind = Literal["sentence", "list_item", "table_row", "heading", "chrome"]
COLON_HEAD = re.compile(r"[^.:;?!]{1,80}:(?=\s+[A-Z“\"])")
DASH_HEAD = re.compile(r"[^.:;?!–—]{1,60}(?=\s[–—]\s+(?:We|You|Our|This|These|The|If|When|It)\b)")
DASH = re.compile(r"[–—]")
LONGEST_DASH = 64  # code points up to the dash
BARE_NUMBER = re.compile(r"\d{1,2}[ \t]+(?=[A-Z])")  # "2 Cookies": a number if a heading follows
SHORT_ITEM = 90  # code points of a line that is an item after a lead-in, without a mark
DEEPEST_NUMBER = 4
MOST_VALUE_WORDS = 12
AHEAD = 6  # blocks in which the next one that is no chrome is looked for


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed unit: kind and code points of the document's text, half-open; `depth` is a heading's, else 0.

    `nesting`, `opens_item` and `in_table` are those of its block; only the first draft of a block opens an item.
    """

    kind: Kind
    start: int
    end: int
    depth: int = 0
    nesting: int = UNNESTED
    opens_item: bool = False
    in_table: bool = False


@dataclass(slots=True)
class _State:
    """What the blocks before tell of the next."""

    listing: bool = False  # a lead-in's items may follow that have no mark of their own
    enumerated: bool | None = None  # whether those so far have an enumerator; None before the first
    capitals: bool = False  # there was a heading in capitals: others stand below those
    stated: bool = False  # there was a clause: a last line that could be a heading is one only if there was none


def draft_units(document: Document) -> Iterator[Draft]:
    """Yield the drafts of a document in order, block by block, so that they are never all in memory."""
    text = document.text
    blocks = list(join_addresses(text, document.blocks))
    state = _State()
    for number, block in enumerate(blocks):
        if block.is_chrome:
            yield Draft("chrome", block.start, block.end)
            continue
        ahead = blocks[number + 1 : number + 1 + AHEAD]
        following = next((other for other in ahead if not other.is_chrome), None if state.stated else block)
        drafts = list(_draft_block(text, block, following, state))
        for place, (kind, start, end, depth) in enumerate(drafts):
            yield Draft(kind, start, end, depth, block.nesting, block.opens_item and not place, block.in_table)
        if drafts:
            _update(state, text, block, drafts[-1])


_Piece = tuple[Kind, int, int, int]  # kind, start, end, depth


def _update(state: _State, text: str, block: Block, last: _Piece) -> None:
    kind, start, end, _ = last
    state.stated |= kind not in ("heading", "chrome")
    state.capitals |= kind == "heading" and text[start:end].isupper()
    leads = text[end - 1] == ":" and kind != "heading"
    is_item = kind == "list_item" and block.kind == "paragraph"
    if state.enumerated is None and state.listing and is_item:
        state.enumerated = bool(ENUMERATOR.match(text, block.start, block.end))
    state.listing = leads or (state.listing and is_item)
    state.enumerated = None if leads or not state.listing else state.enumerated


def _draft_block(text: str, block: Block, following: Block | None, state: _State) -> Iterator[_Piece]:
    if block.kind == "header_row":
        yield "heading", block.start, block.end, TABLE_HEAD
    elif block.kind == "table_row":
        yield "table_row", block.start, block.end, 0
    elif block.kind == "heading":
        yield from _draft_heading(text, block, state)
    else:
        yield from _draft_words(text, block, following, state)


def _draft_heading(text: str, block: Block, state: _State) -> Iterator[_Piece]:
    """Yield the unit of a marked heading, which is none where it says who, where or when."""
    start, number_depth, _ = _skip_marks(text, block)
    line = text[start : block.end]
    if not any(map(str.isalnum, line)):
        return
    if is_date(line) or is_contact(line) or (is_company(line) and not (block.depth == 1 and not state.stated)):
        yield "sentence", start, block.end, 0
    else:
        yield "heading", start, block.end, block.depth or _find_depth(line, number_depth, state)


def _draft_words(text: str, block: Block, following: Block | None, state: _State) -> Iterator[_Piece]:
    """Yield the units of a paragraph or item: its marks left out, its kind by what it says."""
    start, depth, is_marked = _skip_marks(text, block)
    line = text[start : block.end]
    if not any(map(str.isalnum, line)):
        return
    is_item = block.kind == "list_item" or is_marked
    if not is_item:
        has_mark = start > block.start
        if state.listing and (
            (has_mark and state.enumerated is not False and not _heads(line, start, block))
            or (not has_mark and _is_item(line, following))
        ):
            is_item = True
        elif following is not None and is_heading(line):
            yield "heading", start, block.end, _find_depth(line, depth, state)
            return
        elif is_company(line):  # a name alone says nothing that could be labelled
            yield "chrome", start, block.end, 0
            return
    yield from _split(text, start, block.end, is_item, block.nesting)


def _heads(line: str, start: int, block: Block) -> bool:
    """Return whether a numbered line after a list is a heading and no further item."""
    return start > block.start and line[-1] not in ".;," and is_heading(line)


def _skip_marks(text: str, block: Block) -> tuple[int, int, bool]:
    """Return where a block's words begin behind its bullet and enumerator, the depth that its number gives a heading,
    and whether the marks are an item's.
    """
    start, is_item = block.start, False
    if glyph := GLYPH.match(text, start, block.end):
        start, is_item = glyph.end(), True
    start = _skip_space(text, start, block.end)
    if mark := ENUMERATOR.match(text, start, block.end):
        depth = OWN_LINE + min(mark[0].strip(" .()").count("."), DEEPEST_NUMBER)
        words = _skip_space(text, mark.end(), block.end)
        return words, depth, is_item or (mark[0][0] == "(" and not is_heading(text[words : block.end]))
    number = BARE_NUMBER.match(text, start, block.end) if block.kind == "paragraph" and not is_item else None
    if number and is_heading(text[number.end() : block.end]) and not is_contact(text[start : block.end]):
        return number.end(), OWN_LINE, False
    return start, OWN_LINE, is_item


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _find_depth(line: str, depth: int, state: _State) -> int:
    """Return how deep a heading stands by its number, else by its letters: capitals stand above others."""
    return depth + 1 if depth == OWN_LINE and state.capitals and not line.isupper() else depth


def _is_item(line: str, following: Block | None) -> bool:
    """Return whether a line after a lead-in is an item without a mark: short, and no heading of what follows."""
    if len(line) > SHORT_ITEM or line.endswith(("?", ":")):
        return False
    if line[-1] in ".!" and (SENTENCE_OPENING.match(line) or (line[0].isupper() and FINITE.search(line))):
        return False
    if line[0].islower() or is_contact(line) or not is_heading(line):
        return True
    return following is not None and following.kind == "paragraph" and following.end - following.start <= SHORT_ITEM


def _is_value(words: str) -> bool:
    """Return whether words behind a colon are no clause but the value of the name before it: who, or where to write."""
    return words.count(" ") <= MOST_VALUE_WORDS and words[-1] not in ".!?;" and is_contact(words)


def _split(text: str, start: int, end: int, is_item: bool, nesting: int) -> Iterator[_Piece]:
    """Yield the run-in heading of a paragraph, if it has one, and its sentences."""
    kind: Kind = "list_item" if is_item else "sentence"
    depth = find_item_depth(nesting) if is_item and nesting else RUN_IN  # a mark alone opens no list
    dash = DASH_HEAD.match(text, start, end) if DASH.search(text, start, min(end, start + LONGEST_DASH)) else None
    for head in (COLON_HEAD.match(text, start, end), dash):
        if head and is_run_in(head[0]) and not _is_value(text[head.end() : end]):
            yield "heading", start, head.end(), depth
            start = head.end()
            break
    while start < end and (text[start].isspace() or text[start] in "–—"):
        start += 1
    spans = [(start + first, start + last) for first, last in split_sentences(text[start:end])]
    for number, (first, last) in enumerate(spans):
        words = text[first:last]
        is_last = number == len(spans) - 1
        if number == 0 and not is_last and words[-1] in '.?!”"' and is_run_in(words):
            yield "heading", first, last, depth
        elif is_phrase(words) or (number and is_last and not is_item and is_company(words)):
            yield "chrome", first, last, 0
        else:
            yield kind, first, last, 0
