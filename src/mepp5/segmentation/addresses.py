"""Addresses that stand on lines of their own: the lines of one are one block, as a reader takes them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mepp5.extraction.document import Block
from mepp5.extraction.wording.contacts import DATE, count_reached, is_company, is_contact, is_house
from mepp5.extraction.wording.headings import FINITE

LONGEST_LINE = 90  # code points
LONGEST_PART = 45
MOST_LINES = 9
# The last line of many an address.
COUNTRIES = frozenset(
    re.findall(
        r"\w[\w. ]*\w",
        "United Kingdom, UK, England, Ireland, United States, United States of America, USA, U.S.A, Canada, Australia, "
        "New Zealand, Germany, France, Spain, Italy, Portugal, Netherlands, The Netherlands, Belgium, Luxembourg, "
        "Switzerland, Austria, Sweden, Norway, Denmark, Finland, Poland, Israel, India, China, Japan, Singapore, "
        "Brazil",
    )
)


def join_addresses(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of a document's text, those of an address as one from the addressee's name to its last line."""
    number = 0
    while number < len(blocks):
        end = _find_end(text, blocks, number)
        yield replace(blocks[number], kind="paragraph", end=blocks[end - 1].end) if end > number + 1 else blocks[number]
        number = max(end, number + 1)


def _find_end(text: str, blocks: Sequence[Block], first: int) -> int:
    """Return where the address that begins with a block ends, half-open; `first` where it is none.

    An address has a line that names a house or a mailbox, and what is around it: who, an office, a town, a telephone.
    """
    if not _begins(text, blocks, first):
        return first
    lines = [_read_line(text, block) for block in blocks[first : first + MOST_LINES]]
    end, held, reached = first, False, 0
    for number, line in enumerate(lines, start=first):
        known = bool(line) and (is_contact(line) or is_company(line))
        if not known and not _could_be_part(line):
            break
        held |= known and is_house(line)
        reached += count_reached(line) if known else 0
        end = number + 1 if known or (held and line in COUNTRIES) else end
    return end if held or reached > 1 else first


def _begins(text: str, blocks: Sequence[Block], first: int) -> bool:
    """Return whether an address may begin with a block: a company, a house, or a name right above a house or phone."""
    line = _read_line(text, blocks[first])
    if not line or (line[0].islower() and not any(map(str.isdigit, line))):
        return False
    if is_company(line) or is_house(line):
        return True
    below = _read_line(text, blocks[first + 1]) if first + 1 < len(blocks) and _could_be_part(line) else ""
    return bool(below) and (is_house(below) or count_reached(below) > 0)


def _read_line(text: str, block: Block) -> str:
    """Return the words of a block that could be a line of an address, "" for any other."""
    if block.kind != "paragraph" or block.is_chrome or block.end - block.start > LONGEST_LINE:
        return ""
    line = text[block.start : block.end]
    return "" if line[-1] in ".!?:;" and not is_company(line) and line[-4:-1].islower() else line


def _could_be_part(line: str) -> bool:
    """Return whether a line beside a house may belong to it: a name, an office, a town, a country."""
    return 0 < len(line) <= LONGEST_PART and line[0].isupper() and not FINITE.search(line) and not DATE.search(line)
