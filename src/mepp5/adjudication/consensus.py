"""Where independent annotators of a clause disagree, and what they say together where they do not.

A clause is disputed where category sets differ; where, among those who give them, polarities differ; or where a slot of
one is not confirmed by another: it overlaps no slot of the same type and value there. Differences of extent alone are
no dispute: the extent of the majority holds, else that of the first annotator.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from mepp5.annotation.annotators import Annotators
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.scheme.taxonomy import ALONE

Extent = tuple[int, int]
Subjects = tuple[str, str, tuple[str, ...]]  # of a practice: its category, its polarity, what it is about


def group_candidates(
    layers: Mapping[str, Mapping[str, Annotation]], annotators: Annotators, clause: str
) -> tuple[list[Annotation], list[Annotation]]:
    """Return the clause's annotations by all independent annotators, and by those who give polarities and slots.

    Of the latter, those who give subjects come first: what the first one says of them holds where nobody disputes it.
    """
    members = [member for member in annotators.members if member.scope != "adjudication"]
    present = [(member, layers[member.id][clause]) for member in members if clause in layers.get(member.id, {})]
    full = [pair for pair in present if {"polarities", "slots"} <= set(pair[0].gives)]
    full.sort(key=lambda pair: "subjects" not in pair[0].gives)
    return [annotation for _, annotation in present], [annotation for _, annotation in full]


def list_subjects(
    layers: Mapping[str, Mapping[str, Annotation]], annotators: Annotators, clause: str
) -> list[frozenset[Subjects]]:
    """Return, for each independent annotator who gives subjects, those of the clause's practices of ALONE."""
    members = [member for member in annotators.members if member.scope != "adjudication" and "subjects" in member.gives]
    present = [layers[member.id][clause] for member in members if clause in layers.get(member.id, {})]
    return [
        frozenset((p.category, p.polarity, p.subjects) for p in a.practices if p.category in ALONE) for a in present
    ]


def find_disputes(
    candidates: Sequence[Annotation], full: Sequence[Annotation], subjects: Sequence[Hashable] = ()
) -> tuple[str, ...]:
    """Return what is disputed: any of "categories", "polarities", "slots", "subjects", in this order.

    `subjects` are what `list_subjects` returns; where the categories differ already, so do they: one dispute.
    """
    disputes = {
        "categories": len({_categories(annotation) for annotation in candidates}) > 1,
        "polarities": len({_statements(annotation) for annotation in full}) > 1,
        "slots": any(_unconfirmed(one.slots, other.slots) for one, other in permutations(full, 2)),
    }
    # Where the categories differ, so do the statements: that is one dispute, unless polarities of a shared one differ.
    if disputes["categories"] and disputes["polarities"]:
        disputes["polarities"] = _polarities_differ(full)
    disputes["subjects"] = len(set(subjects)) > 1 and not disputes["categories"]
    return tuple(name for name, disputed in disputes.items() if disputed)


def make_consensus(full: Sequence[Annotation], annotator: str) -> tuple[Annotation, int]:
    """Return the undisputed annotation of a clause, and how many of its extents were not unanimous.

    `full` are the annotations of those who give extents and slots, the first of them deciding where no extent has a
    majority. The result carries `annotator` as its annotator.
    """
    first, differing = full[0], 0
    practices = []
    for practice in first.practices:
        extents = [(p.start, p.end) for annotation in full for p in _same_statement(annotation, practice)]
        extent, unanimous = _vote(extents, len(full))
        differing += not unanimous
        practices.append(replace(practice, start=extent[0], end=extent[1]))
    slots = []
    for slot in first.slots:
        extents = [_matching_extent(annotation, slot) for annotation in full]
        extent, unanimous = _vote(extents, len(full))
        differing += not unanimous
        slots.append(replace(slot, start=extent[0], end=extent[1]))
    return Annotation(first.id, annotator, tuple(sorted(practices)), tuple(sorted(set(slots)))), differing


def _categories(annotation: Annotation) -> frozenset[str]:
    return frozenset(practice.category for practice in annotation.practices)


def _statements(annotation: Annotation) -> frozenset[tuple[str, str]]:
    return frozenset((practice.category, practice.polarity) for practice in annotation.practices)


def _polarities_differ(full: Sequence[Annotation]) -> bool:
    shared = frozenset.intersection(*(_categories(annotation) for annotation in full))
    return len({frozenset(s for s in _statements(annotation) if s[0] in shared) for annotation in full}) > 1


def _unconfirmed(slots: Sequence[SlotSpan], others: Sequence[SlotSpan]) -> list[SlotSpan]:
    return [slot for slot in slots if not any(_confirms(other, slot) for other in others)]


def _confirms(other: SlotSpan, slot: SlotSpan) -> bool:
    same = (other.slot, other.value) == (slot.slot, slot.value)
    return same and other.start < slot.end and slot.start < other.end


def _same_statement(annotation: Annotation, practice: Practice) -> list[Practice]:
    statement = (practice.category, practice.polarity)
    return [other for other in annotation.practices if (other.category, other.polarity) == statement]


def _matching_extent(annotation: Annotation, slot: SlotSpan) -> Extent:
    """Return the extent of the annotation's slot that confirms this one: the same if it is there, else the nearest."""
    matches = [(other.start, other.end) for other in annotation.slots if _confirms(other, slot)]
    return min(matches, key=lambda extent: abs(extent[0] - slot.start) + abs(extent[1] - slot.end))


def _vote(extents: Sequence[Extent], voters: int) -> tuple[Extent, bool]:
    """Return the extent that more than half of the voters give, else the first, and whether all give the same."""
    extent, votes = Counter(extents).most_common(1)[0]
    return (extent if 2 * votes > voters else extents[0]), votes == voters
