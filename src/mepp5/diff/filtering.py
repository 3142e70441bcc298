"""Which entries of a comparison are shown."""

from collections.abc import Collection
from typing import Literal

from mepp5.changes.links import ALONE, UNCHANGED
from mepp5.diff.comparison import Comparison, Entry

Status = Literal["same", "changed", "added", "removed"]


def find_status(entry: Entry) -> Status:
    """Return what became of the entry's meaning; one of which none is told has changed unless its form forbids it."""
    if entry.form in ALONE:
        return "added" if entry.form == "added" else "removed"
    return "same" if entry.meaning == "same" or entry.form in UNCHANGED else "changed"


def select_entries(
    comparison: Comparison,
    effects: Collection[str] = (),
    categories: Collection[str] = (),
    changed_only: bool = True,
) -> tuple[Entry, ...]:
    """Return the entries, in order, that have any of the effects and any of the categories, where any are named.

    `changed_only` leaves out those that say the same; of predictions, which may be wrong, only those whose words are
    the same: what was reworded is shown, whatever is predicted of its meaning.
    """
    return tuple(
        entry
        for entry in comparison.entries
        if not (changed_only and _is_left_out(entry, comparison.predicted))
        and (not effects or set(effects) & set(entry.effects))
        and (not categories or set(categories) & set(entry.categories))
    )


def _is_left_out(entry: Entry, predicted: bool) -> bool:
    return entry.form in UNCHANGED if predicted else find_status(entry) == "same"
