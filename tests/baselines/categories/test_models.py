"""The registry of category baselines, their features and their models."""

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from baselines.categories.features import list_cues, read_cues, spot_cues
from baselines.categories.models import BinaryRelevance, CueMatch
from baselines.categories.registry import BASELINES
from tests.baselines.fixture_baselines import CATEGORIES, NAMES


def frame(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"text": texts, "section": "", "context": ""})


def test_the_registry_holds_the_baselines():
    assert list(BASELINES) == NAMES
    assert all(baseline.fallback for baseline in BASELINES.values())  # as baselines/README.md says


def test_cues_are_there_for_every_category_and_found_in_text():
    cues = read_cues()
    assert tuple(cues) == CATEGORIES
    phrases = list_cues(cues)
    found = spot_cues().fit_transform(frame(*phrases))
    assert found.diagonal().all()
    assert found.max() == 1


def test_keyword_predicts_the_categories_whose_cues_stand_in_the_clause():
    texts = frame("We honour Do-Not-Track.", "Children may ask for erasure.", "Nothing here.")
    labels = np.array([[name in ("data_security", "data_retention") for name in CATEGORIES]] * 3)
    labels[0, CATEGORIES.index("data_retention")] = False
    marks = spot_cues().fit_transform(texts)
    decisions = CueMatch(CATEGORIES).fit(marks, labels).decision_function(marks)
    named = [[CATEGORIES[place] for place in np.flatnonzero(row > 0)] for row in decisions]
    assert named == [["do_not_track"], ["user_access_edit_deletion", "specific_audiences"], []]
    assert CATEGORIES[decisions[2].argmax()] == "data_security"  # the most frequent


@pytest.mark.parametrize("estimator", [LinearSVC(), LogisticRegression(), ComplementNB()])
def test_a_category_never_seen_ranks_last(estimator):
    features = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    labels = np.array([[True, False, False], [False, False, True], [True, False, True], [False, False, False]])
    decisions = BinaryRelevance(estimator).fit(features, labels).decision_function(features)
    assert (decisions[:, 1] < decisions[:, [0, 2]].min()).all()
    assert (decisions[:, 1] < 0).all()
