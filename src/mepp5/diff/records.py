"""A comparison as one JSON object, for machines."""

from collections.abc import Sequence
from dataclasses import asdict

from mepp5.diff.comparison import Clause, Comparison, Entry
from mepp5.diff.sections import count_entries, pair_sections
from mepp5.files import Object


def make_record(comparison: Comparison, shown: Sequence[Entry]) -> Object:
    """Return old, new, predicted, notes, sections and entries, in this order, of nothing but JSON's types.

    `shown` are the entries that are written; sections are counted over all, and their last, whose headings are null, is
    the total. An entry before the first heading has the section "". Starts are code points of the clause's text.
    """
    sections = [
        {"old": section.old, "new": section.new, **count_entries(section.entries)}
        for section in pair_sections(comparison)
    ]
    return {
        "old": asdict(comparison.old),
        "new": asdict(comparison.new),
        "predicted": comparison.predicted,
        "notes": list(comparison.notes),
        "sections": [*sections, {"old": None, "new": None, **count_entries(comparison.entries)}],
        "entries": [_make_entry(entry) for entry in shown],
    }


def _make_entry(entry: Entry) -> Object:
    return {
        "old": [_make_clause(clause) for clause in entry.old],
        "new": [_make_clause(clause) for clause in entry.new],
        "form": entry.form,
        "moved": entry.moved,
        "meaning": entry.meaning,
        "effects": list(entry.effects),
        "differences": [asdict(difference) for difference in entry.differences],
        "categories": list(entry.categories),
        "scores": dict(entry.scores),
    }


def _make_clause(clause: Clause) -> Object:
    return {
        "id": clause.id,
        "text": clause.text,
        "section": list(clause.section),
        "categories": list(clause.categories),
    }
