"""What is counted of the rows of "changes", a pair of policies at a time: the key "changes" of data/stats.json."""

from collections import Counter
from collections.abc import Iterable, Sequence

from typing_extensions import TypedDict

from mepp5.changes.links import ALONE, EFFECTS, FORMS, MEANINGS
from mepp5.files import Object
from mepp5.reading.forms import form
from mepp5.scheme.taxonomy import Taxonomy


@form
class Sizes(TypedDict):
    """The clauses of both sides."""

    old: int
    new: int


@form
class ChangeEffects(TypedDict):
    """Rows with each effect: of links, which may have several, and of clauses that stand alone, which have one."""

    links: dict[str, int]
    removed: dict[str, int]
    added: dict[str, int]


@form
class ChangeDifferences(TypedDict):
    """Differences by effect, and of what they are about, by effect too; only what occurs is named there."""

    effects: dict[str, int]
    about: dict[str, dict[str, int]]


@form
class ChangeRows(TypedDict):
    """What is counted of a pair: `links` join clauses of both sides, `linked_pairs` are an old and a new one in a link.

    Moved and meanings are of links, forms of all rows.
    """

    links: int
    linked_pairs: int
    clauses: Sizes
    forms: dict[str, int]
    moved: int
    meanings: dict[str, int]
    effects: ChangeEffects
    differences: ChangeDifferences


def count_changes(rows: Sequence[Object], taxonomy: Taxonomy) -> dict[str, ChangeRows]:
    """Return {pair: what is counted of its rows, those of "changes"}, {} of a corpus that compares nothing."""
    about = (*taxonomy.slot_ids, *taxonomy.category_ids)
    pairs = dict.fromkeys(row["pair"] for row in rows)
    return {pair: _count_pair([row for row in rows if row["pair"] == pair], about) for pair in pairs}


def _count_pair(rows: Sequence[Object], about: Sequence[str]) -> ChangeRows:
    links = [row for row in rows if row["form"] not in ALONE]
    removed, added = ([row for row in rows if row["form"] == form] for form in ALONE)
    differences = [difference for row in links for difference in row["differences"]]
    return {
        "links": len(links),
        "linked_pairs": sum(len(row["old"]) * len(row["new"]) for row in links),
        "clauses": {"old": sum(len(row["old"]) for row in rows), "new": sum(len(row["new"]) for row in rows)},
        "forms": _tally((row["form"] for row in rows), FORMS),
        "moved": sum(row["moved"] for row in links),
        "meanings": _tally((row["meaning"] for row in links), MEANINGS),
        "effects": {"links": _tally_effects(links), "removed": _tally_effects(removed), "added": _tally_effects(added)},
        "differences": {
            "effects": _tally((each["effect"] for each in differences), EFFECTS),
            "about": {
                name: _tally((each["effect"] for each in differences if each["about"] == name), EFFECTS)
                for name in about
                if any(each["about"] == name for each in differences)
            },
        },
    }


def _tally_effects(rows: Sequence[Object]) -> dict[str, int]:
    return _tally((effect for row in rows for effect in row["effects"]), EFFECTS)


def _tally(found: Iterable[str], names: Sequence[str]) -> dict[str, int]:
    """Return how often each of the names is found, also those that are not."""
    counts = Counter(found)
    return {name: counts[name] for name in names}
