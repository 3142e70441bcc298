"""Texts by length, and what tells quickly that two of them cannot be alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

BATCH = 32  # texts, at the least, that are compared at once with all others
CELLS = 2**20  # pairs that are compared at once where the others are few
KINDS = 16  # of signs, by the remainder of their code points, that are counted before texts are compared
Counts = npt.NDArray[Any]  # unsigned, of 8 or 16 bits
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Ordered:
    """Texts by length, with what tells quickly that two of them cannot be alike."""

    order: Places  # of each text, its number in the list that it came from
    texts: npt.NDArray[Any]
    lengths: npt.NDArray[np.int64]
    counts: Counts

    @classmethod
    def arrange(cls, texts: Sequence[str]) -> "Ordered":
        """Return the texts ordered by length."""
        order: Places = np.array(sorted(range(len(texts)), key=lambda number: len(texts[number])), dtype=np.intp)
        ordered = np.array([*texts, ""], dtype=object)[:-1][order]  # "": of no text the type would be lost
        lengths = np.array([len(text) for text in ordered], dtype=np.int64)
        return cls(order, ordered, lengths, _count_signs(ordered))

    def narrow(self, rows: Places, columns: Places, threshold: float) -> Places:
        """Return those of the columns that one of the rows can be like; both are places in `texts`, in order.

        2 · shorter / (shorter + longer) is the most that a ratio can be.
        """
        lengths = self.lengths[columns]
        begin = np.searchsorted(lengths, self.lengths[rows[0]] * threshold / (200 - threshold) - 1)
        end = np.searchsorted(lengths, self.lengths[rows[-1]] * (200 - threshold) / threshold + 1, "right")
        columns = columns[begin:end]
        return columns[_could_be_alike(self, rows, columns, threshold)]


def count_batch(columns: Places) -> int:
    """Return how many rows are compared at once with the columns: more where these are few."""
    return max(BATCH, CELLS // max(len(columns), 1))


def _count_signs(texts: npt.NDArray[Any]) -> Counts:
    """Return how often the signs of each of KINDS stand in each text, a row for each kind, at most 255."""
    counts = np.zeros((KINDS, len(texts)), np.uint8)
    for number, text in enumerate(texts):
        kinds = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32) % KINDS
        counts[:, number] = np.minimum(np.bincount(kinds, minlength=KINDS), 255)
    return counts


def _could_be_alike(every: Ordered, rows: Places, columns: Places, threshold: float) -> npt.NDArray[np.bool_]:
    """Return which columns may be like one of the rows: where the counts of signs differ by no more than texts may.

    Each insertion or deletion changes one count by one; a ratio of 90 allows one for ten signs of both texts.
    """
    least = 1 - threshold / 100
    is_wide = len(columns) >= len(rows)
    few, many = (rows, columns) if is_wide else (columns, rows)
    possible = np.zeros((1 if is_wide else len(few), len(many)), bool)
    counts, most = every.counts[:, many], least * every.lengths[many] + 1
    for number, place in enumerate(few):
        apart: Counts = np.zeros(len(many), np.uint16)
        for kind in range(KINDS):
            one, other = every.counts[kind, place], counts[kind]
            apart += np.maximum(one, other) - np.minimum(one, other)
        possible[0 if is_wide else number] |= apart <= most + least * every.lengths[place]
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(possible, axis=0 if is_wide else 1)
    return found
