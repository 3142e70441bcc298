"""Groups of texts that are alike, or joined by others that are."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mepp5.release.likeness.order import BATCH, Ordered, Places, count_batch
from mepp5.release.likeness.ratios import compare
from mepp5.system.memory import remembered


@remembered
def join_alike(texts: Sequence[str], threshold: float) -> list[int]:
    """Return a label for each text: those alike by the threshold (0–100), or through others that are, share one.

    Texts that are one with those they are compared with are not compared again, so that many that are all alike, which
    have a pair for each two of them, take no longer than others.
    """
    every = Ordered.arrange(texts)
    labels: Places = np.arange(len(texts))
    left: Places = np.arange(len(texts))
    while len(left) and (labels[left] != labels[left[0]]).any():
        rows, columns = _choose(left, labels)
        columns = every.narrow(rows, columns, threshold)
        if len(columns):
            alike = compare(every.texts[rows], every.texts[columns], threshold) >= threshold
            labels = _join(labels, rows, columns, alike)
        left = left[~np.isin(left, rows, assume_unique=True, kind="table")]
    found = [0] * len(texts)
    for place, number in enumerate(every.order):
        found[number] = int(labels[place])
    return found


def _choose(left: Places, labels: Places) -> tuple[Places, Places]:
    """Return which texts are compared next, and with which: of one label with those of others, if it has enough."""
    is_own = labels[left] == labels[left[0]]
    own, others = left[is_own], left[~is_own]
    return (own[: count_batch(others)], others) if len(own) >= BATCH else (left[:BATCH], left)


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
