"""The learning curve over invented clauses: the headline's scores with more and more, real ones there or not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from joblib import Parallel, delayed

from baselines.baseline import Baseline
from baselines.corpus import Corpus
from baselines.fitting import SEED
from baselines.report.curves import score_lines
from baselines.runner import predict_categories, predict_fold
from mepp5.documents.tables import draw_table
from mepp5.files import Object
from mepp5.release.protocols import HEADLINE, make_folds

PARTS = (16, 8, 4, 2, 1)  # of the invented clauses, one of these parts
LEAST = 20  # invented clauses of a part; from fewer nothing is learnt
GROWING = "section-blend+"  # whose curve it is: the quickest of the open track to fit
WITH, WITHOUT = "with the real ones", "without"


def draw_invented_curve(
    baseline: Baseline, corpus: Corpus, advance: Callable[[], None] = lambda: None, jobs: int = 1
) -> dict[str, list[Object]]:
    """Return {WITH and WITHOUT: points}, a point being {"invented": clauses, "micro_f1", "macro_f1"}.

    A smaller part of the invented clauses is in a larger one. Without real clauses, one model is tested on all of them;
    both are scored on the clauses that are novel under the headline protocol.
    """
    pool = Parallel(n_jobs=jobs, return_as="generator")
    asked = plan_invented_curve(corpus)
    points: dict[str, list[Object]] = {WITH: [], WITHOUT: []}
    found = pool(delayed(_predict)(baseline, _cut(corpus, size), way == WITH) for way, size in asked)
    for (way, size), lines in zip(asked, found, strict=True):
        points[way].append({"invented": size, **score_lines(lines, corpus)})
        advance()
    return points


def write_invented_curve(points: Mapping[str, Sequence[Object]]) -> str:
    """Return the curve as plot and table; `points` is what draw_invented_curve returns."""
    rows = [
        (way, f"{point['invented']:,}", f"{point['micro_f1']:.3f}", f"{point['macro_f1']:.3f}")
        for way, each in points.items()
        for point in each
    ]
    head = ("real clauses", "invented clauses", "micro-F1", "macro-F1")
    return (
        f"`{GROWING}`, by the number of invented clauses that it is trained on; a smaller part of them is in a larger "
        f"one. *{WITH}*: the training clauses of each fold are there too; *{WITHOUT}*: one model of invented clauses "
        "alone, tested on the same novel clauses of all five policies.\n\n"
        "![Score over invented clauses](plots/curve-invented.svg)\n\n" + draw_table(head, rows, numbers=3)
    )


def plan_invented_curve(corpus: Corpus) -> list[tuple[str, int]]:
    """Return the points, WITH or WITHOUT and how many invented clauses; for each, `advance` is called once."""
    sizes = [size for part in PARTS if (size := len(corpus.invented) // part) >= LEAST]
    return [(WITH, 0), *((way, size) for way in (WITH, WITHOUT) for size in sizes)]


def _predict(baseline: Baseline, corpus: Corpus, with_real: bool) -> Sequence[Object]:
    if not with_real:
        return predict_categories(baseline, corpus.frame.iloc[:0], corpus.frame, corpus)
    return [line for fold in make_folds(HEADLINE, corpus.rows) for line in predict_fold(baseline, corpus, fold)]


def _cut(corpus: Corpus, size: int) -> Corpus:
    """Return the corpus with that many of its invented clauses, drawn at random, in their order."""
    order = np.random.default_rng(SEED).permutation(len(corpus.invented))
    return replace(corpus, invented=corpus.invented.iloc[np.sort(order[:size])])
