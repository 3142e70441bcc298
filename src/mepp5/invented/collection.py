"""All invented units, and which of them are too near to each other or to the corpus."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field
from rapidfuzz import fuzz, process

from mepp5.annotation.spans import find_fault
from mepp5.contents import SOURCES
from mepp5.corpus.clauses import Unit
from mepp5.errors import CorpusError
from mepp5.invented.markup import ABOUT, CHROME, InventedUnit, read_invented
from mepp5.paths import ROOT, join_inside
from mepp5.reading.forms import form, read_toml
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.system.memory import remembered

FOLDER = "invented"
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
NEAR = 80  # rapidfuzz's ratio, 0 to 100, of texts in small letters without white space at the edges
SHORTEST = 20  # code points; below this a high ratio says little


@form
@dataclass(frozen=True, slots=True)
class _File:
    files: list[Annotated[str, Field(pattern=r"\A[^/]+\.txt\z")]]


@remembered
def read_collection(root: Path = ROOT) -> list[InventedUnit]:
    """Return all invented units in order of the files that SOURCES names; [] where there is no such list.

    Raises CorpusError for a list that is missing where there are such files, a file that is missing, markup that is
    wrong, a source that stands twice, a character that is not seen, a year that is none, and an annotation that breaks
    a rule.
    """
    units: list[InventedUnit] = []
    for name in _list_files(Path(root)):
        units += read_invented(join_inside(root, FOLDER, name))
    _check(units, root)
    return units


def _list_files(root: Path) -> list[str]:
    """Return what the list names, and no more: a copy of a file that lies beside it is not read."""
    if (root / SOURCES).is_file():
        return read_toml(root / SOURCES, _File).files
    if (root / FOLDER).is_dir() and any((root / FOLDER).glob("*.txt")):
        raise CorpusError(
            f"{root / SOURCES}: it is missing, and names the files of {FOLDER}/ that are read; restore it."
        )
    return []


def _check(units: Iterable[InventedUnit], root: Path) -> None:
    taxonomy = read_taxonomy(root)
    seen: set[str] = set()
    for unit in units:
        if unit.id in seen:
            raise CorpusError(f"{FOLDER}: {unit.id} stands twice; give one source another id.")
        seen.add(unit.id)
        if unseen := next((words for words in _list_words(unit) if not words.isprintable()), ""):
            raise CorpusError(f"{FOLDER}: {unit.id}: {unseen[:60]!r} has a character that is not seen; take it out.")
        if unit.source.about and not YEAR.fullmatch(unit.source.about[ABOUT.index("year")]):
            raise CorpusError(f"{FOLDER}: {unit.id}: the year of its source is none; write it as in 2024.")
        fault = find_fault(unit.annotation, as_unit(unit), taxonomy) if unit.kind != CHROME else None
        if fault:
            raise CorpusError(f"{FOLDER}: {unit.id}: {fault}.")


def _list_words(unit: InventedUnit) -> tuple[str, ...]:
    return (*unit.source.about, *unit.section, unit.context, unit.text)


def as_unit(unit: InventedUnit) -> Unit:
    """Return an invented clause as a unit of a corpus, at offset 0 of its own text."""
    size = len(unit.text)
    return Unit(unit.id, FOLDER, unit.kind, 0, unit.section, None, 0, size, 0, size, unit.text)


@remembered
def find_near(units: Sequence[InventedUnit], others: Sequence[str]) -> dict[str, str]:
    """Return {id: what it is near to} of the clauses to be left out: near to one of the `others` (texts of the corpus),
    or to an invented clause that stands before and stays.
    """
    clauses = [unit for unit in units if unit.kind != CHROME and len(unit.text) >= SHORTEST]
    texts = [normalise(unit.text) for unit in clauses]
    known = [normalise(text) for text in others if len(text) >= SHORTEST]
    near: dict[str, str] = {}
    if known and texts:
        found = process.cdist(texts, known, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
        near = {clauses[number].id: "corpus" for number in np.flatnonzero(found.any(axis=1))}
    if not texts:
        return near
    pairs = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
    for later, earlier in zip(*np.nonzero(np.tril(pairs, -1)), strict=True):
        if clauses[earlier].id not in near:
            near.setdefault(clauses[later].id, clauses[earlier].id)
    return near


def normalise(text: str) -> str:
    """Return a text as it is compared."""
    return " ".join(text.casefold().replace("|", " ").split())
