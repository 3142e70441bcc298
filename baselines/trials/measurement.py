"""python -m baselines.trials: measure what was tried inside the training data, and write baselines/trials.json.

Categories here; what was tried for slots is in slots.py, and measured alike.

For each policy left out by the headline protocol, its training data are the other four policies, and each of these is
predicted by a model of the other three. No score of the policy that is left out plays a part in its gains.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import TypeVar

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from baselines.categories.models import choose_categories
from baselines.corpus import Corpus
from baselines.trials.categories import TRIALS, Trial
from baselines.trials.slots import SLOT_TRIALS, SlotTrial, count_slot_part, fit_slot_trial
from mepp5.files import Object
from mepp5.measures.bootstrap import ABOUT, Measure, make_sample, measure_block, subtract
from mepp5.measures.f1 import find_present, mark_outcomes, round_score
from mepp5.scoring.scorer import mark_labels

RULE = (
    "kept if micro-F1 on novel clauses gains in the training data of every fold of leave-one-policy-out, "
    "and the interval of the gain over all of these predictions is above zero"
)
SCORES = ("micro_f1", "macro_f1")
COLUMNS = ["text", "section", "context", "source", "policy", "duplicate_group"]
Outcomes = NDArray[np.int64] | NDArray[np.float64]  # (N, 3, K), of categories or of slots
Part = tuple[Outcomes, list[str]]  # and the clauses' groups
Decisions = dict[tuple[str, str], NDArray[np.float64]]  # (policy left out, policy predicted) -> (N, K)
Measured = dict[str, dict[str, Measure]]  # by policy left out, or "pooled", and score
AnyTrial = TypeVar("AnyTrial", Trial, SlotTrial)
Predicted = TypeVar("Predicted")


def fit_trial(trial: Trial, corpus: Corpus) -> tuple[Decisions, float]:
    """Return the decisions for each policy by models of all but it and one other, and the mean seconds of a fit."""
    assert trial.make is not None, "a trial that adapts another's decisions has nothing to fit"
    frame, start = corpus.frame, time.perf_counter()
    decisions: Decisions = {}
    pairs = list(combinations(dict.fromkeys(frame["policy"]), 2))
    for pair in pairs:
        train = frame[~frame["policy"].isin(pair)]
        if trial.invented:
            train = pd.concat([train, corpus.invented.assign(policy=corpus.invented["source"])])
        with threadpool_limits(1):
            model = trial.make().fit(train[COLUMNS], mark_labels(train["labels"].tolist(), corpus.categories))
            for left, tested in (pair, pair[::-1]):
                decisions[left, tested] = model.decision_function(frame.loc[frame["policy"] == tested, COLUMNS])
    return decisions, (time.perf_counter() - start) / len(pairs)


def count_part(trial: Trial, decisions: Decisions, corpus: Corpus, left: str) -> Part:
    """Return the outcomes (N, 3, K) of the novel clauses of all policies but the one left out, and their groups."""
    frame, outcomes, groups = corpus.frame, [], []
    for tested in dict.fromkeys(frame["policy"][frame["policy"] != left]):
        rows = frame[frame["policy"] == tested]
        values = trial.adapt(decisions[left, tested], rows)
        guess = choose_categories(values, trial.fallback)
        novel = mark_novel(frame, rows, (left, tested))
        outcomes.append(mark_outcomes(mark_labels(rows["labels"].tolist(), corpus.categories), guess)[novel])
        groups += list(rows["duplicate_group"][novel])
    return np.concatenate(outcomes), groups


def measure(outcomes: Outcomes, groups: list[str]) -> dict[str, Measure]:
    """Return micro and macro F1 of the outcomes (N, 3, K), drawn by groups."""
    sample = make_sample({"outcomes": outcomes}, groups)
    return measure_block(sample, "outcomes", find_present(outcomes.sum(axis=0)))


def measure_parts(count: Callable[[str], Part], policies: Iterable[str]) -> Measured:
    """Return {policy left out, or "pooled": {score: Measure}} of what count(policy left out) returns."""
    parts = {left: count(left) for left in policies}
    outcomes = np.concatenate([part for part, _ in parts.values()])
    groups = [group for _, part in parts.values() for group in part]
    return {name: measure(*part) for name, part in parts.items()} | {"pooled": measure(outcomes, groups)}


def describe_trial(trial: Trial | SlotTrial, seconds: float, measures: Measured, against: Measured | None) -> Object:
    """Return the trial's line of trials.json; without `against` it is where the ladder starts."""
    line = {
        "name": trial.name,
        "against": trial.against,
        "seconds_per_fit": round(seconds, 1),
        **{score: round_score(measures["pooled"][score].value) for score in SCORES},
    }
    if against is None:
        return line | {"kept": None, "gain": None, "parts": None}
    gains = {part: _subtract(measures[part], against[part]) for part in measures}
    pooled = gains.pop("pooled")
    everywhere = all(gain["micro_f1"]["difference"] > 0 for gain in gains.values())
    kept = everywhere and pooled["micro_f1"]["interval"][0] > 0
    return line | {"kept": kept, "gain": pooled, "parts": gains}


