"""A tagger of slots: one linear model of BIO labels per slot, and a decoder that allows no INSIDE without a BEGIN.

Each slot has a model of its own, so spans of different slots may nest, cross or coincide. Within one slot spans are
disjoint: where the training data nest, the longest is learnt.

Besides the words around a token, the models see which gazetteers it stands in. A training clause is looked up in the
phrases of other clauses alone, near-duplicates left out: else every slot would be found in its own gazetteer.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import ClassifierMixin
from sklearn.feature_extraction.text import CountVectorizer

from baselines.baseline import Tag
from baselines.slots.gazetteer import Phrase, divide_rows, index_phrases, match_lists, measure_phrases
from baselines.slots.tokens import INSIDE, OUTSIDE, Span, describe_tokens, find_tokens, join_tokens, mark_tokens
from mepp5.files import Object

Scores = dict[str, NDArray[np.float64]]  # by slot, the score of each token of a row and label, (N, 3)

NEVER = -1e9  # the score of a label that was not seen in training
SHARES = (0.2, 0.5, 0.8)  # a gazetteer each, per slot: phrases of which at least that share of occurrences is the slot


def fit_tagger(
    make: Callable[[], ClassifierMixin],
    train: Sequence[Object],
    handicap: float = 0.0,
    shares: Sequence[float] = SHARES,
) -> Tag:
    """Fit one estimator of `make`, with a decision_function, for each slot, and return what tags rows with them.

    Rows have text, section and context (strings); those of train also slots and duplicate_group. `handicap` is taken
    from the score of OUTSIDE, which most tokens are; `shares` stands in place of SHARES.
    """
    score = _fit_scores(make, train, shares)
    return lambda rows: [
        [
            {"start": start, "end": end, "slot": slot}
            for slot, values in scores.items()
            for start, end in _find_spans(row["text"], values, handicap)
        ]
        for row, scores in zip(rows, score(rows), strict=True)
    ]


def _find_spans(text: str, scores: NDArray[np.float64], handicap: float) -> list[Span]:
    """Return the spans of one slot in a text, given the scores of its tokens (N, 3)."""
    return join_tokens(find_tokens(text), decode(scores - handicap * np.eye(3)[OUTSIDE]))


def _fit_scores(
    make: Callable[[], ClassifierMixin], train: Sequence[Object], shares: Sequence[float]
) -> Callable[[Sequence[Object]], list[Scores]]:
    """Fit the models and return a function from rows to the scores of each row's tokens (N, 3), by slot."""
    slots = sorted({slot["slot"] for row in train for slot in row["slots"]})
    if not slots:
        return lambda rows: [{} for _ in rows]
    vectorizer = CountVectorizer(analyzer=list, binary=True, dtype=float)
    known = vectorizer.fit_transform(_describe_rows(train, _look_up_others(train, shares)))
    gazetteers = _make_gazetteers(train, shares)
    models = {slot: _fit_labels(make(), known, _mark_rows(train, slot)) for slot in slots}

    def score(rows: Sequence[Object]) -> list[Scores]:
        sizes = [len(find_tokens(row["text"])) for row in rows]
        if not any(sizes):
            return [{} for _ in rows]
        asked = vectorizer.transform(_describe_rows(rows, _look_up(rows, gazetteers)))
        blocks = {slot: np.split(_score_labels(model, asked), np.cumsum(sizes)[:-1]) for slot, model in models.items()}
        return [{slot: parts[place] for slot, parts in blocks.items()} for place in range(len(rows))]

    return score


def _describe_rows(rows: Sequence[Object], entries: Sequence[list[list[str]]]) -> list[list[str]]:
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


def _look_up_others(rows: Sequence[Object], shares: Sequence[float]) -> list[list[list[str]]]:
    """Look up each row in the phrases of other rows, none of them of its duplicate group."""
    entries: list[list[list[str]]] = [[]] * len(rows)
    for inner, outer in divide_rows(rows):
        gazetteers = _make_gazetteers([rows[place] for place in inner], shares)
        for place, lists in zip(outer, _look_up([rows[place] for place in outer], gazetteers), strict=True):
            entries[place] = lists
    return entries


def _make_gazetteers(rows: Sequence[Object], shares: Sequence[float]) -> dict[str, set[Phrase]]:
    """Return sets of phrases by a name of slot and least share."""
    return {
        f"{slot}>{least}": {phrase for phrase, share in phrases.items() if share >= least}
        for slot, phrases in measure_phrases(rows).items()
        for least in shares
    }


def _look_up(rows: Sequence[Object], gazetteers: Mapping[str, set[Phrase]]) -> list[list[list[str]]]:
    """Return, for each row and token, in which gazetteers it stands, and as which label."""
    index = index_phrases(gazetteers.values())
    entries: list[list[list[str]]] = [[[] for _ in find_tokens(row["text"])] for row in rows]
    for row, lists in zip(rows, entries, strict=True):
        for name, spans in match_lists(row["text"], index, gazetteers).items():
            labels = mark_tokens(find_tokens(row["text"]), spans) if spans else ()
            for place, label in enumerate(labels):
                if label != OUTSIDE:
                    lists[place].append(f"{name}={label}")
    return entries


def _mark_rows(rows: Sequence[Object], slot: str) -> list[int]:
    """Return the BIO labels of one slot for all tokens of the rows."""
    labels: list[int] = []
    for row in rows:
        spans = [(each["start"], each["end"]) for each in row["slots"] if each["slot"] == slot]
        labels += mark_tokens(find_tokens(row["text"]), spans)
    return labels


def _fit_labels(model: ClassifierMixin, known: csr_matrix, labels: list[int]) -> ClassifierMixin | None:
    """Return the fitted model, or none where no span covers a token."""
    return model.fit(known, labels) if any(labels) else None


def _score_labels(model: ClassifierMixin | None, asked: csr_matrix) -> NDArray[np.float64]:
    """Return the score of each asked token (N) and label, shape (N, 3): the model's decision."""
    scores = np.full((asked.shape[0], 3), NEVER)
    if model is None:
        scores[:, OUTSIDE] = 0
        return scores
    decisions = model.decision_function(asked)
    if decisions.ndim == 1:  # two labels only: one number, of the second
        decisions = np.stack([-decisions, decisions], axis=1)
    scores[:, model.classes_] = decisions
    return scores


def decode(scores: NDArray[np.float64]) -> list[int]:
    """Return the BIO labels with the largest sum of scores (N, 3) in which INSIDE never comes first or after OUTSIDE.

    Viterbi's algorithm; of labellings that score alike, the one that is outside earlier.
    """
    if (scores.argmax(axis=1) == OUTSIDE).all():  # most clauses lack most slots; also where there is no token
        return [OUTSIDE] * len(scores)
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
