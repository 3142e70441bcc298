"""Multi-label classifiers: fit(X, Y) on boolean Y; decision_function(X) > 0 where a category is predicted."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator
from sklearn.linear_model import Ridge
from sklearn.multiclass import OneVsRestClassifier

from baselines.categories.features import list_cues, read_cues

Features = pd.DataFrame | csr_matrix | NDArray[np.float64]  # of N clauses: the frame itself, or what blocks make of it


def choose_categories(decisions: NDArray[np.float64], fallback: bool) -> NDArray[np.bool_]:
    """Return which categories are predicted, boolean (N, K), of decisions (N, K): those above zero.

    With `fallback`, a clause for which none is gets the one with the highest decision, the first of equals.
    """
    chosen = decisions > 0
    if fallback:
        empty = ~chosen.any(axis=1)
        chosen[empty, decisions[empty].argmax(axis=1)] = True
    return chosen


class BinaryRelevance(BaseEstimator):
    """One binary classifier per category; a category without a training clause ranks below all others.

    OneVsRestClassifier alone would give such a category the decision 0, above every category that is denied.
    """

    def __init__(self, estimator: BaseEstimator):
        self.estimator = estimator

    def fit(self, X: Features, Y: NDArray[np.bool_]) -> "BinaryRelevance":
        """Fit on features X and labels Y, boolean (N, K)."""
        self.seen_: NDArray[np.bool_] = np.any(Y, axis=0)
        self.model_ = OneVsRestClassifier(self.estimator).fit(X, Y[:, self.seen_])
        return self

    def decision_function(self, X: Features) -> NDArray[np.float64]:
        """Return decisions (N, K): the classifier's own, or its probability less one half."""
        if hasattr(self.model_, "decision_function"):
            decisions = self.model_.decision_function(X)
        else:
            decisions = self.model_.predict_proba(X) - 0.5
        lowest = np.minimum(decisions.min(axis=1, keepdims=True), 0) - 1  # of its own row: no clause changes another's
        full: NDArray[np.float64] = np.repeat(lowest, len(self.seen_), axis=1)
        full[:, self.seen_] = decisions
        return full


class LeastSquares(BaseEstimator):
    """Ridge regression of all categories at once, on targets 1 and -1; for dense features, of which it is fast.

    Its decisions are the regression's times `slope`, which brings them to the size of log-odds.
    """

    def __init__(self, alpha: float, slope: float):
        self.alpha = alpha
        self.slope = slope

    def fit(self, X: Features, Y: NDArray[np.bool_]) -> "LeastSquares":
        """Fit on features X and labels Y, boolean (N, K)."""
        self.model_ = Ridge(alpha=self.alpha).fit(X, np.where(Y, 1.0, -1.0))
        return self

    def decision_function(self, X: Features) -> NDArray[np.float64]:
        """Return decisions (N, K)."""
        decisions: NDArray[np.float64] = self.slope * self.model_.predict(X)
        return decisions


class CueMatch(BaseEstimator):
    """Predict each category of which a cue phrase stands in the clause; training only orders ties."""

    def __init__(self, categories: Sequence[str] = ()):
        self.categories = categories

    def fit(self, X: csr_matrix, Y: NDArray[np.bool_]) -> "CueMatch":
        """Keep how frequent each category is in Y, boolean (N, K)."""
        cues = read_cues()
        places = {cue: place for place, cue in enumerate(list_cues(cues))}
        self.cue_of_ = np.zeros((len(places), len(self.categories)), int)
        for column, category in enumerate(self.categories):
            self.cue_of_[[places[cue] for cue in cues[category]], column] = 1
        self.share_ = Y.mean(axis=0)
        return self

    def decision_function(self, X: csr_matrix) -> NDArray[np.float64]:
        """Return, for cue marks X (N, cues), each category's number of cues, less ½, plus up to ¼ for frequency."""
        decisions: NDArray[np.float64] = X @ self.cue_of_ - 0.5 + self.share_ / 4
        return decisions
