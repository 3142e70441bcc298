"""Addresses that stand on lines of their own: the lines of one are one block, as a reader takes them."""

from collections.abc import Iterator, Sequence

from mepp5.extraction.document import Block
from mepp5.segmentation.headings import DATE, FINITE, is_company, is_contact

LONGEST_LINE = 90  # code points
MOST_LINES = 9


def join_addresses(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of a document's text, those of an address as one from the addressee's name to its last line."""
    number = 0
    while number < len(blocks):
        end = _find_end(text, blocks, number)
        if end > number + 1:
            yield Block("paragraph", blocks[number].start, blocks[end - 1].end)
        else:
            yield blocks[number]
        number = max(end, number + 1)


def _find_end(text: str, blocks: Sequence[Block], first: int) -> int:
    """Return where the address that begins with a block ends, half-open; `first` where it is none."""
    end = first
    name = _read_line(text, blocks[first])
    if not name or not (is_company(name) or is_contact(name)):
        return first
    held = False
    for number in range(first, min(first + MOST_LINES, len(blocks))):
        line = _read_line(text, blocks[number])
        known = bool(line) and (is_contact(line) or is_company(line))
        if not known and not _could_be_part(line):
            break
        held |= known and is_contact(line)
        end = number + 1 if known else end
    return end if held else first


def _read_line(text: str, block: Block) -> str:
    """Return the words of a block that could be a line of an address, "" for any other."""
    if block.kind != "paragraph" or block.is_chrome or block.end - block.start > LONGEST_LINE:
        return ""
    line = text[block.start : block.end]
    return "" if line[-1] in ".!?:;" and not is_company(line) and line[-4:-1].islower() else line


def _could_be_part(line: str) -> bool:
    """Return whether a line between a name and its address may belong to it: an office, a town, a country."""
    return bool(line) and line[0].isupper() and not FINITE.search(line) and not DATE.search(line) and len(line) <= 40
