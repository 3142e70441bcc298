"""A second model over the first one's out-of-fold scores of a clause, its neighbours and its section."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from baselines.categories.models import BinaryRelevance
from baselines.categories.surroundings import average_runs, describe_surroundings, number_runs, shift_rows

FOLDS = 5


class NeighbourStack(BaseEstimator):
    """Logistic regression per category on the scores that `estimator` gives a clause and what stands around it.

    X needs "policy" and "duplicate_group" too. For the second model's training clauses, the scores come from first
    models that were fitted without the clause's policy and without its near-duplicates (by="policy"), or in five folds
    of whole duplicate groups (by="duplicate_group"). `estimator` fits on what describe_surroundings returns.
    """

    def __init__(self, estimator: BaseEstimator, by: str = "policy"):
        self.estimator = estimator
        self.by = by

    def fit(self, X: pd.DataFrame, Y: NDArray[np.bool_]) -> "NeighbourStack":
        """Fit both models on the frame X and labels Y, boolean (N, K)."""
        X = describe_surroundings(X)
        scores = np.zeros(Y.shape)
        for train, held in split_inside(X, self.by):
            scores[held] = clone(self.estimator).fit(X.iloc[train], Y[train]).decision_function(X.iloc[held])
        self.first_ = clone(self.estimator).fit(X, Y)
        self.second_ = BinaryRelevance(LogisticRegression(max_iter=1000)).fit(gather_scores(scores, X), Y)
        return self

    def decision_function(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the second model's decisions, (N, K)."""
        scores = self.first_.decision_function(describe_surroundings(X))
        return self.second_.decision_function(gather_scores(scores, X))


def split_inside(X: pd.DataFrame, by: str) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return rows to train on and rows to hold out: every clause is held out once, without near-duplicates in train."""
    groups = X["duplicate_group"].to_numpy()
    if by == "duplicate_group":
        return list(GroupKFold(FOLDS).split(X, groups=groups))
    policies = X["policy"].to_numpy()
    held = [np.flatnonzero(policies == policy) for policy in dict.fromkeys(policies)]
    return [(np.flatnonzero(~np.isin(groups, groups[rows]) & (policies != policies[rows[0]])), rows) for rows in held]


def gather_scores(scores: NDArray[np.float64], X: pd.DataFrame) -> NDArray[np.float64]:
    """Return log-odds / 4 and the probabilities of the clause before, the one after and the section, (N, 4 K)."""
    probabilities = expit(scores)
    around = [shift_rows(probabilities, 1), shift_rows(probabilities, -1)]
    section = average_runs(probabilities, number_runs(X["section"]))
    return np.hstack([np.clip(scores, -9, 9) / 4, *around, section])
