"""A tagger of slots: one linear model of BIO labels per slot, and a decoder that allows no INSIDE without a BEGIN.

Each slot has a model of its own, so spans of different slots may nest, cross or coincide. Within one slot spans are
disjoint: where the training data nest, the longest is learnt.

Besides the words around a token, the models see which gazetteers it stands in. A training clause is looked up in the
phrases of other clauses alone, near-duplicates left out: else every slot would be found in its own gazetteer.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import ClassifierMixin
from sklearn.feature_extraction.text import CountVectorizer

from baselines.gazetteer import divide_rows, index_phrases, match_phrases, measure_phrases, select_longest
from baselines.tokens import INSIDE, OUTSIDE, describe_tokens, find_tokens, join_tokens, mark_tokens

NEVER = -1e9  # the score of a label that was not seen in training
SHARES = (0.3, 0.6)  # two gazetteers per slot: phrases of which at least that share of occurrences is the slot


def make_tagger(
    make: Callable[[], ClassifierMixin],
) -> Callable[[Sequence[dict], Sequence[dict]], list[list[dict]]]:
    """Return fit_predict(train, test) that fits one estimator of `make`, with a decision_function, for each slot.

    Rows have text, section and context (strings); those of train also slots and duplicate_group.
    """

    def fit_predict(train: Sequence[dict], test: Sequence[dict]) -> list[list[dict]]:
        slots = sorted({slot["slot"] for row in train for slot in row["slots"]})
        vectorizer = CountVectorizer(analyzer=list, binary=True, dtype=float)
        found: list[list[dict]] = [[] for _ in test]
        if not slots or not any(find_tokens(row["text"]) for row in test):
            return found
        known = vectorizer.fit_transform(_describe_rows(train, _look_up_others(train, slots)))
        asked = vectorizer.transform(_describe_rows(test, _look_up(test, train, slots)))
        tokens = [find_tokens(row["text"]) for row in test]
        bounds = np.cumsum([len(each) for each in tokens])[:-1]
        for slot in slots:
            scores = _score_labels(make(), known, _mark_rows(train, slot), asked)
            for row, places, block in zip(found, tokens, np.split(scores, bounds), strict=True):
                spans = join_tokens(places, decode(block))
                row += [{"start": start, "end": end, "slot": slot} for start, end in spans]
        return found

    return fit_predict


def _describe_rows(rows: Sequence[dict], entries: Sequence[list[list[str]]]) -> list[list[str]]:
    """Return the features of every token of the rows, those of the gazetteers (one list per row) included."""
    return [
        features + looked_up
        for row, lists in zip(rows, entries, strict=True)
        for features, looked_up in zip(
            describe_tokens(row["text"], find_tokens(row["text"]), row["section"], row["context"]),
            lists,
            strict=True,
        )
    ]


def _look_up_others(rows: Sequence[dict], slots: Sequence[str]) -> list[list[list[str]]]:
    """Look up each row in the phrases of other rows, none of them of its duplicate group."""
    entries: list[list[list[str]]] = [[]] * len(rows)
    for inner, outer in divide_rows(rows):
        found = _look_up([rows[place] for place in outer], [rows[place] for place in inner], slots)
        for place, lists in zip(outer, found, strict=True):
            entries[place] = lists
    return entries


def _look_up(rows: Sequence[dict], sources: Sequence[dict], slots: Sequence[str]) -> list[list[list[str]]]:
    """Return, for each row and token, in which gazetteers made from the sources it stands, and as which label."""
    entries: list[list[list[str]]] = [[[] for _ in find_tokens(row["text"])] for row in rows]
    for slot in slots:
        shares = measure_phrases(sources, slot)
        index = index_phrases(shares)
        for row, lists in zip(rows, entries, strict=True):
            matches = match_phrases(row["text"], index)
            for least in SHARES if matches else ():
                spans = select_longest([match for match in matches if shares[match[0]] >= least])
                for features, label in zip(lists, mark_tokens(find_tokens(row["text"]), spans), strict=True):
                    if label != OUTSIDE:
                        features.append(f"{slot}>{least}={label}")
    return entries


def _mark_rows(rows: Sequence[dict], slot: str) -> list[int]:
    """Return the BIO labels of one slot for all tokens of the rows."""
    labels: list[int] = []
    for row in rows:
        spans = [(each["start"], each["end"]) for each in row["slots"] if each["slot"] == slot]
        labels += mark_tokens(find_tokens(row["text"]), spans)
    return labels


def _score_labels(model: ClassifierMixin, known: csr_matrix, labels: list[int], asked: csr_matrix) -> np.ndarray:
    """Return the model's decision for each asked token (N) and label, shape (N, 3)."""
    if len(set(labels)) < 2:  # no span of the slot covers a token
        return np.tile([0.0, NEVER, NEVER], (asked.shape[0], 1))
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