def run_trials(
    corpus: Corpus, trials: Sequence[Trial] = TRIALS, slot_trials: Sequence[SlotTrial] = SLOT_TRIALS
) -> Object:
    """Return what trials.json holds."""
    lines = {"trials": _run_categories(corpus, trials), "slot_trials": _run_slots(corpus, slot_trials)}
    return {"data": f"sha256:{corpus.sha256}", "bootstrap": ABOUT, "rule": RULE, **lines}


def _run_categories(corpus: Corpus, trials: Sequence[Trial]) -> list[Object]:
    results = _fit_all(fit_trial, [trial for trial in reversed(trials) if trial.make], corpus)

    def count(trial: Trial, left: str) -> Part:
        return count_part(trial, results[trial.of or trial.name][0], corpus, left)

    return _describe_all(corpus, trials, count, results)


def _run_slots(corpus: Corpus, trials: Sequence[SlotTrial]) -> list[Object]:
    results = _fit_all(fit_slot_trial, [trial for trial in trials if trial.fit], corpus)

    def count(trial: SlotTrial, left: str) -> Part:
        return count_slot_part(results[trial.of or trial.name][0], corpus, left, mark_novel)

    return _describe_all(corpus, trials, count, results)


def _fit_all(
    fit: Callable[[AnyTrial, Corpus], tuple[Predicted, float]], trials: Sequence[AnyTrial], corpus: Corpus
) -> dict[str, tuple[Predicted, float]]:
    """Return {trial: (what it predicts, mean seconds of a fit)}."""
    found = Parallel(n_jobs=2)(delayed(fit)(trial, corpus) for trial in trials)
    return dict(zip([trial.name for trial in trials], found, strict=True))


def _describe_all(
    corpus: Corpus,
    trials: Sequence[AnyTrial],
    count: Callable[[AnyTrial, str], Part],
    results: Mapping[str, tuple[object, float]],
) -> list[Object]:
    """Return a line for each trial; count(trial, policy left out) returns its outcomes and their groups."""
    policies = list(dict.fromkeys(corpus.frame["policy"]))
    measures: dict[str, Measured] = {}
    lines = []
    for trial in trials:
        measures[trial.name] = measure_parts(partial(count, trial), policies)
        against = measures.get(trial.against)
        seconds = results[trial.of or trial.name][1]
        lines.append(describe_trial(trial, seconds, measures[trial.name], against))
    return lines


def _subtract(first: dict[str, Measure], second: dict[str, Measure]) -> Object:
    differences = {score: subtract(first[score], second[score]) for score in SCORES}
    return {
        score: {"difference": round_score(difference.value), "interval": difference.interval}
        for score, difference in differences.items()
    }


def mark_novel(frame: pd.DataFrame, rows: pd.DataFrame, pair: tuple[str, str]) -> NDArray[np.bool_]:
    """Return which of the rows have none of their group among the policies outside the pair, boolean (N,)."""
    known = set(frame["duplicate_group"][~frame["policy"].isin(pair)])
    return np.array([group not in known for group in rows["duplicate_group"]])
