"""Fit, predict, write the predictions and have mepp5's scorer score them."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from baselines.baseline import Baseline, SlotBaseline
from baselines.calibration import measure_calibration
from baselines.categories.models import choose_categories
from baselines.corpus import INPUTS, ROOT, Corpus
from baselines.fitting import SEED, fit_categories, fit_slots, repeatable
from baselines.provenance import describe_run, measure_peak, reset_peak
from mepp5.files import Object, dump_jsonl, write_files
from mepp5.release.protocols import HEADLINE, Fold, make_folds
from mepp5.scoring.scorer import score_file


def run_baselines(
    baselines: Sequence[Baseline | SlotBaseline],
    corpus: Corpus,
    predictions: Path,
    root: Path = ROOT,
    jobs: int = 1,
    advance: Callable[[], None] = lambda: None,
) -> dict[str, Object]:
    """Return {name: results under its protocols}, each as written to baselines/results/<name>.json.

    The predictions are left in the directory `predictions` as <name>.<protocol>.jsonl: these files are scored. Up to
    `jobs` processes share the work, a baseline under a protocol at a time; `advance` is called after each of these.
    """
    # The catalogue ends with what takes longest, and that goes first: else one process would end with it alone.
    rounds = [(baseline, protocol) for baseline in reversed(baselines) for protocol in baseline.protocols]
    pool = Parallel(n_jobs=jobs, return_as="generator_unordered")
    done = {}
    for name, protocol, outcome in pool(delayed(run_protocol)(*each, corpus, predictions, root) for each in rounds):
        done[name, protocol] = outcome
        advance()
    return {
        baseline.name: _describe(
            baseline, corpus, {protocol: done[baseline.name, protocol] for protocol in baseline.protocols}
        )
        for baseline in baselines
    }


def run_protocol(
    baseline: Baseline | SlotBaseline, protocol: str, corpus: Corpus, predictions: Path, root: Path = ROOT
) -> tuple[str, str, Object]:
    """Fit, predict, write the predictions and score them under one protocol.

    Returns the baseline's name, the protocol, and {"seconds", "peak_memory_mb", "scores": what score_file returns}, of
    a calibrated one under the headline protocol also {"calibration": what measure_calibration returns}.
    """
    reset_peak()
    start = time.perf_counter()
    lines = [line for fold in make_folds(protocol, corpus.rows) for line in predict_fold(baseline, corpus, fold)]
    path = locate_predictions(predictions, baseline.name, protocol)
    write_files(path.parent, {path.name: dump_jsonl(lines)})
    scores = score_file(path, protocol, root, baseline.task, baseline.track)
    outcome = {"seconds": time.perf_counter() - start, "peak_memory_mb": measure_peak(), "scores": scores}
    if isinstance(baseline, Baseline) and baseline.calibrated and protocol == HEADLINE:
        labels = dict(zip(corpus.frame["id"], corpus.frame["labels"], strict=True))
        outcome["calibration"] = measure_calibration(lines, labels, corpus.categories)
    return baseline.name, protocol, outcome


def _describe(baseline: Baseline | SlotBaseline, corpus: Corpus, outcomes: dict[str, Object]) -> Object:
    """Return the results of a baseline; `outcomes` has what run_protocol returns of each protocol."""
    return {
        "name": baseline.name,
        "task": baseline.task,
        "description": baseline.description,
        "track": baseline.track,
        **({"fallback": baseline.fallback} if isinstance(baseline, Baseline) else {}),
        "deterministic": baseline.deterministic,
        **({"calibration": outcomes[HEADLINE]["calibration"]} if "calibration" in outcomes[HEADLINE] else {}),
        **describe_run(baseline.task, corpus.sha256, SEED),
        **({"invented": f"sha256:{corpus.invented_sha256}"} if baseline.invented else {}),
        "seconds": round(sum(outcome["seconds"] for outcome in outcomes.values()), 1),
        "peak_memory_mb": round(max(outcome["peak_memory_mb"] for outcome in outcomes.values())),
        "protocols": {protocol: outcome["scores"] for protocol, outcome in outcomes.items()},
    }


def locate_predictions(directory: Path, name: str, protocol: str) -> Path:
    """Return the predictions file of a baseline under a protocol."""
    return Path(directory) / f"{name}.{protocol}.jsonl"


def predict_fold(baseline: Baseline | SlotBaseline, corpus: Corpus, fold: Fold) -> list[Object]:
    """Return one line of a predictions file for each tested clause of the fold."""
    train, test = corpus.frame.loc[list(fold.train)], corpus.frame.loc[list(fold.test)]
    if isinstance(baseline, Baseline):
        return predict_categories(baseline, train, test, corpus)
    tag = fit_slots(baseline, train, corpus)
    with repeatable():
        found = tag(test.drop(columns=["labels", "slots"]).to_dict("records", into=dict))
    return [{"id": clause, "slots": list(slots)} for clause, slots in zip(fold.test, found, strict=True)]


def predict_categories(baseline: Baseline, train: pd.DataFrame, test: pd.DataFrame, corpus: Corpus) -> list[Object]:
    """Return one line of a predictions file for each row of `test` by a baseline fitted on `train`."""
    model = fit_categories(baseline, train, corpus)
    with repeatable():
        decisions = model.decision_function(test[INPUTS])
    chosen = choose_categories(decisions, baseline.fallback)
    names = np.array(corpus.categories)
    return [
        {
            "id": clause,
            "labels": names[marks].tolist(),
            "scores": dict(zip(corpus.categories, values, strict=True)),
        }
        for clause, marks, values in zip(test["id"], chosen, decisions.tolist(), strict=True)
    ]
