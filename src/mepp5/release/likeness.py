"""Which of many texts are alike, without a matrix of all with all: of 400,000 texts no memory would hold one."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

BLOCK = 2**23  # ratios that are held at once
BATCH = 32  # texts that are compared at once with all others
BELOW = 0.001  # of a ratio: what is looked at below a threshold, so that none at it is cut off
KINDS = 16  # of signs, by the remainder of their code points, that are counted before texts are compared
Counts = npt.NDArray[Any]  # unsigned, of 8 or 16 bits
Texts = Sequence[str] | npt.NDArray[Any]
Ratios = npt.NDArray[Any]
Places = npt.NDArray[np.intp]


def compare(texts: Texts, others: Texts, cutoff: float = 0.0) -> Ratios:
    """Return the ratios of all texts (rows) with all others, 0–100, 0 where they are below the cutoff.

    float32 would move values that stand at a threshold.
    """
    least = max(cutoff - BELOW, 0.0)
    ratios: Ratios = process.cdist(
        texts, others, scorer=fuzz.ratio, score_cutoff=least or None, dtype=np.float64, workers=-1
    )
    return ratios


def compare_blocks(texts: Sequence[str], others: Sequence[str], cutoff: float = 0.0) -> Iterator[tuple[int, Ratios]]:
    """Yield what `compare` returns, some rows at a time, each time with the number of the first."""
    step = max(BLOCK // max(len(others), 1), 1)
    for first in range(0, len(texts), step):
        yield first, compare(texts[first : first + step], others, cutoff)


def find_lowest(texts: Sequence[str]) -> float:
    """Return the lowest ratio of two of the texts, 100 where all are one."""
    different = list(dict.fromkeys(texts))
    return min((float(ratios.min()) for _, ratios in compare_blocks(different, different)), default=100.0)


def join_alike(texts: Sequence[str], threshold: float) -> list[int]:
    """Return a label for each text: those alike by the threshold (0–100), or through others that are, share one.

    Texts that are one with those they are compared with are not compared again, so that many that are all alike, which
    have a pair for each two of them, take no longer than others. Only texts of like lengths can be alike.
    """
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    ordered = np.array([texts[number] for number in order], dtype=object)
    lengths = np.array([len(texts[number]) for number in order], dtype=np.int64)
    counts = _count_signs(ordered)
    labels: Places = np.arange(len(texts))
    left: Places = np.arange(len(texts))
    while len(left) and (labels[left] != labels[left[0]]).any():
        rows, columns = _choose(left, labels)
        reach = lengths[rows[-1]] * (200 - threshold) / threshold  # 2 · shorter / (shorter + longer) is the most
        begin = np.searchsorted(lengths[columns], lengths[rows[0]] * threshold / (200 - threshold) - 1)
        columns = columns[begin : np.searchsorted(lengths[columns], reach + 1, "right")]
        columns = columns[_could_be_alike(counts, lengths, rows, columns, threshold)]
        if len(columns):
            alike = compare(ordered[rows], ordered[columns], threshold) >= threshold
            labels = _join(labels, rows, columns, alike)
        left = np.setdiff1d(left, rows, assume_unique=True)
    found = [0] * len(texts)
    for place, number in enumerate(order):
        found[number] = int(labels[place])
    return found


def _count_signs(texts: npt.NDArray[Any]) -> Counts:
    """Return how often the signs of each of KINDS stand in each text, a row for each kind, at most 255."""
    counts = np.zeros((KINDS, len(texts)), np.uint8)
    for number, text in enumerate(texts):
        kinds = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) % KINDS
        counts[:, number] = np.minimum(np.bincount(kinds, minlength=KINDS), 255)
    return counts


def _could_be_alike(
    counts: Counts, lengths: npt.NDArray[np.int64], rows: Places, columns: Places, threshold: float
) -> npt.NDArray[np.bool_]:
    """Return which columns may be like one of the rows: where the counts of signs differ by no more than texts may.

    Each insertion or deletion changes one count by one; a ratio of 90 allows one for ten signs of both texts.
    """
    possible = np.zeros(len(columns), bool)
    near = counts[:, columns]
    most = (1 - threshold / 100) * lengths[columns] + 1
    for row in rows:
        apart: Counts = np.zeros(len(columns), np.uint16)
        for kind in range(KINDS):
            one, other = counts[kind, row], near[kind]
            apart += np.maximum(one, other) - np.minimum(one, other)
        possible |= apart <= most + (1 - threshold / 100) * lengths[row]
    return possible


def _choose(left: Places, labels: Places) -> tuple[Places, Places]:
    """Return which texts are compared next, and with which: of one label with those of others, if it has enough."""
    is_own = labels[left] == labels[left[0]]
    own = left[is_own]
    return (own[:BATCH], left[~is_own]) if len(own) >= BATCH else (left[:BATCH], left)


def _join(labels: Places, rows: Places, columns: Places, alike: npt.NDArray[np.bool_]) -> Places:
    """Return the labels, those made one that a row and a column have which are alike."""
    hit = np.flatnonzero(alike.any(axis=0))
    if not len(hit):
        return labels
    first = alike[:, hit].argmax(axis=0)  # the first row that each of the columns is like
    pairs = [(first, columns[hit])]
    for number in range(len(rows)):
        met = np.unique(first[alike[number, hit]])
        pairs.append((np.full(len(met), number), rows[met]))
    ones = labels[rows[np.concatenate([one for one, _ in pairs])]]
    others = labels[np.concatenate([other for _, other in pairs])]
    graph = coo_array((np.ones(len(ones), bool), (ones, others)), shape=(len(labels), len(labels)))
    _, components = connected_components(graph, directed=False)
    joined: Places = components[labels].astype(np.intp)
    return joined
