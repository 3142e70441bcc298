"""Percentile bootstrap intervals over sections: a draw takes whole sections, as many as there are, with repetition."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from typing_extensions import TypedDict

Floats = npt.NDArray[np.float64]
DRAWS = 2000
SEED = 20260
LEVEL = 0.95
DIGITS = 4


class Estimate(TypedDict):
    """A measure with its interval: None where it is undefined, `undefined` counting the draws in which it was."""

    value: float | None
    low: float | None
    high: float | None
    undefined: int


def draw_weights(sections: int, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return how often each section is in each draw, shape (draws, sections); the same for the same arguments."""
    picks = np.random.default_rng(seed).integers(0, sections, (draws, sections))
    weights = np.zeros((draws, sections))
    np.add.at(weights, (np.arange(draws)[:, np.newaxis], picks), 1)
    return weights


def estimate(measure: Callable[..., Any], counts: Sequence[Floats], weights: Floats) -> Estimate:
    """Return {"value", "low", "high", "undefined"} of a measure of counts that are sums over sections.

    Every array of `counts` has shape (S, ...), `weights` is (draws, S); `measure` takes the summed arrays, with a
    leading axis for the draws or without, and gives nan where it is undefined. Those draws are left out of the interval
    and counted as "undefined". value is None where the measure is undefined, low and high also where there are no two
    sections to draw from (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13).
    """
    value = float(measure(*(array.sum(axis=0) for array in counts)))
    if np.isnan(value) or weights.shape[1] < 2:
        return {"value": _round(value), "low": None, "high": None, "undefined": 0}
    drawn = measure(*(np.tensordot(weights, array, axes=1) for array in counts))
    defined = drawn[~np.isnan(drawn)]
    ends = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]) if defined.size else (np.nan, np.nan)
    low, high = (_round(float(end)) for end in ends)
    return {"value": _round(value), "low": low, "high": high, "undefined": int(drawn.size - defined.size)}


def _round(number: float) -> float | None:
    # Adding 0.0 turns -0.0 into 0.0.
    return None if np.isnan(number) else round(number, DIGITS) + 0.0
