"""Whether build and check are linear in the lines of a corpus: `python -m benchmarks.hostile_lines [--lines NUMBER]`.

A made-up corpus, one of whose policies has very many units, all labelled, is built and then checked as `mepp5 check`
does; each check is timed at a quarter of the lines and at all of them. What grows with the lines takes four times as
long; with their square, sixteen. Lines are `numbered`, all alike but for a number, or `different`, sentences of words
that are drawn. Seconds are processor time, which other processes disturb little; what runs on two processors at once
counts twice.
"""

import random
import resource
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from mepp5.build import build
from mepp5.checks.catalogue import CHECKS, run_check
from mepp5.command import Command
from mepp5.system.memory import remember

test_build: Any = import_module("tests.changes.test_build")  # without types, as all tests are
fixture_corpus: Any = import_module("tests.fixture_corpus")
LINES = 400_000
POLICY = "alpha-2020"
LEAST = 0.5  # seconds of what is shown
SEED = 5
FEWEST, MOST = 4, 24  # words of a line that is drawn
WORDS = """we keep the data of people who use our services for as long needed share with partners and may collect device
location name address email phone number when you register an account or buy products from us under law consent security
encryption cookies children rights access delete correct object contact officer transfer country server third party
advertising analytics"""
KINDS = ("numbered", "different")
BUILD, WHOLE = "build", "all checks: on the clock"


@click.command(cls=Command)
@click.option("--lines", default=LINES, show_default=True, help="Units of the largest corpus.")
@click.option("--kind", default=KINDS[0], show_default=True, type=click.Choice(KINDS), help="How lines differ.")
def main(lines: int, kind: str) -> None:
    """Measure and print."""
    few, many = (measure(each, kind) for each in (lines // 4, lines))
    table = Table("what", f"{lines // 4:,} lines: s", f"{lines:,} lines: s", "times")
    for name, seconds in sorted(many.items(), key=lambda item: -item[1]):
        if seconds >= LEAST:
            table.add_row(name, f"{few[name]:.1f}", f"{seconds:.1f}", f"{seconds / max(few[name], 0.001):.1f}")
    Console().print(table)


def measure(lines: int, kind: str) -> dict[str, float]:
    """Return the seconds of the build of a corpus with that many units, of each check, and of all by the clock."""
    with tempfile.TemporaryDirectory() as folder:
        root = make_corpus(draw_lines(lines, kind), Path(folder))
        start = time.process_time()
        build(root)
        seconds = {BUILD: time.process_time() - start}
        click.echo(f"{lines:,} lines: built, {measure_memory():,} MiB at most", err=True)
        whole = time.perf_counter()
        with remember():
            for check in CHECKS:
                start = time.process_time()
                for _ in run_check(check, root):
                    pass
                seconds[check.id] = time.process_time() - start
        click.echo(f"{lines:,} lines: checked, {measure_memory():,} MiB at most", err=True)
        return {**seconds, WHOLE: time.perf_counter() - whole}


def measure_memory() -> int:
    """Return the most that this process has held, in MiB (the system counts KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def draw_lines(lines: int, kind: str) -> list[str]:
    """Return that many lines of a kind."""
    if kind == KINDS[0]:
        return [f"We keep the data of {number} people." for number in range(lines)]
    drawn = random.Random(SEED)
    words = WORDS.split()
    sizes = (drawn.randint(FEWEST, MOST) for _ in range(lines))
    return [" ".join(drawn.choices(words, k=size)).capitalize() + "." for size in sizes]


def make_corpus(lines: list[str], folder: Path) -> Path:
    """Write the tests' corpus with those sentences put behind one policy, ready to be built, and return its root."""
    split, lineage, units = fixture_corpus.POLICIES[POLICY]
    more = [("sentence", 0, None, line, "data_retention") for line in lines]
    fixture_corpus.POLICIES[POLICY] = (split, lineage, [*units, *more])
    try:
        return Path(test_build.make_buildable(folder, pairs=False))
    finally:
        fixture_corpus.POLICIES[POLICY] = (split, lineage, units)


if __name__ == "__main__":
    main()
