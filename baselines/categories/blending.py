"""A clause's score blended with that of the section around it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator, clone

from baselines.categories.surroundings import average_runs, number_runs


class SectionBlend(BaseEstimator):
    """Mix a clause's probabilities with the mean over its section, itself included.

    `estimator` fits on a frame of clauses in document order and decides by log-odds, as logistic regression does;
    `weight`, from 0 to 1, is the section's share. Only predicted probabilities are averaged: labels play no part.
    """

    def __init__(self, estimator: BaseEstimator, weight: float = 1 / 3):
        self.estimator = estimator
        self.weight = weight

    def fit(self, X: pd.DataFrame, Y: NDArray[np.bool_]) -> "SectionBlend":
        """Fit the estimator on the frame X and labels Y, boolean (N, K)."""
        self.estimator_ = clone(self.estimator).fit(X, Y)
        return self

    def decision_function(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the blended probabilities less one half, (N, K)."""
        sections = X["source"] + "\n" + X["section"]
        return blend_sections(expit(self.estimator_.decision_function(X)), sections, self.weight) - 0.5


def blend_sections(probabilities: NDArray[np.float64], sections: pd.Series, weight: float) -> NDArray[np.float64]:
    """Return (1 - weight) of the probabilities (N, K) and weight of their mean over each section, (N, K)."""
    return (1 - weight) * probabilities + weight * average_runs(probabilities, number_runs(sections))
