"""A second model over the first ones' out-of-fold scores of a clause, its neighbours and its section."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, clone
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from baselines.categories.models import BinaryRelevance
from baselines.categories.surroundings import average_runs, number_runs, shift_rows

LIMIT = 9.0  # of log-odds, beyond which they say no more
SCALE = 4.0  # brings log-odds near to probabilities, so that one regularisation suits both
Scores = NDArray[np.float64]  # log-odds of N clauses and K categories, (N, K)


class NeighbourStack(BaseEstimator):
    """Logistic regression per category on what `estimators` score a clause, and the first of them what is around it.

    The frames have a column "source" too, the document of a clause; documents stand in order, one after another. The
    second model is fitted on scores of first models that did not see the clause's document, in `folds` folds of whole
    documents. So its decisions are log-odds of what holds in documents not seen, and `expit` of them are calibrated
    probabilities. `strength` is the C of its regression.
    """

    def __init__(self, estimators: Sequence[BaseEstimator], strength: float, folds: int):
        self.estimators = estimators
        self.strength = strength
        self.folds = folds

    def fit(self, X: pd.DataFrame, Y: NDArray[np.bool_]) -> "NeighbourStack":
        """Fit all models on the frame X and labels Y, boolean (N, K); one document alone is its own fold."""
        scores = [np.zeros(Y.shape) for _ in self.estimators]
        for train, held in divide_documents(X["source"], self.folds):
            for found, estimator in zip(scores, self.estimators, strict=True):
                found[held] = clone(estimator).fit(X.iloc[train], Y[train]).decision_function(X.iloc[held])
        self.first_ = [clone(estimator).fit(X, Y) for estimator in self.estimators]
        regression = LogisticRegression(C=self.strength, max_iter=1000)
        self.second_ = BinaryRelevance(regression).fit(gather_scores(scores, X), Y)
        return self

    def decision_function(self, X: pd.DataFrame) -> Scores:
        """Return the second model's decisions, log-odds (N, K)."""
        scores = [estimator.decision_function(X) for estimator in self.first_]
        return self.second_.decision_function(gather_scores(scores, X))


def divide_documents(sources: pd.Series, folds: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Return places to train on and places to hold out, so that each document is held out once."""
    number = min(folds, sources.nunique())
    if number < 2:
        every = np.arange(len(sources))
        return [(every, every)]
    return list(GroupKFold(number).split(sources, groups=sources))


def gather_scores(scores: Sequence[Scores], X: pd.DataFrame) -> NDArray[np.float64]:
    """Return all log-odds / SCALE, and by the first the probabilities of the neighbours and of the section.

    (N, K times the number of scores and 3); what stands beyond an end of the document has the probability 0.
    """
    probabilities = expit(scores[0])
    goes_on = (X["source"] == X["source"].shift()).to_numpy()
    before = shift_rows(probabilities, 1) * goes_on[:, np.newaxis]
    after = shift_rows(probabilities, -1) * np.append(goes_on[1:], False)[:, np.newaxis]
    section = average_runs(probabilities, number_runs(X["source"] + "\n" + X["section"]))
    return np.hstack([*(np.clip(each, -LIMIT, LIMIT) / SCALE for each in scores), before, after, section])
