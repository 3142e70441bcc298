"""What the reading commands show: the rows of each listing, and their rendering as a table or as JSON."""

import json
from collections import Counter
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from mepp5.annotation.annotators import read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import find_policy, read_manifest
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.forms import read_json
from mepp5.paths import ROOT
from mepp5.release.counts import Statistics
from mepp5.release.rows import find_reference, span_columns
from mepp5.scheme.taxonomy import read_taxonomy

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

    `clause` is an id ("huami-2021/0042") or its number; raises CorpusError where there is no such policy or unit.
    """
    find_policy(policy_id, root)
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


def show_rows(rows: list[Object], as_json: bool, columns: tuple[str, ...] = ()) -> None:
    """Print the rows on stdout: one JSON array, or a table to read (of these columns, if any are named)."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    columns = columns or tuple(rows[0])
    table = Table(box=SIMPLE_HEAD, padding=0)
    for name in columns:
        table.add_column(name, justify="right" if isinstance(rows[0][name], int | float) else "left")
    for row in rows:
        table.add_row(*(_show_cell(row[name]) for name in columns))
    Console(highlight=False, markup=False).print(table)


def show_units(rows: list[Object]) -> None:
    """Print units as text: the heading or the clause, below it its practices and slots."""
    console = Console(highlight=False, markup=False)
    for row in rows:
        mark = "#" * max(row["level"], 1) if row["kind"] == "heading" else row["kind"]
        console.print(f"{row['id']}  {mark}", style="bold")
        console.print(f"  {row['text']}")
        for span in row["practices"]:
            about = f", about {', '.join(span['subjects'])}" if span["subjects"] else ""
            console.print(f"    {span['category']} ({span['polarity']}{about}): {_show_extent(span, row)}")
        for span in row["slots"]:
            console.print(f"    {span['slot']} = {span['value']}: {span['text']}", style="dim")


def _find_unit(units: list[Unit], policy_id: str, clause: str) -> Unit:
    for unit in units:
        number = unit.id.rpartition("/")[2]
        if clause in (unit.id, number, number.lstrip("0")):
            return unit
    raise CorpusError(f"no unit {clause!r} in {policy_id}; its units are {units[0].id} to {units[-1].id}.")


def _show_extent(span: Object, row: Object) -> str:
    return "whole unit" if span["text"] == row["text"] else span["text"]


def _show_cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
