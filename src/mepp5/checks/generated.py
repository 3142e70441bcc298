"""Checks that what is generated is there, and as it would be generated: all that `mepp5 build --check` compares."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path

from mepp5.blocks import list_blocks
from mepp5.checks.findings import Check, Found
from mepp5.documents.card import DOCUMENTS
from mepp5.documents.front_matter import FRONT_MATTER
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, read_text
from mepp5.paths import is_packaged
from mepp5.release.loading import SUMS
from mepp5.scheme.guidelines import GUIDELINES
from mepp5.scheme.interface import LABEL_CONFIG
from mepp5.stages import STAGES, generate

CARD = (*DOCUMENTS, "CHANGELOG.md")
FRONT = "front matter"


def _find_texts(root: Path) -> Found:
    """Texts, edit logs and units are what the rules and the corrections make of the raw files."""
    yield from _compare(root, generate("text", root))
    yield from _compare(root, generate("clauses", root))


def _find_interfaces(root: Path) -> Found:
    """Label Studio's interfaces offer what the taxonomy has, as it is written there."""
    if (root / LABEL_CONFIG).is_file():
        yield from _compare(root, {LABEL_CONFIG: generate("taxonomy", root)[LABEL_CONFIG]})
    yield from _compare(root, generate("change interface", root))


def _find_data(root: Path) -> Found:
    """Every file of data/ is what the exports, the units and the invented clauses make, byte for byte."""
    yield from _compare(root, generate("release", root))


def _find_blocks(root: Path) -> Found:
    """Every generated block of a document says what the data and the results say today, and so does the card."""
    if list_blocks(_read(root, GUIDELINES)):
        yield from _compare_document(root, GUIDELINES, generate("taxonomy", root))
    if any(list_blocks(_read(root, name)) for name in CARD):
        made = generate("card", root)
        for name in CARD:
            yield from _compare_document(root, name, made)


def _find_missing(root: Path) -> Found:
    """Once a corpus is built, every file that a build makes is there; a wheel has those alone that are read."""
    if is_packaged(root) or not (root / SUMS).is_file():
        return
    for stage in STAGES:
        with suppress(CorpusError):  # what cannot be made is told by whoever compares it
            for path in generate(stage, root):
                if not (root / path).is_file():
                    yield path, "it is missing"


def _compare(root: Path, made: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    for path, content in made.items():
        if (root / path).is_file() and (found := read_bytes(root / path)) != content:
            yield f"{path}: line {_find_line(found, content)}", "it is not as it would be generated from here on"


def _compare_document(root: Path, name: str, made: Mapping[str, bytes]) -> Found:
    found, expected = _read(root, name), made[name].decode()
    if found == expected:
        return
    stale = [block for block, body in list_blocks(expected).items() if list_blocks(found).get(block) != body]
    if _read_front(found) != _read_front(expected):
        stale.insert(0, FRONT)
    for block in stale:
        yield f"{name}: {block}", "this generated block is not what the data and the results say"
    if not stale:
        line = _find_line(found.encode(), expected.encode())
        yield f"{name}: line {line}", "it is not as it would be generated from here on"


def _read(root: Path, name: str) -> str:
    try:
        return read_text(root / name) if (root / name).is_file() else ""
    except CorpusError:
        return ""  # whoever reads it says so


def _read_front(document: str) -> str:
    match = FRONT_MATTER.match(document)
    return match[0] if match else ""


def _find_line(found: bytes, expected: bytes) -> int:
    """Return the first line, from 1, in which the two differ."""
    pairs = zip_longest(found.split(b"\n"), expected.split(b"\n"))
    return next(number for number, (one, other) in enumerate(pairs, start=1) if one != other)


TEXTS = "Undo the edit, or run mepp5 build where a decision was changed and look at the difference."
REBUILD = "It is never edited by hand: run mepp5 build and look at the difference."
CHECKS = (
    Check("generated-texts", TEXTS, _find_texts),
    Check("generated-interfaces", REBUILD, _find_interfaces),
    Check("generated-data", REBUILD, _find_data),
    Check("generated-missing", "Run mepp5 build.", _find_missing),
    Check("generated-blocks", REBUILD, _find_blocks),
)
