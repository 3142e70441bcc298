"""Generated blocks in documents, between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->` lines."""

import re
from collections.abc import Iterator
from itertools import pairwise

from mepp5.errors import CorpusError

OPENING = re.compile(r"^<!-- generated:[\w.-]+ -->$", re.M)
CLOSING = re.compile(r"^<!-- /generated:[\w.-]+ -->$", re.M)
_MARK = re.compile(r"^<!-- (?P<end>/?)generated:(?P<name>[\w.-]+) -->$", re.M)


def list_enclosed(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what stands between an opening and the next closing, both included, from the left.

    One pattern of both would read the text again from each opening that nothing closes.
    """
    position = 0
    while (first := opening.search(text, position)) and (last := closing.search(text, first.end())):
        position = last.end()
        yield first.start(), position


def list_blocks(document: str) -> dict[str, str]:
    """Return {name: body} of the document's generated blocks that are closed."""
    marks = list(_MARK.finditer(document))
    pairs = (pair for pair in pairwise(marks) if _is_pair(*pair))
    return {opening["name"]: document[opening.end() + 1 : closing.start()] for opening, closing in pairs}


def fill_blocks(document: str, blocks: dict[str, str]) -> str:
    """Return the document with the body of every generated block replaced by blocks[name].

    Raise CorpusError for a block that the document has and blocks lacks, or the reverse, for a block that
    stands twice, and for an opening or closing line without its partner.
    """
    marks = list(_MARK.finditer(document))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    if len(marks) % 2 or not all(_is_pair(*pair) for pair in pairs):
        raise CorpusError("A generated block is not closed by its own closing line; mend the document's marks.")
    names = [opening["name"] for opening, _ in pairs]
    if sorted(names) != sorted(blocks):
        wrong = ", ".join(sorted(set(names) ^ set(blocks))) or "a repeated name"
        raise CorpusError(f"Generated blocks of document and program differ ({wrong}); make them the same.")
    filled, position = [], 0
    for opening, closing in pairs:
        # A title or a quotation that reads as a mark would end the block at the next build.
        body = _MARK.sub(lambda mark: mark[0].replace("<", "&lt;"), blocks[opening["name"]].strip())
        filled += [document[position : opening.end()], f"\n{body}\n"]
        position = closing.start()
    return "".join(filled) + document[position:]


def empty_blocks(document: str) -> str:
    """Return the document without the bodies of its closed blocks: what people wrote, and the marks."""
    marks = list(_MARK.finditer(document))
    kept, position = [], 0
    for opening, closing in pairwise(marks):
        if _is_pair(opening, closing):
            kept.append(document[position : opening.end() + 1])
            position = closing.start()
    return "".join(kept) + document[position:]


def _is_pair(opening: re.Match[str], closing: re.Match[str]) -> bool:
    return not opening["end"] and bool(closing["end"]) and opening["name"] == closing["name"]
