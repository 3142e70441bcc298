"""A baseline fitted: on clauses of the corpus, and on the invented ones where it is made to use them."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from threadpoolctl import threadpool_limits

from baselines.baseline import Baseline, SlotBaseline, Tag
from baselines.corpus import INPUTS, SHARED, Corpus
from mepp5.scoring.scorer import mark_labels

SEED = 0  # of numpy's global generator before each fit; models that take a seed of their own are given one too


def fit_categories(baseline: Baseline, train: pd.DataFrame, corpus: Corpus) -> BaseEstimator:
    """Return the estimator fitted on the training rows, some of the corpus' frame, and perhaps the invented ones."""
    rows = gather(baseline, train, corpus)
    with repeatable():
        marks = mark_labels(rows["labels"].tolist(), corpus.categories)
        return baseline.make(corpus.categories).fit(rows[INPUTS], marks)


def fit_slots(baseline: SlotBaseline, train: pd.DataFrame, corpus: Corpus) -> Tag:
    """Return the tagger fitted on the training rows, some of the corpus' frame, and perhaps the invented ones."""
    with repeatable():
        return baseline.fit(gather(baseline, train, corpus).to_dict("records", into=dict))


def gather(baseline: Baseline | SlotBaseline, train: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Return what a baseline is trained on, with the columns of SHARED at least; the corpus' rows come first."""
    if not baseline.invented:
        return train
    return pd.concat([train[SHARED], corpus.invented], ignore_index=True)


@contextmanager
def repeatable() -> Iterator[None]:
    """Fit and predict the same wherever this runs.

    One thread: sums do not depend on the number of cores, and on vectors this short more threads only wait.
    """
    np.random.seed(SEED)
    with threadpool_limits(1):
        yield
