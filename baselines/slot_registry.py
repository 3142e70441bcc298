"""The slot taggers, each a few lines; every hyper-parameter stands here, none chosen on what is scored."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sklearn.svm import LinearSVC

from baselines.baseline import SlotBaseline
from baselines.gazetteer import fit_gazetteer
from baselines.tagging import Tag, fit_tagger


@dataclass(frozen=True, slots=True)
class FittedOnce(SlotBaseline):
    """A tagger that can also be kept: fit(train) returns a function from rows to the slots of each."""

    fit: Callable[[Sequence[dict]], Tag] | None = None


def _declare(name: str, description: str, fit: Callable[[Sequence[dict]], Tag]) -> FittedOnce:
    return FittedOnce(name, description, lambda train, test: fit(train)(test), fit=fit)


_ALL = (
    _declare(
        "gazetteer",
        "the phrases of the training slots, longest match; how sure a phrase must be is chosen on the training clauses",
        fit_gazetteer,
    ),
    _declare(
        "tagger",
        "linear SVMs (C = 0.1) of BIO labels for each slot, on words in a window and gazetteers; no I without its B",
        partial(fit_tagger, lambda: LinearSVC(C=0.1, tol=0.01, random_state=0)),
    ),
)

SLOT_BASELINES: dict[str, SlotBaseline] = {baseline.name: baseline for baseline in _ALL}
"""Slot taggers by name."""
