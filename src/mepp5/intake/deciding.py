"""`mepp5 decide`: what is still a draft, and what somebody has decided of it by reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import click

from mepp5.annotation.exports import export_path
from mepp5.corpus.clauses import Kind, Unit, clauses_path, read_units, verify_units
from mepp5.corpus.drafts import Draft, drafts_path, dump_drafts, read_drafts
from mepp5.corpus.edits import OffsetMap, read_edits
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, write_files
from mepp5.intake.sections import fill_sections, measure_depths

ALL = "all"
RANGE = re.compile(r"(?:[a-z0-9-]+/)?0*(\d{1,9})(?:-0*(\d{1,9}))?")
NO_LEAD_IN = 0


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


def check_policy(policy_id: str, root: Path) -> None:
    """Raise click.UsageError naming the nearest policies where there is none of that id."""
    ids = [policy.id for policy in read_manifest(root)]
    if policy_id not in ids:
        near = get_close_matches(policy_id, ids, n=3) or ids
        raise click.UsageError(f"no policy {policy_id!r}; did you mean {', '.join(near)}? `mepp5 policies` lists all.")


def find_numbers(words: Sequence[str], units: Sequence[Unit]) -> list[int]:
    """Return the numbers, from 1, that words such as "12", "3-17" and "all" name; raise click.UsageError for others."""
    if ALL in words:
        return list(range(1, len(units) + 1))
    numbers: dict[int, None] = {}
    for word in words:
        match = RANGE.fullmatch(word)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= len(units):
            raise click.UsageError(f"{word!r} names no units; give numbers of 1 to {len(units)}, 3-17, or {ALL}.")
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return list(numbers)


def decide(policy_id: str, numbers: Sequence[int], change: Change, root: Path) -> int:
    """Take the units as decided, the one of a change as it says; return how many are drafts afterwards.

    The numbers of units after a split or a join, and the sections below a heading that was changed, follow. Raises
    CorpusError, and writes nothing, once the policy is annotated, and where a unit would break a rule of the corpus.
    """
    units, drafts = read_units(policy_id, root), {draft.id: draft for draft in read_drafts(policy_id, root)}
    contents: dict[str, bytes] = {}
    if not change.is_empty:
        if (root / export_path(policy_id)).exists():
            raise CorpusError(
                f"{policy_id} is annotated, and its units are frozen; only as they stand are they decided."
            )
        units, drafts = change_units(units, drafts, numbers[0] - 1, change)
        offsets = OffsetMap(read_edits(policy_id, root))
        text = read_text_of(policy_id, root)
        units = [_fill(unit, text, offsets) for unit in units]
        verify_units(units, text, root)
        contents[clauses_path(policy_id)] = dump_jsonl(unit.as_row() for unit in units)
    decided = {units[number - 1].id for number in numbers}
    left = [draft for id, draft in drafts.items() if id not in decided]
    contents[drafts_path(policy_id)] = dump_drafts(left)
    write_files(root, contents)
    return len(left)


def _fill(unit: Unit, text: str, offsets: OffsetMap) -> Unit:
    """Return the unit with its words and its place in the raw text, which follow from start and end."""
    raw_start, raw_end = offsets.start_to_raw(unit.start), offsets.end_to_raw(unit.end)
    return replace(unit, text=text[unit.start : unit.end], raw_start=raw_start, raw_end=raw_end)


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
        lead_in = units[change.lead_in - 1].id if 0 < change.lead_in <= len(units) else None
        pieces = [replace(pieces[0], lead_in=lead_in)]
    if change.before:
        pieces = _split(pieces[0], change.before)
    if change.join:
        pieces, taken = _join(pieces, units, index), 2
    depths[index : index + taken] = [depths[index]] * len(pieces)
    ids = [each.id for each in units[:index]] + [unit.id] * len(pieces) + [each.id for each in units[index + taken :]]
    return _renumber([*units[:index], *pieces, *units[index + taken :]], ids, depths, drafts)


def _renumber(
    units: list[Unit], ids: Sequence[str], depths: Sequence[int | None], drafts: dict[str, Draft]
) -> tuple[list[Unit], dict[str, Draft]]:
    """Return units and drafts by their places; `ids` are those that the units had."""
    policy = units[0].policy
    new = [f"{policy}/{number:04d}" for number in range(1, len(units) + 1)]
    first = {old: id for id, old in reversed(list(zip(new, ids, strict=True)))}
    moved = [replace(unit, id=id, lead_in=first.get(unit.lead_in or "")) for id, unit in zip(new, units, strict=True)]
    kept = {id: Draft(id, drafts[old].why) for id, old in zip(new, ids, strict=True) if old in drafts}
    return fill_sections(moved, depths), kept


def _take_kind(unit: Unit, change: Change) -> Unit:
    """Return the unit of another kind or level; only a clause has a lead-in, only headings and items a level."""
    kind = change.kind or unit.kind
    level = change.level if change.level is not None else unit.level or int(kind in ("heading", "list_item"))
    lead_in = unit.lead_in if kind == "list_item" else None
    return replace(unit, kind=kind, level=level if kind in ("heading", "list_item") else 0, lead_in=lead_in)


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


def show_drafts(policy_id: str, root: Path) -> None:
    """Print the policy's units that are still drafts, each with what was guessed of it."""
    drafts, units = read_drafts(policy_id, root), {unit.id: unit for unit in read_units(policy_id, root)}
    section: tuple[str, ...] = ()
    for draft in drafts:
        unit = units[draft.id]
        if unit.section != section:
            section = unit.section
            click.echo(f"\n{' › '.join(section) or '(no section)'}")
        level = f" {unit.level}" if unit.level else ""
        lead_in = f" after {int(unit.lead_in.rpartition('/')[2])}" if unit.lead_in else ""
        click.echo(f"{int(draft.id.rpartition('/')[2]):4} {unit.kind}{level}{lead_in}: {unit.text}")
        if draft.why:
            click.echo(f"     ? {draft.why}")
    click.echo(f"{policy_id}: {len(drafts)} of {len(units)} units are drafts", err=True)


def list_drafts(root: Path) -> list[tuple[str, int, int]]:
    """Return (policy, its units that are drafts, all its units) of every policy, in corpus order."""
    policies = [policy.id for policy in read_manifest(root)]
    return [(policy, len(read_drafts(policy, root)), len(read_units(policy, root))) for policy in policies]
