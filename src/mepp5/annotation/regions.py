"""Annotations as Label Studio regions, and back: a region is a labels and a choices result with one id."""

from collections import defaultdict
from dataclasses import replace

from mepp5.annotation.spans import Annotation, Practice, SlotSpan, find_fault
from mepp5.annotation.tasks import Task
from mepp5.errors import CorpusError
from mepp5.files import sha256
from mepp5.scheme.taxonomy import Taxonomy

# The controls of the labelling interface that taxonomy.label_config writes.
PRACTICE, POLARITY, SLOT, TEXT = "practice", "polarity", "slot", "text"


def value_control(slot: str) -> str:
    """Return the name of the control that holds the slot's values."""
    return f"{slot}_value"


def write_results(task: Task, annotations: dict[str, Annotation]) -> list[dict]:
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
) -> tuple[dict, dict]:
    id = sha256(f"{start} {end} {control} {label} {choice}".encode())[:10]
    place = {"start": start, "end": end, "text": task.text[start:end]}

    def result(name: str, kind: str, chosen: str) -> dict:
        value = {**place, kind: [chosen]}
        return {"id": id, "from_name": name, "to_name": TEXT, "type": kind, "value": value}

    return result(control, "labels", label), result(choices, "choices", choice)


def read_results(
    results: list[dict], task: Task, taxonomy: Taxonomy, annotator: str, place: str
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


def _group(results: list[dict], place: str) -> dict[str, list[dict]]:
    """Return {region id: results}; raise CorpusError for what is neither a label nor a choice of a region."""
    if not isinstance(results, list):
        raise CorpusError(f"{place}: its result is no list; export the project again.")
    regions: dict[str, list[dict]] = defaultdict(list)
    for result in results:
        kind = result.get("type") if isinstance(result, dict) else None
        value = result.get("value") if isinstance(result, dict) else None
        chosen = value.get(kind) if isinstance(value, dict) else None
        if kind not in ("labels", "choices") or "id" not in result or not isinstance(chosen, list):
            raise CorpusError(f"{place}: a result of type {kind!r} is no label or choice of a region; delete it.")
        if len(chosen) != 1:
            raise CorpusError(f"{place}: region {result['id']!r} has {len(chosen)} {kind} at once; give it one.")
        regions[result["id"]].append(result)
    return regions


def _read_region(region: list[dict], task: Task, place: str) -> list[Practice | SlotSpan]:
    """Return one span per label of the region, in offsets of the task's text."""
    start, end = _offsets(region, task, place)
    choices = {result["from_name"]: result for result in region if result["type"] == "choices"}
    spans: list[Practice | SlotSpan] = []
    for result in region:
        if result["type"] == "choices":
            continue
        control, label = result.get("from_name"), result["value"]["labels"][0]
        if control not in (PRACTICE, SLOT):
            raise CorpusError(f"{place} has a label of an unknown control {control!r}; push the labelling interface.")
        of_choice = POLARITY if control == PRACTICE else value_control(label)
        if of_choice not in choices:
            raise CorpusError(f"{place} ({label}, {task.text[start:end]!r}) has no {of_choice}; choose one.")
        kind = Practice if control == PRACTICE else SlotSpan
        spans.append(kind(start, end, label, choices.pop(of_choice)["value"]["choices"][0]))
    if choices or not spans:
        raise CorpusError(f"{place} has a choice ({', '.join(choices)}) that is not of its label; clear or label it.")
    return spans


def _offsets(region: list[dict], task: Task, place: str) -> tuple[int, int]:
    """Return the one place that all results of the region name, checked against the text."""
    values = [result["value"] for result in region]
    places = {(value.get("start"), value.get("end")) for value in values}
    start, end = places.pop()
    if places or type(start) is not int or type(end) is not int or not 0 <= start < end <= len(task.text):
        raise CorpusError(f"{place} has offsets {start} to {end}, which the text does not have; mark it again.")
    text = task.text[start:end]
    for value in values:
        # The web page writes a newline as backslash and n.
        if value.get("text", text) not in (text, text.replace("\n", "\\n")):
            raise CorpusError(f"{place} says {value['text']!r}, but {start} to {end} is {text!r}; mark it again.")
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
