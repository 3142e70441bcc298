"""What the stronger baselines read around a clause, and how the trials measure inside the training data."""

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from baselines.blending import SectionBlend, blend_sections
from baselines.corpus import ROOT, hash_clauses
from baselines.features import join_blocks
from baselines.models import BinaryRelevance
from baselines.registry import BASELINES
from baselines.stacking import NeighbourStack, gather_scores, split_inside
from baselines.surroundings import average_runs, describe_surroundings, number_lists, number_runs, shift_rows
from baselines.trial_list import BLEND_STEP, CONTEXT_STEP, TRIALS, Trial
from baselines.trials import RESULT, fit_trial, run_trials
from mepp5.taxonomy import read_taxonomy

CATEGORIES = read_taxonomy().category_ids
WORDS = ["share", "cookie", "delete", "child", "secure", "retain"]


def make_frame(policies: int = 3, clauses: int = 12) -> pd.DataFrame:
    """Policies whose clauses each say one of six words, two clauses of the same word a section."""
    rows = [
        {
            "policy": f"p{policy}",
            "text": f"we {WORDS[clause // 2 % 6]} data {policy} {clause}",
            "section": WORDS[clause // 2 % 6],
            "context": "as follows:" if clause % 2 else "",
            "duplicate_group": f"p{policy if clause else 0}/{clause}",
            "labels": [CATEGORIES[clause // 2 % 6]],
        }
        for policy in range(policies)
        for clause in range(clauses)
    ]
    return pd.DataFrame(rows)


def mark(frame: pd.DataFrame) -> np.ndarray:
    return np.array([[name in labels for name in CATEGORIES] for labels in frame["labels"]])


def regress() -> BaseEstimator:
    blocks = join_blocks(("words", "text", CountVectorizer(), 1.0))
    return make_pipeline(blocks, BinaryRelevance(LogisticRegression(C=10)))


# What stands around


def test_a_list_is_its_lead_in_and_the_items_under_it():
    frame = pd.DataFrame(
        [
            ("We use it to:", ""),
            ("a;", "We use it to:"),
            ("b;", "We use it to:"),
            ("And:", "b;"),
            ("c", "And:"),
            ("d", "c"),
        ],
        columns=["text", "context"],
    )
    assert number_lists(frame).tolist() == [0, 0, 0, 1, 1, 2]


def test_a_section_is_a_run_of_equal_titles():
    assert number_runs(pd.Series(["a", "a", "", "a", "b", "b"])).tolist() == [0, 0, 1, 2, 3, 3]


def test_averages_stay_inside_their_run():
    values = np.array([[1.0, 0.0], [0.0, 0.5], [1.0, 1.0]])
    assert average_runs(values, np.array([0, 0, 1])).tolist() == [[0.5, 0.25], [0.5, 0.25], [1.0, 1.0]]


def test_shifting_looks_before_and_after():
    values = np.array([[1.0], [2.0], [3.0]])
    assert shift_rows(values, 1).ravel().tolist() == [0, 1, 2]
    assert shift_rows(values, -1).ravel().tolist() == [2, 3, 0]
    assert shift_rows(values[:1], 1).tolist() == [[0]]


def test_surroundings_are_those_of_the_rows_around():
    frame = pd.DataFrame(
        {
            "text": ["We share:", "your name", "A b c d e f g h i j"],
            "section": ["s", "s", "t"],
            "context": ["", "We share:", "your name"],
        }
    )
    found = describe_surroundings(frame)
    assert found["previous"].tolist() == ["", "We share:", "your name"]
    assert found["next"].tolist() == ["your name", "A b c d e f g h i j", ""]
    assert found["first"][2] == "A b c d e f g h"
    assert found["shape"].tolist() == ["length2 introduces", "length2 introduced lower", "length4"]


def test_a_section_lifts_a_clause_and_no_other_section():
    probabilities = np.array([[0.9], [0.45], [0.45]])
    blended = blend_sections(probabilities, pd.Series(["a", "a", "b"]), 1 / 3)
    assert blended.ravel() == pytest.approx([0.825, 0.525, 0.45])
    assert blend_sections(probabilities, pd.Series(["a", "a", "b"]), 0).tolist() == probabilities.tolist()


# The models


def test_the_recommended_model_works_on_what_predict_knows_and_leaves_the_frame_alone():
    frame = make_frame(clauses=24)
    inputs = frame[["text", "section", "context"]]
    before = inputs.copy()
    model = BASELINES["section-blend"].make(CATEGORIES).fit(inputs, mark(frame))
    decisions = model.decision_function(inputs)
    assert (decisions.argmax(axis=1) == mark(frame).argmax(axis=1)).all()
    assert (decisions[:, 6:] < 0).all()  # categories without a training clause
    assert model.decision_function(inputs[:1]).shape == (1, len(CATEGORIES))
    pd.testing.assert_frame_equal(inputs, before)


def test_the_blend_uses_neighbours_in_the_section_only():
    frame = make_frame()
    model = SectionBlend(regress()).fit(frame, mark(frame))
    changed = frame.copy()
    changed.loc[0, "text"] = "we secure data"
    moved = np.abs(model.decision_function(frame) - model.decision_function(changed)).max(axis=1)
    assert (moved[:2] > 0.01).all()
    assert (moved[2:] == 0).all()


def test_one_category_model_is_recommended():
    assert [name for name, baseline in BASELINES.items() if baseline.recommended] == ["section-blend"]


# Stacking


@pytest.mark.parametrize("by", ["policy", "duplicate_group"])
def test_out_of_fold_scores_never_come_from_a_near_duplicate(by):
    frame = make_frame()
    assert frame["duplicate_group"].duplicated().any()
    held_once = np.zeros(len(frame), int)
    for train, held in split_inside(frame, by):
        held_once[held] += 1
        assert not set(frame["duplicate_group"][train]) & set(frame["duplicate_group"][held])
        if by == "policy":
            assert not set(frame["policy"][train]) & set(frame["policy"][held])
    assert (held_once == 1).all()


def test_the_stack_learns_from_the_first_model():
    frame = make_frame()
    decisions = NeighbourStack(regress()).fit(frame, mark(frame)).decision_function(frame)
    assert (decisions.argmax(axis=1) == mark(frame).argmax(axis=1)).mean() > 0.9
    assert gather_scores(np.zeros((4, 2)), frame[:4]).shape == (4, 8)


# The trials


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
    return SimpleNamespace(frame=make_frame(4), categories=CATEGORIES, sha256="0")


def test_no_model_of_a_trial_saw_the_policy_left_out_or_predicted():
    decisions, _ = fit_trial(Trial("spy", "", _Spy), make_corpus())
    assert len(decisions) == 4 * 3


def test_a_gain_is_kept_only_if_every_part_shows_it():
    trials = (Trial("spy", "", _Spy), Trial("same", "spy", of="spy"), Trial("words", "spy", regress))
    _, same, words = run_trials(make_corpus(), trials)["trials"]
    assert same["kept"] is False
    assert same["gain"]["micro_f1"] == {"difference": 0, "interval": [0, 0]}
    assert words["kept"] is True
    assert list(words["parts"]) == ["p0", "p1", "p2", "p3"]


def test_trials_are_compared_with_earlier_ones():
    names = [trial.name for trial in TRIALS]
    assert len(set(names)) == len(names)
    assert all(trial.against in names[:place] for place, trial in enumerate(TRIALS) if place)
    assert all(trial.of in names for trial in TRIALS if not trial.make)


def test_the_committed_trials_are_of_todays_data_and_justify_the_recommended_model():
    result = json.loads((ROOT / RESULT).read_text())
    assert result["data"] == f"sha256:{hash_clauses()}", "run python -m baselines.trials"
    lines = {line["name"]: line for line in result["trials"]}
    assert list(lines) == [trial.name for trial in TRIALS]
    assert all(lines[step]["kept"] for step in ("words", "+ section titles (0.5)", CONTEXT_STEP, BLEND_STEP))
    assert not any(line["kept"] for line in result["trials"] if line["against"] == BLEND_STEP)
