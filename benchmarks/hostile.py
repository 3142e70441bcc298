"""Whether reading is linear in texts made to be slow: `python -m benchmarks.hostile [--size BYTES] [--write]`.

Each text is one thing again and again, in each format: read, its language told, outlined. Two small sizes of each are
timed and a parabola through them tells what `--size` would take; those that would be slowest are then made that long.
Seconds are processor time, which other processes disturb little.
"""

import time
from collections.abc import Sequence
from itertools import pairwise

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from baselines.corpus import ROOT
from benchmarks.hostile_texts import FORMATS, list_texts, write
from benchmarks.machine import RESULTS, describe_machine
from benchmarks.processes import run_jobs
from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.extraction.foreign import leave_out_foreign
from mepp5.extraction.language import load_model
from mepp5.extraction.reader import read_content
from mepp5.files import Object, dump_json, sha256, write_files
from mepp5.segmentation.outline import outline
from mepp5.segmentation.sentences import split_sentences

SIZE = 1_000_000  # bytes
SMALL = (10_000, 40_000)
BOUND = 5.0  # seconds for SIZE
DOUBT = 0.4  # of the bound: where the parabola says more, the full length is measured
FEWEST, MOST = 12, 40  # texts of each format that are made of full length
PATIENCE = 30.0  # seconds after which a process is ended
PROCESSES = 2
SHOWN = 25
STEPS = ("read", "language", "outline")

Place = tuple[int, str]  # which of list_texts, in which format
Job = tuple[int, str, int]  # and of how many bytes
Seconds = tuple[float, ...]  # of each of STEPS
Results = dict[Job, Seconds | None]  # None where the process was ended


@click.command(cls=Command)
@click.option("--size", default=SIZE, show_default=True, help="Bytes of the longest texts.")
@click.option("--write", "is_written", is_flag=True, help="Write benchmarks/results/hostile.json.")
def main(size: int, is_written: bool) -> None:
    """Measure and print; with --write, write benchmarks/results/hostile.json."""
    # What is loaded at the first use is no text's time; the processes are forks of this one.
    load_model()
    split_sentences("We keep . it")
    for form in FORMATS:
        measure((0, form, 1))
    places = [(number, form) for number, text in enumerate(list_texts()) for form in text.formats]
    small = run_all([(*place, each) for place in places for each in SMALL], "small texts")
    guesses = {place: extrapolate([small[*place, each] for each in SMALL], size) for place in places}
    long = run_all([(*place, size) for place in choose_worst(guesses)], "long texts")
    result = describe(guesses, {job[:2]: seconds for job, seconds in long.items()})
    if is_written:
        texts = sha256("\n".join(text.name for text in list_texts()).encode())
        content = dump_json({**describe_machine(texts), "size": size, **result})
        write_files(ROOT, {f"{RESULTS}/hostile.json": content})
    print_result(result)


def run_all(jobs: Sequence[Job], name: str) -> Results:
    """Return what each job took."""
    done = run_jobs(measure, jobs, PATIENCE, PROCESSES)
    return dict(track(done, name, total=len(jobs), console=Console(stderr=True)))


def measure(job: Job) -> Seconds:
    """Return the processor time of each step, up to the one that tells that there is nothing to read."""
    number, form, size = job
    content, kind = write(list_texts()[number].make(size), form)
    times = [time.process_time()]
    try:
        document = read_content("hostile", content, kind)
        times.append(time.process_time())
        document = leave_out_foreign(document)
        times.append(time.process_time())
        for _ in outline(document):
            pass
    except CorpusError:
        pass
    times.append(time.process_time())
    return tuple(end - start for start, end in pairwise(times))


def extrapolate(measured: Sequence[Seconds | None], size: int) -> float:
    """Return the seconds of a text of that size: of a parabola through nought and what the sizes of SMALL took."""
    slopes = [sum(seconds) / each for seconds, each in zip(measured, SMALL, strict=True) if seconds is not None]
    if len(slopes) < len(SMALL):
        return PATIENCE
    square = max((slopes[1] - slopes[0]) / (SMALL[1] - SMALL[0]), 0.0)
    return (slopes[1] - square * SMALL[1]) * size + square * size**2


def choose_worst(guesses: dict[Place, float]) -> list[Place]:
    """Return which texts are to be made of full length: those in doubt, and the slowest of each format in any case."""
    chosen = []
    for form in FORMATS:
        ranked = sorted((place for place in guesses if place[1] == form), key=lambda place: -guesses[place])
        doubtful = sum(guesses[place] > DOUBT * BOUND for place in ranked)
        chosen += ranked[: min(max(doubtful, FEWEST), MOST)]
    return chosen


def describe(guesses: dict[Place, float], results: dict[Place, Seconds | None]) -> Object:
    """Return the counts, and the slowest texts with the seconds of each step."""
    seconds = {place: PATIENCE if steps is None else sum(steps) for place, steps in results.items()}
    ranked = sorted(seconds, key=lambda place: -seconds[place])
    return {
        "bound_seconds": BOUND,
        "texts": len(guesses),
        "long_texts": len(seconds),
        "over_bound": {
            form: sum(each > BOUND for place, each in seconds.items() if place[1] == form) for form in FORMATS
        },
        "untried_over_bound": sum(guess > BOUND for place, guess in guesses.items() if place not in seconds),
        "slowest": [
            {
                "text": list_texts()[place[0]].name,
                "format": place[1],
                "seconds": round(seconds[place], 2),
                "steps": {name: round(each, 2) for name, each in zip(STEPS, results[place] or (), strict=False)},
            }
            for place in ranked[:SHOWN]
        ],
    }


def print_result(result: Object) -> None:
    """Print the slowest texts, and how many took longer than the bound."""
    table = Table("text", "format", "seconds", *STEPS)
    for row in result["slowest"]:
        steps = (f"{row['steps'][name]:.2f}" if name in row["steps"] else "–" for name in STEPS)
        table.add_row(ascii(row["text"]), row["format"], f"{row['seconds']:.2f}" if row["steps"] else "ended", *steps)
    Console().print(table)
    over = ", ".join(f"{count} of {form}" for form, count in result["over_bound"].items())
    Console().print(
        f"{result['texts']:,} texts, {result['long_texts']} of them of full length; "
        f"over {result['bound_seconds']:.0f} s: {over}; {result['untried_over_bound']} more by their small sizes"
    )


if __name__ == "__main__":
    main()
