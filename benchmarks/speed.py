"""How long the commands that people wait for take on this machine: `make speed`."""

import subprocess
import sys
import time
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from mepp5.command import Command
from mepp5.extraction.language import find_foreign, load_model
from mepp5.extraction.pdf import read_pdf
from mepp5.system.processes import end_with_parent
from tests.extraction.fixture_office import typeset
from tests.extraction.fixture_pdf import make_sentences, make_story

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
LOAD = """
import time, datasets, mepp5
start = time.perf_counter()
mepp5.load("clauses")
print(time.perf_counter() - start)
"""


@click.command(cls=Command)
def main() -> None:
    """Print the seconds of each, beside the bound that the project sets itself (two cores)."""
    rows = (
        ("make bench", 120, time_command("make", "bench")),
        ("mepp5 build", 10, time_command(BIN / "mepp5", "build")),
        ('mepp5.load("clauses"), beyond import datasets', 0.5, time_load()),
        ("reading a PDF of 43 pages", 3, time_pdf()),
        ("telling the languages of a million characters", 5, time_languages()),
    )
    table = Table("what", "bound, s", "measured, s")
    for what, bound, seconds in rows:
        table.add_row(what, str(bound), f"{seconds:.2f}")
    Console().print(table)


def time_command(*command: str | Path) -> float:
    """Return the wall time of a command in seconds; raise CalledProcessError if it fails."""
    start = time.perf_counter()
    subprocess.run(
        [str(word) for word in command], cwd=ROOT, check=True, capture_output=True, preexec_fn=end_with_parent
    )
    return time.perf_counter() - start


def time_load() -> float:
    """Return the seconds that mepp5.load takes in a new process that has imported datasets."""
    done = subprocess.run([sys.executable, "-c", LOAD], check=True, capture_output=True, text=True)
    return float(done.stdout)


def time_pdf() -> float:
    """Return the wall time of reading a PDF that is typeset from sentences, in seconds."""
    content = typeset(make_story(330)[0])
    start = time.perf_counter()
    read_pdf(content)
    return time.perf_counter() - start


def time_languages() -> float:
    """Return the wall time of looking for parts in other languages, none of which is there, in seconds."""
    paragraphs = [make_sentences(10, seed) for seed in range(1_200)]
    load_model()
    start = time.perf_counter()
    find_foreign(paragraphs)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
