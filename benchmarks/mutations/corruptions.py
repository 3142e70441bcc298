"""The ways in which a file is corrupted: values to other legal values, swaps, drops, doubles, other orders.

Each takes a text and a source of chance, and returns the corrupted text, or None where it has nothing to corrupt.
Only what is chosen changes: the file keeps its form.
"""

import random
import re
from collections.abc import Callable, Iterable, Sequence

from mepp5.blocks import CLOSING, OPENING, list_enclosed
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy

Corruption = Callable[[str, random.Random], str | None]

_TAXONOMY = read_taxonomy(ROOT)
GROUPS: tuple[tuple[str, ...], ...] = (
    _TAXONOMY.category_ids,
    *(tuple(value.id for value in slot.entries) for slot in _TAXONOMY.slots),
    ("affirmed", "negated"),
    ("broader", "narrower", "different"),
    ("same", "changed"),
    ("identical", "edited", "reworded"),
    ("sentence", "list_item", "table_row", "heading"),
    ("train", "validation", "test"),
    ("true", "false"),
)
BLOCK = (OPENING, CLOSING)
FRONT = (re.compile(r"\A---$", re.M), re.compile(r"^---$", re.M))
FENCE = (re.compile(r"^```", re.M), re.compile(r"^```$", re.M))
CODE = re.compile(r"`[^`\n]+`")
KEYED_NUMBER = re.compile(r'(?<=": )\d+(?=[,}\n])|(?<= = )\d+$', re.M)
ANY_NUMBER = re.compile(r"(?<![\w-])\d+(?:\.\d+)?(?![\w-])")
DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
WORDS = {"two": "three", "three": "four", "four": "five", "five": "six", "six": "seven", "ten": "twelve"}
WORDS |= {"twelve": "ten", "forty": "fifty", "tenth": "fifth", "hundred": "thousand", "seven": "eight"}
NUMBER = re.compile(r"(?<![\w.#/-])\d[\d,.]*\d(?![\w/-])|(?<![\w.#/-])\d(?![\w/-])")
NUMBERED = re.compile(rf"{NUMBER.pattern}|\b(?:{'|'.join(WORDS)})\b", re.I)


