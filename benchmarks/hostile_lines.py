"""Whether checks are linear in the lines of a corpus: `python -m benchmarks.hostile_lines [--lines NUMBER]`.

A made-up corpus, one of whose policies has very many units, all labelled, is checked; each check is timed at a
quarter of the lines and at all of them. What grows with the lines takes four times as long; with their square, sixteen.
Seconds are processor time, which other processes disturb little.
"""

import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from mepp5.checks.catalogue import CHECKS, run_check
from mepp5.command import Command

fixture_corpus: Any = import_module("tests.fixture_corpus")  # without types, as all tests are
LINES = 400_000
POLICY = "alpha-2020"
LEAST = 0.5  # seconds of what is shown


@click.command(cls=Command)
@click.option("--lines", default=LINES, show_default=True, help="Units of the largest corpus.")
def main(lines: int) -> None:
    """Measure and print."""
    few, many = (measure(each) for each in (lines // 4, lines))
    table = Table("check", f"{lines // 4:,} lines: s", f"{lines:,} lines: s", "times")
    for name, seconds in sorted(many.items(), key=lambda item: -item[1]):
        if seconds >= LEAST:
            table.add_row(name, f"{few[name]:.1f}", f"{seconds:.1f}", f"{seconds / max(few[name], 0.001):.1f}")
    table.add_row("all", f"{sum(few.values()):.1f}", f"{sum(many.values()):.1f}", "")
    Console().print(table)


def measure(lines: int) -> dict[str, float]:
    """Return the seconds of each check of a corpus with that many units; the release is not built, and so not found."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_corpus(lines, Path(folder))
        seconds = {}
        for check in CHECKS:
            start = time.process_time()
            for _ in run_check(check, root):
                pass
            seconds[check.id] = time.process_time() - start
    return seconds


def make_corpus(lines: int, folder: Path) -> Path:
    """Write the tests' corpus with that many more sentences in one policy, and return its root."""
    split, lineage, units = fixture_corpus.POLICIES[POLICY]
    more = [("sentence", 0, None, f"We keep the data of {n} people.", "data_retention") for n in range(lines)]
    fixture_corpus.POLICIES[POLICY] = (split, lineage, [*units, *more])
    try:
        return Path(fixture_corpus.make_corpus(folder, pairs=False))
    finally:
        fixture_corpus.POLICIES[POLICY] = (split, lineage, units)


if __name__ == "__main__":
    main()
