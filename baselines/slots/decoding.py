"""The best labels of a chain: scores of tokens in, labels out, many clauses at a time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]  # of the tokens (N) of one clause and the labels (L) of a chain, (N, L)
TOGETHER = 256  # clauses decoded at a time: of like length, so that little is padded


def decode_all(scores: Sequence[Scores], transitions: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    """Return for each clause its labels (N,) with the largest sum of scores and transitions (L, L), from row to column.

    Viterbi's algorithm. A label that may not follow every label (-inf in its column) may not come first either: it is
    the inside of something. Of labellings that score alike, the one with smaller labels towards the end.
    """
    labels: list[NDArray[np.int64]] = [np.zeros(0, np.int64)] * len(scores)
    order = sorted((place for place, each in enumerate(scores) if len(each)), key=lambda place: len(scores[place]))
    for start in range(0, len(order), TOGETHER):
        chosen = order[start : start + TOGETHER]
        for place, found in zip(chosen, _decode([scores[place] for place in chosen], transitions), strict=True):
            labels[place] = found
    return labels


def _decode(scores: Sequence[Scores], transitions: NDArray[np.float64]) -> list[NDArray[np.int64]]:
    """Decode clauses (B) together; after a clause's end its best label is carried on unchanged."""
    sizes = np.array([len(each) for each in scores])
    longest, width = int(sizes.max()), transitions.shape[0]
    padded = np.zeros((longest, len(scores), width))
    for place, each in enumerate(scores):
        padded[: len(each), place] = each
    best = padded[0] + np.where(np.isneginf(transitions).any(axis=0), -np.inf, 0.0)
    origins = np.zeros((longest, len(scores), width), np.int64)
    for step in range(1, longest):
        paths = best[:, :, None] + transitions
        origins[step] = paths.argmax(axis=1)
        going = step < sizes
        best = np.where(going[:, None], paths.max(axis=1) + padded[step], best)
    label = best.argmax(axis=1)
    found = np.zeros((longest, len(scores)), np.int64)
    for step in range(longest - 1, -1, -1):
        found[step] = label
        back = origins[step][np.arange(len(scores)), label]
        label = np.where((step < sizes) & (step > 0), back, label)
    return [found[:size, place] for place, size in enumerate(sizes)]
