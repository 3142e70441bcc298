"""What is looked for: conditions on a row of the config "clauses", and where in its text it keeps them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mepp5.files import Object
from mepp5.names import JOINT
from mepp5.scheme.crosswalk import Point, find_entries, parse_point
from mepp5.scheme.taxonomy import Taxonomy
from mepp5.search.words import Extent, compile_phrase, find_phrase, join_extents

POINTING = ("word", "slot")  # marks of a few words, which stand inside practices


@dataclass(frozen=True)
class Query:
    """Conditions, of which a clause must keep all; of each, any of its names will do, and () is kept by every clause.

    `phrases` are the exception: every one must stand in the text. A value is an id, or "slot=id".
    """

    phrases: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    disagree: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for, so that every clause is found."""
        return self == Query()

    @cached_property
    def patterns(self) -> Sequence[re.Pattern[str]]:
        """The pattern of each phrase."""
        return tuple(compile_phrase(phrase) for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a text keeps a condition: code points, half-open; `by` is "word", "slot" or "practice"."""

    start: int
    end: int
    by: str

    def as_row(self) -> Object:
        """Return the mark as JSON has it."""
        return {"start": self.start, "end": self.end, "by": self.by}


def match_row(query: Query, row: Object, taxonomy: Taxonomy) -> list[Mark] | None:
    """Return the marks of a clause's row, None if a condition is not kept.

    Looked at is what the row itself says: `effects` and `disagree` of the query are others' to answer. A practice must
    keep the categories, topics and polarities together where a polarity is asked for; a slot, its name and value.
    """
    if not _keep(query.policies, [row["policy"]]) or not _keep(query.categories, row["labels"]):
        return None
    if not _keep(query.topics, row["topics"]):
        return None
    words = [find_phrase(pattern, row["text"]) for pattern in query.patterns]
    slots = [span for span in row["slots"] if _keep_slot(query, span)]
    practices = [span for span in row["practices"] if _keep_practice(query, span)]
    if not all(words) or ((query.slots or query.values) and not slots) or (query.polarities and not practices):
        return None
    given = [_find_given(point, row, taxonomy) for point in query.points]
    if query.points and not any(given):
        return None
    marks = [Mark(*extent, "word") for extent in join_extents(extent for found in words for extent in found)]
    if query.slots or query.values:
        marks += _mark(slots, "slot")
    if query.categories or query.topics or query.polarities:
        marks += _mark(practices, "practice")
    marks += [mark for found in given for mark in found]
    return sorted(dict.fromkeys(marks), key=lambda mark: (mark.start, -mark.end, mark.by))


def point_out(marks: Sequence[Mark], text: str) -> tuple[list[Extent], list[Extent]]:
    """Return the extents to show in the text: those of words and slots joined, and those of practices around them.

    A practice is left out if it is all words of the clause, or no more than a word or slot that is shown.
    """
    few = join_extents((mark.start, mark.end) for mark in marks if mark.by in POINTING)
    wide = join_extents((mark.start, mark.end) for mark in marks if mark.by not in POINTING)
    return few, [extent for extent in wide if extent not in few and _has_word_outside(extent, text)]


def _has_word_outside(extent: Extent, text: str) -> bool:
    return any(sign.isalnum() for sign in text[: extent[0]] + text[extent[1] :])


def _keep(asked: Sequence[str], found: Sequence[str]) -> bool:
    return not asked or any(name in found for name in asked)


def _keep_slot(query: Query, span: Object) -> bool:
    names = [span["value"], f"{span['slot']}{JOINT}{span['value']}"]
    return _keep(query.slots, [span["slot"]]) and _keep(query.values, names)


def _keep_practice(query: Query, span: Object) -> bool:
    stated = span["category"] in query.categories
    touched = not {span["category"], *span["subjects"]}.isdisjoint(query.topics)
    if not query.polarities:
        return stated or touched
    if (query.categories and not stated) or (query.topics and not touched):
        return False
    return span["polarity"] in query.polarities


def _find_given(words: str, row: Object, taxonomy: Taxonomy) -> list[Mark]:
    """Return the marks of what gives a point of the GDPR, [] where the clause does not give it."""
    point = parse_point(words) or Point(0)
    categories, slots = find_entries(point, taxonomy)
    practices = [span for span in row["practices"] if span["category"] in categories]
    return _mark(practices, "practice") + _mark([span for span in row["slots"] if span["slot"] in slots], "slot")


def _mark(spans: Sequence[Object], by: str) -> list[Mark]:
    return [Mark(span["start"], span["end"], by) for span in spans]