def compile_group(group: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a group's values as words."""
    return re.compile(rf"\b(?:{'|'.join(group)})\b")


def change_value(text: str, chance: random.Random) -> str | None:
    """Put another legal value of the same kind in the place of one."""
    found = [(match, group) for group in GROUPS for match in compile_group(group).finditer(text)]
    if not found:
        return None
    match, group = chance.choice(found)
    return _put(text, match, chance.choice([value for value in group if value != match[0]]))


def shift_offset(text: str, chance: random.Random) -> str | None:
    """Move an offset, level, position or other whole number of a key by one."""
    match = _pick(KEYED_NUMBER.finditer(text), chance)
    return match and _put(text, match, str(int(match[0]) + (chance.choice((-1, 1)) if int(match[0]) else 1)))


def change_number(text: str, chance: random.Random) -> str | None:
    """Change the last digit of a number, wherever it stands."""
    match = _pick(ANY_NUMBER.finditer(text), chance)
    return match and _put(text, match, match[0][:-1] + _other_digit(match[0][-1], chance))


def change_date(text: str, chance: random.Random) -> str | None:
    """Change the day of a date."""
    match = _pick(DATE.finditer(text), chance)
    return match and _put(text, match, match[0][:-2] + ("11" if match[0][-2:] != "11" else "12"))


def change_hash(text: str, chance: random.Random) -> str | None:
    """Change a digit of a SHA-256."""
    match = _pick(HASH.finditer(text), chance)
    return match and _put(text, match, ("0" if match[0][0] != "0" else "1") + match[0][1:])


def change_word(text: str, chance: random.Random) -> str | None:
    """Put another word of the file in the place of one, in what is no key and no mark-up."""
    words = list(re.finditer(r"(?<=[ ,.;])[a-z]{4,}(?=[ ,.;])", text))
    others = sorted({word[0] for word in words})
    match = chance.choice(words) if len(others) > 1 else None
    return match and _put(text, match, chance.choice([word for word in others if word != match[0]]))


def swap_values(text: str, chance: random.Random) -> str | None:
    """Exchange the values that two lines have of one key: reasons, notes, texts, hashes."""
    pairs = list(re.finditer(r'(?<![a-z_0-9])("?[a-z_0-9]+"?)(?:: | = )("(?:[^"\\]|\\.)*")', text))
    chance.shuffle(pairs)
    for first in pairs[:40]:
        for second in pairs:
            if first[1] == second[1] and first[2] != second[2]:
                early, late = sorted((first, second), key=lambda match: match.start())
                text = text[: late.start(2)] + early[2] + text[late.end(2) :]
                return text[: early.start(2)] + late[2] + text[early.end(2) :]
    return None


def swap_lines(text: str, chance: random.Random) -> str | None:
    """Exchange two lines that follow each other."""
    lines = text.splitlines(keepends=True)
    places = [place for place in range(len(lines) - 1) if lines[place].strip() != lines[place + 1].strip()]
    places = [place for place in places if lines[place].strip() and lines[place + 1].strip()]
    if not places:
        return None
    place = chance.choice(places)
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    return "".join(lines)


def drop_line(text: str, chance: random.Random) -> str | None:
    """Leave a line out."""
    lines = text.splitlines(keepends=True)
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return "".join(lines[:place] + lines[place + 1 :]) if filled and (place := chance.choice(filled)) >= 0 else None


def double_line(text: str, chance: random.Random) -> str | None:
    """Write a line twice."""
    lines = text.splitlines(keepends=True)
    filled = [place for place, line in enumerate(lines) if line.strip()]
    return "".join(lines[: place + 1] + lines[place:]) if filled and (place := chance.choice(filled)) >= 0 else None


def change_block(text: str, chance: random.Random) -> str | None:
    """Change a number in a generated block of a document."""
    return _change_within(text, list(list_enclosed(text, *BLOCK)), chance)


def change_front(text: str, chance: random.Random) -> str | None:
    """Change a number in a card's front matter."""
    return _change_within(text, list(list_enclosed(text, *FRONT)), chance)


def change_prose(text: str, chance: random.Random) -> str | None:
    """Change a number, in digits or as a word, that stands in a document's prose."""
    masked = text
    for marks in (FRONT, BLOCK, FENCE):
        for start, end in list_enclosed(masked, *marks):
            masked = masked[:start] + re.sub(r"\S", "\0", masked[start:end]) + masked[end:]
    masked = CODE.sub(lambda match: re.sub(r"\S", "\0", match[0]), masked)
    matches = list(NUMBERED.finditer(masked))
    return _change_counted(text, chance.choice(matches), chance) if matches else None


def _change_within(text: str, spans: Sequence[tuple[int, int]], chance: random.Random) -> str | None:
    matches = [match for start, end in spans for match in NUMBER.finditer(text, start, end)]
    return _change_counted(text, chance.choice(matches), chance) if matches else None


def _change_counted(text: str, match: re.Match[str], chance: random.Random) -> str:
    if word := WORDS.get(match[0].lower()):
        return _put(text, match, word.capitalize() if match[0][0].isupper() else word)
    return _put(text, match, match[0][:-1] + _other_digit(match[0][-1], chance))


def _pick(matches: Iterable[re.Match[str]], chance: random.Random) -> re.Match[str] | None:
    found = list(matches)
    return chance.choice(found) if found else None


def _put(text: str, match: re.Match[str], value: str) -> str:
    return text[: match.start()] + value + text[match.end() :]


def _other_digit(digit: str, chance: random.Random) -> str:
    return chance.choice([other for other in "123456789" if other != digit])


CORRUPTIONS: dict[str, Corruption] = {
    "another value": change_value,
    "offset moved": shift_offset,
    "another number": change_number,
    "another date": change_date,
    "another hash": change_hash,
    "another word": change_word,
    "values swapped": swap_values,
    "lines swapped": swap_lines,
    "line dropped": drop_line,
    "line doubled": double_line,
    "number in a block": change_block,
    "number in the front matter": change_front,
    "number in prose": change_prose,
}
