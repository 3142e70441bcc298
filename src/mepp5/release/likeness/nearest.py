"""The text most like each of many."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from mepp5.release.likeness.order import Ordered, Places, count_batch
from mepp5.release.likeness.ratios import Ratios, compare_pairs, compare_possible

LONG = 5000  # characters of a text that is not compared with its neighbours first


def find_nearest(texts: Sequence[str], others: Sequence[str], least: float, enough: float) -> tuple[Ratios, Ratios]:
    """Return for each text the ratio of the one most like it among the others, and for each of the others likewise.

    Neither list repeats a text; of one list, given twice, each text is compared with the rest. A ratio is exact from
    `least` up to `enough` (0 < least <= enough <= 100), 0 below, and at or above `enough` where it is so: what has
    enough is compared with no more, so that many texts that are all alike take no longer than others.
    """
    is_one = texts is others
    every = Ordered.arrange(texts if is_one else [*texts, *others])
    firsts = np.flatnonzero(every.order < len(texts))
    seconds = firsts if is_one else np.flatnonzero(every.order >= len(texts))
    best = np.zeros(len(every.texts))
    _meet_neighbours(every, firsts, seconds, best)
    poor = firsts[best[firsts] < enough]
    _meet_all(every, poor, seconds, least, best)
    if not is_one:
        _meet_all(every, seconds[best[seconds] < enough], np.setdiff1d(firsts, poor), least, best)
    found = np.zeros(len(best))
    found[every.order] = np.where(best >= least, best, 0)
    return found[: len(texts)], found[0 if is_one else len(texts) :]


def _meet_neighbours(every: Ordered, firsts: Places, seconds: Places, best: Ratios) -> None:
    """Put into `best` how like each text is to its neighbours of the other side, by the alphabet and by its ends.

    Most texts that have one like them have it there, and it is found without a comparison of all with all. Very long
    ones are left to that: it sees first which of them cannot be alike.
    """
    shorter = range(int(np.searchsorted(every.lengths, LONG)))
    for step in (1, -1):
        line = np.array(sorted(shorter, key=lambda place: every.texts[place][::step]), dtype=np.intp)
        for ones, them in _pair_neighbours(line, None if firsts is seconds else np.isin(line, firsts)):
            ratios = compare_pairs(every.texts[ones], every.texts[them])
            np.maximum.at(best, ones, ratios)
            np.maximum.at(best, them, ratios)


def _pair_neighbours(line: Places, is_first: npt.NDArray[np.bool_] | None) -> Iterator[tuple[Places, Places]]:
    """Yield pairs that stand next to each other in the line; where there are two sides, one of each."""
    if is_first is None:
        yield line[:-1], line[1:]
        return
    for step in (1, -1):
        places, sides = line[::step], is_first[::step]
        for side in (True, False):
            latest = np.maximum.accumulate(np.where(sides == side, np.arange(len(line)), -1))
            here = np.flatnonzero((sides != side) & (latest >= 0))
            yield places[here], places[latest[here]]


def _meet_all(every: Ordered, rows: Places, columns: Places, least: float, best: Ratios) -> None:
    """Put into `best` how like the rows are to the columns, and these to the rows; none is compared with itself."""
    is_left, step = np.ones(len(best), bool), count_batch(columns)
    for first in range(0, len(rows), step):
        batch = rows[first : first + step]
        met, possible = every.narrow(batch, columns[is_left[columns]], least)
        if len(met):
            ratios = compare_possible(every.texts[batch], every.texts[met], possible, least)
            ratios[batch[:, None] == met] = 0
            best[batch] = np.maximum(best[batch], ratios.max(axis=1))
            best[met] = np.maximum(best[met], ratios.max(axis=0))
        is_left[batch] = False  # what is a row and a column has met all
