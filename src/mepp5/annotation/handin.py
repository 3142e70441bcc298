"""Read what an annotator hands in: JSON lines with exact quotes, turned into spans; nothing is repaired."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from mepp5.annotation.spans import Annotation, Practice, SlotSpan, end_of_practice, find_fault
from mepp5.corpus.clauses import Unit
from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.scheme.taxonomy import Taxonomy

WHOLE = "*"


def _spans(*names: str) -> dict:
    properties = {name: {"type": "string"} for name in names}
    properties |= {
        "quote": {"type": "string", "minLength": 1},
        "occurrence": {"type": "integer", "minimum": 1},
    }
    span = {
        "type": "object",
        "required": ["quote", *names],
        "properties": properties,
        "additionalProperties": False,
    }
    return {"type": "array", "items": span}


LINE_SCHEMA = {
    "type": "object",
    "required": ["id", "practices", "slots"],
    "properties": {
        "id": {"type": "string"},
        "practices": _spans("category", "polarity"),
        "slots": _spans("slot", "value"),
    },
    "additionalProperties": False,
}
VALIDATOR = Draft202012Validator(LINE_SCHEMA)


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
            place = f"{place}, {row['id']}"
            unit = _unit_of(row, unit_of)
            if unit.id in seen:
                raise _Fault(f"this clause was annotated before ({seen[unit.id]}); keep one of the two")
            seen[unit.id] = place
            found[unit.id] = _annotate(row, unit, taxonomy, annotator)
        except _Fault as fault:
            faults.append(f"{place}: {fault}")
    if not partial:
        missing = [unit.id for unit in units if unit.is_clause and unit.id not in seen]
        faults += [f"{', '.join(map(str, paths))}: no line for {id}; annotate that clause" for id in missing]
    return {id: found[id] for id in unit_of if id in found}, faults


class _Fault(Exception):
    """What is wrong with one line, and what to do."""


def _lines(paths: Iterable[Path]) -> Iterable[tuple[str, str]]:
    for path in paths:
        for number, line in enumerate(read_text(Path(path)).removesuffix("\n").split("\n"), start=1):
            yield f"{path}: line {number}", line


def _parse(line: str) -> dict:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise _Fault(f"not valid JSON ({error.msg} at column {error.colno}); write one object a line") from error
    error = best_match(VALIDATOR.iter_errors(row))
    if error:
        where = error.json_path.removeprefix("$").removeprefix(".") or "the line"
        id = row.get("id") if isinstance(row, dict) else None
        raise _Fault(f"{f'{id}: ' if id else ''}{where}: {error.message}; mend it by the hand-in format")
    return row


def _unit_of(row: dict, unit_of: dict[str, Unit]) -> Unit:
    unit = unit_of.get(row["id"])
    if unit is None:
        raise _Fault("unknown id; use a clause of the portion that was given out")
    if not unit.is_clause:
        raise _Fault(f"this unit is {unit.kind}, which carries no annotation; leave its line out")
    return unit


def _annotate(row: dict, unit: Unit, taxonomy: Taxonomy, annotator: str) -> Annotation:
    practices = [Practice(*_extent(span, unit), span["category"], span["polarity"]) for span in row["practices"]]
    slots = [SlotSpan(*_find(span, unit.text), span["slot"], span["value"]) for span in row["slots"]]
    annotation = Annotation(unit.id, annotator, tuple(sorted(practices)), tuple(sorted(slots)))
    if fault := find_fault(annotation, unit, taxonomy):
        raise _Fault(fault)
    return annotation


def _extent(span: dict, unit: Unit) -> tuple[int, int]:
    """Return where the practice stands; the whole clause ("*" or all its text) is cut by rule 11."""
    if span["quote"] == WHOLE and "occurrence" in span:
        raise _Fault(f'"occurrence" beside the quote "{WHOLE}", which is the whole clause; leave it out')
    if span["quote"] in (WHOLE, unit.text):
        return 0, end_of_practice(unit.text)
    return _find(span, unit.text)


def _find(span: dict, text: str) -> tuple[int, int]:
    quote, occurrence = span["quote"], span.get("occurrence")
    starts = [start for start in range(len(text)) if text.startswith(quote, start)]
    if not starts:
        raise _Fault(f"quote {quote!r} is not in the clause; copy it exactly from {text!r}")
    if occurrence is None and len(starts) > 1:
        shown = " / ".join(f"{n}: {_show(text, start, quote)}" for n, start in enumerate(starts, start=1))
        raise _Fault(f'quote {quote!r} stands {len(starts)} times; add "occurrence" ({shown})')
    if (occurrence or 1) > len(starts):
        raise _Fault(f'"occurrence" is {occurrence}, but quote {quote!r} stands {len(starts)} times; correct it')
    start = starts[(occurrence or 1) - 1]
    return start, start + len(quote)


def _show(text: str, start: int, quote: str) -> str:
    end = start + len(quote)
    return f"{text[max(0, start - 15) : start]}[{quote}]{text[end : end + 15]}"
