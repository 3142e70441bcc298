"""How fast predict-many labels, by engine and workers, and whether its memory is flat: `python -m benchmarks.many`.

The documents are made of sections of the corpus' policies and of invented clauses, with other numbers and words.
The first engine labels all of them with all workers, the others samples. What 1.4 million real policies would cost is
worked out from the processor time of that one run; it is an estimate, not a measurement.
"""

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.corpus import ROOT, hash_clauses, load_corpus
from baselines.predict.command import NO_SLOTS
from baselines.slots.registry import SLOT_BASELINES
from benchmarks.machine import RESULTS, describe_machine
from benchmarks.memory import look_at_tree, summarise
from mepp5.command import Command
from mepp5.files import Object, dump_json, write_files
from mepp5.reading.forms import read_json
from mepp5.scoring.tracks import OPEN
from mepp5.system.processes import end_with_parent

SEED = 0
PART = 5_000  # documents of a Parquet file
SENTENCES = (6, 14)  # clauses of a document, at least and at most
SECTION = (2, 6)
SHARE = 0.1  # of the longer words are replaced by others
SAMPLE = 0.1  # of the documents, for the runs beside the whole one
LEAST = 2_000  # documents of a sample
PAUSE = 0.5  # seconds between two looks at the memory
REAL_POLICIES, REAL_CLAUSES = 1_400_000, 150
WORD = re.compile(r"[^\W\d_]{5,}|\d+")
RUNS = (("local", 2), ("local", 1), ("ray", 2), ("ray", 1))


@click.command(cls=Command)
@click.option("--documents", type=click.IntRange(1), default=100_000, show_default=True)
@click.option(
    "--model", type=click.Choice(list(BASELINES)), default=find_recommended("categories", OPEN), show_default=True
)
@click.option(
    "--slots",
    type=click.Choice([*SLOT_BASELINES, NO_SLOTS]),
    default=find_recommended("slots", OPEN),
    show_default=True,
)
@click.option("--write", is_flag=True, help=f"Write {RESULTS}/many.json.")
def main(documents: int, model: str, slots: str, write: bool) -> None:
    """Make the documents, label them, print how fast that went."""
    with TemporaryDirectory() as scratch:
        parts, few = make_parts(Path(scratch), documents)
        runs = []
        for number, (engine, workers) in enumerate(RUNS):
            out = Path(scratch) / f"out-{engine}-{workers}"
            runs.append(measure_run(few if number else parts, out, engine, workers, model, slots))
            print_run(runs[-1])
    result = {
        **describe_machine(hash_clauses()),
        "model": model,
        "slots": slots,
        "runs": runs,
        "estimate": estimate_cost(runs[0]),
    }
    if write:
        write_files(ROOT, {f"{RESULTS}/many.json": dump_json(result)})
    print_result(result)


def make_parts(folder: Path, documents: int) -> tuple[Path, Path]:
    """Write the documents as Parquet files into a folder and a sample into another; return both."""
    texts = make_texts()
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    few = max(int(documents * SAMPLE), min(documents, LEAST))
    for name, number in (("few", few), ("all", documents)):
        (folder / name).mkdir()
        for first in range(0, number, PART):
            rows = [
                {"id": f"{name}-{first + n}", "text": text}
                for n, text in enumerate(islice(texts, min(PART, number - first)))
            ]
            pq.write_table(pa.Table.from_pylist(rows, schema), folder / name / f"{first:09}.parquet")
    return folder / "all", folder / "few"


def make_texts() -> Iterator[str]:
    """Yield documents without end: sections with the titles and clauses of the corpus and the invented ones, mixed."""
    draw = random.Random(SEED)
    corpus = load_corpus()
    clauses = [*corpus.frame["text"], *corpus.invented["text"]]
    titles = sorted({title for frame in (corpus.frame, corpus.invented) for title in frame["section"] if title})
    words = sorted({word for text in clauses for word in WORD.findall(text) if not word.isdigit()})

    def vary(match: re.Match[str]) -> str:
        if match[0].isdigit():
            return str(draw.randint(1, 10 ** len(match[0])))
        return draw.choice(words) if draw.random() < SHARE else match[0]

    while True:
        left = draw.randint(*SENTENCES)
        lines = [f"# Privacy Policy of {draw.choice(words).title()}"]
        while left > 0:
            size = min(draw.randint(*SECTION), left)
            lines += [f"## {draw.choice(titles)}", *(WORD.sub(vary, draw.choice(clauses)) for _ in range(size))]
            left -= size
        yield "\n\n".join(lines) + "\n"


