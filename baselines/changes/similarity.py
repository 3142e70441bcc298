"""How alike clauses are: candidates for links by words and characters, in memory that grows with the candidates."""

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

from baselines.categories.vectors import embed
from baselines.changes.nearest import Places, find_places
from mepp5.diff.comparison import Clause

Floats = npt.NDArray[np.float64]
VECTORS = 6  # features that word vectors add
PAIRS = 4096  # whose vectors are held at once
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

    def add(self, *features: Floats) -> "Candidates":
        """Return them with more features, each (C, any)."""
        return Candidates(self.old, self.new, np.hstack([self.features, *features]), self.number)


# Of a pair; "best of old" compares it with the best candidate of its old clause.
FEATURES: tuple[str, ...] = (
    "words",
    "characters",
    "ratio",
    "contained",
    "containing",
    "heading",
    "length",
    "before",
    "after",
)
FEATURES += tuple(
    f"{name}, best of {side}" for name in ("words", "characters", "ratio", "sum") for side in ("old", "new")
)


@lru_cache(maxsize=100_000)
def squeeze(text: str) -> str:
    """Return the text in lower case without anything but letters and digits: lost and doubled spaces do not matter."""
    return SQUEEZED.sub("", text.lower())


def find_candidates(old: Sequence[Clause], new: Sequence[Clause]) -> Candidates:
    """Return the NEAREST pairs of every clause of both sides, with the features of FEATURES."""
    sides = (old, new)
    if not (old and new):
        return Candidates(np.zeros(0, int), np.zeros(0, int), np.zeros((0, len(FEATURES))), (len(old), len(new)))
    texts = [[clause.text for clause in side] for side in sides]
    squeezed = [[squeeze(text) for text in side] for side in texts]
    words = _vectorise(texts, analyzer="word", token_pattern=WORD, ngram_range=(1, 2))
    characters = _vectorise(squeezed, analyzer="char", ngram_range=(4, 5))
    places = find_places([csr_matrix(hstack(parts)) for parts in zip(words, characters, strict=True)], squeezed)
    headings = _vectorise([[" ".join(c.section) or "-" for c in side] for side in sides], analyzer="word")
    cosines = [_compare(one, other, places) for one, other in (words, characters, headings)]
    shape = _compare_shape([(squeezed[0][i], squeezed[1][j]) for i, j in zip(*places, strict=True)])
    ratio = shape[:, 0]
    own = np.column_stack([*cosines[:2], shape[:, :3], cosines[2], shape[:, 3]])
    found = Candidates(*places, own, (len(old), len(new)))
    neighbours = find_neighbours(found, np.maximum(ratio, cosines[1]))
    relative = [relate(found, each) for each in (*cosines[:2], ratio, cosines[0] + cosines[1])]
    return found.add(neighbours, *relative)


def _compare_shape(pairs: Sequence[tuple[str, str]]) -> Floats:
    """Return (C, 4): ratio of edits, how well the old lies in the new, the new in the old, likeness in length."""
    ratio = [fuzz.ratio(*pair) / 100 for pair in pairs]
    partial = np.array([fuzz.partial_ratio(*pair) / 100 for pair in pairs])
    lengths = np.array([[len(one), len(other)] for one, other in pairs], float).reshape(-1, 2) + 1
    shorter = np.log(lengths[:, 0] / lengths[:, 1])
    return np.column_stack([ratio, partial * (shorter < 0), partial * (shorter > 0), -np.abs(shorter)])


def _vectorise(sides: Sequence[Sequence[str]], **options: Any) -> list[csr_matrix]:
    """Return both sides' vectors of TF-IDF, of length one."""
    vectors = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options)
    try:
        vectors.fit([text for side in sides for text in side])
    except ValueError:  # no text has a word
        return [csr_matrix(np.zeros((len(side), 1), np.float32)) for side in sides]
    return [vectors.transform(side) for side in sides]


def _compare(one: csr_matrix, other: csr_matrix, places: tuple[Places, Places]) -> Floats:
    """Return the cosine of each pair, a block at a time."""
    found = []
    for start in range(0, len(places[0]), PAIRS):
        rows, columns = (place[start : start + PAIRS] for place in places)
        found.append(np.asarray(one[rows].multiply(other[columns]).sum(axis=1)).ravel())
    return np.concatenate(found).astype(float) if found else np.zeros(0)


def relate(candidates: Candidates, values: Floats) -> Floats:
    """Return the values against the greatest of the old clause's candidates and of the new one's, (C, 2)."""
    columns = []
    for places, number in zip((candidates.old, candidates.new), candidates.number, strict=True):
        greatest = np.zeros(number)
        np.maximum.at(greatest, places, values)
        columns.append(values / np.maximum(greatest[places], 1e-9))
    return np.column_stack(columns)


def find_neighbours(candidates: Candidates, alike: Floats) -> Floats:
    """Return how alike the clauses just before and just after each pair are, (C, 2): order that holds within sections.

    Whole sections may stand elsewhere: nothing is asked of places beyond the two next clauses.
    """
    keys, width = candidates.keys, candidates.number[1]
    columns = []
    for sign in (-1, 1):
        best = np.zeros(len(keys))
        for step_old, step_new in ((1, 1), (1, 2), (2, 1), (2, 2)):
            wanted = keys + sign * (step_old * width + step_new)
            places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            found = np.where(keys[places] == wanted, alike[places], 0)
            best = np.maximum(best, found * (1 if step_old == step_new else 0.8))
        columns.append(best)
    return np.column_stack(columns)


def add_vectors(candidates: Candidates, old: Sequence[Clause], new: Sequence[Clause]) -> Candidates:
    """Return the candidates with what static word vectors say of texts, headings and neighbours: six more features."""
    if not len(candidates.old):
        return candidates.add(np.zeros((0, VECTORS)))
    texts, headings = (
        [embed([read(clause) for clause in side]) for side in (old, new)] for read in (_read_text, _read_heading)
    )
    alike, above = (_multiply(one, other, candidates) for one, other in (texts, headings))
    return candidates.add(alike[:, None], relate(candidates, alike), above[:, None], find_neighbours(candidates, alike))


def _multiply(one: Floats, other: Floats, candidates: Candidates) -> Floats:
    """Return the product of each pair's vectors, some thousand at a time: together they would fill the memory."""
    products = np.zeros(len(candidates.old))
    for start in range(0, len(products), PAIRS):
        own = slice(start, start + PAIRS)
        products[own] = np.einsum("ij,ij->i", one[candidates.old[own]], other[candidates.new[own]])
    return products


def _read_text(clause: Clause) -> str:
    return clause.text


def _read_heading(clause: Clause) -> str:
    return " ".join(clause.section) or "-"
