"""How far a fresh reader, who labelled a part of the invented clauses blind, agrees with their writers.

The reader's labels stand in invented/blind.jsonl as they were handed in. Where a clause's practices were mended after
that, the line says so, and counts as what it was: a disagreement.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NotRequired

from typing_extensions import TypedDict

from mepp5.annotation.spans import Annotation
from mepp5.invented.markup import InventedUnit
from mepp5.paths import ROOT
from mepp5.reading.forms import Words, form, read_jsonl

BLIND = "invented/blind.jsonl"
DIGITS = 4


@form
class BlindPractice(TypedDict):
    """A practice that the reader saw, over the whole clause."""

    category: str
    polarity: str
    subjects: NotRequired[list[str]]


@form
class BlindSlot(TypedDict):
    """A slot that the reader saw, by its words."""

    quote: Words
    slot: str
    value: str


@form
class BlindLine(TypedDict):
    """What the reader said of one clause, and whether its practices were mended after that."""

    id: str
    practices: list[BlindPractice]
    slots: list[BlindSlot]
    mended: NotRequired[bool]


@form
class BlindAgreement(TypedDict):
    """Clauses read; shares with the same categories, and with the same polarities and subjects too; F1 of slots that
    have the same words, type and value.
    """

    clauses: int
    same_categories: float
    same_practices: float
    slots_f1: float


def measure_blind(units: Sequence[InventedUnit], root: Path = ROOT) -> BlindAgreement:
    """Return the agreement, of no clause where nobody has read; clauses that are there no more are left out."""
    path = Path(root) / BLIND
    known = {unit.id: unit for unit in units}
    read = read_jsonl(path, BlindLine) if path.is_file() else []
    lines = [line for line in read if line["id"] in known]
    pairs = [(known[line["id"]], line) for line in lines]
    same = [
        _list_categories(unit.annotation) == _read_categories(line) and not line.get("mended", False)
        for unit, line in pairs
    ]
    practices = [
        alike and _list_practices(unit.annotation) == _read_practices(line)
        for alike, (unit, line) in zip(same, pairs, strict=True)
    ]
    common = sum(len(_list_slots(unit) & _read_slots(line)) for unit, line in pairs)
    marked = sum(len(_list_slots(unit)) + len(_read_slots(line)) for unit, line in pairs)
    return {
        "clauses": len(pairs),
        "same_categories": _share(sum(same), len(pairs)),
        "same_practices": _share(sum(practices), len(pairs)),
        "slots_f1": _share(2 * common, marked),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, DIGITS) if whole else 0.0


def _list_categories(annotation: Annotation) -> set[str]:
    return {practice.category for practice in annotation.practices}


def _read_categories(line: BlindLine) -> set[str]:
    return {practice["category"] for practice in line["practices"]}


def _list_practices(annotation: Annotation) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(practice.category, practice.polarity, practice.subjects) for practice in annotation.practices}


def _read_practices(line: BlindLine) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(each["category"], each["polarity"], tuple(each.get("subjects", ()))) for each in line["practices"]}


def _list_slots(unit: InventedUnit) -> set[tuple[str, str, str]]:
    return {(unit.text[slot.start : slot.end], slot.slot, slot.value) for slot in unit.annotation.slots}


def _read_slots(line: BlindLine) -> set[tuple[str, str, str]]:
    return {(slot["quote"], slot["slot"], slot["value"]) for slot in line["slots"]}


def count_near(near: Mapping[str, str]) -> dict[str, int]:
    """Return how many clauses are left out for being near to the corpus, and for being near to each other."""
    of_corpus = sum(other == "corpus" for other in near.values())
    return {"corpus": of_corpus, "invented": len(near) - of_corpus}