def measure_run(parts: Path, out: Path, engine: str, workers: int, model: str, slots: str) -> Object:
    """Label the parts and return documents, clauses, seconds, and the memory of all processes over time.

    The seconds are those between the first and the last finished block, that block's clauses left out, beside those of
    the whole run: to load libraries and models takes as long for ten documents as for a million.
    """
    options = ["--engine", engine, "--workers", str(workers), "--model", model, "--slots", slots]
    command = [sys.executable, "-m", "baselines", "predict-many", str(parts), str(out), *options]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, preexec_fn=end_with_parent)
    memory, spent = watch(process)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise click.ClickException((process.stderr.read() if process.stderr else b"").decode())
    counts = read_json(out / "summary.json", Object)
    steady, clauses = measure_steady(sorted(out.glob("part-*"), key=os.path.getmtime), workers)
    return {
        "engine": engine,
        "workers": workers,
        **counts,
        "seconds": round(seconds, 1),
        "clauses_per_second": round(counts["clauses"] / seconds),
        "processor_seconds": round(spent, 1),
        "clauses_per_processor_second": round(counts["clauses"] / spent),
        "steady_seconds": round(steady, 1),
        "steady_clauses_per_second": round(clauses / steady) if steady else None,
        "memory": summarise(memory),
    }


def measure_steady(paths: Sequence[Path], workers: int) -> tuple[float, int]:
    """Return the seconds in which all workers were at work, and the clauses of the blocks done in them.

    They begin with the first block done by the last worker to start and end when there is no block for all of them.
    """
    whole = paths[workers - 1 : len(paths) - workers + 1]
    if len(whole) < 2:
        return 0.0, 0
    seconds = os.path.getmtime(whole[-1]) - os.path.getmtime(whole[0])
    return seconds, sum(int(pq.read_metadata(path).metadata[b"clauses"]) for path in whole[1:])


def watch(process: "subprocess.Popen[bytes]") -> tuple[list[float], float]:
    """Return the memory of a process and all below it, in MB, again and again until it ends, and their seconds.

    The seconds are of the processors, which other processes of the machine disturb little.
    """
    memory: list[float] = []
    spent: dict[int, float] = {}
    while process.poll() is None:
        megabytes, seconds = look_at_tree(process.pid)
        memory.append(megabytes)
        spent |= seconds
        time.sleep(PAUSE)
    return memory, sum(spent.values())


def estimate_cost(run: Object) -> Object:
    """Return what policies of real length cost at the processor time of a run, in core-hours: on paper alone."""
    speed = run["clauses_per_processor_second"]
    seconds = REAL_POLICIES * REAL_CLAUSES / speed
    return {
        "policies": REAL_POLICIES,
        "clauses_per_policy": REAL_CLAUSES,
        "clauses_per_processor_second": speed,
        "core_hours": round(seconds / 3600, 1),
    }


def print_run(run: Object) -> None:
    """Print a line of a run as soon as it is done."""
    words = f"{run['engine']}, {run['workers']} workers: {run['documents']:,} documents in {run['seconds']:,} s"
    Console().print(f"{words}, {run['clauses_per_second']:,} clauses/s")


def print_result(result: Object) -> None:
    """Print a line for each run, and the estimate."""
    table = Table("engine", "workers", "clauses", "clauses/s", "steady", "per CPU s", "MB early", "late", "peak")
    names = ("clauses", "clauses_per_second", "steady_clauses_per_second", "clauses_per_processor_second")
    for run in result["runs"]:
        figures = [
            *(run[name] for name in names),
            *(run["memory"][name] for name in ("early_mb", "late_mb", "peak_mb")),
        ]
        table.add_row(
            run["engine"], str(run["workers"]), *("–" if figure is None else f"{figure:,}" for figure in figures)
        )
    Console().print(table)
    cost = result["estimate"]
    Console().print(
        f"{cost['policies']:,} policies of {cost['clauses_per_policy']} clauses: {cost['core_hours']:,} core-hours "
        f"at {cost['clauses_per_processor_second']:,} clauses a second of a processor (worked out)"
    )


if __name__ == "__main__":
    main()
