"""What `mepp5 find` does: find the clauses, and print them, or how many they are."""

import json
from pathlib import Path

import click

from mepp5.display.exact import print_json
from mepp5.display.lines import print_lines
from mepp5.files import dump_jsonl
from mepp5.paths import ROOT
from mepp5.search.finding import count_found, find_clauses
from mepp5.search.lines import show_found
from mepp5.search.query import Query

NOTHING = "No clause matches."


def show_matches(query: Query, as_json: bool, only_count: bool, root: Path = ROOT) -> None:
    """Print the clauses that keep the query, or their number by policy; as JSON an object a line.

    Raise click.UsageError for a query that asks nothing, but of which all clauses would be printed to read;
    CorpusError for data that are not as the release has them.
    """
    if query.is_empty and not (as_json or only_count):
        raise click.UsageError("give words or an option; --count or --json without any take all clauses.")
    found = find_clauses(query, root)
    if only_count:
        _show_counts(count_found(found, query, root), as_json)
    elif as_json:
        print_json(dump_jsonl(each.as_row() for each in found))
    else:
        print_lines(lambda console: show_found(console, found))
    if not found:
        click.echo(NOTHING, err=True)


def _show_counts(counts: dict[str, int], as_json: bool) -> None:
    total = sum(counts.values())
    if as_json:
        click.echo(json.dumps({"policies": counts, "total": total}))
        return
    rows = {**counts, "total": total}
    name_width, number_width = max(map(len, rows)), max(len(str(count)) for count in rows.values())
    for name, count in rows.items():
        click.echo(f"{name:{name_width}}  {count:{number_width}}")
