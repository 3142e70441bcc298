"""Groups of texts that are alike, or joined by others that are."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mepp5.release.likeness.order import BATCH, Mask, Ordered, Places, count_batch
from mepp5.release.likeness.ratios import compare_possible
from mepp5.system.memory import remembered

PENDING = 64  # links are joined when there is one for so many texts


@remembered
def join_alike(texts: Sequence[str], threshold: float) -> list[int]:
    """Return a label for each text: those alike by the threshold (0–100), or through others that are, share one.

    Texts that are one with those they are compared with are not compared again, so that many that are all alike, which
    have a pair for each two of them, take no longer than others.
    """
    every = Ordered.arrange(texts)
    labels: Places = np.arange(len(texts))
    left: Places = np.arange(len(texts))
    links: list[Places] = []  # (2, links) that are not yet in the labels
    pending = 0
    while len(left) and (labels[left] != labels[left[0]]).any():
        rows, columns = _choose(left, labels)
        columns, possible = every.narrow(rows, columns, threshold)
        if len(columns):
            ratios = compare_possible(every.texts[rows], every.texts[columns], possible, threshold)
            links.append(_find_links(rows, columns, ratios >= threshold))
            pending += links[-1].shape[1]
        if pending * PENDING >= len(texts):
            labels, links, pending = _join(labels, links), [], 0
        left = left[~np.isin(left, rows, assume_unique=True, kind="table")]
    labels = _join(labels, links)
    found = [0] * len(texts)
    for place, number in enumerate(every.order):
        found[number] = int(labels[place])
    return found


def _choose(left: Places, labels: Places) -> tuple[Places, Places]:
    """Return which texts are compared next, and with which: of one label with those of others, if it has enough."""
    is_own = labels[left] == labels[left[0]]
    own, others = left[is_own], left[~is_own]
    return (own[: count_batch(others)], others) if len(own) >= BATCH else (left[:BATCH], left)


def _find_links(rows: Places, columns: Places, alike: Mask) -> Places:
    """Return (2, links) which join rows and columns that are alike, without those that others make needless."""
    hit = np.flatnonzero(alike.any(axis=0))
    first = alike[:, hit].argmax(axis=0)  # the first row that each of the columns is like
    pairs = [np.stack([rows[first], columns[hit]])]
    for number in np.flatnonzero(alike.any(axis=1)):
        met = rows[np.unique(first[alike[number, hit]])]
        pairs.append(np.stack([np.full(len(met), rows[number]), met]))
    links = np.concatenate(pairs, axis=1)
    return links[:, links[0] != links[1]]


def _join(labels: Places, links: list[Places]) -> Places:
    """Return the labels, those made one that the two texts of a link have."""
    if not links:
        return labels
    ones, others = labels[np.concatenate(links, axis=1)]
    graph = coo_array((np.ones(len(ones), bool), (ones, others)), shape=(len(labels), len(labels)))
    _, components = connected_components(graph, directed=False)
    joined: Places = components[labels].astype(np.intp)
    return joined
