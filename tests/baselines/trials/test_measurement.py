"""How the trials measure inside the training data, and what the committed ones justify."""

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator

from baselines.categories.registry import BASELINES
from baselines.corpus import ROOT, hash_clauses
from baselines.slots.registry import SLOT_BASELINES
from baselines.trials.categories import (
    BLEND_STEP,
    CONTEXT_STEP,
    INVENTED_STEP,
    LETTERS_STEP,
    STACK_STEP,
    TITLES_STEP,
    TRIALS,
    VECTORS_STEP,
    Trial,
)
from baselines.trials.measurement import fit_trial, run_trials
from baselines.trials.slots import CHOSEN, SLOT_TRIALS, SlotTrial, count_slot_part, fit_slot_trial
from baselines.trials.tables import RESULT
from tests.baselines.categories.fixture_frames import CATEGORIES, make_frame, regress


class _Spy(BaseEstimator):
    """Remembers what it was fitted on, and predicts the first category."""

    def fit(self, X, Y):
        self.policies_ = set(X["policy"])
        return self

    def decision_function(self, X):
        assert "labels" not in X
        assert not self.policies_ & set(X["policy"])
        return np.tile(np.arange(len(CATEGORIES), 0, -1) - len(CATEGORIES) + 0.5, (len(X), 1))


def make_corpus() -> SimpleNamespace:
    return SimpleNamespace(frame=make_frame(4), categories=CATEGORIES, sha256="0", invented=make_invented())


def make_invented() -> pd.DataFrame:
    frame = make_frame(1, 6).drop(columns="policy").assign(source="a01")
    return frame.assign(duplicate_group=[f"invented/{place}" for place in range(len(frame))])


def test_no_model_of_a_trial_saw_the_policy_left_out_or_predicted():
    decisions, _ = fit_trial(Trial("spy", "", _Spy), make_corpus())
    assert len(decisions) == 4 * 3


def test_a_trial_sees_the_invented_clauses_where_it_asks_for_them():
    class Counter(_Spy):
        def fit(self, X, Y):
            assert (X["policy"] == "a01").sum() == 6
            return super().fit(X, Y)

    fit_trial(Trial("counter", "", Counter, invented=True), make_corpus())
    with pytest.raises(AssertionError):
        fit_trial(Trial("counter", "", Counter), make_corpus())


def test_a_gain_is_kept_only_if_every_part_shows_it():
    trials = (Trial("spy", "", _Spy), Trial("same", "spy", of="spy"), Trial("words", "spy", regress))
    _, same, words = run_trials(make_corpus(), trials, ())["trials"]
    assert same["kept"] is False
    assert same["gain"]["micro_f1"] == {"difference": 0, "interval": [0, 0]}
    assert words["kept"] is True
    assert list(words["parts"]) == ["p0", "p1", "p2", "p3"]


def test_trials_are_compared_with_earlier_ones():
    names = [trial.name for trial in TRIALS]
    assert len(set(names)) == len(names)
    assert all(trial.against in names[:place] for place, trial in enumerate(TRIALS) if place)
    assert all(trial.of in names for trial in TRIALS if not trial.make)


@pytest.mark.exact
def test_the_committed_trials_are_of_todays_data_and_justify_the_recommended_model():
    result = json.loads((ROOT / RESULT).read_text())
    assert result["data"] == f"sha256:{hash_clauses()}", "run python -m baselines.trials"
    lines = {line["name"]: line for line in result["trials"]}
    assert list(lines) == [trial.name for trial in TRIALS]
    ladder = ["words", CONTEXT_STEP, LETTERS_STEP, BLEND_STEP]
    assert all(lines[step]["kept"] for step in ladder)
    assert [lines[step]["against"] for step in ladder[1:]] == ladder[:-1]
    invented = {trial.name for trial in TRIALS if trial.invented}
    against = [line for line in result["trials"] if line["against"] == BLEND_STEP and line["name"] not in invented]
    assert not any(line["kept"] for line in against)
    assert [lines[step]["kept"] for step in (INVENTED_STEP, STACK_STEP)] == [True, True]
    assert all(lines[step]["gain"]["macro_f1"]["difference"] > 0 for step in (TITLES_STEP, VECTORS_STEP))


# The trials of slots


