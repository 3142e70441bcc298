"""Fit, predict, write the predictions and have mepp5's scorer score them; write and compare results."""

import platform
import time
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits

from baselines.corpus import ROOT, Corpus
from baselines.registry import Baseline
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, write_files
from mepp5.protocols import PROTOCOLS, Fold, make_folds
from mepp5.results import RESULTS, read_results
from mepp5.score import mark_labels, score_file

LIBRARIES = ("numpy", "scipy", "scikit-learn", "datasets")
COMPARED = ("name", "description", "fallback", "data", "protocols")
TOLERANCE = 1e-9


def count_fits(corpus: Corpus) -> int:
    """Return how many models one baseline fits over all protocols."""
    return sum(len(make_folds(protocol, corpus.rows)) for protocol in PROTOCOLS)


def run_baseline(
    baseline: Baseline,
    corpus: Corpus,
    predictions: Path,
    root: Path = ROOT,
    advance: Callable[[], None] = lambda: None,
) -> dict:
    """Return the results of one baseline under every protocol, as written to baselines/results/<name>.json.

    Its predictions are left in the directory `predictions` as <name>.<protocol>.jsonl: these files are scored.
    `advance` is called after each fit.
    """
    start, scores = time.perf_counter(), {}
    for protocol in PROTOCOLS:
        file = f"{baseline.name}.{protocol}.jsonl"
        lines = []
        for fold in make_folds(protocol, corpus.rows):
            lines += predict_fold(baseline, corpus, fold)
            advance()
        write_files(predictions, {file: dump_jsonl(lines)})
        scores[protocol] = score_file(predictions / file, protocol, root)
    return {
        "name": baseline.name,
        "description": baseline.description,
        "fallback": baseline.fallback,
        "data": f"sha256:{corpus.sha256}",
        "version": version("mepp5"),
        "libraries": {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}},
        "seconds": round(time.perf_counter() - start, 1),
        "protocols": scores,
    }


def predict_fold(baseline: Baseline, corpus: Corpus, fold: Fold) -> list[dict]:
    """Return one line of a predictions file for each tested clause of the fold."""
    train, test = corpus.frame.loc[list(fold.train)], corpus.frame.loc[list(fold.test)]
    inputs = ["text", "section", "context"]
    # One thread: sums do not depend on the number of cores, and on vectors this short more threads only wait.
    with threadpool_limits(1):
        model = baseline.make(corpus.categories).fit(train[inputs], mark_labels(train["labels"], corpus.categories))
        decisions = model.decision_function(test[inputs])
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


def read_committed(names: Iterable[str], sha256: str, root: Path = ROOT) -> dict[str, dict]:
    """Return {name: committed results}; raise CorpusError for one that is missing or made from other data.

    `sha256` is the content hash of today's clauses.
    """
    found = {result["name"]: result for result in read_results(sha256, root)}
    for name in names:
        if name not in found:
            raise CorpusError(f"{RESULTS}/{name}.json is missing; run python -m baselines run {name}.")
    return {name: found[name] for name in names}


def compare_results(committed: dict, computed: dict) -> Iterator[str]:
    """Yield each difference in COMPARED; wall time, library and package versions may differ."""
    for key in COMPARED:
        yield from _compare(key, committed.get(key), computed[key])


def _compare(place: str, committed: object, computed: object) -> Iterator[str]:
    if isinstance(committed, dict) and isinstance(computed, dict):
        for key in dict.fromkeys([*committed, *computed]):
            yield from _compare(f"{place}.{key}", committed.get(key), computed.get(key))
    elif isinstance(committed, float) and isinstance(computed, float):
        if not abs(committed - computed) <= TOLERANCE:
            yield f"{place}: committed {committed}, computed {computed}"
    elif committed != computed:
        yield f"{place}: committed {committed}, computed {computed}"
