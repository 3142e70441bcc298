"""Characters that a canonical text cannot hold: some are mended, each by a correction, and the others refused.

A browser counts a character beyond U+FFFF twice, so that offsets of labels drawn in one would not be those of the text.
"""

import unicodedata

from mepp5.corpus.corrections import Correction
from mepp5.errors import CorpusError
from mepp5.extraction.wording.marks import GLYPHS

LAST = "\uffff"  # the last character that JavaScript counts as one
SHOWN = 20  # code points before a place in a message
BULLET = "•"
# Unicode's categories of separators and of characters that only format; the rest that cannot be printed is unknown.
SPACES, UNSEEN = ("Zs", "Zl", "Zp"), ("Cf",)


def find_corrections(policy_id: str, text: str) -> list[Correction]:
    """Return what mends the text (str): spaces of other widths, characters that are not seen, bullets of fonts.

    Raises CorpusError with line and offset (code points) for a character beyond U+FFFF, or one that nothing shows.
    """
    found = []
    for offset, sign in enumerate(text):
        if (sign.isprintable() and sign <= LAST) or sign in "\n\u00a0":
            continue
        after, reason = _mend(sign, text, offset)
        found.append(Correction(policy_id, offset, sign, after, reason, "sure"))
    return found


def _mend(sign: str, text: str, offset: int) -> tuple[str, str]:
    """Return what a character becomes, and why."""
    category = unicodedata.category(sign)
    if sign > LAST:
        raise CorpusError(_name_place(sign, text, offset, "browsers count it twice; replace or remove it in the file"))
    if sign in GLYPHS:
        return BULLET, "a bullet in a font of its own"
    if category in SPACES or sign == "\t":
        return " ", "a space of another width"
    if category in UNSEEN:
        return "", "a character that is not seen"
    raise CorpusError(_name_place(sign, text, offset, "no program shows it; remove it from the file"))


def _name_place(sign: str, text: str, offset: int, remedy: str) -> str:
    line, before = text.count("\n", 0, offset) + 1, text[max(0, offset - SHOWN) : offset].rpartition("\n")[2]
    name = f"U+{ord(sign):04X} ({unicodedata.name(sign, 'without a name')})"
    return f"{name} in line {line} of the text, at offset {offset}, after {before!r}; {remedy}."
