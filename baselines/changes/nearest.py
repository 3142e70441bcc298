"""Which clauses of two policies may belong together: the nearest of each, in time that is bounded for long ones."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

Places = npt.NDArray[np.int64]
# Of each clause, on both sides: a link outside these is never found.
NEAREST = 15
BLOCK = 512  # clauses whose similarities to all others are held at once
MANY = 10_000  # clauses of a side, up to which each is compared with all of them; no policy has a tenth
# Of more, how many products are made for a clause: those of its rarest words and letters, which weigh most.
PRODUCTS = 50_000


def find_places(vectors: Sequence[csr_matrix], texts: Sequence[Sequence[str]]) -> tuple[Places, Places]:
    """Return the places of all candidates, by old and then by new place; vectors and squeezed texts are of both sides.

    They are the NEAREST of each clause of both sides, and of a text that stands more often than that on a side, the
    first old with the first new one, the second with the second: of so many alike, each has the same few nearest.
    """
    old, new = _find_nearest(vectors[0], vectors[1])
    back_new, back_old = _find_nearest(vectors[1], vectors[0])
    again_old, again_new = _pair_repeated(texts)
    width = vectors[1].shape[0]
    keys = np.unique(
        np.concatenate([old, back_old, again_old]) * width + np.concatenate([new, back_new, again_new]),
    )
    return keys // width, keys % width


def _find_nearest(one: csr_matrix, other: csr_matrix) -> tuple[Places, Places]:
    """Return the places of the NEAREST of `other` for each row of `one`, none that shares nothing with it."""
    rows, columns = [], []
    turned = csr_matrix(other.T)
    one = one if other.shape[0] <= MANY else _keep_rare(one, np.diff(turned.indptr))
    for start in range(0, one.shape[0], BLOCK):
        alike = csr_matrix(one[start : start + BLOCK] @ turned)
        for row in range(alike.shape[0]):
            own = slice(alike.indptr[row], alike.indptr[row + 1])
            values, places = alike.data[own], alike.indices[own]
            if len(values) > NEAREST:
                places = places[np.argpartition(-values, NEAREST)[:NEAREST]]
            rows.append(np.full(len(places), start + row))
            columns.append(places)
    return np.concatenate(rows).astype(int), np.concatenate(columns).astype(int)


def _keep_rare(vectors: csr_matrix, frequencies: npt.NDArray[np.int64]) -> csr_matrix:
    """Return the vectors with the features of each that are rarest on the other side, PRODUCTS products of it at most.

    `frequencies` (features,) say in how many vectors of the other side each stands.
    """
    rows = np.repeat(np.arange(vectors.shape[0]), np.diff(vectors.indptr))
    costs = frequencies[vectors.indices].astype(np.int64)
    order = np.lexsort((costs, rows))
    rows, costs = rows[order], costs[order]
    spent = np.cumsum(costs)
    before = np.concatenate([[0], spent])[vectors.indptr[:-1]]  # what was spent before each row
    kept = spent - before[rows] <= PRODUCTS
    chosen = order[kept]
    return csr_matrix((vectors.data[chosen], (rows[kept], vectors.indices[chosen])), shape=vectors.shape)


def _pair_repeated(sides: Sequence[Sequence[str]]) -> tuple[Places, Places]:
    """Return the places of the pairs of each text that stands more than NEAREST times on a side, in their order."""
    places: list[dict[str, list[int]]] = [{}, {}]
    for side, found in zip(sides, places, strict=True):
        for place, text in enumerate(side):
            found.setdefault(text, []).append(place)
    pairs = [
        pair
        for text, old in places[0].items()
        if max(len(old), len(places[1].get(text, ()))) > NEAREST
        for pair in zip(old, places[1].get(text, ()), strict=False)
    ]
    both = np.array(pairs, int).reshape(-1, 2)
    return both[:, 0], both[:, 1]
