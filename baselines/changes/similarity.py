"""How alike clauses are: candidates for links by their words and characters, in memory that grows with the candidates."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from mepp5.diff.comparison import Clause

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
# Of each clause; a link outside these is never found. With 15 all but three links of the three pairs are inside.
NEAREST = 15
BLOCK = 512  # clauses whose similarities to all others are held at once
NAMES = re.compile(
    r"\b(?:privacy (?:policy|notice|statement)|our (?:websites?|services|sites?)|services|sites?|we|us)\b"
)
SQUEEZED = re.compile(r"[\W_]+")
WORD = r"(?u)[^\W_]+"


@dataclass(frozen=True)
class Candidates:
    """Pairs of an old and a new clause that may belong together: places (C,) in the two lists, features (C, F)."""

    old: Places
    new: Places
    features: Floats
    number: tuple[int, int]

    @property
    def keys(self) -> Places:
        """One number for each pair; rising."""
        return self.old * self.number[1] + self.new


FEATURES = ("words", "characters", "ratio", "contained", "containing", "heading", "length", "before", "after")


@lru_cache(maxsize=100_000)
def squeeze(text: str) -> str:
    """Return the text in lower case without anything but letters and digits: lost and doubled spaces do not matter."""
    return SQUEEZED.sub("", text.lower())


def find_candidates(old: Sequence[Clause], new: Sequence[Clause]) -> Candidates:
    """Return the NEAREST pairs of every clause of both sides, with the features of FEATURES."""
    sides = (old, new)
    if not (old and new):
        return Candidates(np.zeros(0, int), np.zeros(0, int), np.zeros((0, len(FEATURES))), (len(old), len(new)))
    words = _vectorise(
        [[c.text for c in side] for side in sides], analyzer="word", token_pattern=WORD, ngram_range=(1, 2)
    )
    characters = _vectorise([[squeeze(c.text) for c in side] for side in sides], analyzer="char", ngram_range=(4, 5))
    joined = [csr_matrix(hstack(parts)) for parts in zip(words, characters, strict=True)]
    places_old, places_new = _find_nearest(joined[0], joined[1])
    back_new, back_old = _find_nearest(joined[1], joined[0])
    keys = np.unique(np.concatenate([places_old, back_old]) * len(new) + np.concatenate([places_new, back_new]))
    places = keys // len(new), keys % len(new)
    headings = _vectorise([[" ".join(c.section) or "-" for c in side] for side in sides], analyzer="word")
    cosines = [_compare(one, other, places) for one, other in (words, characters, headings)]
    texts = [[squeeze(clause.text) for clause in side] for side in sides]
    pairs = [(texts[0][i], texts[1][j]) for i, j in zip(*places, strict=True)]
    ratio = np.array([fuzz.ratio(*pair) / 100 for pair in pairs])
    partial = np.array([fuzz.partial_ratio(*pair) / 100 for pair in pairs])
    lengths = np.array([[len(one), len(other)] for one, other in pairs], float) + 1
    shorter = np.log(lengths[:, 0] / lengths[:, 1])
    contained, containing = partial * (shorter < 0), partial * (shorter > 0)
    own = np.stack([*cosines[:2], ratio, contained, containing, cosines[2], -np.abs(shorter)], axis=1)
    neighbours = _find_neighbours(keys, np.maximum(ratio, cosines[1]), len(new))
    return Candidates(*places, np.hstack([own, neighbours]), (len(old), len(new)))


def _vectorise(sides: Sequence[Sequence[str]], **options: Any) -> list[csr_matrix]:
    """Return both sides' vectors of TF-IDF, of length one."""
    vectors = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options)
    try:
        vectors.fit([text for side in sides for text in side])
    except ValueError:  # no text has a word
        return [csr_matrix((len(side), 1), dtype=np.float32) for side in sides]
    return [vectors.transform(side) for side in sides]


def _find_nearest(one: csr_matrix, other: csr_matrix) -> tuple[Places, Places]:
    """Return the places of the NEAREST of `other` for each row of `one`, none that shares nothing with it."""
    rows, columns = [], []
    for start in range(0, one.shape[0], BLOCK):
        alike = csr_matrix(one[start : start + BLOCK] @ other.T)
        for row in range(alike.shape[0]):
            own = slice(alike.indptr[row], alike.indptr[row + 1])
            values, places = alike.data[own], alike.indices[own]
            if len(values) > NEAREST:
                places = places[np.argpartition(-values, NEAREST)[:NEAREST]]
            rows.append(np.full(len(places), start + row))
            columns.append(places)
    return np.concatenate(rows).astype(int), np.concatenate(columns).astype(int)


def _compare(one: csr_matrix, other: csr_matrix, places: tuple[Places, Places]) -> Floats:
    """Return the cosine of each pair, a block at a time."""
    found = []
    for start in range(0, len(places[0]), 8 * BLOCK):
        rows, columns = (place[start : start + 8 * BLOCK] for place in places)
        found.append(np.asarray(one[rows].multiply(other[columns]).sum(axis=1)).ravel())
    return np.concatenate(found).astype(float) if found else np.zeros(0)


def _find_neighbours(keys: Places, alike: Floats, width: int) -> Floats:
    """Return how alike the clauses just before and just after each pair are, (C, 2): order that holds within sections.

    Whole sections may stand elsewhere: nothing is asked of places beyond the two next clauses.
    """
    columns = []
    for sign in (-1, 1):
        best = np.zeros(len(keys))
        for step_old in (1, 2):
            for step_new in (1, 2):
                wanted = keys + sign * (step_old * width + step_new)
                places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
                found = np.where(keys[places] == wanted, alike[places], 0)
                best = np.maximum(best, found * (1 if step_old == step_new else 0.8))
        columns.append(best)
    return np.stack(columns, axis=1)
