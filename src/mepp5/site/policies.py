"""The page of a policy: its whole text, with what every clause is labelled as and what each annotator said."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mepp5.corpus.clauses import Unit
from mepp5.files import Object
from mepp5.scheme.taxonomy import Taxonomy
from mepp5.site.marking import Span, Step, mark_spans
from mepp5.site.source import Source, split_id
from mepp5.site.views import View, is_whole, list_lines, make_view

DEEPEST = 6  # of HTML's headings


@dataclass(frozen=True, slots=True)
class Chip:
    """A practice in a few words: number of its category, name, polarity, subjects, its number if not the whole."""

    place: int
    category: str
    polarity: str
    subjects: tuple[str, ...]
    number: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """A unit as the page has it; `depth` is a heading's rank in HTML, of all others 0; a clause has the rest too."""

    unit: Unit
    number: str
    depth: int
    steps: tuple[Step, ...] = ()
    chips: tuple[Chip, ...] = ()
    slots: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    reason: str = ""

    @property
    def practices(self) -> str:
        """Its practices for the filters: "category/polarity", with commas between: no id has one."""
        return ",".join(f"{chip.category}/{chip.polarity}" for chip in self.chips)


def list_items(source: Source, policy: str) -> list[Item]:
    """Return the policy's units in order, with everything that is shown of them."""
    return list(_make_items(source, policy))


def count_choices(items: list[Item], taxonomy: Taxonomy) -> dict[str, dict[str, int]]:
    """Return {filter: {choice: clauses}} of "category", "polarity" and "disputed", in the taxonomy's order."""
    counts = {
        "category": Counter(name for item in items for name in {chip.category for chip in item.chips}),
        "polarity": Counter(name for item in items for name in {chip.polarity for chip in item.chips}),
        "disputed": Counter(name for item in items for name in item.disputes),
    }
    order = {
        "category": taxonomy.category_ids,
        "polarity": taxonomy.polarities,
        "disputed": ("categories", "polarities", "slots", "subjects"),
    }
    return {name: {id: counts[name][id] for id in order[name] if counts[name][id]} for name in counts}


def count_slots(items: list[Item], taxonomy: Taxonomy) -> dict[str, dict[str, int]]:
    """Return {slot: {value: clauses}} of those that there are; the value "" counts the clauses with any."""
    found = Counter(pair for item in items for pair in set(item.slots))
    anyone = Counter(slot for item in items for slot in {pair.partition("/")[0] for pair in item.slots})
    return {
        slot.id: {"": anyone[slot.id]} | {v: found[f"{slot.id}/{v}"] for v in slot.values if found[f"{slot.id}/{v}"]}
        for slot in taxonomy.slots
        if anyone[slot.id]
    }


def _make_items(source: Source, policy: str) -> Iterator[Item]:
    places = {id: place for place, id in enumerate(source.taxonomy.category_ids)}
    slots = {id: place for place, id in enumerate(source.taxonomy.slot_ids)}
    above: list[int] = []
    for unit in source.units[policy]:
        number = split_id(unit.id)[1]
        if unit.kind == "heading":
            above = [level for level in above if unit.level > 0 and level < unit.level] + [unit.level]
            yield Item(unit, number, min(len(above) + 1, DEEPEST))
        elif unit.is_clause:
            yield _make_clause(source, unit, number, places, slots)
        else:
            yield Item(unit, number, 0)


def _make_clause(source: Source, unit: Unit, number: str, places: Mapping[str, int], slots: Mapping[str, int]) -> Item:
    row = source.clauses[unit.id]
    chips = tuple(_make_chips(row, places))
    members = {member.id: member for member in source.annotators.members}
    views = [make_view(each, row, members[each["annotator"]].gives) for each in source.views.get(unit.id, ())]
    return Item(
        unit,
        number,
        0,
        tuple(mark_spans(unit.text, [*_mark_practices(row, chips), *_mark_slots(row, slots)])),
        chips,
        tuple(f"{slot['slot']}/{slot['value']}" for slot in row["slots"]),
        source.disputes.get(unit.id, ()),
        tuple(list_lines(row, unit.text)),
        tuple(views),
        source.reasons.get(unit.id, ""),
    )


def _make_chips(row: Object, places: Mapping[str, int]) -> Iterator[Chip]:
    partial = 0
    for practice in row["practices"]:
        whole = is_whole(practice, row["text"])
        partial += not whole
        yield Chip(
            places[practice["category"]],
            practice["category"],
            practice["polarity"],
            tuple(practice["subjects"]),
            None if whole else partial,
        )


def _mark_practices(row: Object, chips: tuple[Chip, ...]) -> list[Span]:
    """Return a span for each practice that is not the whole clause, whose mark would say nothing."""
    return [
        Span(practice["start"], practice["end"], f"p k{chip.place}", f"{chip.number}")
        for practice, chip in zip(row["practices"], chips, strict=True)
        if chip.number is not None
    ]


def _mark_slots(row: Object, slots: Mapping[str, int]) -> list[Span]:
    return [
        Span(
            slot["start"],
            slot["end"],
            f"s s{slots[slot['slot']]}",
            f"{slot['slot']}: {slot['value']}".replace("_", " "),
        )
        for slot in row["slots"]
    ]
