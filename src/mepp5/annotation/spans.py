"""What an annotator says of a clause, and the rules that every annotation keeps."""

import re
from collections import Counter
from dataclasses import dataclass

from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.corpus.clauses import Unit
from mepp5.files import Object
from mepp5.reading.forms import Count, form
from mepp5.scheme.taxonomy import ALONE, MOST_SUBJECTS, Taxonomy

__all__ = ["REFERENCE", "Annotation", "Practice", "SlotSpan", "end_of_practice", "find_fault", "read_annotators"]

# Rule 11: what joins a clause to the next one is no part of a practice.
TRAILING_JOINT = re.compile(r"(?<!\s)\s*+;(?:\s++(?:and|or))?+\s*+$")
# A clause with no other category has no slots, save one.
GENERIC = "introductory_generic"
DEEMED_CONSENT = ("choice", "implied_consent")
# Of rows whose cells were lost in transport (rule 12).
UNKNOWN = "unknown"


@form
@dataclass(frozen=True, slots=True, order=True)
class Practice:
    """What the clause does over [start, end): code points of the clause's text, half-open.

    `subjects` says what a practice of ALONE is about besides: up to MOST_SUBJECTS of the other categories, in order.
    """

    start: Count
    end: Count
    category: str
    polarity: str
    subjects: tuple[str, ...] = ()

    def as_object(self) -> Object:
        """Return the practice as it stands in decision files: subjects only where there are some."""
        own: Object = {"start": self.start, "end": self.end, "category": self.category, "polarity": self.polarity}
        return own | ({"subjects": list(self.subjects)} if self.subjects else {})


@form
@dataclass(frozen=True, slots=True, order=True)
class SlotSpan:
    """A typed phrase over [start, end): code points of the clause's text, half-open."""

    start: Count
    end: Count
    slot: str
    value: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What one annotator says of one clause; practices and slots are sorted."""

    id: str
    annotator: str
    practices: tuple[Practice, ...]
    slots: tuple[SlotSpan, ...]


def end_of_practice(text: str) -> int:
    """Return where the clause's text ends without a trailing ";", "; and" or "; or" (rule 11)."""
    return len(TRAILING_JOINT.sub("", text))


def find_fault(annotation: Annotation, unit: Unit, taxonomy: Taxonomy) -> str | None:
    """Return what is wrong with the annotation of that unit and what to do, or None if it keeps the rules."""
    if not annotation.practices:
        return "no practice; give it at least one"
    for practice in annotation.practices:
        if fault := _fault_of_practice(practice, unit, taxonomy):
            return fault
    for span in annotation.slots:
        if fault := _fault_of_slot(span, unit, taxonomy):
            return fault
    return _fault_of_whole(annotation)


def _fault_of_practice(practice: Practice, unit: Unit, taxonomy: Taxonomy) -> str | None:
    if practice.category not in taxonomy.category_ids:
        return f"unknown category {practice.category!r}; use one of: {', '.join(taxonomy.category_ids)}"
    if practice.polarity not in taxonomy.polarities:
        return f"unknown polarity {practice.polarity!r}; use one of: {', '.join(taxonomy.polarities)}"
    if practice.polarity == UNKNOWN and not unit.is_lost_row:
        return f"polarity {UNKNOWN!r} of practice {practice.category}, but no cell was lost here; affirm or negate it"
    if fault := _fault_of_subjects(practice, taxonomy):
        return fault
    if TRAILING_JOINT.search(unit.text[practice.start : practice.end]):
        return f"practice {practice.category} ends in what joins the clause to the next; leave the last ';' out"
    return _fault_of_extent(practice, unit)


def _fault_of_subjects(practice: Practice, taxonomy: Taxonomy) -> str | None:
    subjects, allowed = practice.subjects, taxonomy.subject_ids
    if subjects and practice.category not in ALONE:
        return f"subjects of practice {practice.category}; only {', '.join(ALONE)} have some: drop them"
    if unknown := [subject for subject in subjects if subject not in allowed]:
        return f"unknown subject {unknown[0]!r}; use up to {MOST_SUBJECTS} of: {', '.join(allowed)}"
    if len(subjects) > MOST_SUBJECTS:
        return f"{len(subjects)} subjects of practice {practice.category}; keep the {MOST_SUBJECTS} that it states most"
    if subjects != taxonomy.sort_categories(subjects):
        return f"subjects {', '.join(subjects)} stand twice or out of order; order them as the categories are"
    return None


def _fault_of_slot(span: SlotSpan, unit: Unit, taxonomy: Taxonomy) -> str | None:
    if span.slot not in taxonomy.slot_ids:
        return f"unknown slot {span.slot!r}; use one of: {', '.join(taxonomy.slot_ids)}"
    if span.value not in taxonomy.values_of(span.slot):
        values = ", ".join(taxonomy.values_of(span.slot))
        return f"unknown value {span.value!r} of {span.slot}; use one of: {values}"
    return _fault_of_extent(span, unit)


def _fault_of_extent(span: Practice | SlotSpan, unit: Unit) -> str | None:
    text = unit.text[span.start : span.end]
    if not 0 <= span.start < span.end <= len(unit.text):
        return f"{span.start} to {span.end} is outside the clause's {len(unit.text)} characters; mark it again"
    if text != text.strip():
        return f"{text!r} begins or ends with white space; mark the words alone"
    return None


def _fault_of_whole(annotation: Annotation) -> str | None:
    stated = [(practice.category, practice.polarity) for practice in annotation.practices]
    if len(set(stated)) < len(stated):
        (category, polarity), _ = Counter(stated).most_common(1)[0]
        return f"practice {category} ({polarity}) stands twice; keep one"
    if len(set(annotation.slots)) < len(annotation.slots):
        span, _ = Counter(annotation.slots).most_common(1)[0]
        return f"slot {span.slot} = {span.value} stands twice on one phrase; keep one"
    if {category for category, _ in stated} == {GENERIC}:
        for span in annotation.slots:
            if (span.slot, span.value) != DEEMED_CONSENT:
                return f"slot {span.slot} in a clause that is {GENERIC} alone; drop it or mend the category"
    for span in annotation.slots:
        if not any(practice.start <= span.start and span.end <= practice.end for practice in annotation.practices):
            return f"slot {span.slot} = {span.value} lies in no practice's extent; mend the extent or drop the slot"
    return None
