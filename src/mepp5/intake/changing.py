"""A unit that somebody has read and says is another, and what follows for the units behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mepp5.corpus.clauses import Kind, Unit
from mepp5.corpus.drafts import Draft
from mepp5.errors import CorpusError
from mepp5.intake.sections import fill_sections, measure_depths

NO_LEAD_IN = 0
LEVELLED = ("heading", "list_item")


@dataclass(frozen=True, slots=True)
class Change:
    """What one unit should be, None where it stays as it is.

    `before` are the words at which a second unit begins, `join` says that the next unit belongs to it, `lead_in` is
    the number of the clause that introduces it, NO_LEAD_IN for none.
    """

    kind: Kind | None = None
    level: int | None = None
    lead_in: int | None = None
    before: str | None = None
    join: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the unit stays as it is."""
        return self == Change()


def change_units(
    units: list[Unit], drafts: dict[str, Draft], index: int, change: Change
) -> tuple[list[Unit], dict[str, Draft]]:
    """Return the units and drafts ({id: Draft}) with the unit at `index` changed, all renumbered."""
    depths, unit = measure_depths(units), units[index]
    pieces, taken = [unit], 1
    if change.kind or change.level is not None:
        pieces = [_take_kind(unit, change)]
        depths[index] = None if pieces[0].kind != unit.kind else depths[index]
    if change.lead_in is not None:
        pieces = [_take_lead_in(pieces[0], units, change.lead_in)]
    if change.before is not None:
        pieces = _split(pieces[0], change.before)
    if change.join:
        pieces, taken = _join(pieces, units, index), 2
    depths[index : index + taken] = [depths[index]] * len(pieces)
    ids = [each.id for each in units[:index]] + [unit.id] * len(pieces) + [each.id for each in units[index + taken :]]
    became = {each.id: unit.id for each in units[index : index + taken]}
    return _renumber([*units[:index], *pieces, *units[index + taken :]], ids, became, depths, drafts)


def _renumber(
    units: list[Unit],
    ids: Sequence[str],
    became: Mapping[str, str],
    depths: Sequence[int | None],
    drafts: dict[str, Draft],
) -> tuple[list[Unit], dict[str, Draft]]:
    """Return units and drafts by their places; `ids` are those that the units had, `became` what a joined one is.

    What a unit introduced, the last of its pieces introduces: it stands next before it.
    """
    policy = units[0].policy
    new = [f"{policy}/{number:04d}" for number in range(1, len(units) + 1)]
    last = dict(zip(ids, new, strict=True))
    last |= {old: last[id] for old, id in became.items()}
    moved = [replace(unit, id=id, lead_in=last.get(unit.lead_in or "")) for id, unit in zip(new, units, strict=True)]
    kept = {id: Draft(id, drafts[old].why) for id, old in zip(new, ids, strict=True) if old in drafts}
    return fill_sections(moved, depths), kept


def _take_kind(unit: Unit, change: Change) -> Unit:
    """Return the unit of another kind or level; only a clause has a lead-in, only headings and items a level."""
    kind = change.kind or unit.kind
    if change.level and kind not in LEVELLED:
        raise CorpusError(f"{unit.id}: a {kind} has no level; leave --level out, or give --kind heading or list_item.")
    level = change.level if change.level is not None else unit.level or int(kind in LEVELLED)
    lead_in = unit.lead_in if kind in (unit.kind, "list_item") else None
    return replace(unit, kind=kind, level=level if kind in LEVELLED else 0, lead_in=lead_in)


def _take_lead_in(unit: Unit, units: Sequence[Unit], number: int) -> Unit:
    """Return the unit with that of the number before it; CorpusError where there is none, or the unit takes none."""
    if number == NO_LEAD_IN:
        return replace(unit, lead_in=None)
    if number > len(units):
        raise CorpusError(f"{unit.id}: there is no unit {number} to introduce it; give one of 1 to {len(units)}, or 0.")
    if not unit.is_clause:
        raise CorpusError(f"{unit.id}: a {unit.kind} has no lead-in; leave --lead-in out.")
    return replace(unit, lead_in=units[number - 1].id)


def _split(unit: Unit, before: str) -> list[Unit]:
    """Return the two units that one becomes where the words begin that stand in it once."""
    place = unit.text.find(before, 1)
    if place < 1 or unit.text.find(before, place + 1) > 0:
        raise CorpusError(f"{unit.id}: {before!r} does not stand in it once, after its first letter; copy more words.")
    first = unit.text[:place].rstrip()
    return [
        replace(unit, end=unit.start + len(first), text=first),
        replace(unit, start=unit.start + place, text=unit.text[place:]),
    ]


def _join(pieces: list[Unit], units: Sequence[Unit], index: int) -> list[Unit]:
    """Return the pieces with the next unit's words in the last one."""
    if index + 1 >= len(units):
        raise CorpusError(f"{units[index].id}: it is the last unit; there is none to join it with.")
    return [*pieces[:-1], replace(pieces[-1], end=units[index + 1].end)]
