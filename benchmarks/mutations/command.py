"""The command: draws corruptions, has them judged by processes side by side, keeps every verdict, writes the table."""

import json
import shutil
import subprocess
import time
from multiprocessing import get_context
from pathlib import Path

import click

from benchmarks.mutations.drawing import Mutation, draw_mutations
from benchmarks.mutations.judging import Judge
from benchmarks.mutations.table import DOCUMENT, Verdict, write_table
from mepp5.checks.recorded import RECORDED
from mepp5.command import Command
from mepp5.files import read_bytes, sha256
from mepp5.paths import ROOT


@click.command(cls=Command)
@click.option("--count", default=340, show_default=True, help="How many corruptions.")
@click.option("--seed", default=7, show_default=True, help="Which ones.")
@click.option("--jobs", default=2, show_default=True, help="How many processes judge.")
@click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=ROOT / ".mutations",
    help="Where copies and verdicts are kept; a run that was stopped goes on with them while no file has changed.",
)
@click.option("--tests", is_flag=True, help="Have what the checks let through judged by tests of documents too.")
@click.option("--write", is_flag=True, help=f"Write the table into {DOCUMENT}.")
def mutations(count: int, seed: int, jobs: int, work: Path, tests: bool, write: bool) -> None:
    """Corrupt a copy of the repository in many ways, and say who finds it; exit 1 if something gets through.

    Example: python -m benchmarks.mutations --count 40
    """
    start = time.perf_counter()
    work = _open_work(work)
    context = get_context("spawn")  # each begins without what this process has read
    workers = [
        context.Process(target=_judge, args=(count, seed, number, jobs, tests, work / f"{seed}-{number}-of-{jobs}"))
        for number in range(jobs)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise click.ClickException("a process that judges has failed; what it said stands above.")
    verdicts = [
        verdict
        for number in range(jobs)
        for verdict in _read(work / f"{seed}-{number}-of-{jobs}/verdicts.jsonl").values()
    ]
    verdicts = sorted((each for each in verdicts if each["number"] < count), key=lambda each: each["number"])
    for verdict in verdicts:
        if not verdict["found"]:
            click.echo(f"{verdict['number']}: {verdict['path']}: {verdict['corruption']}: nothing finds it")
    click.echo(f"{len(verdicts)} corruptions, {sum(not each['found'] for each in verdicts)} found by nothing.")
    click.echo(f"{time.perf_counter() - start:.0f} s", err=True)
    if write:
        write_table(verdicts, seed)
    if any(not verdict["found"] for verdict in verdicts):
        raise SystemExit(1)


def _open_work(work: Path) -> Path:
    """Return the folder of the files as they stand, those of other states removed: what was found there is not now."""
    digest = sha256("".join(f"{sha256(read_bytes(ROOT / name))} {name}\n" for name in list_files()).encode())
    for other in work.iterdir() if work.is_dir() else ():
        if other.name != digest:
            shutil.rmtree(other)
    return work / digest


def list_files() -> list[str]:
    """Return the paths of the files that git knows, without those that a run writes."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name and name not in (DOCUMENT, RECORDED)]


def _judge(count: int, seed: int, number: int, jobs: int, tests: bool, work: Path) -> None:
    copy = work / "copy"
    kept = _read(work / "verdicts.jsonl")
    drawn = list(draw_mutations(ROOT, [n for n in range(number, count, jobs) if n not in kept], seed))
    if not drawn:
        return
    shutil.rmtree(copy, ignore_errors=True)
    _copy(copy)
    judge = Judge(copy, tests)
    judge.prepare()
    with (work / "verdicts.jsonl").open("a", encoding="utf-8") as file:
        for mutation in drawn:
            file.write(json.dumps(_say(mutation, judge.judge(mutation)), ensure_ascii=False) + "\n")
            file.flush()
    shutil.rmtree(copy)


def _say(mutation: Mutation, found: dict[str, list[str]]) -> Verdict:
    return {
        "number": mutation.number,
        "kind": mutation.kind,
        "corruption": mutation.corruption,
        "path": mutation.path,
        "found": found,
    }


def _copy(target: Path) -> None:
    """Copy the files that git knows, as they stand."""
    for name in (*list_files(), DOCUMENT, RECORDED):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target / name)


def _read(path: Path) -> dict[int, Verdict]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return {verdict["number"]: verdict for verdict in map(json.loads, lines)}
