"""The numbers that documents say in prose: each is counted by a program, or listed where it was read by a person.

docs/numbers.toml has every number outside generated blocks, code and names such as OPP-115, with the words around it:
for each document `counted`, where `[=FACT]` stands in the place of a number that FACTS computes, and `stated`, where
the number stands in its brackets because no program can know it (what was done once, a definition, a date).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mepp5.blocks import CLOSING, OPENING, list_enclosed
from mepp5.files import read_text

_SMALL = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
)
WORDS = {word: number for number, word in enumerate(f"{_SMALL} nineteen twenty".split(), start=2)}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ONES = {"one": 1} | {word: number for word, number in WORDS.items() if number < 10}
WORDS |= TENS | {f"{ten}-{one}": TENS[ten] + number for ten in TENS for one, number in ONES.items()}
PARTS = ("hundred", "thousand", "million", "dozen", "half", "quarter", "fifth", "sixth", "tenth", "twice")
DOCUMENTS = ("*.md", "docs/*.md", "annotations/**/*.md", "*/README.md", "baselines/*/*.md", "CITATION.cff")
GENERATED = ("docs/checks.md", "docs/coverage.md")  # as a whole
PROJECT, DESCRIPTION = "pyproject.toml", re.compile(r'^description = "(.*)"$', re.M)
# No prose: front matter, generated blocks, code, comments, targets of links, numbers of list items.
_ENCLOSED = (
    (re.compile(r"\A---$", re.M), re.compile(r"^---$", re.M)),
    (OPENING, CLOSING),
    (re.compile(r"^```", re.M), re.compile(r"^```$", re.M)),
    (re.compile(r"<!--"), re.compile(r"-->")),
)
_INLINE = re.compile(r"`[^`\n]+`|\]\([^()\n]*\)|^[ \t]*\d+\.(?= )", re.M)
_DIGITS = r"(?<![\w-])(?<![\w-]\.)\d+(?:[.,:-]\d+)*(?:,\d{3})*(?![\w])(?!-[A-Za-z])"
_NUMBER = re.compile(
    rf"{_DIGITS}|(?<![\w-])(?:{'|'.join((*sorted(WORDS, key=len, reverse=True), *PARTS))})(?![\w-])", re.I
)
AROUND = 3  # words on each side


@dataclass(frozen=True)
class Said:
    """A number that a document says: where, the words before and after it, the number as a digit or a small word."""

    line: int
    before: str
    number: str
    after: str

    def write(self, number: str | None = None) -> str:
        """Return it as a line of the list, with this number in the brackets."""
        return f"{self.before} [{self.number if number is None else number}] {self.after}".strip()


def list_documents(root: Path) -> list[str]:
    """Return the paths of the documents whose prose is read, in order."""
    paths = {path.relative_to(root).as_posix() for pattern in DOCUMENTS for path in root.glob(pattern)}
    extra = {PROJECT} if (root / PROJECT).is_file() else set()
    return sorted((paths | extra) - set(GENERATED) - {"baselines/REPORT.md"})


def list_numbers(path: str, root: Path) -> Iterator[Said]:
    """Yield every number in the prose of a document below root, in order."""
    text = read_text(root / path)
    if path == PROJECT:
        text = "\n".join(re.findall(DESCRIPTION, text))
    shown = _hide_code(text)
    spans = [match.span() for match in _NUMBER.finditer(shown)]
    masked = _NUMBER.sub(lambda match: "#", shown)
    shift = 0
    for start, end in spans:
        place = start - shift
        shift += end - start - 1
        before, after = masked[:place].split()[-AROUND:], masked[place + 1 :].split()[:AROUND]
        line = text.count("\n", 0, start) + 1
        yield Said(line, _join(before), _read(shown[start:end]), _join(after))


def _join(words: list[str]) -> str:
    return re.sub("~+", "~", " ".join(words))


def _hide_code(text: str) -> str:
    """Return the text as long as before, its lines kept, nothing but prose in it a number."""
    for opening, closing in _ENCLOSED:
        for start, end in list_enclosed(text, opening, closing):
            text = text[:start] + re.sub(r"\S", "~", text[start:end]) + text[end:]
    return _INLINE.sub(lambda match: re.sub(r"\S", "~", match[0]), text)


def _read(number: str) -> str:
    small = number.lower()
    return str(WORDS[small]) if small in WORDS else small
