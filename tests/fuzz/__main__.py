"""Runs the targets, each in a process of its own, so that a crash of one ends no other: python -m tests.fuzz --help."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tests.fuzz.shrinking import find_crash, shrink
from tests.fuzz.targets import TARGETS, Target, feed_once

SEED = 20260  # of all targets
LONGEST_RUN = 20  # seconds of one input: whatever takes longer hangs
MOST_MEMORY = 2500  # MiB of a process
PATIENCE = 3600  # seconds of a target, which only a hang of the wrapper can reach
ROOT = Path(__file__).parents[2]
LINE = re.compile(r"^#(\d+)\s.*?cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Result:
    """What came of a target: its last counters, and the last lines of what it said where it crashed."""

    name: str
    runs: int
    seconds: float
    counters: tuple[str, ...]  # edges, features, inputs kept
    crash: str = ""
    found: bytes = b""  # the input that crashed it


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(list(TARGETS)))
@click.option("--runs", type=click.IntRange(1), help="Runs of each target (default: those of the table).")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Targets at a time.")
@click.option(
    "--shrink", "crash", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Cut a crash down."
)
def main(names: tuple[str, ...], runs: int | None, jobs: int, crash: Path | None) -> None:
    """Feed the targets with noise; exit with 1 if one crashes."""
    if crash:
        if len(names) != 1:
            raise click.UsageError("--shrink FILE is of one target; name it")
        _shrink(names[0], crash)
        return
    if find_spec("atheris") is None:
        raise click.ClickException("atheris is not installed; pip install '.[fuzz]' brings it, on Linux.")
    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(lambda name: run_target(name, runs or TARGETS[name].runs), names or TARGETS))
    Console().print(draw_table(results))
    for result in results:
        if result.crash:
            click.echo(f"\n{result.name}: {result.crash}\ninput: {result.found!r}", err=True)
    sys.exit(any(result.crash for result in results))


def run_target(name: str, runs: int) -> Result:
    """Run one target in a child process and return what came of it."""
    start = time.monotonic()
    limits = (f"-timeout={LONGEST_RUN}", f"-rss_limit_mb={MOST_MEMORY}", f"-seed={SEED}", f"-atheris_runs={runs}")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.fuzz.child", name, folder, *limits]
        try:
            done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
            said, status = (done.stdout + done.stderr).decode("utf-8", "replace"), done.returncode
        except subprocess.TimeoutExpired:
            said, status = "the target did not end", 1
        kept = [path.read_bytes() for path in _list_artifacts(Path(folder))]
    result = read_result(name, said, status, time.monotonic() - start, kept)
    click.echo(f"{name}: {result.runs:,} runs{', a crash' if result.crash else ''}", err=True)  # as soon as it is known
    return result


def _list_artifacts(folder: Path) -> Iterator[Path]:
    for kind in ("crash", "timeout", "oom", "leak", "slow-unit"):
        yield from sorted(folder.glob(f"{kind}-*"))


def read_result(name: str, said: str, status: int, seconds: float, kept: list[bytes]) -> Result:
    """Return the result of a child that said this and ended with this status; without "Done" it is a crash."""
    steps = LINE.findall(said)
    done = re.search(r"^Done (\d+) ", said, re.MULTILINE)
    runs = int(done[1]) if done else int(steps[-1][0]) if steps else 0
    told = [line for line in said.splitlines() if not re.match(r"#\d|INFO|WARNING", line)]
    # Once all runs are done, what libraries do while the interpreter ends is no reader's crash.
    crash = "" if done and not kept else "\n".join([f"ended with status {status}", *told[-30:]])
    return Result(name, runs, seconds, tuple(steps[-1][1:]) if steps else ("–",) * 3, crash, kept[0] if kept else b"")


def draw_table(results: list[Result]) -> Table:
    """Return the table of runs, seconds, crashes and counters."""
    table = Table("target", *(("runs", "seconds", "crashes", "edges", "features", "kept")))
    for column in table.columns[1:]:
        column.justify = "right"
    for result in results:
        crashes = str(int(bool(result.crash)))
        table.add_row(result.name, f"{result.runs:,}", f"{result.seconds:.0f}", crashes, *result.counters)
    total = (sum(result.runs for result in results), sum(result.seconds for result in results))
    crashes = str(sum(bool(result.crash) for result in results))
    table.add_row("all", f"{total[0]:,}", f"{total[1]:.0f}", crashes, "", "", "")
    return table


def _shrink(name: str, path: Path) -> None:
    target: Target = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        feed, _ = target.prepare(Path(folder))
        crash = find_crash(path.read_bytes(), lambda content: feed_once(feed, content))
        if crash is None:
            raise click.ClickException(f"{path} does not crash {name}.")
        left = shrink(path.read_bytes(), lambda content: feed_once(feed, content))
    click.echo(f"{crash}: {left!r}")


if __name__ == "__main__":
    main()
