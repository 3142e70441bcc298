"""Fit, predict, write the predictions and have mepp5's scorer score them."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from joblib import Parallel, delayed

from baselines.baseline import Baseline, SlotBaseline
from baselines.categories.models import choose_categories
from baselines.corpus import INPUTS, ROOT, Corpus
from baselines.fitting import SEED, fit_categories, fit_slots, repeatable
from baselines.provenance import describe_run, measure_peak, reset_peak
from mepp5.files import Object, dump_jsonl, write_files
from mepp5.release.protocols import HEADLINE, PROTOCOLS, Fold, make_folds
from mepp5.scoring.calibration import measure_calibration
from mepp5.scoring.scorer import score_file

AnyBaseline = Baseline | SlotBaseline
Fit = tuple[str, tuple[str, ...], tuple[str, ...]]  # a baseline's name, what it is trained and tested on


def plan_fits(baselines: Sequence[AnyBaseline], corpus: Corpus) -> list[tuple[AnyBaseline, Fold]]:
    """Return what is to be fitted and predicted, once where protocols have the same fold; what takes longest first.

    The catalogue ends with that; else one process would end with it alone.
    """
    folds = {protocol: make_folds(protocol, corpus.rows) for protocol in PROTOCOLS}
    distinct: dict[Fit, tuple[AnyBaseline, Fold]] = {}
    for baseline in reversed(baselines):
        for protocol in baseline.protocols:
            for fold in folds[protocol]:
                distinct.setdefault(_name_fit(baseline, fold), (baseline, fold))
    return list(distinct.values())


def run_baselines(
    baselines: Sequence[AnyBaseline],
    corpus: Corpus,
    predictions: Path,
    root: Path = ROOT,
    jobs: int = 1,
    advance: Callable[[], None] = lambda: None,
) -> dict[str, Object]:
    """Return {name: results under its protocols}, each as written to baselines/results/<name>.json.

    The predictions are left in the directory `predictions` as <name>.<protocol>.jsonl: these files are scored. Up to
    `jobs` processes share the work; `advance` is called after each fit of plan_fits.
    """
    plan, fitted = plan_fits(baselines, corpus), {}
    found = Parallel(n_jobs=jobs, return_as="generator")(delayed(run_fold)(*each, corpus) for each in plan)
    for (baseline, fold), outcome in zip(plan, found, strict=True):
        fitted[_name_fit(baseline, fold)] = outcome
        advance()
    rounds = [
        (baseline, protocol, [fitted[_name_fit(baseline, fold)]["lines"] for fold in make_folds(protocol, corpus.rows)])
        for baseline in baselines
        for protocol in baseline.protocols
    ]
    scores = Parallel(n_jobs=jobs)(delayed(score_protocol)(*each, predictions, root) for each in rounds)
    scored = {(baseline.name, protocol): each for (baseline, protocol, _), each in zip(rounds, scores, strict=True)}
    return {
        baseline.name: _describe(
            baseline,
            corpus,
            [outcome for (name, *_), outcome in fitted.items() if name == baseline.name],
            {protocol: scored[baseline.name, protocol] for protocol in baseline.protocols},
        )
        for baseline in baselines
    }


def run_fold(baseline: AnyBaseline, fold: Fold, corpus: Corpus) -> Object:
    """Fit and predict a fold; return {"fold": (train, test), "seconds", "peak_memory_mb", "lines" of predictions}."""
    reset_peak()
    start = time.perf_counter()
    lines = predict_fold(baseline, corpus, fold)
    seconds, peak = time.perf_counter() - start, measure_peak()
    return {"fold": (fold.train, fold.test), "seconds": seconds, "peak_memory_mb": peak, "lines": lines}


def score_protocol(
    baseline: AnyBaseline, protocol: str, parts: Sequence[Sequence[Object]], predictions: Path, root: Path
) -> Object:
    """Write the lines of a protocol's folds as its predictions and return what score_file says of them."""
    path = locate_predictions(predictions, baseline.name, protocol)
    write_files(path.parent, {path.name: dump_jsonl([line for part in parts for line in part])})
    return score_file(path, protocol, root, baseline.task, baseline.track)


def _name_fit(baseline: AnyBaseline, fold: Fold) -> Fit:
    return baseline.name, fold.train, fold.test


def _describe(baseline: AnyBaseline, corpus: Corpus, fits: Sequence[Object], protocols: Mapping[str, Object]) -> Object:
    """Return the results of a baseline; `fits` has what run_fold returns, `protocols` what score_protocol does."""
    return {
        "name": baseline.name,
        "task": baseline.task,
        "description": baseline.description,
        "track": baseline.track,
        **({"fallback": baseline.fallback} if isinstance(baseline, Baseline) else {}),
        "deterministic": baseline.deterministic,
        **_calibrate(baseline, corpus, fits),
        **describe_run(baseline.task, corpus.sha256, SEED),
        **({"invented": f"sha256:{corpus.invented_sha256}"} if baseline.invented else {}),
        "seconds": round(sum(fit["seconds"] for fit in fits), 1),
        "peak_memory_mb": round(max(fit["peak_memory_mb"] for fit in fits)),
        "protocols": dict(protocols),
    }


def _calibrate(baseline: AnyBaseline, corpus: Corpus, fits: Sequence[Object]) -> Object:
    """Return {"calibration": what measure_calibration says of the headline's predictions} of a calibrated baseline."""
    if not isinstance(baseline, Baseline) or not baseline.calibrated:
        return {}
    labels = dict(zip(corpus.frame["id"], corpus.frame["labels"], strict=True))
    asked = {(fold.train, fold.test) for fold in make_folds(HEADLINE, corpus.rows)}
    lines = [line for fit in fits if fit["fold"] in asked for line in fit["lines"]]
    return {"calibration": measure_calibration(lines, labels, corpus.categories)}


def locate_predictions(directory: Path, name: str, protocol: str) -> Path:
    """Return the predictions file of a baseline under a protocol."""
    return Path(directory) / f"{name}.{protocol}.jsonl"


def predict_fold(baseline: AnyBaseline, corpus: Corpus, fold: Fold) -> list[Object]:
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
