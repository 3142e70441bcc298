"""The parts of a document that are not English: found, named, and marked, so that nobody labels them unawares."""

from collections.abc import Sequence
from dataclasses import replace

from mepp5.errors import CorpusError
from mepp5.extraction.document import Block, Document
from mepp5.extraction.language import ForeignPart, find_foreign, name_language


class ForeignDocumentError(CorpusError):
    """A document that is wholly in another language."""


def leave_out_foreign(document: Document) -> Document:
    """Return the document with the blocks in other languages as chrome, and a note of each such part.

    Raises ForeignDocumentError (without the document's name) where nothing else is left.
    """
    places = [number for number, block in enumerate(document.blocks) if not block.is_chrome]
    blocks = [document.blocks[number] for number in places]
    parts = find_foreign([document.text[block.start : block.end] for block in blocks])
    if not parts:
        return document
    left = set(range(len(blocks))).difference(*(range(part.first, part.last) for part in parts))
    if not any(len(document.text[blocks[number].start : blocks[number].end].split()) > 3 for number in left):
        raise ForeignDocumentError(f"left out, it is in {_name(parts)}; --any-language labels it all the same.")
    foreign = {places[number] for part in parts for number in range(part.first, part.last)}
    marked = [
        replace(block, is_chrome=True) if number in foreign else block for number, block in enumerate(document.blocks)
    ]
    return replace(
        document, blocks=tuple(marked), notes=(*document.notes, *(_describe(part, blocks) for part in parts))
    )


def _name(parts: Sequence[ForeignPart]) -> str:
    return " and ".join(dict.fromkeys(name_language(part.language) for part in parts))


def _describe(part: ForeignPart, blocks: Sequence[Block]) -> str:
    start, end = blocks[part.first].start, blocks[part.last - 1].end
    return f"{part.words:,} words in {name_language(part.language)} (characters {start:,} to {end:,}) were left out."
