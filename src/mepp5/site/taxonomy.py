"""The page of the taxonomy: every category, slot and value with its definition, counts, crosswalks and examples."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from mepp5.files import Object
from mepp5.release.features import POLICY_SPLITS
from mepp5.scheme.entries import Value
from mepp5.scheme.taxonomy import Category, Slot
from mepp5.site.source import Source

Counted = Literal["clauses", "topics", "affirmed", "negated", "unknown"]
COUNTED: tuple[Counted, ...] = get_args(Counted)
EXAMPLES = 3
LENGTH = 110  # code points of a clause that says something on its own, and is read at a glance


@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category with its clauses, topics, practices by polarity, and clauses that have no other."""

    category: Category
    place: int
    counts: Mapping[str, int]
    examples: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class ValueEntry:
    """A value with how many spans have it and a clause's id with the span that says it most often."""

    value: Value
    spans: int
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class SlotEntry:
    """A slot with its spans and values."""

    slot: Slot
    place: int
    spans: int
    values: tuple[ValueEntry, ...]


def list_categories(source: Source) -> list[CategoryEntry]:
    """Return the categories in order, with up to EXAMPLES clauses each, of different policies where there are some."""
    counted = source.stats["categories"]
    return [
        CategoryEntry(
            category,
            place,
            {name: sum(counted[category.id][split][name] for split in POLICY_SPLITS) for name in COUNTED},
            _choose_examples(source.clauses.values(), category.id),
        )
        for place, category in enumerate(source.taxonomy.categories)
    ]


def list_slots(source: Source) -> list[SlotEntry]:
    """Return the slots in order, each value with its spans and an example."""
    said: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in source.clauses.values():
        for slot in row["slots"]:
            said[slot["slot"], slot["value"]].append((slot["text"], row["id"]))
    return [
        SlotEntry(
            slot,
            place,
            sum(len(said[slot.id, value]) for value in slot.values),
            tuple(_make_value(value, said[slot.id, value.id]) for value in slot.entries),
        )
        for place, slot in enumerate(source.taxonomy.slots)
    ]


def _make_value(value: Value, said: list[tuple[str, str]]) -> ValueEntry:
    if not said:
        return ValueEntry(value, 0, "", "")
    words = Counter(text for text, _ in said).most_common(1)[0][0]
    return ValueEntry(value, len(said), dict(reversed(said))[words], words)


def _choose_examples(rows: Iterable[Object], category: str) -> tuple[Object, ...]:
    """Return the clauses nearest to LENGTH that have this category alone: one a policy, then others."""
    rows = (row for row in rows if row["labels"] == [category])
    alone = sorted(rows, key=lambda row: abs(len(row["text"]) - LENGTH))
    first = {row["policy"]: row for row in reversed(alone)}
    chosen = [row for row in alone if first[row["policy"]] is row]
    others = [row for row in alone if row not in chosen]
    return tuple([*chosen, *others][:EXAMPLES])
