"""Clauses as means of static word vectors: those of 256 numbers that the package wordllama ships.

They were distilled from large language models' own (Miller 2024, WordLlama, MIT licence); nothing is downloaded. The
package's loader looks for its tokenizer in a folder that it does not install, so its two files are read here.
"""

import os
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from mepp5.errors import CorpusError

PACKAGE = "wordllama"
VECTORS, TENSOR = "weights/l2_supercat_256.safetensors", "embedding.weight"
TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"


class MeanVectors(TransformerMixin, BaseEstimator):
    """The mean vectors of each of `columns`, of length 1 times its weight, side by side; (N, 256 times columns)."""

    def __init__(self, columns: dict[str, float]):
        self.columns = columns

    def fit(self, X: pd.DataFrame, Y: object = None) -> "MeanVectors":
        """Learn nothing."""
        return self

    def transform(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the vectors of the frame X."""
        return np.hstack([weight * embed(X[column]) for column, weight in self.columns.items()])


def embed(texts: Iterable[str]) -> NDArray[np.float64]:
    """Return the mean vector of each text's tokens, of length 1, (N, 256); 0 where there is no token."""
    tokenizer, vectors = _load()
    ids = [encoded.ids for encoded in tokenizer.encode_batch(list(texts), add_special_tokens=False)]
    sums = np.array([vectors[each].sum(axis=0) for each in ids], float).reshape(len(ids), vectors.shape[1])
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    means: NDArray[np.float64] = np.divide(sums, lengths, out=np.zeros_like(sums), where=lengths > 0)
    return means


@cache
def _load() -> tuple[Any, NDArray[np.float32]]:
    """Return the tokenizer and the vectors, (tokens, 256); raise CorpusError where the package is not installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise CorpusError(f"the package {PACKAGE} is not installed; run pip install 'mepp5[baselines]'.")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # many processes may share the cores already
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    folder = Path(spec.submodule_search_locations[0])
    return Tokenizer.from_file(str(folder / TOKENIZER)), load_file(folder / VECTORS)[TENSOR].astype(np.float32)
