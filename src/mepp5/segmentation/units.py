"""Draft units of a document: its blocks split into headings, sentences, list items, rows and chrome.

A draft is a proposal to be read: the boundaries of the five policies were decided by eye, and no splitter runs on them
again. `python -m benchmarks.drafts` measures drafts against those.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mepp5.extraction.document import Block, Document
from mepp5.extraction.marks import ENUMERATOR, GLYPH
from mepp5.segmentation.addresses import join_addresses
from mepp5.segmentation.headings import SENTENCE_OPENING, is_company, is_contact, is_heading, is_run_in
from mepp5.segmentation.sentences import split_sentences

Kind = Literal["sentence", "list_item", "table_row", "heading", "chrome"]
COLON_HEAD = re.compile(r"[^.:;?!]{1,80}:(?=\s+[A-Z“\"])")
DASH_HEAD = re.compile(r"[^.:;?!–—]{1,60}(?=\s[–—]\s+(?:We|You|Our|This|These|The|If|When|It)\b)")
BARE_NUMBER = re.compile(r"\d{1,2}[ \t]+(?=[A-Z])")  # "2 Cookies": a number if a heading follows
SHORT_ITEM = 90  # code points of a line that is an item after a lead-in, without a mark
# How deep a heading stands that no mark gives a depth: on a line of its own (deeper by each point in its number), in a
# paragraph, above a table. Marked ones stand above them all.
OWN_LINE, RUN_IN, HEADER_ROW = 7, 12, 14
DEEPEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed unit: kind and code points of the document's text, half-open; `depth` is a heading's, else 0."""

    kind: Kind
    start: int
    end: int
    depth: int = 0


def draft_units(document: Document) -> Iterator[Draft]:
    """Yield the drafts of a document in order, block by block, so that they are never all in memory."""
    blocks = list(join_addresses(document.text, document.blocks))
    stated = False  # whether there was a clause: a last line that could be a heading is one only if there was none
    listing = False  # whether a lead-in's items may follow that have no mark
    caps = False
    following: Block | None
    for number, block in enumerate(blocks):
        following = next((other for other in blocks[number + 1 : number + 6] if not other.is_chrome), None)
        if following is None and not stated:
            following = block
        drafts = list(_draft_block(document.text, block, following, listing, caps))
        yield from drafts
        if block.is_chrome or not drafts:
            continue
        last = drafts[-1]
        stated |= last.kind not in ("heading", "chrome")
        caps |= last.kind == "heading" and document.text[last.start : last.end].isupper()
        ends = document.text[last.end - 1] == ":" and last.kind != "heading"
        listing = ends or (listing and last.kind == "list_item" and block.kind == "paragraph")


def _draft_block(text: str, block: Block, following: Block | None, listing: bool, caps: bool) -> Iterator[Draft]:
    if block.is_chrome:
        yield Draft("chrome", block.start, block.end)
    elif block.kind == "header_row":
        yield Draft("heading", block.start, block.end, HEADER_ROW)
    elif block.kind == "table_row":
        yield Draft("table_row", block.start, block.end)
    else:
        yield from _draft_words(text, block, following, listing, caps)


def _draft_words(text: str, block: Block, following: Block | None, listing: bool, caps: bool) -> Iterator[Draft]:
    """Yield the drafts of a heading, paragraph or item: its marks left out, its kind by what it says."""
    start, depth, is_marked = _skip_marks(text, block)
    line = text[start : block.end]
    if not line:
        return
    kind = "list_item" if is_marked and block.kind == "paragraph" else block.kind
    if kind == "heading" and (block.depth or not (is_contact(line) or is_company(line))):
        yield Draft("heading", start, block.end, block.depth or _find_depth(line, depth, caps))
        return
    if kind == "paragraph":
        if listing and _is_item(line, following):
            kind = "list_item"
        elif following is not None and is_heading(line):
            yield Draft("heading", start, block.end, _find_depth(line, depth, caps))
            return
        elif is_company(line):  # a name alone says nothing that could be labelled
            yield Draft("chrome", start, block.end)
            return
    yield from _split(text, start, block.end, "list_item" if kind == "list_item" else "sentence")


def _skip_marks(text: str, block: Block) -> tuple[int, int, bool]:
    """Return where a block's words begin behind its bullet and enumerator, the depth that its number gives a heading,
    and whether the marks are an item's.
    """
    start, is_item = block.start, False
    if glyph := GLYPH.match(text, start, block.end):
        start, is_item = glyph.end(), True
    if mark := ENUMERATOR.match(text, start, block.end):
        depth = OWN_LINE + min(mark[0].strip(" .()").count("."), DEEPEST_NUMBER)
        return mark.end(), depth, is_item or (mark[0][0] == "(" and not is_heading(text[mark.end() : block.end]))
    number = BARE_NUMBER.match(text, start, block.end) if block.kind == "paragraph" and not is_item else None
    if number and is_heading(text[number.end() : block.end]) and not is_contact(text[start : block.end]):
        return number.end(), OWN_LINE, False
    return start, OWN_LINE, is_item


def _find_depth(line: str, depth: int, caps: bool) -> int:
    """Return how deep a heading stands by its number, else by its letters: capitals stand above others."""
    return depth + 1 if depth == OWN_LINE and caps and not line.isupper() else depth


def _is_item(line: str, following: Block | None) -> bool:
    """Return whether a line after a lead-in is an item without a mark: short, and no heading of what follows."""
    if len(line) > SHORT_ITEM or line.endswith(("?", ":")):
        return False
    if line[-1] in ".!" and SENTENCE_OPENING.match(line):
        return False
    if line[0].islower() or is_contact(line) or not is_heading(line):
        return True
    return following is not None and following.kind == "paragraph" and following.end - following.start <= SHORT_ITEM


def _split(text: str, start: int, end: int, kind: Kind) -> Iterator[Draft]:
    """Yield the run-in heading of a paragraph, if it has one, and its sentences."""
    for head in (COLON_HEAD.match(text, start, end), DASH_HEAD.match(text, start, end)):
        if head and is_run_in(head[0]):
            yield Draft("heading", start, head.end(), RUN_IN + (kind == "list_item"))
            start = head.end()
            break
    while start < end and text[start] in " \t–—":
        start += 1
    spans = [(start + first, start + last) for first, last in split_sentences(text[start:end])]
    for number, (first, last) in enumerate(spans):
        words = text[first:last]
        if number == 0 and len(spans) > 1 and words[-1] in '.?”"' and is_run_in(words):
            yield Draft("heading", first, last, RUN_IN + (kind == "list_item"))
        elif number and number == len(spans) - 1 and kind == "sentence" and is_company(words):
            yield Draft("chrome", first, last)
        else:
            yield Draft(kind, first, last)
