"""Read a predictions file: one JSON object per tested clause, or one clear error and no predictions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.reading.forms import Fault, form, parse_json
from mepp5.scheme.taxonomy import Taxonomy

LINE_LIMIT = 100_000  # bytes; far above any real line, far below what would fill the memory
SCORE_LIMIT = 1e100  # a score beyond it is infinite or a mistake
REQUIRED = {"categories": "labels", "slots": "slots"}  # by task: what every line has besides its id
Slot = tuple[int, int, str, str | None]
MESSAGE_LIMIT = 400  # characters of a complaint, which may quote the line


@form
@dataclass(frozen=True, slots=True)
class PredictedSlot:
    """A slot: half-open code points of the clause's text, and perhaps a value."""

    start: int
    end: int
    slot: str
    value: str | None = None


@form
@dataclass(frozen=True, slots=True)
class PredictedClause:
    """One line of a predictions file."""

    id: str
    labels: tuple[str, ...] | None = None
    scores: dict[str, Annotated[float, Field(ge=-SCORE_LIMIT, le=SCORE_LIMIT)]] | None = None
    slots: tuple[PredictedSlot, ...] | None = None


@dataclass(frozen=True, slots=True)
class Predictions:
    """What a file predicts, by clause id, in the order of the tested clauses.

    `labels` is None where no line has any, which only the task "slots" allows; `scores` has one number per category of
    the taxonomy, in its order, or is None where the file has none; `slots` are (start, end, slot, value or None),
    half-open code points of the clause's text, None where no line has any.
    """

    labels: dict[str, frozenset[str]] | None
    scores: dict[str, tuple[float, ...]] | None
    slots: dict[str, tuple[Slot, ...]] | None

    def labels_of(self, clause: str) -> frozenset[str]:
        """Return the clause's categories; raise KeyError where none are predicted of it."""
        return (self.labels or {})[clause]

    def slots_of(self, clause: str) -> tuple[Slot, ...]:
        """Return the clause's slots; raise KeyError where none are predicted of it."""
        return (self.slots or {})[clause]


def read_predictions(path: Path, rows: Sequence[Object], taxonomy: Taxonomy, task: str = "categories") -> Predictions:
    """Read the predictions for the tested rows (keys used: id, text), whatever the order of the lines.

    Every line must answer the task: have "labels" for "categories", "slots" (perhaps empty) for "slots".
    Raises CorpusError naming the line where the file is not as the format says: broken JSON, a missing, unknown
    or repeated id, an unknown label, a score that is no finite number, a slot outside its clause.
    """
    texts = {row["id"]: row["text"] for row in rows}
    entries: dict[str, PredictedClause] = {}
    for number, line in read_lines(Path(path)):
        try:
            entry = parse_json(decode_line(line), PredictedClause)
            complaint = _find_fault(entry, task, texts, entries, taxonomy)
        except Fault as fault:
            complaint = str(fault)
        if complaint:
            raise CorpusError(f"{path}: line {number}: {shorten(complaint)}; mend the line.")
        entries[entry.id] = entry
    missing = [clause for clause in texts if clause not in entries]
    if missing:
        raise CorpusError(
            f"{path}: ends at line {len(entries)} without a prediction for {missing[0]!r} ({len(missing)} of the"
            f" {len(texts)} tested clauses are missing); write one line for each."
        )
    return _collect([entries[clause] for clause in texts], taxonomy)


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
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


def decode_line(line: bytes) -> str:
    """Return the line as text; raise Fault where it is not UTF-8."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Fault(f"not UTF-8 (byte {error.start + 1})") from error


def _find_fault(
    entry: PredictedClause, task: str, texts: dict[str, str], seen: dict[str, PredictedClause], taxonomy: Taxonomy
) -> str | None:
    if getattr(entry, REQUIRED[task]) is None:
        return f"{REQUIRED[task]}: is missing"
    if entry.id not in texts:
        return f"id {entry.id!r} is not among the {len(texts)} tested clauses"
    if entry.id in seen:
        return f"id {entry.id!r} stands on an earlier line too"
    first = next(iter(seen.values()), entry)
    for field in ("labels", "scores"):
        if (getattr(entry, field) is None) != (getattr(first, field) is None):
            return f"{field} stand on some lines only; give them on all lines or on none"
    return _find_category_fault(entry, taxonomy) or _find_slot_fault(entry, len(texts[entry.id]), taxonomy)


def _find_category_fault(entry: PredictedClause, taxonomy: Taxonomy) -> str | None:
    labels, categories = entry.labels or (), taxonomy.category_ids
    if len(set(labels)) < len(labels):
        return "labels: a category stands twice"
    for field, names in (("labels", labels), ("scores", entry.scores or ())):
        if unknown := [name for name in names if name not in categories]:
            return f"{field}: {unknown[0]!r} is no category (there are: {', '.join(categories)})"
    if entry.scores is not None and (missing := [name for name in categories if name not in entry.scores]):
        return f"scores: {missing[0]} is missing"
    return None


def _find_slot_fault(entry: PredictedClause, length: int, taxonomy: Taxonomy) -> str | None:
    slots = entry.slots or ()
    if len(set(slots)) < len(slots):
        return "a slot stands twice in one clause"
    for slot in slots:
        if slot.slot not in taxonomy.slot_ids:
            return f"slots: {slot.slot!r} is no slot (there are: {', '.join(taxonomy.slot_ids)})"
        if not 0 <= slot.start < slot.end <= length:
            return f"slot {slot.start}:{slot.end} is not inside the clause, which has {length} characters"
        if slot.value is not None and slot.value not in taxonomy.values_of(slot.slot):
            return f"{slot.value!r} is no value of slot {slot.slot}"
    return None


def shorten(message: str) -> str:
    """Return the message, cut where it quotes too much."""
    return message if len(message) <= MESSAGE_LIMIT else message[:MESSAGE_LIMIT] + " …"


def _collect(entries: Sequence[PredictedClause], taxonomy: Taxonomy) -> Predictions:
    labels = {entry.id: frozenset(entry.labels) for entry in entries if entry.labels is not None}
    scores = {
        entry.id: tuple(float(entry.scores[name]) for name in taxonomy.category_ids)
        for entry in entries
        if entry.scores is not None
    }
    slots = {entry.id: tuple((s.start, s.end, s.slot, s.value) for s in entry.slots or ()) for entry in entries}
    return Predictions(
        labels=labels or None,
        scores=scores or None,
        slots=slots if any(entry.slots is not None for entry in entries) else None,
    )
