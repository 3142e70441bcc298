"""Fit, predict, write the predictions and have mepp5's scorer score them."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from baselines.baseline import Baseline, SlotBaseline
from baselines.corpus import ROOT, Corpus
from baselines.provenance import describe_run, measure_peak, reset_peak
from mepp5.files import dump_jsonl, write_files
from mepp5.protocols import PROTOCOLS, Fold, make_folds
from mepp5.score import mark_labels, score_file

SEED = 0  # of numpy's global generator before each fit; models that take a seed of their own are given one too
INPUTS = ["text", "section", "context"]


def count_fits(corpus: Corpus) -> int:
    """Return how many models one baseline fits over all protocols."""
    return sum(len(make_folds(protocol, corpus.rows)) for protocol in PROTOCOLS)


def run_baseline(
    baseline: Baseline | SlotBaseline,
    corpus: Corpus,
    predictions: Path,
    root: Path = ROOT,
    advance: Callable[[], None] = lambda: None,
) -> dict:
    """Return the results of one baseline under every protocol, as written to baselines/results/<name>.json.

    Its predictions are left in the directory `predictions` as <name>.<protocol>.jsonl: these files are scored.
    `advance` is called after each fit.
    """
    reset_peak()
    start, scores = time.perf_counter(), {}
    for protocol in PROTOCOLS:
        lines = []
        for fold in make_folds(protocol, corpus.rows):
            lines += predict_fold(baseline, corpus, fold)
            advance()
        path = locate_predictions(predictions, baseline.name, protocol)
        write_files(path.parent, {path.name: dump_jsonl(lines)})
        scores[protocol] = score_file(path, protocol, root, baseline.task)
    seconds = time.perf_counter() - start
    return {
        "name": baseline.name,
        "task": baseline.task,
        "description": baseline.description,
        **({"fallback": baseline.fallback} if baseline.task == "categories" else {}),
        "deterministic": baseline.deterministic,
        **describe_run(baseline.task, corpus.sha256, SEED),
        "seconds": round(seconds, 1),
        "peak_memory_mb": round(measure_peak()),
        "protocols": scores,
    }


def locate_predictions(directory: Path, name: str, protocol: str) -> Path:
    """Return the predictions file of a baseline under a protocol."""
    return Path(directory) / f"{name}.{protocol}.jsonl"


def predict_fold(baseline: Baseline | SlotBaseline, corpus: Corpus, fold: Fold) -> list[dict]:
    """Return one line of a predictions file for each tested clause of the fold."""
    predict = {"categories": _predict_categories, "slots": _predict_slots}[baseline.task]
    np.random.seed(SEED)
    # One thread: sums do not depend on the number of cores, and on vectors this short more threads only wait.
    with threadpool_limits(1):
        return predict(baseline, corpus, fold)


def _predict_categories(baseline: Baseline, corpus: Corpus, fold: Fold) -> list[dict]:
    train, test = corpus.frame.loc[list(fold.train)], corpus.frame.loc[list(fold.test)]
    model = baseline.make(corpus.categories).fit(train[INPUTS], mark_labels(train["labels"], corpus.categories))
    decisions = model.decision_function(test[INPUTS])
    chosen = decisions > 0
    if baseline.fallback:
        empty = ~chosen.any(axis=1)
        chosen[empty, decisions[empty].argmax(axis=1)] = True
    names = np.array(corpus.categories)
    return [
        {
            "id": clause,
            "labels": names[marks].tolist(),
            "scores": dict(zip(corpus.categories, values, strict=True)),
        }
        for clause, marks, values in zip(fold.test, chosen, decisions.tolist(), strict=True)
    ]


def _predict_slots(baseline: SlotBaseline, corpus: Corpus, fold: Fold) -> list[dict]:
    train, test = corpus.frame.loc[list(fold.train)], corpus.frame.loc[list(fold.test)]
    tested = test.drop(columns=["labels", "slots"]).to_dict("records")
    found = baseline.fit_predict(train.to_dict("records"), tested)
    return [{"id": clause, "slots": list(slots)} for clause, slots in zip(fold.test, found, strict=True)]
