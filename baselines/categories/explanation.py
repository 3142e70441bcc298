"""Why a category was predicted: the terms of a clause with the largest weights."""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline

from baselines.categories.blending import SectionBlend
from baselines.categories.models import BinaryRelevance, CueMatch
from baselines.categories.stacking import NeighbourStack
from mepp5.errors import CorpusError
from mepp5.files import Object

DECIMALS = 3


def explain(
    model: BaseEstimator, X: pd.DataFrame, chosen: NDArray[np.bool_], categories: Sequence[str], most: int
) -> list[dict[str, list[Object]]]:
    """Return, for each clause and category chosen, boolean (N, K), up to `most` terms that spoke for it.

    {category: [{"from": "text", "section" or "context", "term", "weight"}, …]}, strongest first: words or characters
    of the clause, of the titles above it or of what leads in to it, and how much they add to the decision of the model
    that reads the clause itself; what its neighbours add in a second model is not shown. Raises CorpusError where the
    model has no weights of terms.
    """
    pipeline = _find_reader(model)
    blocks, weigh = pipeline[0], _read_weights(pipeline[-1])
    features = csr_matrix(blocks.transform(X))
    names = [(column, term) for column, term in _name_terms(blocks)]
    return [
        {
            categories[category]: _pick(features[row], weigh[:, category], names, most)
            for category in np.flatnonzero(marks).tolist()
        }
        for row, marks in enumerate(chosen)
    ]


def _pick(
    clause: csr_matrix, weights: NDArray[np.float64], names: Sequence[tuple[str, str]], most: int
) -> list[Object]:
    """Return the terms of a clause, features (1, F), with the largest products of feature and weight (F,) above 0."""
    added = clause.data * weights[clause.indices]
    best = [place for place in np.argsort(-added, kind="stable")[:most] if added[place] > 0]
    return [
        {"from": column, "term": term, "weight": round(float(added[place]), DECIMALS)}
        for place in best
        for column, term in (names[clause.indices[place]],)
    ]


def _find_reader(model: BaseEstimator) -> Pipeline:
    """Return the fitted pipeline of blocks and weights in a model that reads the clause itself."""
    if isinstance(model, NeighbourStack):
        return _find_reader(model.first_[0])
    if isinstance(model, SectionBlend):
        return _find_reader(model.estimator_)
    if isinstance(model, Pipeline) and isinstance(model[0], ColumnTransformer):
        return model
    raise CorpusError(_refuse())


def _read_weights(model: BaseEstimator) -> NDArray[np.float64]:
    """Return the weights of features and categories, (F, K); 0 of a category that was never seen."""
    if isinstance(model, CueMatch):
        return np.asarray(model.cue_of_, float)
    if not isinstance(model, BinaryRelevance) or not all(hasattr(each, "coef_") for each in model.model_.estimators_):
        raise CorpusError(_refuse())
    found = np.vstack([each.coef_.ravel() for each in model.model_.estimators_]).T
    weights = np.zeros((len(found), len(model.seen_)))
    weights[:, model.seen_] = found
    return weights


def _refuse() -> str:
    return "this model weighs no terms, so that it cannot be explained; choose another --model."


def _name_terms(blocks: ColumnTransformer) -> Iterable[tuple[str, str]]:
    """Yield column and term of each feature, in order."""
    for _, vectorizer, column in blocks.transformers_:
        if vectorizer == "drop":  # the columns that no block reads
            continue
        for term in vectorizer.get_feature_names_out():
            yield str(column), str(term)
