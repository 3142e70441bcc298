"""Read a predictions file: one JSON object per tested clause, or one clear error and no predictions."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jsonschema import Draft202012Validator

from mepp5.errors import CorpusError
from mepp5.scheme.taxonomy import Taxonomy

LINE_LIMIT = 100_000  # bytes; far above any real line, far below what would fill the memory
SCORE_LIMIT = 1e100  # a score beyond it is infinite or a mistake
REQUIRED = {"categories": "labels", "slots": "slots"}  # by task: what every line has besides its id
MESSAGE_LIMIT = 400  # characters of a complaint, which may quote the line


@dataclass(frozen=True, slots=True)
class Predictions:
    """What a file predicts, by clause id, in the order of the tested clauses.

    `labels` is None where no line has any, which only the task "slots" allows; `scores` has one number per category of
    the taxonomy, in its order, or is None where the file has none; `slots` are (start, end, slot, value or None),
    half-open code points of the clause's text, None where no line has any.
    """

    labels: dict[str, frozenset[str]] | None
    scores: dict[str, tuple[float, ...]] | None
    slots: dict[str, tuple[tuple[int, int, str, str | None], ...]] | None


def read_predictions(path: Path, rows: Sequence[dict], taxonomy: Taxonomy, task: str = "categories") -> Predictions:
    """Read the predictions for the tested rows (keys used: id, text), whatever the order of the lines.

    Every line must answer the task: have "labels" for "categories", "slots" (perhaps empty) for "slots".
    Raises CorpusError naming the line where the file is not as the format says: broken JSON, a missing, unknown
    or repeated id, an unknown label, a score that is no finite number, a slot outside its clause.
    """
    texts = {row["id"]: row["text"] for row in rows}
    validator = Draft202012Validator(_make_schema(taxonomy, REQUIRED[task]))
    entries: dict[str, dict] = {}
    for number, line in _read_lines(Path(path)):
        entry = _parse_line(line, f"{path}: line {number}")
        try:
            complaint = _find_fault(entry, validator, texts, entries, taxonomy)
        except RecursionError:
            complaint = "it is nested too deeply"
        if complaint:
            raise CorpusError(f"{path}: line {number}: {_shorten(complaint)}; mend the line.")
        entries[entry["id"]] = entry
    missing = [clause for clause in texts if clause not in entries]
    if missing:
        raise CorpusError(
            f"{path}: ends at line {len(entries)} without a prediction for {missing[0]!r} ({len(missing)} of the"
            f" {len(texts)} tested clauses are missing); write one line for each."
        )
    return _collect([entries[clause] for clause in texts], taxonomy)


def _read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield (1-based number, line), never holding more than LINE_LIMIT bytes."""
    number = 0
    try:
        with path.open("rb") as file:
            while line := file.readline(LINE_LIMIT + 1):
                number += 1
                if len(line) > LINE_LIMIT:
                    raise CorpusError(
                        f"{path}: line {number} has more than {LINE_LIMIT} bytes; write one object a line."
                    )
                yield number, line
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check the path.") from error
    if not number:
        raise CorpusError(f"{path}: line 1 is missing, the file is empty; write one line for each tested clause.")


def _parse_line(line: bytes, where: str) -> object:
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_refuse_repeats)
    except UnicodeDecodeError as error:
        raise CorpusError(f"{where} is not UTF-8 (byte {error.start + 1}); save the file as UTF-8.") from error
    except RecursionError as error:
        raise CorpusError(f"{where} is nested too deeply; write one flat object a line.") from error
    except ValueError as error:
        reason = _shorten(getattr(error, "msg", str(error)))
        raise CorpusError(f"{where} is not valid JSON ({reason}); mend the line.") from error


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number of JSON")


def _refuse_repeats(pairs: list[tuple[str, object]]) -> dict:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _make_schema(taxonomy: Taxonomy, answer: str) -> dict:
    categories = list(taxonomy.category_ids)
    score = {"type": "number", "minimum": -SCORE_LIMIT, "maximum": SCORE_LIMIT}
    slot = {"start": {"type": "integer"}, "end": {"type": "integer"}}
    slot |= {"slot": {"enum": list(taxonomy.slot_ids)}, "value": {"type": "string"}}
    fields = {
        "id": {"type": "string"},
        "labels": {"type": "array", "items": {"enum": categories}, "uniqueItems": True},
        "scores": _closed_object(dict.fromkeys(categories, score), required=categories),
        "slots": {
            "type": "array",
            "items": _closed_object(slot, required=["start", "end", "slot"]),
        },
    }
    return _closed_object(fields, required=["id", answer])


def _closed_object(properties: dict, required: list[str]) -> dict:
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


def _find_fault(
    entry: object,
    validator: Draft202012Validator,
    texts: dict[str, str],
    seen: dict[str, dict],
    taxonomy: Taxonomy,
) -> str | None:
    error = next(validator.iter_errors(entry), None)
    if error is not None:
        field = "".join(f"{part}: " for part in error.path if isinstance(part, str))
        return f"{field}{error.message}"
    if entry["id"] not in texts:
        return f"id {entry['id']!r} is not among the {len(texts)} tested clauses"
    if entry["id"] in seen:
        return f"id {entry['id']!r} stands on an earlier line too"
    first = next(iter(seen.values()), entry)
    for field in ("labels", "scores"):
        if (field in entry) != (field in first):
            return f"{field} stand on some lines only; give them on all lines or on none"
    return _find_slot_fault(entry.get("slots", []), len(texts[entry["id"]]), taxonomy)


def _find_slot_fault(slots: list[dict], length: int, taxonomy: Taxonomy) -> str | None:
    places = [tuple(sorted(slot.items())) for slot in slots]
    if len(set(places)) < len(places):
        return "a slot stands twice in one clause"
    for slot in slots:
        if not 0 <= slot["start"] < slot["end"] <= length:
            return f"slot {slot['start']}:{slot['end']} is not inside the clause, which has {length} characters"
        if "value" in slot and slot["value"] not in taxonomy.values_of(slot["slot"]):
            return f"{slot['value']!r} is no value of slot {slot['slot']}"
    return None


def _shorten(message: str) -> str:
    return message if len(message) <= MESSAGE_LIMIT else message[:MESSAGE_LIMIT] + " …"


def _collect(entries: list[dict], taxonomy: Taxonomy) -> Predictions:
    labels = {entry["id"]: frozenset(entry["labels"]) for entry in entries if "labels" in entry}
    scores = {entry["id"]: _read_scores(entry["scores"], taxonomy) for entry in entries if "scores" in entry}
    slots = {entry["id"]: tuple(_read_slot(slot) for slot in entry.get("slots", [])) for entry in entries}
    return Predictions(
        labels=labels or None,
        scores=scores or None,
        slots=slots if any("slots" in entry for entry in entries) else None,
    )


def _read_scores(scores: dict, taxonomy: Taxonomy) -> tuple[float, ...]:
    return tuple(float(scores[category]) for category in taxonomy.category_ids)


def _read_slot(slot: dict) -> tuple[int, int, str, str | None]:
    return int(slot["start"]), int(slot["end"]), slot["slot"], slot.get("value")
