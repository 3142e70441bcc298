"""Made-up policies for the tests of models that read around a clause, and of the trials."""

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from baselines.categories.features import join_blocks
from baselines.categories.models import BinaryRelevance
from mepp5.scheme.taxonomy import read_taxonomy

CATEGORIES = read_taxonomy().category_ids
WORDS = ["share", "cookie", "delete", "child", "secure", "retain"]


def make_frame(policies: int = 3, clauses: int = 12) -> pd.DataFrame:
    """Policies whose clauses each say one of six words, two clauses of the same word a section."""
    rows = [
        {
            "policy": f"p{policy}",
            "source": f"p{policy}",
            "text": f"we {WORDS[clause // 2 % 6]} data {policy} {clause}",
            "section": WORDS[clause // 2 % 6],
            "context": "as follows:" if clause % 2 else "",
            "duplicate_group": f"p{policy if clause else 0}/{clause}",
            "labels": [CATEGORIES[clause // 2 % 6]],
        }
        for policy in range(policies)
        for clause in range(clauses)
    ]
    return pd.DataFrame(rows)


def mark(frame: pd.DataFrame) -> np.ndarray:
    return np.array([[name in labels for name in CATEGORIES] for labels in frame["labels"]])


def regress() -> BaseEstimator:
    blocks = join_blocks(("words", "text", CountVectorizer(), 1.0))
    return make_pipeline(blocks, BinaryRelevance(LogisticRegression(C=10)))
