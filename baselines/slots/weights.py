"""The scores of tokens from the weights of their clues, summed up word by word.

Most clues of a token depend on one word and its offset, so that their weights can be added up once for each word that
is met. What is left are sums of rows, for all tokens of many clauses at a time.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baselines.slots.clues import OFFSETS, PAIRS, describe_before, describe_clause, describe_pair, describe_word
from baselines.slots.tokens import EDGE, REACH, WINDOW

Clause = tuple[Sequence[str], str, str]  # its words as they stand, section titles, context
Weights = NDArray[np.float64]
FIRST = 1_000  # rows that a table begins with
MOST = 20_000  # words remembered; beyond that all are forgotten, so that memory stays flat


class ClueWeights:
    """Weights (F, L) of F clues and L labels, and what has been added up of them for words already met."""

    def __init__(self, clues: Sequence[str], weights: Weights):
        self.row_of = {clue: row for row, clue in enumerate(clues)}
        self.weights = np.vstack([weights, np.zeros(weights.shape[1])])  # the last row is of every clue not known
        self._forget()

    def _forget(self) -> None:
        self.words: dict[str, int] = {}
        self.small: dict[str, int] = {}
        self.pairs: dict[tuple[str, str], int] = {}
        self.sums = np.zeros((FIRST, len(OFFSETS) + 1, self.weights.shape[1]))  # by word: each offset, and before
        self.small_of = np.zeros(FIRST, np.int64)  # by word: the number of its form in small letters
        self.pair_rows = np.zeros((FIRST, len(PAIRS)), np.int64)

    def score(self, clauses: Sequence[Clause]) -> list[Weights]:
        """Return the score of each token and label, (N, L), for each clause."""
        if not clauses:
            return []
        if len(self.words) > MOST or len(self.pairs) > 10 * MOST:
            self._forget()
        flat = [word for words, _, _ in clauses for word in (*_EDGES, *words, *_EDGES)]
        ids = np.array([self._find_word(word) for word in flat])
        pairs = np.array([self._find_pair(pair) for pair in pairwise([word.lower() for word in flat])])
        sizes = np.array([len(words) for words, _, _ in clauses])
        depth = np.concatenate([np.arange(WINDOW, WINDOW + size) for size in sizes])  # of each token in its own clause
        places = depth + np.repeat(np.cumsum(sizes + 2 * WINDOW) - sizes - 2 * WINDOW, sizes)  # of each token in flat
        total = self._sum_words(ids, pairs, places) + self._sum_before(ids, places, depth)
        total += np.repeat(np.array([self._sum_clause(*clause) for clause in clauses]), sizes, axis=0)
        return np.split(total, np.cumsum(sizes)[:-1])

    def _sum_words(self, ids: NDArray[np.int64], pairs: NDArray[np.int64], places: NDArray[np.int64]) -> Weights:
        total = np.zeros((len(places), self.weights.shape[1]))
        for column, offset in enumerate(OFFSETS):
            total += self.sums[ids[places + offset], column]
        for column, offset in enumerate(PAIRS):
            total += self.weights[self.pair_rows[pairs[places + offset], column]]
        return total

    def _sum_before(self, ids: NDArray[np.int64], places: NDArray[np.int64], depth: NDArray[np.int64]) -> Weights:
        """Return the weights of the different words among the REACH tokens before each token."""
        small = self.small_of[ids]
        total = np.zeros((len(places), self.weights.shape[1]))
        nearer: list[NDArray[np.int64]] = []
        for distance in range(1, REACH + 1):
            there = np.maximum(places - distance, 0)
            fresh = depth >= distance
            for each in nearer:
                fresh &= small[there] != each
            total[fresh] += self.sums[ids[there[fresh]], len(OFFSETS)]
            nearer.append(small[there])
        return total

    def _sum_clause(self, words: Sequence[str], section: str, context: str) -> Weights:
        return self._add_up(describe_clause([word.lower() for word in words[:2]], section, context))

    def _add_up(self, clues: Sequence[str]) -> Weights:
        rows = [row for row in map(self.row_of.get, clues) if row is not None]
        found: Weights = self.weights[rows].sum(axis=0)
        return found

    def _find_word(self, word: str) -> int:
        """Return the number of a word, whose clues' weights are then summed up."""
        if (found := self.words.get(word)) is not None:
            return found
        number, lower = len(self.words), word.lower()
        if number == len(self.sums):
            self.sums, self.small_of = _double(self.sums), _double(self.small_of)
        clues = [describe_word(word, offset) for offset in OFFSETS] + [[describe_before(lower)]]
        self.sums[number] = [self._add_up(each) for each in clues]
        self.small_of[number] = self.small.setdefault(lower, len(self.small))
        self.words[word] = number
        return number

    def _find_pair(self, pair: tuple[str, str]) -> int:
        """Return the number of two neighbouring words in small letters."""
        if (found := self.pairs.get(pair)) is not None:
            return found
        number, unknown = len(self.pairs), len(self.weights) - 1
        if number == len(self.pair_rows):
            self.pair_rows = _double(self.pair_rows)
        self.pair_rows[number] = [self.row_of.get(describe_pair(*pair, offset), unknown) for offset in PAIRS]
        self.pairs[pair] = number
        return number


def _double(table: NDArray[Any]) -> NDArray[Any]:
    """Return the table with as many more rows, of zeros."""
    return np.concatenate([table, np.zeros_like(table)])


_EDGES = [EDGE] * WINDOW
