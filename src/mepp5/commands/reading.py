"""What the release holds: policies, clauses, the taxonomy, counts."""

from pathlib import Path

import click

from mepp5.commands.options import as_json
from mepp5.names import complete
from mepp5.scheme.crosswalk import TARGETS
from mepp5.search.options import query_options
from mepp5.search.query import Query


@click.command()
@as_json
@click.pass_obj
def policies(root: Path, as_json: bool) -> None:
    """List the policies with their units by kind.

    Example: mepp5 policies
    """
    from mepp5.listing import list_policies, show_rows

    columns = ("id", "date", "split", "sentence", "list_item", "table_row", "heading", "chrome")
    show_rows(list_policies(root), as_json, columns)


@click.command()
@click.argument("policy", shell_complete=complete("policy"))
@click.argument("clause", required=False)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="CATEGORY",
    help="Only clauses that state it.",
    shell_complete=complete("category"),
)
@click.option(
    "--slot",
    "slots",
    multiple=True,
    metavar="SLOT",
    help="Only clauses with such a phrase.",
    shell_complete=complete("slot"),
)
@as_json
@click.pass_obj
def show(
    root: Path, policy: str, clause: str | None, categories: tuple[str, ...], slots: tuple[str, ...], as_json: bool
) -> None:
    """Show a policy, or one CLAUSE of it, with its practices and slots.

    Each option may be given more than once: any of its names will do.

    Example: mepp5 show xiaomi-2019 66
    """
    from mepp5.search.units import show_policy

    show_policy(policy, clause, categories, slots, as_json, root)


@click.command()
@click.pass_obj
@query_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines, an object a line.")
@click.option("--count", "only_count", is_flag=True, help="Print how many there are, by policy.")
def find(root: Path, query: Query, as_json: bool, only_count: bool) -> None:
    """Find clauses by their WORDS and labels; a phrase stands in quotation marks.

    A clause must keep all conditions. Each option may be given more than once: any of its names will do.

    Example: mepp5 find "personal information" --category data_retention
    """
    from mepp5.search.command import show_matches

    show_matches(query, as_json, only_count, root)


@click.command()
@as_json
@click.pass_obj
def taxonomy(root: Path, as_json: bool) -> None:
    """List the categories and slots.

    Example: mepp5 taxonomy --json
    """
    from mepp5.listing import list_taxonomy, show_rows, show_taxonomy

    rows = list_taxonomy(root)
    show_rows(rows, as_json) if as_json else show_taxonomy(rows)


@click.command()
@click.option("--to", "target", type=click.Choice(TARGETS), required=True, help="What the taxonomy is compared with.")
@click.option(
    "--format", "form", type=click.Choice(("table", "json", "turtle")), help="How to print it.  [default: table]"
)
@click.option("--base", metavar="IRI", help="What the names of concepts begin with in Turtle.")
@as_json
@click.pass_obj
def crosswalk(root: Path, target: str, form: str | None, base: str | None, as_json: bool) -> None:
    """Show the taxonomy's counterparts in OPP-115, the GDPR or the Data Privacy Vocabulary (DPV).

    Turtle is written of DPV alone: the taxonomy in SKOS, its concepts matched with the terms of DPV.

    Example: mepp5 crosswalk --to gdpr
    """
    from mepp5.listing import show_crosswalk

    if as_json and form not in (None, "json"):
        raise click.UsageError("give --json or --format, not both.")
    show_crosswalk(target, "json" if as_json else form or "table", base, root)


@click.command()
@as_json
@click.pass_obj
def stats(root: Path, as_json: bool) -> None:
    """Count clauses, practices and slots per policy; --json prints everything counted.

    Example: mepp5 stats
    """
    from mepp5.display.exact import print_json
    from mepp5.files import read_bytes
    from mepp5.listing import list_stats, show_rows

    if as_json:
        print_json(read_bytes(root / "data/stats.json"))
    else:
        show_rows(list_stats(root), as_json=False)


@click.command()
@as_json
@click.pass_obj
def agreement(root: Path, as_json: bool) -> None:
    """Measure how far annotators agree, with each other and with the reference; --json prints every figure.

    Example: mepp5 agreement
    """
    from mepp5.agreement.measurement import generate
    from mepp5.display.exact import print_json
    from mepp5.documents.agreement import list_agreement
    from mepp5.listing import show_rows

    if as_json:
        for content in generate(root).values():
            print_json(content)
    elif rows := list_agreement(root):
        show_rows(rows, as_json=False)
    else:
        click.echo("No clause has two annotators.", err=True)
