"""What a clause is about besides: subjects of the categories that stand alone in a clause."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from baselines.categories.features import join_blocks, weigh_words
from baselines.categories.models import BinaryRelevance

ALONE = ("do_not_track", "international_transfer", "specific_audiences")  # rule 2 of the guidelines


class SubjectModel(BaseEstimator):
    """Find the topics of clauses whose labels are known: the labels, and where one is of ALONE its subjects.

    Logistic regression per category on the words of the clause and its context, fitted on clauses of ALONE.
    """

    def fit(
        self, X: pd.DataFrame, labels: NDArray[np.bool_], topics: NDArray[np.bool_], alone: NDArray[np.bool_]
    ) -> "SubjectModel":
        """Fit on the frame X, labels and topics, boolean (N, K), and which categories are of ALONE, boolean (K,)."""
        self.alone_ = alone
        rows = np.asarray((labels & alone).any(axis=1))
        about = topics & ~alone
        self.model_ = None
        if about[rows].any():
            blocks = join_blocks(("words", "text", weigh_words(), 1.0))
            regression = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
            self.model_ = make_pipeline(blocks, BinaryRelevance(regression)).fit(X[rows], about[rows])
        return self

    def find_topics(self, X: pd.DataFrame, labels: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return the topics, boolean (N, K), of clauses whose labels, boolean (N, K), are known or predicted."""
        topics = labels.copy()
        rows = np.asarray((labels & self.alone_).any(axis=1))
        if self.model_ is not None and rows.any():
            topics[rows] |= (self.model_.decision_function(X[rows]) > 0) & ~self.alone_
        return topics
