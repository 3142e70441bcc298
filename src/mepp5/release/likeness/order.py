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
Mask = npt.NDArray[np.bool_]


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

    def narrow(self, rows: Places, columns: Places, threshold: float) -> tuple[Places, Mask]:
        """Return those of the columns that one of the rows can be like, and (rows, columns) which can be like which.

        Rows and columns are places in `texts`, in order. 2 · shorter / (shorter + longer) is the most that a ratio can
        be; and the counts of signs may not differ by more than texts that are alike may.
        """
        lengths = self.lengths[columns]
        begin = np.searchsorted(lengths, self.lengths[rows[0]] * threshold / (200 - threshold) - 1)
        end = np.searchsorted(lengths, self.lengths[rows[-1]] * (200 - threshold) / threshold + 1, "right")
        columns = columns[begin:end]
        if len(columns) >= len(rows):
            possible = self._compare_counts(rows, columns, threshold)
        else:
            possible = self._compare_counts(columns, rows, threshold).T
        met = np.flatnonzero(possible.any(axis=0))
        return columns[met], possible[:, met]

    def _compare_counts(self, few: Places, many: Places, threshold: float) -> Mask:
        """Return (few, many) which can be alike by the counts of their signs.

        Each insertion or deletion changes one count by one; a ratio of 90 allows one for ten signs of both texts. Half
        of the kinds rule out most.
        """
        possible = np.zeros((len(few), len(many)), bool)
        first, rest = self.counts[: KINDS // 2, many], self.counts[KINDS // 2 :, many]
        share = 1 - threshold / 100
        most = (share * self.lengths[many] + 1).astype(np.float32)
        for number, place in enumerate(few):
            own, limit = self.counts[:, place], most + np.float32(share * self.lengths[place])
            apart = _add_differences(own[: KINDS // 2], first)
            left = np.flatnonzero(apart <= limit)
            apart = apart[left] + _add_differences(own[KINDS // 2 :], rest[:, left])
            possible[number, left[apart <= limit[left]]] = True
        return possible


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


def _add_differences(own: Counts, counts: Counts) -> Counts:
    """Return for each text how far its counts (kinds, texts) are from one's own (kinds), added up."""
    apart: Counts = np.zeros(counts.shape[1], np.uint16)
    for one, others in zip(own, counts, strict=True):
        apart += np.maximum(one, others) - np.minimum(one, others)
    return apart
