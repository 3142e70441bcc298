"""Regions and relations out of Label Studio results, each checked: what links are then put together from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mepp5.annotation.snapshot import Marked
from mepp5.changes.regions import (
    BECAME,
    LABEL,
    LINKED,
    SAME_STATEMENT,
    WORDS,
    control,
)
from mepp5.changes.tasks import ChangeTask
from mepp5.errors import CorpusError
from mepp5.reading.forms import open_form


@open_form
@dataclass(frozen=True, slots=True)
class ChangeResult:
    """One result: a label or a choice of a region, or a relation between two regions."""

    type: str
    id: str = ""
    from_name: str = ""
    to_name: str = ""
    value: Marked | None = None
    from_id: str = ""
    to_id: str = ""
    labels: tuple[str, ...] | None = None


@dataclass
class Found:
    """A region as it was read: its side, its place in the text, its clause, its label and its choices."""

    side: str
    start: int
    end: int
    clause: str
    label: str = ""
    choices: dict[str, str] = field(default_factory=dict)


def read_regions(results: Sequence[ChangeResult], task: ChangeTask, place: str) -> dict[str, Found]:
    """Return {region id: region} of labels and choices."""
    parts: dict[str, list[ChangeResult]] = defaultdict(list)
    for result in results:
        parts[result.id].append(result)
    return {id: _read_region(id, of_region, task, place) for id, of_region in parts.items()}


def _read_region(id: str, parts: Sequence[ChangeResult], task: ChangeTask, place: str) -> Found:
    where = f"{place}: region {id!r}"
    found: Found | None = None
    for part in parts:
        side, _, name = part.from_name.partition("_")
        chosen = (
            None if part.value is None else {"labels": part.value.labels, "choices": part.value.choices}.get(part.type)
        )
        if side not in ("old", "new") or part.to_name != control(side, "text") or part.value is None or not chosen:
            raise CorpusError(
                f"{where} has a {part.type!r} of {part.from_name!r}, which the interface has not; delete it."
            )
        if len(chosen) != 1:
            raise CorpusError(f"{where} has {len(chosen)} {part.type} at once; give it one.")
        found = found or _locate(side, part.value, task, where)
        if (side, part.value.start, part.value.end) != (found.side, found.start, found.end):
            raise CorpusError(f"{where} stands in two places; mark it again.")
        if name in found.choices:
            raise CorpusError(f"{where} has two choices of {name}; keep one.")
        found.choices[name] = chosen[0]
    assert found is not None  # a region has at least the part that names it
    found.label = found.choices.pop(LABEL, "")
    allowed = (LINKED, WORDS, "removed" if found.side == "old" else "added")
    if found.label not in allowed:
        raise CorpusError(f"{where} is labelled {found.label!r}; label it one of: {', '.join(allowed)}.")
    return found


def _locate(side: str, marked: Marked, task: ChangeTask, where: str) -> Found:
    text = dict(task.each_side())[side]
    start, end = marked.start, marked.end
    words = text.text[start:end]
    # The web page writes a newline as backslash and n.
    if not words or marked.text not in (None, words, words.replace("\n", "\\n")):
        raise CorpusError(f"{where} says {marked.text!r}, but {start} to {end} is {words!r}; mark it again.")
    clause = text.clause_at(start, end)
    if clause is None:
        raise CorpusError(f"{where} ({start} to {end}, {words!r}) does not lie inside one clause; redraw it.")
    return Found(side, start, end, clause.id)


def read_relations(
    results: Sequence[ChangeResult], regions: Mapping[str, Found], place: str
) -> dict[str, list[tuple[Found, Found]]]:
    """Return {relation: pairs of an old and a new region}; a relation that was drawn backwards is turned."""
    found: dict[str, list[tuple[Found, Found]]] = {SAME_STATEMENT: [], BECAME: []}
    for result in results:
        label = (result.labels or ("",))[0]
        ends = [regions.get(result.from_id), regions.get(result.to_id)]
        if label not in found or ends[0] is None or ends[1] is None:
            raise CorpusError(
                f"{place}: a relation {label!r} from {result.from_id!r} to {result.to_id!r}; join two regions and "
                f"call it {SAME_STATEMENT!r} or {BECAME!r}."
            )
        wanted = LINKED if label == SAME_STATEMENT else WORDS
        old, new = sorted((end for end in ends if end), key=lambda end: end.side == "new")
        if (old.side, new.side) != ("old", "new") or {old.label, new.label} != {wanted}:
            raise CorpusError(
                f"{place}: a relation {label!r} of {old.clause} and {new.clause}; it joins an old and a new region "
                f"labelled {wanted!r}: draw it again."
            )
        found[label].append((old, new))
    return found
