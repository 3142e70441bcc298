"""`mepp5 decide`: what is still a draft, and what somebody has decided of it by reading."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

import click

from mepp5.annotation.exports import export_path
from mepp5.corpus.clauses import Unit, clauses_path, read_units, verify_units
from mepp5.corpus.drafts import drafts_path, dump_drafts, read_drafts
from mepp5.corpus.edits import OffsetMap, read_edits
from mepp5.corpus.manifest import MANIFEST, read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.display.lines import clean
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, write_files
from mepp5.intake.changing import Change, change_units
from mepp5.system.drafts import take_turn

ALL = "all"
RANGE = re.compile(r"(?:([a-z0-9-]+)/)?0*(\d{1,9})(?:-0*(\d{1,9}))?")


def check_policy(policy_id: str, root: Path) -> None:
    """Raise click.UsageError naming the nearest policies where there is none of that id."""
    ids = [policy.id for policy in read_manifest(root)]
    if policy_id not in ids:
        near = get_close_matches(policy_id, ids, n=3) or ids
        raise click.UsageError(f"no policy {policy_id!r}; did you mean {', '.join(near)}? `mepp5 policies` lists all.")


def find_numbers(words: Sequence[str], units: Sequence[Unit]) -> list[int]:
    """Return the numbers, from 1, that words such as "12", "3-17", "nimbus-2024/0012" and "all" name.

    Raises click.UsageError for others, and for those of another policy than the units'.
    """
    numbers: dict[int, None] = {}
    for word in words:
        if word == ALL:
            numbers.update(dict.fromkeys(range(1, len(units) + 1)))
            continue
        match = RANGE.fullmatch(word)
        if match and match[1] not in (None, units[0].policy):
            raise click.UsageError(f"{word!r} is of another policy than {units[0].policy}; give its own numbers.")
        first, last = (int(match[2]), int(match[3] or match[2])) if match else (0, 0)
        if not 1 <= first <= last <= len(units):
            raise click.UsageError(f"{word!r} names no units; give numbers of 1 to {len(units)}, 3-17, or {ALL}.")
        numbers.update(dict.fromkeys(range(first, last + 1)))
    return list(numbers)


def decide(policy_id: str, numbers: Sequence[int], change: Change, root: Path) -> int:
    """Take the units as decided, the one of a change as it says; return how many are drafts afterwards.

    The numbers of units after a split or a join, and the sections below a heading that was changed, follow. Raises
    CorpusError, and writes nothing, once the policy is annotated, and where a unit would break a rule of the corpus.
    Who decides at the same time in another process waits, so that no decision is lost.
    """
    with take_turn(root / MANIFEST):
        return _decide(policy_id, numbers, change, root)


def _decide(policy_id: str, numbers: Sequence[int], change: Change, root: Path) -> int:
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


def show_drafts(policy_id: str, root: Path) -> None:
    """Print the policy's units that are still drafts, each with what was guessed of it."""
    drafts, units = read_drafts(policy_id, root), {unit.id: unit for unit in read_units(policy_id, root)}
    section: tuple[str, ...] = ()
    for draft in drafts:
        unit = units[draft.id]
        if unit.section != section:
            section = unit.section
            click.echo(f"\n{clean(' › '.join(section)) or '(no section)'}")
        level = f" {unit.level}" if unit.level else ""
        lead_in = f" after {int(unit.lead_in.rpartition('/')[2])}" if unit.lead_in else ""
        click.echo(f"{int(draft.id.rpartition('/')[2]):4} {unit.kind}{level}{lead_in}: {clean(unit.text)}")
        if draft.why:
            click.echo(f"     ? {clean(draft.why)}")
    click.echo(f"{policy_id}: {len(drafts)} of {len(units)} units are drafts", err=True)


def list_drafts(root: Path) -> list[tuple[str, int, int]]:
    """Return (policy, its units that are drafts, all its units) of every policy, in corpus order."""
    policies = [policy.id for policy in read_manifest(root)]
    return [(policy, len(read_drafts(policy, root)), len(read_units(policy, root))) for policy in policies]
