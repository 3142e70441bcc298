"""Annotations as Label Studio regions, and back: a region is a labels and a choices result with one id."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mepp5.annotation.snapshot import Marked, Result
from mepp5.annotation.spans import Annotation, Practice, SlotSpan, find_fault
from mepp5.annotation.tasks import Task
from mepp5.errors import CorpusError
from mepp5.files import Object, sha256
from mepp5.scheme.taxonomy import Taxonomy

# The controls of the labelling interface that taxonomy.label_config writes.
PRACTICE, POLARITY, SUBJECT, SLOT, TEXT = "practice", "polarity", "subject", "slot", "text"


def value_control(slot: str) -> str:
    """Return the name of the control that holds the slot's values."""
    return f"{slot}_value"


def write_results(task: Task, annotations: Mapping[str, Annotation]) -> list[Object]:
    """Return the results of one annotator's annotation of the task, sorted by start, end and label.

    Clauses that `annotations` ({clause id: Annotation}) does not hold are left out. Offsets become code points of
    the task's text; region ids depend on offsets and labels alone.
    """
    regions: list[_Region] = []
    for clause in task.clauses:
        if clause.id not in annotations:
            continue
        shift = clause.start - task.start
        for p in annotations[clause.id].practices:
            regions.append(
                _Region(p.start + shift, p.end + shift, PRACTICE, p.category, POLARITY, p.polarity, p.subjects)
            )
        for s in annotations[clause.id].slots:
            regions.append(_Region(s.start + shift, s.end + shift, SLOT, s.slot, value_control(s.slot), s.value))
    return [result for region in sorted(regions) for result in _write_region(task, region)]


@dataclass(frozen=True, slots=True, order=True)
class _Region:
    """A label with its choice in another control, over code points of the task's text; practices may have subjects."""

    start: int
    end: int
    control: str
    label: str
    choices: str
    choice: str
    subjects: tuple[str, ...] = ()


def _write_region(task: Task, region: _Region) -> list[Object]:
    about = f"{region.start} {region.end} {region.control} {region.label} {region.choice}"
    id = sha256(about.encode())[:10]
    place = {"start": region.start, "end": region.end, "text": task.text[region.start : region.end]}

    def result(name: str, kind: str, chosen: Sequence[str]) -> Object:
        value = {**place, kind: list(chosen)}
        return {"id": id, "from_name": name, "to_name": TEXT, "type": kind, "value": value}

    results = [result(region.control, "labels", [region.label]), result(region.choices, "choices", [region.choice])]
    return results + ([result(SUBJECT, "choices", region.subjects)] if region.subjects else [])


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
    chosen: tuple[str, ...]
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
        if len(chosen) != 1 and (result.from_name != SUBJECT or not chosen):
            raise CorpusError(f"{place}: region {result.id!r} has {len(chosen)} {result.type} at once; give it one.")
        regions[result.id].append(_Part(result.type == "labels", result.from_name, chosen, result.value))
    return regions


def _read_region(region: list[_Part], task: Task, place: str) -> list[Practice | SlotSpan]:
    """Return one span per label of the region, in offsets of the task's text."""
    start, end = _offsets(region, task, place)
    choices = {part.control: part.chosen for part in region if not part.is_label}
    subjects = choices.pop(SUBJECT, ())
    spans: list[Practice | SlotSpan] = []
    for control, label in ((part.control, part.chosen[0]) for part in region if part.is_label):
        if control not in (PRACTICE, SLOT):
            raise CorpusError(f"{place} has a label of an unknown control {control!r}; push the labelling interface.")
        of_choice = POLARITY if control == PRACTICE else value_control(label)
        if of_choice not in choices:
            raise CorpusError(f"{place} ({label}, {task.text[start:end]!r}) has no {of_choice}; choose one.")
        choice = choices.pop(of_choice)[0]
        if control == PRACTICE:
            spans.append(Practice(start, end, label, choice, subjects))
        else:
            spans.append(SlotSpan(start, end, label, choice))
    if subjects and not any(isinstance(span, Practice) for span in spans):
        raise CorpusError(f"{place} has subjects ({', '.join(subjects)}), but is no practice; clear them.")
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
        if marked.text is not None and _collapse(marked.text) != _collapse(text):
            raise CorpusError(f"{place} says {marked.text!r}, but {start} to {end} is {text!r}; mark it again.")
    return start, end


def _collapse(text: str) -> str:
    """Return the words as a browser may give them back: the web page writes a newline as backslash and n, CRLF, or as
    the single space that it shows; the offsets are the same.
    """
    return " ".join(text.replace("\\r", " ").replace("\\n", " ").split())


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
