"""How near drafted units come to decided ones: `python -m benchmarks.drafts [--write]`.

The five policies are drafted anew from their canonical texts and compared with the units that were decided by eye. A
unit counts as found if begin and end are the decided ones; F1 is of these, then of those that have the kind as well.
"Section" is the share of the clauses found whose section is the decided one. The file of another drafter's units
(JSON lines with policy, start, end and kind) can be measured beside with --other NAME=FILE; once written, its figures
are kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from baselines.corpus import load_corpus
from benchmarks.machine import RESULTS, describe_machine, read_previous
from mepp5.command import Command
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError
from mepp5.extraction.plain import read_plain
from mepp5.files import Object, dump_json, write_files
from mepp5.paths import ROOT
from mepp5.reading.forms import form, read_jsonl
from mepp5.segmentation.outline import outline

Place = tuple[int, int, str]


@form
@dataclass(frozen=True, slots=True)
class OtherUnit:
    """A unit of another drafter: code points of the policy's canonical text, half-open."""

    policy: str
    kind: str
    start: int
    end: int


@click.command(cls=Command)
@click.option("--other", "others", multiple=True, metavar="NAME=FILE", help="Another drafter's units, as JSON lines.")
@click.option("--write", is_flag=True, help="Write the figures to benchmarks/results/drafts.json.")
def main(others: tuple[str, ...], write: bool) -> None:
    """Measure drafts of the five policies against their decided units."""
    policies = {policy.id: read_units(policy.id) for policy in read_manifest()}
    rows = [measure_own(name, units) for name, units in policies.items()]
    for word in others:
        name, _, path = word.partition("=")
        if not path:
            raise CorpusError(f"{word!r} is no NAME=FILE; give the drafter's name and its file.")
        drafted = read_jsonl(Path(path), OtherUnit)
        for policy, units in policies.items():
            places = {(unit.start, unit.end, unit.kind) for unit in drafted if unit.policy == policy}
            rows.append({"drafter": name, "policy": policy, **compare(units, places), "section": None})
    _print_rows(rows)
    if write:
        measured = {row["drafter"] for row in rows}
        kept = [row for row in read_previous("drafts").get("rows", []) if row["drafter"] not in measured]
        result = {**describe_machine(load_corpus().sha256), "rows": [*rows, *kept]}
        write_files(ROOT, {f"{RESULTS}/drafts.json": dump_json(result)})


def measure_own(policy: str, units: Iterable[Unit]) -> Object:
    """Return the figures of this project's drafts of a policy, its units being the decided ones."""
    units = list(units)
    drafted = list(outline(read_plain(policy, read_text_of(policy))))
    sections = {(unit.start, unit.end): unit.section for unit in units if unit.is_clause}
    same = [unit.section == sections[unit.start, unit.end] for unit in drafted if (unit.start, unit.end) in sections]
    figures = compare(units, {(unit.start, unit.end, unit.kind) for unit in drafted})
    return {"drafter": "mepp5", "policy": policy, **figures, "section": round(sum(same) / len(same), 4)}


def compare(units: Iterable[Unit], drafted: set[Place]) -> Object:
    """Return the F1 of drafted places, without kind and with it, against those of the decided units."""
    decided = {(unit.start, unit.end, unit.kind) for unit in units}
    spans, right = {place[:2] for place in drafted}, {place[:2] for place in decided}
    return {
        "drafted": len(drafted),
        "decided": len(decided),
        "f1": round(2 * len(spans & right) / (len(spans) + len(right)), 4),
        "f1_with_kind": round(2 * len(drafted & decided) / (len(drafted) + len(decided)), 4),
    }


def _print_rows(rows: Iterable[Mapping[str, object]]) -> None:
    table = Table("drafter", "policy", "decided", "drafted", "F1", "F1 with kind", "section right")
    for row in rows:
        figures = (f"{row[key]:.3f}" if row[key] is not None else "–" for key in ("f1", "f1_with_kind", "section"))
        table.add_row(*(str(row[key]) for key in ("drafter", "policy", "decided", "drafted")), *figures)
    Console().print(table)


if __name__ == "__main__":
    main()
