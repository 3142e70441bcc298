"""How many cues of each category stand in a text, as features that a model may weigh."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer

from baselines.categories.features import WORD, list_cues, read_cues

MOST = 3  # more cues than this say no more


def count_cues(weight: float) -> Pipeline:
    """Return what turns texts into the numbers of different cues by category, up to MOST, times the weight."""
    cues = read_cues()
    phrases = list_cues(cues)
    longest = max(len(cue.split()) for cue in phrases)
    spotter = CountVectorizer(vocabulary=phrases, ngram_range=(1, longest), token_pattern=WORD, binary=True)
    belongs = np.array([[float(phrase in own) for own in cues.values()] for phrase in phrases])
    return make_pipeline(spotter, FunctionTransformer(_add_up, kw_args={"belongs": belongs, "weight": weight}))


def _add_up(marks: csr_matrix, belongs: NDArray[np.float64], weight: float) -> csr_matrix:
    return csr_matrix(np.minimum(marks @ belongs, MOST) * weight)
