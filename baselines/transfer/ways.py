"""How a model of clauses is asked about paragraphs: in come a fitted model and a page, out go categories each way."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from baselines.categories.models import choose_categories
from baselines.fitting import repeatable
from baselines.transfer.pages import Page

Marks = NDArray[np.bool_]
PARAGRAPH, SENTENCES, FALLBACK = WAYS = ("paragraph", "sentences", "sentences, one fallback")


def ask(model: BaseEstimator, pages: Sequence[Page]) -> dict[str, Marks]:
    """Return {way: which of K categories each of the N paragraphs of the pages gets, (N, K)}.

    "paragraph": the whole paragraph as one clause, with fallback. "sentences": all that its clauses get, each without
    fallback, so perhaps nothing. "sentences, one fallback": the same, and where it is nothing, the category that
    scores highest in any clause.
    """
    highest = np.concatenate([_find_highest(model, page) for page in pages])
    return {
        PARAGRAPH: ask_whole(model, pages),
        SENTENCES: choose_categories(highest, fallback=False),  # above zero in one clause is above it in the highest
        FALLBACK: choose_categories(highest, fallback=True),
    }


def ask_whole(model: BaseEstimator, pages: Sequence[Page]) -> Marks:
    """Return what whole paragraphs get, (N, K), with fallback."""
    return np.concatenate([choose_categories(_decide(model, page.paragraphs), fallback=True) for page in pages])


def _find_highest(model: BaseEstimator, page: Page) -> NDArray[np.float64]:
    """Return the highest decision for each category among the clauses of each paragraph, (P, K)."""
    decisions = _decide(model, page.clauses)
    highest: NDArray[np.float64] = np.full((len(page.paragraphs), decisions.shape[1]), -np.inf)
    np.maximum.at(highest, page.owners, decisions)
    return highest


def _decide(model: BaseEstimator, frame: pd.DataFrame) -> NDArray[np.float64]:
    # A page at a time: models look at neighbouring rows, and the last of one policy is no neighbour of the next.
    with repeatable():
        decisions: NDArray[np.float64] = model.decision_function(frame)
    return decisions
