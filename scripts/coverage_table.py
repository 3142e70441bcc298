"""What share of each room's lines and branches the tests run, out of coverage's data, as docs/coverage.md has it."""

import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import click

from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.files import Object, write_files
from mepp5.paths import CLONE
from mepp5.reading.forms import read_json

TABLE = "docs/coverage.md"
HEAD = """# What the tests run

Lines and branches of each room that some test runs, as `make coverage` counts them: all tests but those that need a
server of Label Studio (`make test-label-studio`), which run much of `scripts/` too. Written by
`scripts/coverage_table.py`.

| room | lines | of them run | branches | of them run |
| --- | ---: | ---: | ---: | ---: |
"""
COUNTS = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def name_room(path: str) -> str:
    """Return the room of a module's path below the clone: its folder, of src/mepp5 and baselines the one below it."""
    parts = Path(path).parts
    depth = 3 if parts[0] == "src" else 2 if parts[0] == "baselines" else 1
    return "/".join(parts[:-1][:depth])


def draw_table(files: dict[str, Object]) -> str:
    """Return the document for {path below the clone: {"summary": counts}}."""
    rooms: dict[str, list[int]] = defaultdict(lambda: [0] * len(COUNTS))
    for path, entry in files.items():
        for name in (name_room(path), "**all**"):
            rooms[name] = [count + entry["summary"][key] for count, key in zip(rooms[name], COUNTS, strict=True)]
    order = sorted(rooms, key=lambda room: (room == "**all**", not room.startswith("src"), room))
    return HEAD + "".join(_draw_row(room, rooms[room]) for room in order)


def _draw_row(room: str, counts: list[int]) -> str:
    lines, run, branches, taken = counts
    name = room if room.startswith("*") else f"`{room}/`"
    return f"| {name} | {lines:,} | {_share(run, lines)} | {branches:,} | {_share(taken, branches)} |\n"


def _share(part: int, whole: int) -> str:
    """Return the share in per cent, cut and not rounded: 100 % is all of it."""
    return f"{1000 * part // whole / 10:.1f} %" if whole else "–"


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--show", is_flag=True, help="Print the table and write nothing.")
def main(show: bool) -> None:
    """Write docs/coverage.md out of the data of the last run under coverage."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        command = [sys.executable, "-m", "coverage", "json", "--quiet", "-o", str(path)]
        done = subprocess.run(command, cwd=CLONE, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CorpusError(f"coverage has no data ({' '.join(done.stdout.split())}); run make coverage.")
        table = draw_table(read_json(path, Object)["files"])
    if show:
        click.echo(table, nl=False)
    else:
        write_files(CLONE, {TABLE: table.encode()})


if __name__ == "__main__":
    main()
