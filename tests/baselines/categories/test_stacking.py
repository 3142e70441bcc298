"""The stack: what it gathers around a clause, and that its second model never sees scores of a fitted document."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from sklearn.base import BaseEstimator

from baselines.categories.stacking import LIMIT, SCALE, NeighbourStack, divide_documents, gather_scores

FRAME = pd.DataFrame(
    {
        "source": ["a", "a", "a", "b", "b", "c"],
        "section": ["x", "x", "y", "y", "y", "y"],
        "text": [f"clause {number}" for number in range(6)],
    }
)


def test_neighbours_end_with_the_document_and_sections_with_their_titles():
    scores = np.arange(6.0).reshape(-1, 1) - 2
    own, before, after, section = gather_scores([scores], FRAME).T
    sure = expit(scores[:, 0])
    assert own == pytest.approx(scores[:, 0] / SCALE)
    assert before == pytest.approx([0, sure[0], sure[1], 0, sure[3], 0])
    assert after == pytest.approx([sure[1], sure[2], 0, sure[4], 0, 0])
    assert section == pytest.approx([sure[:2].mean()] * 2 + [sure[2]] + [sure[3:5].mean()] * 2 + [sure[5]])


def test_log_odds_beyond_the_limit_count_no_more():
    scores = np.full((6, 2), 1e6)
    assert gather_scores([scores], FRAME)[:, :2].max() == LIMIT / SCALE


class Recorder(BaseEstimator):
    """Knows the documents that it was fitted on, and refuses to score one of them."""

    def fit(self, X: pd.DataFrame, Y: np.ndarray) -> "Recorder":
        self.sources_ = set(X["source"])
        self.width_ = Y.shape[1]
        return self

    def decision_function(self, X: pd.DataFrame) -> np.ndarray:
        assert len(self.sources_) == 3 or not self.sources_ & set(X["source"])
        return np.zeros((len(X), self.width_))


def test_no_first_model_scores_a_document_that_it_was_fitted_on():
    marks = np.array([[True, False], [False, True]] * 3)
    model = NeighbourStack([Recorder(), Recorder()], strength=1.0, folds=3).fit(FRAME, marks)
    assert model.decision_function(FRAME).shape == (6, 2)
    assert len(model.first_) == 2


def test_every_document_is_held_out_once_and_one_alone_is_its_own_fold():
    folds = divide_documents(FRAME["source"], 5)
    assert sorted(place for _, held in folds for place in held) == list(range(6))
    for train, held in folds:
        assert not set(FRAME["source"].iloc[train]) & set(FRAME["source"].iloc[held])
    ((train, held),) = divide_documents(FRAME["source"][:3], 5)
    assert train.tolist() == held.tolist() == [0, 1, 2]
