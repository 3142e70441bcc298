"""Whether predict's time grows with the clauses and its memory does not: `python -m benchmarks.growth`.

One process labels 1,000, then 10,000, then 100,000 clauses: the corpus again and again, each time with other words, a
document at a time, as predict does with a directory; first categories alone, then slots as well. Making the documents
is not timed.
"""

import random
import re
import time
from collections.abc import Iterator
from itertools import islice

import click
from rich.console import Console
from rich.table import Table

from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.corpus import ROOT, Corpus, load_corpus
from baselines.predict.fitted import fit_models
from baselines.predict.labeller import Labeller
from baselines.provenance import measure_peak, reset_peak
from baselines.slots.registry import SLOT_BASELINES
from benchmarks.machine import RESULTS, describe_machine
from benchmarks.predict_speed import list_clauses
from mepp5.command import Command
from mepp5.files import Object, dump_json, write_files
from mepp5.scoring.tracks import OPEN

SIZES = (1_000, 10_000, 100_000)
BOUND = 1.3  # times proportional, over the last decade
SHARE = 0.2  # of the words are replaced by others of the corpus
SEED = 0
WORD = re.compile(r"[^\W\d_]{4,}")


@click.command(cls=Command)
@click.option(
    "--model", type=click.Choice(list(BASELINES)), default=find_recommended("categories", OPEN), show_default=True
)
def main(model: str) -> None:
    """Measure, print and write benchmarks/results/growth.json."""
    corpus = load_corpus()
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus/text").glob("*.txt"))]
    runs = [measure_growth(corpus, model, tagger, texts) for tagger in (None, find_recommended("slots", OPEN))]
    result = {**describe_machine(corpus.sha256), "bound": BOUND, "runs": runs}
    write_files(ROOT, {f"{RESULTS}/growth.json": dump_json(result)})
    print_result(result)


def measure_growth(corpus: Corpus, model: str, tagger: str | None, texts: list[str]) -> Object:
    """Return {"model", "slots": the tagger or None, "rows": what measure_size returns, "times_proportional"}.

    times_proportional is how many times longer the last size took than ten of the size before.
    """
    labeller = Labeller(fit_models(corpus, BASELINES[model], SLOT_BASELINES[tagger] if tagger else None))
    count_labelled(labeller, texts, SIZES[0])  # what is made at the first use is not growth
    rows = [measure_size(labeller, texts, size) for size in SIZES]
    before, last = (row["seconds"] / row["clauses"] for row in rows[-2:])
    return {"model": model, "slots": tagger, "rows": rows, "times_proportional": round(last / before, 3)}


def measure_size(labeller: Labeller, texts: list[str], size: int) -> Object:
    """Return how long `size` clauses take and the peak memory while they are labelled."""
    reset_peak()
    seconds = count_labelled(labeller, texts, size)
    return {
        "clauses": size,
        "seconds": round(seconds, 3),
        "clauses_per_second": round(size / seconds),
        "peak_memory_mb": round(measure_peak(), 1),
    }


def count_labelled(labeller: Labeller, texts: list[str], size: int) -> float:
    """Label `size` clauses of varied copies of the texts and return the seconds, without those of making the copies."""
    seconds, missing = 0.0, size
    for number, text in enumerate(vary_texts(texts)):
        start = time.perf_counter()
        missing -= sum(1 for _ in labeller.label(str(number), islice(list_clauses(text), missing)))
        seconds += time.perf_counter() - start
        if not missing:
            return seconds
    return seconds


def vary_texts(texts: list[str]) -> Iterator[str]:
    """Yield the texts again and again, without end, each time with other words in place of a share of them."""
    draw = random.Random(SEED)
    vocabulary = sorted({word for text in texts for word in WORD.findall(text)})

    def replace(match: re.Match[str]) -> str:
        return draw.choice(vocabulary) if draw.random() < SHARE else match[0]

    while True:
        for text in texts:
            yield WORD.sub(replace, text)


def print_result(result: Object) -> None:
    """Print a line for each size of each run."""
    table = Table("model", "slots", "clauses", "seconds", "clauses/s", "peak memory, MB")
    names = ("clauses", "seconds", "clauses_per_second", "peak_memory_mb")
    for run in result["runs"]:
        for row in run["rows"]:
            table.add_row(run["model"], run["slots"] or "–", *(f"{row[name]:,}" for name in names))
    Console().print(table)
    times = ", ".join(str(run["times_proportional"]) for run in result["runs"])
    Console().print(f"last decade: {times} × proportional (bound: {result['bound']})")


if __name__ == "__main__":
    main()
