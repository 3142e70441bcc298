"""Percentile bootstrap of scores over duplicate groups.

Near-duplicates are not independent, so a draw takes whole groups of the column `duplicate_group`, as many as there are,
with repetition (Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 13). Nor are the clauses of a
section: the scorer draws whole level-1 sections as well, for wider intervals of the scores that it shows first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mepp5.measures.f1 import Array, find_present, measure_f1, measure_macro_f1, measure_micro_f1, round_score
from mepp5.measures.intervals import DRAWS, LEVEL, SEED, draw_weights

ABOUT = {"draws": DRAWS, "seed": SEED, "level": LEVEL, "unit": "duplicate_group"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A score and the same score in every draw, shape (draws,); nan in a draw in which it is undefined."""

    value: float
    drawn: Array

    @property
    def interval(self) -> list[float] | None:
        """The 95 % percentile interval [low, high], rounded, or None where there are no two groups to draw from."""
        return find_interval(self.drawn)


@dataclass(frozen=True, slots=True)
class Sample:
    """What each of G groups counts: sums over its clauses in `sums`, one array (G, ...) a name."""

    groups: int
    sums: Mapping[str, Array]

    def total(self, name: str) -> Array:
        """Return the sum over all groups, shape (...)."""
        total: Array = self.sums[name].sum(axis=0)
        return total

    def draw(self, name: str) -> Array:
        """Return the sums of every draw, shape (draws, ...); the same draws for the same number of groups."""
        values = self.sums[name]
        flat = _weigh(self.groups) @ values.reshape(self.groups, -1).astype(float)
        drawn: Array = flat.reshape(-1, *values.shape[1:])
        return drawn


def make_sample(counts: Mapping[str, Array], groups: Sequence[str]) -> Sample:
    """Return the sample of counts, arrays (N, ...) with a row per clause, whose groups are named in `groups` (N,)."""
    places = {group: place for place, group in enumerate(dict.fromkeys(groups))}
    rows = np.array([places[group] for group in groups], int)
    sums = {name: np.zeros((len(places), *array.shape[1:])) for name, array in counts.items()}
    for name, array in counts.items():
        np.add.at(sums[name], rows, array)
    return Sample(len(places), sums)


def measure_mean(sample: Sample, name: str) -> Measure:
    """Return the mean over clauses of the values `name`; the sample counts its clauses in "clauses"."""
    value = sample.total(name) / sample.total("clauses")
    return Measure(float(value), sample.draw(name) / sample.draw("clauses"))


def measure_block(sample: Sample, name: str, in_set: Array) -> dict[str, Measure]:
    """Return {"micro_f1", "macro_f1"} of the counts `name`, (G, 3, K); in_set, boolean (K,), is what macro averages.

    A category with a positive in the sample that a draw has lost is left out of that draw's mean. One that has none
    in the sample was not lost: it counts as 0 in the draws as it does in the value. A draw with nothing in it, neither
    true nor predicted, has no scores.
    """
    counts, drawn = sample.total(name), sample.draw(name)
    kept = in_set & (find_present(drawn) | ~find_present(counts))
    micro = np.where(drawn.any(axis=(-1, -2)), measure_micro_f1(drawn), np.nan)
    macro = np.where(kept.any(axis=-1) | ~in_set.any(), measure_macro_f1(drawn, kept), np.nan)
    return {
        "micro_f1": Measure(float(measure_micro_f1(counts)), micro),
        "macro_f1": Measure(float(measure_macro_f1(counts, in_set)), macro),
    }


def find_each_interval(sample: Sample, name: str) -> list[list[float] | None]:
    """Return the interval of F1 of each of the K categories, over the draws in which it has a positive."""
    drawn = sample.draw(name)
    f1 = np.where(find_present(drawn), measure_f1(drawn), np.nan)
    return [find_interval(column) for column in f1.T]


def subtract(first: Measure, second: Measure) -> Measure:
    """Return first less second; the interval is paired if both come from samples of the same groups."""
    return Measure(first.value - second.value, first.drawn - second.drawn)


def find_interval(drawn: Array) -> list[float] | None:
    """Return [low, high] of the draws (draws,) that are not nan, rounded; None if there is none."""
    defined = drawn[~np.isnan(drawn)]
    if not defined.size:
        return None
    return [round_score(end) for end in np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])]


@lru_cache(maxsize=24)  # both cuts of every protocol by both units: some 100 MB at most
def _weigh(groups: int) -> Array:
    """Return (draws, groups); nan for a single group, of which every draw would be the same."""
    return draw_weights(groups) if groups > 1 else np.full((DRAWS, groups), np.nan)
