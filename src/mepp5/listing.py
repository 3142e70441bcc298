"""What the reading commands show: the rows of each listing, and units and the taxonomy as text to read."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mepp5.annotation.annotators import read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.display.lines import print_lines, write_line
from mepp5.display.tables import show_rows as show_rows  # what the commands show their rows with
from mepp5.files import Object
from mepp5.forms import read_json
from mepp5.names import check_names
from mepp5.paths import ROOT
from mepp5.release.counts import Statistics
from mepp5.release.rows import find_reference, span_columns
from mepp5.scheme.crosswalk import COLUMNS, CROSSWALKS
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.search.command import NOTHING
from mepp5.search.lines import INDENT, show_spans

NO_SPANS: dict[str, list[Object]] = {"labels": [], "topics": [], "practices": [], "slots": []}


def list_policies(root: Path = ROOT) -> list[Object]:
    """Return one row per policy: identity, split, and its units by kind."""
    rows = []
    for policy in read_manifest(root):
        kinds = Counter(unit.kind for unit in read_units(policy.id, root))
        counts = {kind: kinds[kind] for kind in ("sentence", "list_item", "table_row", "heading", "chrome")}
        head = {name: getattr(policy, name) for name in ("id", "publisher", "date", "date_kind", "lineage", "split")}
        rows.append(head | counts)
    return rows


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


def list_taxonomy(root: Path = ROOT) -> list[Object]:
    """Return one row per category and slot, in order."""
    taxonomy = read_taxonomy(root)
    rows = [
        {"layer": "practice", "id": category.id, "definition": category.definition, "values": []}
        for category in taxonomy.categories
    ]
    return rows + [
        {"layer": "slot", "id": slot.id, "definition": slot.definition, "values": list(slot.values)}
        for slot in taxonomy.slots
    ]


def list_stats(root: Path = ROOT) -> list[Object]:
    """Return one row per policy of data/stats.json: clauses, practices, slots and lengths."""
    policies = read_json(Path(root) / "data/stats.json", Statistics, "run mepp5 build")["policies"]
    return [
        {
            "policy": policy,
            "clauses": counts["clauses"],
            "practices": counts["practices"],
            "negated": counts["negated"],
            "slots": counts["slots"],
            "tokens": counts["tokens_per_clause"]["total"],
            "labels/clause": counts["labels_per_clause"]["mean"],
        }
        for policy, counts in policies.items()
    ]


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


def show_crosswalk(target: str, form: str, base: str | None, root: Path = ROOT) -> None:
    """Print the crosswalk to one of TARGETS as "table", "json" or "turtle", whose names begin with `base`.

    Raises click.UsageError for a target that is not written in Turtle and for a base that names cannot be put after,
    CorpusError for a taxonomy that breaks a rule.
    """
    from mepp5.scheme.vocabulary import BASE, is_base, write_turtle

    if form == "turtle" and target != "dpv":
        raise click.UsageError(f"Turtle is written of dpv alone; for {target} take --format table or json.")
    if base is not None and (form != "turtle" or not is_base(base)):
        raise click.UsageError("--base is of --format turtle, an absolute IRI that ends in /, # or :.")
    taxonomy = read_taxonomy(root)
    if form == "turtle":
        click.echo(write_turtle(taxonomy, base or BASE), nl=False)
    else:
        show_rows(CROSSWALKS[target](taxonomy), form == "json", COLUMNS.get(target, ()))


def show_taxonomy(rows: list[Object]) -> None:
    """Print the categories and slots: the id, what it means, and a slot's values."""
    print_lines(lambda console: _print_taxonomy(console, rows))


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


def _print_taxonomy(console: Console, rows: list[Object]) -> None:
    for number, row in enumerate(rows):
        if number:
            write_line(console, "")
        write_line(console, Text().append(row["id"], "bold").append(f"  {row['layer']}"))
        write_line(console, row["definition"], indent=INDENT)
        if row["values"]:
            write_line(console, f"values: {', '.join(row['values'])}", indent=INDENT)


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