def mark_word(word: str) -> SlotTrial:
    """A tagger that calls a word a purpose wherever it stands, and refuses to see labels or policies."""

    def fit(train):
        policies = {row["policy"] for row in train}

        def tag(rows):
            assert all(set(row) == {"text", "section", "context"} for row in rows)
            assert len(policies) == 2
            found = [(row["text"].find(word), row["text"]) for row in rows]
            return [[{"start": at, "end": at + len(word), "slot": "purpose"}] if at >= 0 else [] for at, _ in found]

        return tag

    return SlotTrial(word, "", fit)


def make_slot_corpus() -> SimpleNamespace:
    frame = make_frame(4)
    frame["id"] = [f"{policy}/{place}" for place, policy in enumerate(frame["policy"])]
    spans = [(text.find("delete"), text.find("delete") + 6) for text in frame["text"]]
    frame["slots"] = [[{"start": a, "end": b, "slot": "purpose"}] if a >= 0 else [] for a, b in spans]
    return SimpleNamespace(frame=frame, rows=frame.to_dict("records"), sha256="0", invented=frame.iloc[:0])


def test_a_trial_of_slots_is_scored_by_strict_f1_on_novel_clauses():
    corpus = make_slot_corpus()
    found, _ = fit_slot_trial(mark_word("delete"), corpus)
    assert len(found) == 4 * 3
    outcomes, groups = count_slot_part(found, corpus, "p0", lambda frame, rows, pair: np.arange(len(rows)) < 6)
    assert len(outcomes) == len(groups) == 3 * 6
    assert outcomes.sum(axis=(0, 2)).tolist() == [3 * 2, 0, 0]
    wrong, _ = fit_slot_trial(mark_word("child"), corpus)
    outcomes, _ = count_slot_part(wrong, corpus, "p0", lambda frame, rows, pair: np.arange(len(rows)) < 8)
    assert outcomes.sum(axis=(0, 2)).tolist() == [0, 3 * 2, 3 * 2]


def test_trials_of_slots_are_compared_with_earlier_ones():
    names = [trial.name for trial in SLOT_TRIALS]
    assert len(set(names)) == len(names)
    assert all(trial.against in ["", *names[:place]] for place, trial in enumerate(SLOT_TRIALS))
    assert all(trial.of in names for trial in SLOT_TRIALS if not trial.fit)


def test_the_trials_are_of_the_models_that_are_registered():
    """The registries and the lists of trials state the same settings: their decisions are the same."""
    frame = make_frame(4)
    labels = np.array([[name in row for name in CATEGORIES] for row in frame["labels"]])
    trial = {each.name: each for each in TRIALS}
    for name, step in (("logreg-context", CONTEXT_STEP), ("section-blend", BLEND_STEP)):
        registered = BASELINES[name].make(CATEGORIES).fit(frame, labels).decision_function(frame)
        maker = trial[trial[step].of or step].make()
        tried = trial[step].adapt(maker.fit(frame, labels).decision_function(frame), frame)
        np.testing.assert_allclose(registered, tried)
    rows = make_slot_corpus().rows
    asked = [{name: row[name] for name in ("text", "section", "context")} for row in rows]
    slot_trial = {each.name: each for each in SLOT_TRIALS}
    for name, step in (("gazetteer", "gazetteer"), ("tagger", CHOSEN)):
        found = SLOT_BASELINES[name].fit(rows)(asked)
        assert any(found)
        assert found == slot_trial[step].fit(rows)(asked)


@pytest.mark.exact
def test_the_committed_trials_justify_the_recommended_tagger():
    """It gains on the gazetteer over all inner predictions together, and by the gazetteers' marks in every part."""
    lines = {line["name"]: line for line in json.loads((ROOT / RESULT).read_text())["slot_trials"]}
    assert list(lines) == [trial.name for trial in SLOT_TRIALS]
    assert lines[CHOSEN]["kept"]
    assert lines["tagger beside the gazetteer"]["gain"]["micro_f1"]["interval"][0] > 0
    invented = {trial.name for trial in SLOT_TRIALS if trial.invented}
    against = [line for line in lines.values() if line["against"] == CHOSEN and line["name"] not in invented]
    assert not any(line["kept"] for line in against)
    assert all(lines[name]["kept"] for name in invented)
