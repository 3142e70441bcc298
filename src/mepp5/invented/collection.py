"""All invented units, and which of them are too near to each other or to the corpus."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from mepp5.annotation.spans import find_fault
from mepp5.corpus.clauses import Unit
from mepp5.errors import CorpusError
from mepp5.files import list_files
from mepp5.invented.markup import ABOUT, CHROME, InventedUnit, read_invented
from mepp5.paths import ROOT, join_inside
from mepp5.scheme.taxonomy import read_taxonomy

FOLDER = "invented"
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
NEAR = 80  # rapidfuzz's ratio, 0 to 100, of texts in small letters without white space at the edges
SHORTEST = 20  # code points; below this a high ratio says little


def read_collection(root: Path = ROOT) -> list[InventedUnit]:
    """Return all invented units in order of their sources; [] where there is no folder of them.

    Raises CorpusError for markup that is wrong, a source that stands twice, a character that is not seen, a year that
    is none, and an annotation that breaks a rule.
    """
    units: list[InventedUnit] = []
    for path in list_files(Path(root) / FOLDER, "*.txt"):
        units += read_invented(join_inside(root, FOLDER, path.name))
    _check(units, root)
    return units


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
