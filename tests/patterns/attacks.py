"""Texts made to be slow for one pattern: what it takes, again and again, before what it does not take."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

GENERIC = (
    " ",
    "\n",
    "\t",
    "`",
    "'",
    '"',
    "|",
    "<",
    ">",
    "<!-- a -->",
    "&",
    "[",
    "(",
    "*",
    "_",
    "-",
    ".",
    "0",
    "a",
    "A",
)
GENERIC += (
    "a ",
    "a\n",
    ". ",
    "- ",
    "A. ",
    "a.",
    "| | |",
    "\r\n",
    "\xa0",
    "\u0301",
    "a\u0301",
    "\u200b",
    "中",
    "ß",
    "İ",
)
ENDS = ("", "\0", "!")  # the last signs: with one of these a pattern should fail
CANDIDATES = "a A1.-_\"'\n\t,:;?!/|(*é中\0"  # of which signs are taken that a class of signs holds
REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
CATEGORIES = {
    codes.CATEGORY_DIGIT: r"\d",
    codes.CATEGORY_NOT_DIGIT: r"\D",
    codes.CATEGORY_SPACE: r"\s",
    codes.CATEGORY_NOT_SPACE: r"\S",
    codes.CATEGORY_WORD: r"\w",
    codes.CATEGORY_NOT_WORD: r"\W",
}
MOST_PUMPS = 40
MOST_SIGNS = 9  # that are combined in pairs


def list_attacks(pattern: str | bytes, flags: int = 0) -> list[tuple[str, str, str]]:
    """Return (before, pump, end) of each text to try: the pump is repeated to the length wanted."""
    if isinstance(pattern, str):
        pattern = pattern.replace(r"\z", r"\Z")  # as pydantic's engine names the end
    tree = parser.parse(pattern, flags)
    pumps = dict.fromkeys([*_find_pumps(tree, ""), *(("", piece) for piece in _find_pieces(tree))])
    chosen = list(pumps)[:MOST_PUMPS]
    signs = list(dict.fromkeys(sign for sign in _find_signs(tree)))[:MOST_SIGNS]
    chosen += [("", one + two) for one, two in combinations(signs, 2)]
    attacks = [(before, pump, end) for before, pump in chosen for end in ENDS]
    attacks += [("", before + pump, "") for before, pump in pumps if before]
    attacks += [("", piece, "") for piece in GENERIC]
    attacks += [(one * 3, two, "\0") for one in signs[:4] for two in signs[:4] if one != two]
    return list(dict.fromkeys(attacks))


def write(attack: tuple[str, str, str], length: int) -> str:
    """Return a text of about that many code points."""
    before, pump, end = attack
    return before + pump * (max(length - len(before) - len(end), 0) // len(pump)) + end


def _find_pumps(tree: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    """Yield what each repetition repeats, with what leads to it."""
    for code, value in tree:
        if code in REPEATS:
            body = _sample(value[2])
            if body:
                yield before, body
                yield before, _sample(value[2], last=True)
            yield from _find_pumps(value[2], before)
        for inner in _list_inner(code, value):
            yield from _find_pumps(inner, before)
        before += _sample([(code, value)])


def _find_pieces(tree: Iterable[Any]) -> Iterator[str]:
    """Yield a text that the pattern takes, the same without its last signs, and each literal in it."""
    parts = [_sample([node]) for node in tree]
    for end in range(len(parts), 0, -1):
        if piece := "".join(parts[:end]):
            yield piece
    yield from (piece for node in tree for inner in _list_inner(*node) for piece in _find_pieces(inner) if piece)


def _find_signs(tree: Iterable[Any]) -> Iterator[str]:
    for code, value in tree:
        sign = _sample([(code, value)]) if code in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY) else ""
        if sign:
            yield sign
        for inner in [*_list_inner(code, value), *([value[2]] if code in REPEATS else [])]:
            yield from _find_signs(inner)


def _list_inner(code: Any, value: Any) -> list[Any]:
    """Return the patterns within a node that repeats nothing."""
    if code == codes.BRANCH:
        return list(value[1])
    if code == codes.SUBPATTERN:
        return [value[3]]
    if code == codes.ATOMIC_GROUP:
        return [value]
    return [value[1]] if code in (codes.ASSERT, codes.ASSERT_NOT) else []


def _sample(tree: Iterable[Any], last: bool = False) -> str:
    """Return a text that the nodes take, of alternatives the first or the last."""
    return "".join(_sample_node(code, value, last) for code, value in tree)


def _sample_node(code: Any, value: Any, last: bool) -> str:
    if code == codes.LITERAL:
        return chr(value)
    if code == codes.NOT_LITERAL:
        return next(sign for sign in CANDIDATES if ord(sign) != value)
    if code == codes.ANY:
        return "a"
    if code == codes.IN:
        return _sample_class(value, last)
    if code in REPEATS:
        return _sample(value[2], last) * max(value[0], 1)
    if code == codes.BRANCH:
        return _sample(value[1][-1 if last else 0], last)
    if code in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
        return _sample(value[3] if code == codes.SUBPATTERN else value, last)
    return ""


def _sample_class(items: list[Any], last: bool) -> str:
    literals = [chr(value) for code, value in items if code == codes.LITERAL]
    signs = [sign for sign in [*literals, *CANDIDATES] if _holds(items, sign)]
    return (signs[-1] if last else signs[0]) if signs else ""


def _holds(items: list[Any], sign: str) -> bool:
    """Return whether a class of signs holds a sign."""
    is_in, is_negated = False, False
    for code, value in items:
        if code == codes.NEGATE:
            is_negated = True
        elif code == codes.LITERAL:
            is_in |= ord(sign) == value
        elif code == codes.RANGE:
            is_in |= value[0] <= ord(sign) <= value[1]
        elif code == codes.CATEGORY:
            is_in |= re.fullmatch(CATEGORIES[value], sign) is not None
    return is_in != is_negated
