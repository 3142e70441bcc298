"""How fast predict labels, from raw text to labels, beside a floor: `python -m benchmarks.predict_speed`.

The floor is the least that a linear model can do with the same text: hash each line's words (1–2-grams, as models do)
and multiply one sparse matrix by weights. The floor of single words, half the features, stands beside it. All runs in
one thread; seconds are its processor time, which other processes disturb little; each figure is the best of several.
"""

import time
from collections.abc import Callable, Iterator

import click
import numpy as np
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import HashingVectorizer
from threadpoolctl import threadpool_limits

from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.corpus import ROOT, Corpus, load_corpus
from baselines.predict.fitted import fit_models
from baselines.predict.labeller import Labeller, make_frame
from baselines.slots.registry import SLOT_BASELINES
from benchmarks.machine import RESULTS, describe_machine
from mepp5.command import Command
from mepp5.extraction.plain import read_plain
from mepp5.files import Object, dump_json, write_files
from mepp5.scoring.tracks import OPEN
from mepp5.segmentation.outline import Unit, outline

WORDS_ONLY = "logreg"
COPIES = 6
RUNS = 5
BOUND = 4.0  # times the floor, for the model of words alone


@click.command(cls=Command)
def main() -> None:
    """Measure, print and write benchmarks/results/predict_speed.json."""
    corpus = load_corpus()
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus/text").glob("*.txt"))) * COPIES
    clauses = sum(1 for _ in list_clauses(text))
    with threadpool_limits(1):
        single, floor = (measure_floor(text, len(corpus.categories), size) for size in (1, 2))
        best, tagger = (find_recommended(task, OPEN) for task in ("categories", "slots"))
        runs = ((WORDS_ONLY, None), (best, None), (best, tagger))
        models = [measure_model(name, tagger, corpus, text, clauses, floor, single) for name, tagger in runs]
    result = {
        **describe_machine(corpus.sha256),
        "characters": len(text),
        "clauses": clauses,
        "bound": {"model": WORDS_ONLY, "times_floor": BOUND},
        "floor_seconds": round(floor, 4),
        "single_words_floor_seconds": round(single, 4),
        "models": models,
    }
    write_files(ROOT, {f"{RESULTS}/predict_speed.json": dump_json(result)})
    print_result(result)


def measure_floor(text: str, categories: int, size: int) -> float:
    """Return the seconds that hashing the lines' words (1- to `size`-grams) and one sparse product take."""
    weights = np.random.default_rng(0).normal(size=(2**20, categories))
    vectorizer = HashingVectorizer(ngram_range=(1, size))

    def score() -> None:
        vectorizer.transform([line for line in text.split("\n") if line.strip()]) @ weights

    return take_best(score)


def measure_model(
    name: str, tagger: str | None, corpus: Corpus, text: str, clauses: int, floor: float, single: float
) -> Object:
    """Return the seconds that the model, and perhaps a tagger, need from raw text to labels, and those of each step."""
    start = time.process_time()
    labeller = Labeller(fit_models(corpus, BASELINES[name], SLOT_BASELINES[tagger] if tagger else None))
    fit = time.process_time() - start
    seconds = take_best(lambda: count(labeller.label("text", list_clauses(text))))
    steps = profile_steps(labeller, text)
    return {
        "model": name,
        "slots": tagger,
        "fit_seconds": round(fit, 2),
        "seconds": round(seconds, 4),
        "clauses_per_second": round(clauses / seconds),
        "times_floor": round(seconds / floor, 2),
        "times_single_words_floor": round(seconds / single, 2),
        "steps_seconds": {step: round(each, 4) for step, each in steps.items()},
    }


def profile_steps(labeller: Labeller, text: str) -> dict[str, float]:
    """Return the seconds of each step on its own: finding the clauses, the model's scores, slots, writing rows.

    What the model's scores take is divided again into its steps, where it is a pipeline.
    """
    clauses = list(list_clauses(text))
    draft = take_best(lambda: count(list_clauses(text)))
    decide = take_best(lambda: labeller.decide(make_frame([clauses])))
    tag = take_best(lambda: labeller.find_slots(clauses)) if labeller.fitted.tag else 0.0
    whole = take_best(lambda: count(labeller.label("text", iter(clauses))))
    steps = {"clauses from text": draft, "scores": decide}
    steps |= {"slots": tag} if labeller.fitted.tag else {}
    steps["labels and rows"] = max(whole - decide - tag, 0.0)
    if hasattr(labeller.fitted.model, "steps"):
        frame = make_frame([clauses])
        features = take_best(lambda: labeller.fitted.model[:-1].transform(frame))
        steps |= {"scores: features": features, "scores: the rest": max(decide - features, 0.0)}
    return steps


def take_best(run: Callable[[], object]) -> float:
    """Return the shortest of several runs in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return min(times)


def list_clauses(text: str) -> Iterator[Unit]:
    """Yield the clauses of a text."""
    return (unit for unit in outline(read_plain("text", text)) if unit.is_clause)


def count(rows: Iterator[object]) -> int:
    """Return how many there are, keeping none."""
    return sum(1 for _ in rows)


def print_result(result: Object) -> None:
    """Print the models beside the floor."""
    table = Table("model", "slots", "clauses/s", "times the floor", "of single words", "seconds by step")
    for model in result["models"]:
        steps = "\n".join(f"{seconds:.3f} {step}" for step, seconds in model["steps_seconds"].items())
        times = (f"{model[name]:.2f}" for name in ("times_floor", "times_single_words_floor"))
        table.add_row(model["model"], model["slots"] or "–", f"{model['clauses_per_second']:,}", *times, steps)
    Console().print(table)
    Console().print(f"floor: {result['floor_seconds']:.3f} s for {result['clauses']:,} clauses; bound: {BOUND} times")


if __name__ == "__main__":
    main()
