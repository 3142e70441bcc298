"""How like two texts are: rapidfuzz's `ratio`, the normalised indel similarity, 0 to 100."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

BLOCK = 2**23  # ratios that are held at once
CELLS = 2**16  # pairs from which on more than one thread is worth its start
BELOW = 0.001  # of a ratio: what is looked at below a threshold, so that none at it is cut off
FEW = 4  # one pair alone takes as long as so many of a matrix
PAIRED = 4000  # texts of which all pairs are compared
SWEEPS = 32  # texts of more than that which are compared with all
Texts = Sequence[str] | npt.NDArray[Any]
Ratios = npt.NDArray[Any]


def compare(texts: Texts, others: Texts, cutoff: float = 0.0) -> Ratios:
    """Return the ratios of all texts (rows) with all others, 0–100, 0 where they are below the cutoff.

    float32 would move values that stand at a threshold.
    """
    least = max(cutoff - BELOW, 0.0)
    workers = -1 if len(texts) * len(others) > CELLS else 1
    ratios: Ratios = process.cdist(
        texts, others, scorer=fuzz.ratio, score_cutoff=least or None, dtype=np.float64, workers=workers
    )
    return ratios


def compare_pairs(texts: Texts, others: Texts, cutoff: float = 0.0) -> Ratios:
    """Return the ratio of each text with the other at its place, 0–100, 0 where it is below the cutoff."""
    least = max(cutoff - BELOW, 0.0)
    ratios: Ratios = process.cpdist(texts, others, scorer=fuzz.ratio, score_cutoff=least or None, dtype=np.float64)
    return ratios


def compare_possible(
    texts: npt.NDArray[Any], others: npt.NDArray[Any], possible: npt.NDArray[np.bool_], cutoff: float
) -> Ratios:
    """Return what `compare` returns, of the possible pairs (texts, others) at least; of the others it may be 0."""
    if np.count_nonzero(possible) * FEW > possible.size:
        return compare(texts, others, cutoff)
    ratios = np.zeros(possible.shape)
    rows, columns = np.nonzero(possible)
    ratios[rows, columns] = compare_pairs(texts[rows], others[columns], cutoff)
    return ratios


def compare_blocks(texts: Sequence[str], others: Sequence[str], cutoff: float = 0.0) -> Iterator[tuple[int, Ratios]]:
    """Yield what `compare` returns, some rows at a time, each time with the number of the first."""
    step = max(BLOCK // max(len(others), 1), 1)
    for first in range(0, len(texts), step):
        yield first, compare(texts[first : first + step], others, cutoff)


def find_lowest(texts: Sequence[str]) -> float:
    """Return the lowest ratio of two of the texts, 100 where all are one.

    Of more than PAIRED different texts it is the lowest that a sweep meets: from the first text to the one least like
    it, from there to the one least like that, and so on, SWEEPS times. Two texts may be less alike than that.
    """
    different = list(dict.fromkeys(texts))
    if len(different) <= PAIRED:
        return min((float(ratios.min()) for _, ratios in compare_blocks(different, different)), default=100.0)
    lowest, place = 100.0, 0
    for _ in range(SWEEPS):
        ratios = compare([different[place]], different)[0]
        place = int(ratios.argmin())
        lowest = min(lowest, float(ratios[place]))
    return lowest
