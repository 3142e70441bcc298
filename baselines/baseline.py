"""What a baseline is, for either task."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sklearn.base import BaseEstimator


@dataclass(frozen=True, slots=True)
class Baseline:
    """A named model of categories: make(categories) returns an unfitted estimator over the data frame of clauses.

    With `fallback`, a clause for which no category passes gets the top one: every clause has one at least. A model that
    is not `deterministic` may differ by 0.005 when it is computed again. README.md says why one is `recommended`.
    """

    name: str
    description: str
    make: Callable[[Sequence[str]], BaseEstimator]
    fallback: bool = True
    recommended: bool = False
    deterministic: bool = True
    task: ClassVar[str] = "categories"


@dataclass(frozen=True, slots=True)
class SlotBaseline:
    """A named tagger: fit_predict(train, test) returns, for each tested row, its slots.

    Rows are those of `Corpus.rows`, with the tested ones' "labels" and "slots" taken away; a slot is
    {"start", "end", "slot"} and perhaps "value", half-open code points of the row's text.
    """

    name: str
    description: str
    fit_predict: Callable[[Sequence[dict], Sequence[dict]], Sequence[Sequence[dict]]]
    deterministic: bool = True
    task: ClassVar[str] = "slots"
