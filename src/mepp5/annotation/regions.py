"""Annotations as Label Studio regions, and back: a region is a labels and a choices result with one id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mepp5.annotation.snapshot import Marked, Result
from mepp5.annotation.spans import Annotation, Practice, SlotSpan, find_fault
from mepp5.annotation.tasks import Task
from mepp5.errors import CorpusError
from mepp5.files import Object, sha256
from mepp5.scheme.taxonomy import Taxonomy

# The controls of the labelling interface that taxonomy.label_config writes.
PRACTICE, POLARITY, SLOT, TEXT = "practice", "polarity", "slot", "text"


def value_control(slot: str) -> str:
    """Return the name of the control that holds the slot's values."""
    return f"{slot}_value"


def write_results(task: Task, annotations: Mapping[str, Annotation]) -> list[Object]:
    """Return the results of one annotator's annotation of the task, sorted by start, end and label.

    Clauses that `annotations` ({clause id: Annotation}) does not hold are left out. Offsets become code points of
    the task's text; region ids depend on offsets and labels alone.
    """
    regions = []
    for clause in task.clauses:
        if clause.id not in annotations:
            continue
        shift = clause.start - task.start
        for practice in annotations[clause.id].practices:
            labels = (PRACTICE, practice.category, POLARITY, practice.polarity)
            regions.append((practice.start + shift, practice.end + shift, *labels))
        for span in annotations[clause.id].slots:
            labels = (SLOT, span.slot, value_control(span.slot), span.value)
            regions.append((span.start + shift, span.end + shift, *labels))
    return [result for region in sorted(regions) for result in _write_region(task, *region)]


def _write_region(
    task: Task, start: int, end: int, control: str, label: str, choices: str, choice: str
) -> tuple[Object, Object]:
    id = sha256(f"{start} {end} {control} {label} {choice}".encode())[:10]
    place = {"start": start, "end": end, "text": task.text[start:end]}

    def result(name: str, kind: str, chosen: str) -> Object:
        value = {**place, kind: [chosen]}
        return {"id": id, "from_name": name, "to_name": TEXT, "type": kind, "value": value}

    return result(control, "labels", label), result(choices, "choices", choice)


def read_results(
    results: Iterable[Result], task: Task, taxonomy: Taxonomy, annotator: str, place: str
) -> dict[str, Annotation]:
    """Return {clause id: Annotation} of every clause of the task; `place` opens every error message.

    Region ids and the order of results carry no meaning. Raises CorpusError for a region without its choice, with
    offsets that are not its text's, outside every clause or across two, and where a clause breaks a rule.
    """
    found: dict[str, list[Practice | SlotSpan]] = defaultdict(list)
    for id, region in _group(results, place).items():
        for span in _read_region(region, task, f"{place}: region {id!r}"):
            clause = task.clause_at(span.start, span.end)
            if clause is None:
                marked = f"{span.start} to {span.end}, {task.text[span.start : span.end]!r}"
                raise CorpusError(f"{place}: region {id!r} ({marked}) does not lie inside one clause; redraw it.")
            shift = clause.start - task.start
            found[clause.id].append(replace(span, start=span.start - shift, end=span.end - shift))
    return _collect(found, task, taxonomy, annotator, place)


@dataclass(frozen=True, slots=True)
class _Part:
    """A label or a choice of a region: what is chosen in which control, and where."""

    is_label: bool
    control: str
    chosen: str
    marked: Marked


def _group(results: Iterable[Result], place: str) -> dict[str, list[_Part]]:
    """Return {region id: its parts}; raise CorpusError for what is neither a label nor a choice of a region."""
    regions: dict[str, list[_Part]] = defaultdict(list)
    for result in results:
        chosen = result.chosen
        if chosen is None or result.value is None:
            raise CorpusError(
                f"{place}: a result of type {result.type!r} is no label or choice of a region; delete it."
            )
        if len(chosen) != 1:
            raise CorpusError(f"{place}: region {result.id!r} has {len(chosen)} {result.type} at once; give it one.")
        regions[result.id].append(_Part(result.type == "labels", result.from_name, chosen[0], result.value))
    return regions


def _read_region(region: list[_Part], task: Task, place: str) -> list[Practice | SlotSpan]:
    """Return one span per label of the region, in offsets of the task's text."""
    start, end = _offsets(region, task, place)
    choices = {part.control: part.chosen for part in region if not part.is_label}
    spans: list[Practice | SlotSpan] = []
    for control, label in ((part.control, part.chosen) for part in region if part.is_label):
        if control not in (PRACTICE, SLOT):
            raise CorpusError(f"{place} has a label of an unknown control {control!r}; push the labelling interface.")
        of_choice = POLARITY if control == PRACTICE else value_control(label)
        if of_choice not in choices:
            raise CorpusError(f"{place} ({label}, {task.text[start:end]!r}) has no {of_choice}; choose one.")
        kind = Practice if control == PRACTICE else SlotSpan
        spans.append(kind(start, end, label, choices.pop(of_choice)))
    if choices or not spans:
        raise CorpusError(f"{place} has a choice ({', '.join(choices)}) that is not of its label; clear or label it.")
    return spans


def _offsets(region: list[_Part], task: Task, place: str) -> tuple[int, int]:
    """Return the one place that all parts of the region name, checked against the text."""
    places = {(part.marked.start, part.marked.end) for part in region}
    start, end = places.pop()
    if places or not start < end <= len(task.text):
        raise CorpusError(f"{place} has offsets {start} to {end}, which the text does not have; mark it again.")
    text = task.text[start:end]
    for marked in (part.marked for part in region):
        # The web page writes a newline as backslash and n.
        if marked.text not in (None, text, text.replace("\n", "\\n")):
            raise CorpusError(f"{place} says {marked.text!r}, but {start} to {end} is {text!r}; mark it again.")
    return start, end


def _collect(
    found: dict[str, list[Practice | SlotSpan]], task: Task, taxonomy: Taxonomy, annotator: str, place: str
) -> dict[str, Annotation]:
    annotations = {}
    for clause in task.clauses:
        spans = found[clause.id]
        practices = tuple(sorted(span for span in spans if isinstance(span, Practice)))
        slots = tuple(sorted(span for span in spans if isinstance(span, SlotSpan)))
        annotations[clause.id] = Annotation(clause.id, annotator, practices, slots)
        if fault := find_fault(annotations[clause.id], clause, taxonomy):
            raise CorpusError(f"{place}: {clause.id}: {fault}.")
    return annotations
