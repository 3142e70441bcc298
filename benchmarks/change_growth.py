"""Whether two very long policies can be aligned: `python -m benchmarks.change_growth`.

Two documents of 5,000 clauses, the invented ones and the same with words dropped from every second, are aligned by the
open baseline of links: candidates, features, assignment. Fitting is not timed; the peak is of a fresh process, with
libraries and fitting.
"""

import random
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import click
from rich.console import Console

from baselines.changes.problem import load_problems
from baselines.changes.registry import find_recommended_links
from baselines.corpus import ROOT, load_corpus
from baselines.provenance import hash_code, measure_peak
from benchmarks.machine import RESULTS, describe_machine
from mepp5.command import Command
from mepp5.diff.comparison import Clause
from mepp5.files import Object, dump_json, write_files
from mepp5.invented.markup import CHROME
from mepp5.release.loading import read_rows
from mepp5.scoring.tracks import OPEN

SIZE = 5_000
BOUNDS = {"seconds": 30, "peak_memory_mb": 1_000}  # what is asked for
SHARE = 0.2  # of the words of every second clause are dropped
SEED = 0


@click.command(cls=Command)
def main() -> None:
    """Measure, print and write benchmarks/results/change_growth.json."""
    with get_context("spawn").Pool(1) as fresh:
        measured = fresh.apply(measure_alignment, (ROOT,))
    about = describe_machine(load_corpus().sha256) | {"code": f"sha256:{hash_code(of_changes=True)}"}
    write_files(ROOT, {f"{RESULTS}/change_growth.json": dump_json({**about, "bounds": BOUNDS, **measured})})
    Console().print(
        f"{measured['model']}: {SIZE:,} and {SIZE:,} clauses in {measured['seconds']} s (bound: {BOUNDS['seconds']}), "
        f"at most {measured['peak_memory_mb']:,} MB (bound: {BOUNDS['peak_memory_mb']:,}); {measured['links']:,} "
        f"links, {measured['right']:,} of them right"
    )


def measure_alignment(root: Path = ROOT, size: int = SIZE) -> Object:
    """Return seconds, peak memory of this process, the links found, and how many join a clause and its own copy."""
    baseline = find_recommended_links(OPEN)
    model = baseline.fit(load_problems(root))
    old, new = make_documents(read_rows("invented", "train", root), size)
    start = time.perf_counter()
    links = model.align(old, new)
    seconds = time.perf_counter() - start
    return {
        "model": baseline.name,
        "clauses": len(old),
        "seconds": round(seconds, 2),
        "peak_memory_mb": round(measure_peak(), 1),
        "links": len(links),
        "right": sum(link.old == link.new and len(link.old) == 1 for link in links),
    }


def make_documents(rows: Sequence[Object], size: int) -> tuple[list[Clause], list[Clause]]:
    """Return the first `size` invented clauses, and the same with words dropped from every second one."""
    draw = random.Random(SEED)
    kept = [row for row in rows if row["kind"] != CHROME][:size]
    old = [Clause(row["id"], row["text"], tuple(row["section"])) for row in kept]
    new = [
        Clause(clause.id, _drop_words(clause.text, draw) if place % 2 else clause.text, clause.section)
        for place, clause in enumerate(old)
    ]
    return old, new


def _drop_words(text: str, draw: random.Random) -> str:
    words = text.split()
    return " ".join(word for word in words if draw.random() >= SHARE) or words[0]


if __name__ == "__main__":
    main()
