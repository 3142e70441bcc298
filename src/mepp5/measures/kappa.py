"""Cohen's kappa, from counts that can be summed over sections.

Nominal decisions of two annotators are counted as (agreed, first, second): how many decisions are alike, shape
(...), and how often each annotator uses each of L labels, shapes (..., L). Leading axes are kept, so that the same
functions serve one comparison and two thousand draws of it.
"""

from collections.abc import Hashable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = tuple[Floats, ...]
Decision = tuple[int, Hashable, Hashable]


def count_decisions(decisions: Sequence[Decision], number: int) -> Counts:
    """Return agreed (S,), first (S, L) and second (S, L) of decisions in S = `number` sections.

    A decision is (its section from 0, the first annotator's label, the second's).
    """
    codes: dict[Hashable, int] = {}
    for _, one, other in decisions:
        codes.setdefault(one, len(codes))
        codes.setdefault(other, len(codes))
    agreed = np.zeros(number)
    used = np.zeros((2, number, len(codes)))
    for section, one, other in decisions:
        agreed[section] += one == other
        used[0, section, codes[one]] += 1
        used[1, section, codes[other]] += 1
    return agreed, used[0], used[1]


def measure_observed(agreed: Floats, first: Floats, second: Floats) -> Floats:
    """Return the share of decisions that are alike, shape (...); nan where there is no decision."""
    return divide(agreed, first.sum(axis=-1))


def measure_kappa(agreed: Floats, first: Floats, second: Floats) -> Floats:
    """Return kappa = (p_o - p_e) / (1 - p_e), shape (...) (Cohen 1960, Educational and Psychological Measurement 20).

    nan where it is undefined: no decision, or both annotators use one and the same label throughout. Both sides of the
    fraction are multiplied by the square of the number of decisions, which keeps them whole numbers, hence exact.
    """
    decisions = first.sum(axis=-1)
    by_chance = (first * second).sum(axis=-1)
    return divide(agreed * decisions - by_chance, decisions**2 - by_chance)


def divide(above: Floats, below: Floats) -> Floats:
    """Return above / below, nan where below is 0."""
    above, below = np.asarray(above, float), np.asarray(below, float)
    quotient: Floats = np.divide(above, below, out=np.full(below.shape, np.nan), where=below != 0)
    return quotient
