"""Read what an annotator hands in: JSON lines with exact quotes, turned into spans; nothing is repaired."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mepp5.annotation.quotes import QuoteError, find_quote
from mepp5.annotation.spans import Annotation, Practice, SlotSpan, end_of_practice, find_fault
from mepp5.corpus.clauses import Unit
from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.reading.forms import LARGEST, Fault, Words, form, open_form, parse_json, split_lines
from mepp5.scheme.taxonomy import Taxonomy

WHOLE = "*"


@form
@dataclass(frozen=True, slots=True)
class QuotedPractice:
    """A practice by its words: "*" is the whole clause; `occurrence` tells which one where they stand several times."""

    quote: Words
    category: str
    polarity: str
    occurrence: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    subjects: tuple[str, ...] = ()


@form
@dataclass(frozen=True, slots=True)
class QuotedSlot:
    """A slot by its words, as in QuotedPractice."""

    quote: Words
    slot: str
    value: str
    occurrence: Annotated[int, Field(ge=1, le=LARGEST)] | None = None


@open_form
@dataclass(frozen=True, slots=True)
class _Named:
    id: str


@form
@dataclass(frozen=True, slots=True)
class HandInLine:
    """What is handed in of one clause."""

    id: str
    practices: tuple[QuotedPractice, ...]
    slots: tuple[QuotedSlot, ...]


def read_hand_in(
    path: Path | Sequence[Path], units: list[Unit], taxonomy: Taxonomy, annotator: str, partial: bool = False
) -> dict[str, Annotation]:
    """Return {clause id: Annotation} in the units' order, from one file or several that belong together.

    They must hold exactly one line for every clause of `units`; with `partial`, for some of them. Raises CorpusError
    with file, line and id of the first fault and the number of the others; `find_hand_in_faults` lists all.
    """
    annotations, faults = _read(path, units, taxonomy, annotator, partial)
    if faults:
        more = f" ({len(faults) - 1} more after it)" if len(faults) > 1 else ""
        raise CorpusError(f"{faults[0]}.{more}")
    return annotations


def find_hand_in_faults(
    path: Path | Sequence[Path], units: list[Unit], taxonomy: Taxonomy, annotator: str, partial: bool = False
) -> list[str]:
    """Return every fault of the hand-in as a sentence without full stop; [] where `read_hand_in` would read it."""
    return _read(path, units, taxonomy, annotator, partial)[1]


def _read(
    path: Path | Sequence[Path], units: list[Unit], taxonomy: Taxonomy, annotator: str, partial: bool
) -> tuple[dict[str, Annotation], list[str]]:
    paths = [path] if isinstance(path, str | Path) else list(path)
    unit_of = {unit.id: unit for unit in units}
    found: dict[str, Annotation] = {}
    seen: dict[str, str] = {}
    faults = []
    for place, line in _lines(paths):
        try:
            row = _parse(line)
            place = f"{place}, {row.id}"
            unit = _unit_of(row, unit_of)
            if unit.id in seen:
                raise _Refusal(f"this clause was annotated before ({seen[unit.id]}); keep one of the two")
            seen[unit.id] = place
            found[unit.id] = _annotate(row, unit, taxonomy, annotator)
        except _Refusal as fault:
            faults.append(f"{place}: {fault}")
    if not partial:
        missing = [unit.id for unit in units if unit.is_clause and unit.id not in seen]
        faults += [f"{', '.join(map(str, paths))}: no line for {id}; annotate that clause" for id in missing]
    return {id: found[id] for id in unit_of if id in found}, faults


class _Refusal(Exception):
    """What is wrong with one line, and what to do."""


def _lines(paths: Iterable[Path]) -> Iterable[tuple[str, str]]:
    for path in paths:
        for number, line in enumerate(split_lines(read_text(Path(path))), start=1):
            yield f"{path}: line {number}", line


def _parse(line: str) -> HandInLine:
    try:
        return parse_json(line, HandInLine)
    except Fault as fault:
        raise _Refusal(f"{_name_clause(line)}{fault}; mend it by the hand-in format") from fault


def _name_clause(line: str) -> str:
    """Return "id: " of a line whose form is broken elsewhere, "" where it has none."""
    try:
        return f"{parse_json(line, _Named).id}: "
    except Fault:
        return ""


def _unit_of(row: HandInLine, unit_of: dict[str, Unit]) -> Unit:
    unit = unit_of.get(row.id)
    if unit is None:
        raise _Refusal("unknown id; use a clause of the portion that was given out")
    if not unit.is_clause:
        raise _Refusal(f"this unit is {unit.kind}, which carries no annotation; leave its line out")
    return unit


def _annotate(row: HandInLine, unit: Unit, taxonomy: Taxonomy, annotator: str) -> Annotation:
    practices = [Practice(*_extent(span, unit), span.category, span.polarity, span.subjects) for span in row.practices]
    slots = [SlotSpan(*_find(span, unit.text), span.slot, span.value) for span in row.slots]
    annotation = Annotation(unit.id, annotator, tuple(sorted(practices)), tuple(sorted(slots)))
    if fault := find_fault(annotation, unit, taxonomy):
        raise _Refusal(fault)
    return annotation


def _extent(span: QuotedPractice | QuotedSlot, unit: Unit) -> tuple[int, int]:
    """Return where the practice stands; the whole clause ("*" or all its text) is cut by rule 11."""
    if span.quote == WHOLE and span.occurrence is not None:
        raise _Refusal(f'"occurrence" beside the quote "{WHOLE}", which is the whole clause; leave it out')
    if span.quote in (WHOLE, unit.text):
        return 0, end_of_practice(unit.text)
    return _find(span, unit.text)


def _find(span: QuotedPractice | QuotedSlot, text: str) -> tuple[int, int]:
    try:
        return find_quote(text, span.quote, span.occurrence)
    except QuoteError as error:
        raise _Refusal(str(error)) from error
