"""Texts made to be slow to read: one sign, two signs or one piece of markup, again and again, beside one sentence."""

import string
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations_with_replacement, permutations
from pathlib import Path

from benchmarks.hostile_structures import STRUCTURES

FORMATS = ("text", "markdown", "html", "html in <p>")
WORDS = FORMATS[:2]  # in which all signs are tried; a page is tried with those that could be markup in it
PIECES = Path(__file__).with_name("hostile.toml")
SENTENCE = ("We keep your data", "as long as you use it.")
# White space, letters of either case, a digit, and signs that are no ASCII: a quote, a bullet, a dash, an ideograph, a
# combining accent, a sign beyond the first plane, one that nobody sees. Others stand alone, among PIECES.
OTHERS = " \n\taA1“•–中\u0301\U0001f600\u200b"
SIGNS = string.punctuation + OTHERS


@dataclass(frozen=True, slots=True)
class Hostile:
    """A kind of text: its name, the formats in which it is worth reading, and what makes one of about that length."""

    name: str
    formats: tuple[str, ...]
    make: Callable[[int], str]


@cache
def list_texts() -> tuple[Hostile, ...]:
    """Return all kinds, in an order that is always the same."""
    return (*_list_pairs(), *_list_pieces(), *_list_structures())


def write(text: str, form: str) -> tuple[bytes, str]:
    """Return the bytes of a text in one of FORMATS, and the kind of file that they are."""
    text = f"<p>{text}</p>" if form == "html in <p>" else text
    return text.encode("utf-8", "surrogatepass"), form.split()[0]


def repeat(piece: str, size: int) -> str:
    """Return the piece as often as makes a text of that many bytes."""
    return piece * max(size // len(piece.encode("utf-8", "surrogatepass")), 1)


def _list_pairs() -> Iterator[Hostile]:
    """Yield all signs alone and in pairs: in turn, in turn with spaces, and many of the one before the other."""
    for one, two in combinations_with_replacement(SIGNS, 2):
        markup: tuple[str, ...] = ("html", "html in <p>") if set("<&") & {one, two} else ()
        yield Hostile(f"{one + two!r} …", (*WORDS, *(markup or ("html",))), partial(_begin, one + two))
        yield Hostile(f"{f'{one} {two} '!r} …", (*WORDS, *markup), partial(_begin, f"{one} {two} "))
    for one, two in permutations(SIGNS, 2):
        markup = ("html",) if set("<&") & {one, two} else ()
        yield Hostile(f"{one!r} … {two!r} …", (*WORDS, *markup), partial(_halve, one, two))


def _begin(piece: str, size: int) -> str:
    return f"{repeat(piece, size)} {' '.join(SENTENCE)}"


def _halve(one: str, two: str, size: int) -> str:
    return f"{repeat(one, size // 2)}{repeat(two, size // 2)} {' '.join(SENTENCE)}"


def _list_pieces() -> Iterator[Hostile]:
    """Yield the pieces, before a sentence on a line of its own and within one."""
    pieces = tomllib.loads(PIECES.read_text(encoding="utf-8"))
    for piece in (piece for group in pieces.values() for piece in group):
        yield Hostile(f"{piece!r}", FORMATS, partial(_stand_before, piece))
        yield Hostile(f"within: {piece!r}", FORMATS, partial(_stand_within, piece))


def _stand_before(piece: str, size: int) -> str:
    return f"{repeat(piece, size)}\n\n{' '.join(SENTENCE)}"


def _stand_within(piece: str, size: int) -> str:
    return f"{SENTENCE[0]} {repeat(piece, size)} {SENTENCE[1]}"


def _list_structures() -> Iterator[Hostile]:
    """Yield the texts that repeat nothing, before a sentence of their own."""
    for name, make in STRUCTURES.items():
        yield Hostile(name, FORMATS, partial(_add_sentence, make))


def _add_sentence(make: Callable[[int], str], size: int) -> str:
    return f"{make(size)}\n\n{' '.join(SENTENCE)}"
