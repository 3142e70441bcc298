"""A tagger of slots: one linear model of BIO labels per slot, and a decoder that allows no INSIDE without a BEGIN.

Each slot has a model of its own, so spans of different slots may nest, cross or coincide. Within one slot spans are
disjoint: where the training data nest, the longest is learnt.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import ClassifierMixin
from sklearn.feature_extraction.text import CountVectorizer

from baselines.tokens import INSIDE, OUTSIDE, describe_tokens, find_tokens, join_tokens, mark_tokens

NEVER = -1e9  # the score of a label that was not seen in training


def make_tagger(make: Callable[[], ClassifierMixin]) -> Callable[[Sequence[dict], Sequence[dict]], list[list[dict]]]:
    """Return fit_predict(train, test) that fits one estimator of `make`, with a decision_function, for each slot."""

    def fit_predict(train: Sequence[dict], test: Sequence[dict]) -> list[list[dict]]:
        vectorizer = CountVectorizer(analyzer=list, binary=True, dtype=float)
        known = vectorizer.fit_transform(_describe_rows(train))
        asked = vectorizer.transform(_describe_rows(test))
        tokens = [find_tokens(row["text"]) for row in test]
        bounds = np.cumsum([len(each) for each in tokens])[:-1]
        found: list[list[dict]] = [[] for _ in test]
        for slot in sorted({slot["slot"] for row in train for slot in row["slots"]}):
            scores = _score_labels(make(), known, _mark_rows(train, slot), asked)
            for slots, places, block in zip(found, tokens, np.split(scores, bounds), strict=True):
                spans = join_tokens(places, decode(block))
                slots += [{"start": start, "end": end, "slot": slot} for start, end in spans]
        return found

    return fit_predict


def _describe_rows(rows: Sequence[dict]) -> list[list[str]]:
    return [
        features
        for row in rows
        for features in describe_tokens(row["text"], find_tokens(row["text"]), row["section"], row["context"])
    ]


def _mark_rows(rows: Sequence[dict], slot: str) -> list[int]:
    """Return the BIO labels of one slot for all tokens of the rows."""
    labels: list[int] = []
    for row in rows:
        spans = [(each["start"], each["end"]) for each in row["slots"] if each["slot"] == slot]
        labels += mark_tokens(find_tokens(row["text"]), spans)
    return labels


def _score_labels(model: ClassifierMixin, known: csr_matrix, labels: list[int], asked: csr_matrix) -> np.ndarray:
    """Return the model's decision for each asked token (N) and label, shape (N, 3)."""
    model.fit(known, labels)
    decisions = model.decision_function(asked)
    if decisions.ndim == 1:  # two labels only: one number, of the second
        decisions = np.stack([-decisions, decisions], axis=1)
    scores = np.full((len(decisions), 3), NEVER)
    scores[:, model.classes_] = decisions
    return scores


def decode(scores: np.ndarray) -> list[int]:
    """Return the BIO labels with the largest sum of scores (N, 3) in which INSIDE never comes first or after OUTSIDE.

    Viterbi's algorithm; of labellings that score alike, the one that is outside earlier.
    """
    if not len(scores):
        return []
    allowed = np.zeros((3, 3))
    allowed[OUTSIDE, INSIDE] = -np.inf
    best, origins = scores[0] + allowed[OUTSIDE], []
    for step in scores[1:]:
        paths = best[:, None] + allowed
        origins.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + step
    labels = [int(best.argmax())]
    for origin in reversed(origins):
        labels.append(int(origin[labels[-1]]))
    return labels[::-1]
