"""What `mepp5 show` does: a policy's units with their labels, all or those asked for, as rows or as text to read."""

from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mepp5.annotation.annotators import read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.corpus.clauses import Unit, read_units
from mepp5.display.lines import print_lines, write_line
from mepp5.display.tables import show_rows
from mepp5.files import Object
from mepp5.names import check_names
from mepp5.paths import ROOT
from mepp5.release.rows import find_reference, span_columns
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.search.command import NOTHING
from mepp5.search.lines import INDENT, show_spans

NO_SPANS: dict[str, list[Object]] = {"labels": [], "topics": [], "practices": [], "slots": []}


def show_policy(
    policy_id: str,
    clause: str | None,
    categories: Sequence[str],
    slots: Sequence[str],
    as_json: bool,
    root: Path = ROOT,
) -> None:
    """Print what list_units returns; with categories or slots the clauses that have one, under their headings.

    Raises click.UsageError naming the nearest ones for a name that there is not, CorpusError for broken data.
    """
    check_names("category", categories, root)
    check_names("slot", slots, root)
    rows = list_units(policy_id, clause, root)
    if categories or slots:
        chosen = select_units(rows, categories, slots)
        rows = chosen if as_json else find_headings(rows, chosen)
        if not chosen:
            click.echo(NOTHING, err=True)
    show_rows(rows, as_json=True) if as_json else show_units(rows)


def list_units(policy_id: str, clause: str | None = None, root: Path = ROOT) -> list[Object]:
    """Return the policy's units with the reference labels of each clause, or the one unit asked for.

    `clause` is an id ("huami-2021/0042") or its number, and "huami-2021/0042" may stand in place of both. Raises
    click.UsageError naming the nearest ones where there is no such policy or unit, CorpusError for broken data.
    """
    if clause is None and "/" in policy_id:
        policy_id, clause = policy_id.split("/", 1)
    check_names("policy", [policy_id], root)
    units = read_units(policy_id, root)
    if clause is not None:
        units = [_find_unit(units, policy_id, clause)]
    taxonomy = read_taxonomy(root)
    reference = find_reference(read_annotators(root).reference, read_exports(root))
    return [
        unit.as_row() | (span_columns(unit, reference.get(unit.id), taxonomy) if unit.is_clause else NO_SPANS)
        for unit in units
    ]


def select_units(rows: list[Object], categories: Sequence[str], slots: Sequence[str]) -> list[Object]:
    """Return the clauses that state one of the categories and hold one of the slots; () of either asks for nothing."""
    return [
        row
        for row in rows
        if (not categories or not set(categories).isdisjoint(row["labels"]))
        and (not slots or not {span["slot"] for span in row["slots"]}.isdisjoint(slots))
    ]


def find_headings(rows: list[Object], chosen: list[Object]) -> list[Object]:
    """Return the chosen ones of a policy's units with the headings that they stand under, in order."""
    ids = {row["id"] for row in chosen}
    shown: list[Object] = []
    above: list[Object] = []
    for row in rows:
        if row["kind"] == "heading":
            above = [*(heading for heading in above if heading["level"] < row["level"]), row]
        if row["id"] in ids:
            shown += [heading for heading in above if heading not in shown and heading is not row]
            shown.append(row)
    return shown


def show_units(rows: list[Object]) -> None:
    """Print units as text: the heading or the clause, below it its practices and slots."""
    print_lines(lambda console: _print_units(console, rows))


def _print_units(console: Console, rows: list[Object]) -> None:
    for number, row in enumerate(rows):
        if number and console.is_terminal:
            write_line(console, "")
        is_heading = row["kind"] == "heading"
        mark = "#" * max(row["level"], 1) if is_heading else row["kind"]
        write_line(console, Text().append(row["id"], "" if is_heading else "dim").append(f"  {mark}", "dim"))
        write_line(console, row["text"], "bold underline" if is_heading else "", INDENT)
        show_spans(console, row)


def _find_unit(units: list[Unit], policy_id: str, clause: str) -> Unit:
    for unit in units:
        number = unit.id.rpartition("/")[2]
        if clause in (unit.id, number, number.lstrip("0")):
            return unit
    near = f"the nearest: {_find_nearest(units, clause)}; " if clause.rpartition("/")[2].isdecimal() else ""
    raise click.UsageError(
        f"no unit {clause!r} in {policy_id}; {near}its units are {units[0].id} to {units[-1].id} "
        f"(mepp5 show {policy_id} lists all)."
    )


def _find_nearest(units: list[Unit], clause: str) -> str:
    asked = int(clause.rpartition("/")[2][:9])  # no policy has so many
    return min((unit.id for unit in units), key=lambda id: abs(int(id.rpartition("/")[2]) - asked))
