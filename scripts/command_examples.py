"""The examples of docs/command-line.md: each `$` line of a console block is run, and what it prints is put below it.

    python scripts/command_examples.py            # writes the document
    python scripts/command_examples.py --check    # exit status 1 if it would change

A line may end in `| head -n NUMBER` or `| tail -n NUMBER`; … stands where more was printed.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click

from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.files import read_text, write_files
from mepp5.paths import CLONE

DOCUMENT = "docs/command-line.md"
BLOCK = re.compile(r"(?<=^```console\n)((?:(?!```).*\n)*+)(?=```$)", re.MULTILINE)
PART = re.compile(r" \| (head|tail) -n (\d+)$")
PROGRAMS = {
    "mepp5": [sys.executable, "-c", "from mepp5.cli import main; main(prog_name='mepp5')"],
    "python": [sys.executable],
}
MORE = "…"


def list_examples(document: str) -> list[str]:
    """Return the commands of the document, as they stand in it after the `$`."""
    return [example for block in BLOCK.findall(document) for example in _read_block(block)]


def run_example(example: str, root: Path = CLONE) -> str:
    """Return the lines that an example prints in root, both streams as they come, and … for what is left out.

    Raise CorpusError for a program that is none of PROGRAMS.
    """
    program, *words = shlex.split(PART.sub("", example))
    if program not in PROGRAMS:
        raise CorpusError(f"{DOCUMENT}: {example!r} starts no program of {', '.join(PROGRAMS)}; write another.")
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONPATH": str(root / "src")}
    result = subprocess.run(
        [*PROGRAMS[program], *words], cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    lines = [line.rstrip() for line in result.stdout.decode().splitlines()]
    part = PART.search(example)
    if part and len(lines) > int(part[2]):
        number = int(part[2])
        lines = [*lines[:number], MORE] if part[1] == "head" else [MORE, *lines[-number:]]
    return "".join(f"{line}\n" for line in lines)


def fill_document(document: str, root: Path = CLONE) -> str:
    """Return the document with what its commands print below each of them."""

    def fill(match: re.Match[str]) -> str:
        return "".join(f"$ {example}\n{run_example(example, root)}" for example in _read_block(match[0]))

    return BLOCK.sub(fill, document)


def _read_block(block: str) -> list[str]:
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


@click.command(cls=Command)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the document would change.")
def main(check: bool) -> None:
    """Run the examples of docs/command-line.md and write what they print.

    Example: python scripts/command_examples.py --check
    """
    document = read_text(CLONE / DOCUMENT)
    filled = fill_document(document)
    if check and filled != document:
        raise click.ClickException(f"{DOCUMENT} is not as its commands print; run python scripts/command_examples.py.")
    if not check:
        write_files(CLONE, {DOCUMENT: filled.encode()})


if __name__ == "__main__":
    main()
