"""Which category is predicted where the reference has another."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from baselines.corpus import Corpus
from mepp5.files import Object


def count_confusion(lines: Sequence[Object], corpus: Corpus) -> NDArray[np.int64]:
    """Return the clauses with one reference category (rows) by the predicted category with the top score (columns).

    `lines` are predictions with scores; integers (K, K) in the order of the corpus' categories.
    """
    place = {category: number for number, category in enumerate(corpus.categories)}
    truth = dict(zip(corpus.frame["id"], corpus.frame["labels"], strict=True))
    counts = np.zeros((len(place), len(place)), int)
    for line in lines:
        reference = list(truth[line["id"]])
        if len(reference) == 1 and line["labels"]:
            top = max(line["labels"], key=line["scores"].__getitem__)
            counts[place[reference[0]], place[top]] += 1
    return counts


def list_confusions(
    counts: NDArray[np.int64], categories: Sequence[str], shown: int
) -> list[tuple[str, str, int, int]]:
    """Return the most frequent confusions: (reference, predicted, clauses, clauses of that reference)."""
    pairs = [
        (categories[row], categories[column], int(counts[row, column]), int(counts[row].sum()))
        for row, column in zip(*np.nonzero(counts), strict=True)
        if row != column
    ]
    return sorted(pairs, key=lambda pair: (-pair[2], categories.index(pair[0]), categories.index(pair[1])))[:shown]
