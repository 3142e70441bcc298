"""F1 of counts: true positives, false positives and false negatives.

Counts are arrays (..., 3, K) of K categories or slots. Leading axes are kept, so that the same functions serve one set
of predictions and two thousand bootstrap draws of it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]  # of counts, whole or halves, or of marks
DIGITS = 4


def count_outcomes(truth: Array, guess: Array) -> Array:
    """Return the counts (3, K) of boolean matrices (N, K)."""
    counts: Array = mark_outcomes(truth, guess).sum(axis=0)
    return counts


def mark_outcomes(truth: Array, guess: Array) -> Array:
    """Return the counts of each row of boolean matrices (N, K), shape (N, 3, K)."""
    outcomes: Array = np.stack([truth & guess, ~truth & guess, truth & ~guess], axis=1).astype(int)
    return outcomes


def measure_f1(counts: Array) -> Array:
    """Return F1 = 2 TP / (2 TP + FP + FN) of counts (..., 3, K), shape (..., K); 0 where undefined."""
    hits, false_alarms, misses = np.moveaxis(counts, -2, 0)
    return divide(2 * hits, 2 * hits + false_alarms + misses)


def measure_micro_f1(counts: Array) -> Array:
    """Return F1 of the outcomes summed over all K categories, shape (...)."""
    return measure_f1(counts.sum(axis=-1, keepdims=True))[..., 0]


def measure_macro_f1(counts: Array, in_set: Array) -> Array:
    """Return the mean of F1 over the categories that in_set, boolean (K,) or (..., K), marks; 0 if it marks none."""
    return divide((measure_f1(counts) * in_set).sum(axis=-1), in_set.sum(axis=-1))


def find_present(counts: Array) -> Array:
    """Return which of the K categories have a positive in counts (..., 3, K), boolean (..., K)."""
    return counts[..., 0, :] + counts[..., 2, :] > 0


def describe_each(counts: Array, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return {name: {"precision", "recall", "f1", "support"}} of counts (3, K), rounded."""
    hits, false_alarms, misses = counts
    columns = {
        "precision": divide(hits, hits + false_alarms),
        "recall": divide(hits, hits + misses),
        "f1": measure_f1(counts),
    }
    return {
        name: {key: round_score(column[place]) for key, column in columns.items()}
        | {"support": int((hits + misses)[place])}
        for place, name in enumerate(names)
    }


def round_score(score: float) -> float:
    """Return the score with the digits that are published; -0.0 becomes 0.0."""
    return round(float(score), DIGITS) + 0.0


def divide(above: Array, below: Array) -> Array:
    """Return above / below, 0 where below is 0."""
    return np.divide(above, below, out=np.zeros(np.shape(above)), where=np.asarray(below) != 0)
