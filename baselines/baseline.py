"""What a baseline is, for either task."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sklearn.base import BaseEstimator

from mepp5.files import Object
from mepp5.release.protocols import PROTOCOLS
from mepp5.scoring.tracks import CLOSED, Track

EVERY = tuple(PROTOCOLS)
# Where a policy is tested of which nothing was trained on: what the open track is for.
OF_STRANGERS = ("leave-one-policy-out", "leave-one-lineage-out", "holdout")


@dataclass(frozen=True, slots=True)
class Baseline:
    """A named model of categories: make(categories) returns an unfitted estimator over the data frame of clauses.

    With `fallback`, a clause for which no category passes gets the top one: every clause has one at least. With
    `invented`, the invented clauses are trained on as well, which the closed track forbids. A model that is not
    `deterministic` may differ by 0.005 when it is computed again. The decisions of one that is `calibrated` are the
    log-odds of probabilities. It is run under its `protocols`. README.md says why one of a track is `recommended`.
    """

    name: str
    description: str
    make: Callable[[Sequence[str]], BaseEstimator]
    track: Track = CLOSED
    invented: bool = False
    fallback: bool = True
    recommended: bool = False
    deterministic: bool = True
    calibrated: bool = False
    protocols: tuple[str, ...] = EVERY
    task: ClassVar[str] = "categories"


Tag = Callable[[Sequence[Object]], Sequence[Sequence[Object]]]


@dataclass(frozen=True, slots=True)
class SlotBaseline:
    """A named tagger: fit(train) returns a function from rows to the slots of each.

    Training rows are those of `Corpus.rows`, with `invented` also those of `Corpus.invented`; the tagged ones have
    text, section and context at least, but neither labels nor slots. A slot is {"start", "end", "slot"} and perhaps
    "value", half-open code points of the row's text.
    """

    name: str
    description: str
    fit: Callable[[Sequence[Object]], Tag]
    track: Track = CLOSED
    invented: bool = False
    recommended: bool = False
    deterministic: bool = True
    protocols: tuple[str, ...] = EVERY
    task: ClassVar[str] = "slots"
