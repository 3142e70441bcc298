"""What the listing commands show: the rows of each listing, the taxonomy as text to read, and its crosswalks."""

from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.display.lines import print_lines, write_line
from mepp5.display.tables import show_rows as show_rows  # what the commands show their rows with
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.reading.forms import read_json
from mepp5.release.counts import Statistics
from mepp5.scheme.crosswalk import COLUMNS, CROSSWALKS
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.search.lines import INDENT


def list_policies(root: Path = ROOT) -> list[Object]:
    """Return one row per policy: identity, split, and its units by kind."""
    rows = []
    for policy in read_manifest(root):
        kinds = Counter(unit.kind for unit in read_units(policy.id, root))
        counts = {kind: kinds[kind] for kind in ("sentence", "list_item", "table_row", "heading", "chrome")}
        head = {name: getattr(policy, name) for name in ("id", "publisher", "date", "date_kind", "lineage", "split")}
        rows.append(head | counts)
    return rows


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


def show_crosswalk(target: str, form: str, base: str | None, root: Path = ROOT) -> None:
    """Print the crosswalk to one of TARGETS as "table", "json" or "turtle", whose names begin with `base`.

    Raises click.UsageError for a target that is not written in Turtle and for a base that names cannot be put after,
    CorpusError for a taxonomy that breaks a rule.
    """
    from mepp5.scheme.vocabulary import BASE, is_base, write_turtle

    if form == "turtle" and target != "dpv":
        raise click.UsageError(f"Turtle is written of dpv alone; for {target} take --format table or json.")
    if base is not None and (form != "turtle" or not is_base(base)):
        raise click.UsageError(
            "--base is of --format turtle, an absolute IRI that ends in /, # or :, without a password."
        )
    taxonomy = read_taxonomy(root)
    if form == "turtle":
        click.echo(write_turtle(taxonomy, base or BASE), nl=False)
    else:
        show_rows(CROSSWALKS[target](taxonomy), form == "json", COLUMNS.get(target, ()))


def show_taxonomy(rows: list[Object]) -> None:
    """Print the categories and slots: the id, what it means, and a slot's values."""
    print_lines(lambda console: _print_taxonomy(console, rows))


def _print_taxonomy(console: Console, rows: list[Object]) -> None:
    for number, row in enumerate(rows):
        if number:
            write_line(console, "")
        write_line(console, Text().append(row["id"], "bold").append(f"  {row['layer']}"))
        write_line(console, row["definition"], indent=INDENT)
        if row["values"]:
            write_line(console, f"values: {', '.join(row['values'])}", indent=INDENT)
