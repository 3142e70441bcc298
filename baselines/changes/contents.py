"""What a text would do for the user if it were put in: the one model behind all effects.

A clause that is added, or words that are put in, let the company do more (broader), protect the user (narrower) or do
neither (different). Taken out, the same words have the reverse effect: so both kinds of examples train one model.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from baselines.categories.vectors import embed
from baselines.changes.similarity import Floats
from baselines.changes.words import TOKEN, count_kinds
from mepp5.changes.links import EFFECTS
from mepp5.errors import CorpusError
from mepp5.files import Object

REVERSE = {"broader": "narrower", "narrower": "broader", "different": "different"}
MOST = 3  # words of a kind that are told apart
WEIGHT = 1.5  # of word vectors beside words, which have length one


class ContentModel:
    """Predicts the effect that a text has where it is put in; `vectors` adds static word vectors."""

    def __init__(self, vectors: bool = False):
        self.vectors = vectors
        self.words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
        self.kinds = DictVectorizer()
        self.model = LogisticRegression(C=3, max_iter=5000, class_weight="balanced", random_state=0)

    def fit(self, rows: Sequence[Object]) -> "ContentModel":
        """Learn from rows of the config "changes": clauses alone, and differences that have words on one side."""
        texts, effects = list_contents(rows)
        if len(set(effects)) < 2:
            raise CorpusError("the pairs to train on have fewer than two effects; compare more policies.")
        self.words.fit(texts)
        self.kinds.fit([_count(text) for text in texts])
        self.model.fit(self._describe(texts), effects)
        return self

    def predict(self, texts: Sequence[str]) -> Floats:
        """Return the probability of each effect of EFFECTS, (N, 3), if the texts were put in."""
        found = np.zeros((len(texts), len(EFFECTS)))
        if texts:
            places = [EFFECTS.index(effect) for effect in self.model.classes_]
            found[:, places] = self.model.predict_proba(self._describe(texts))
        return found

    def _describe(self, texts: Sequence[str]) -> csr_matrix:
        parts = [self.words.transform(texts), self.kinds.transform([_count(text) for text in texts])]
        if self.vectors:
            parts.append(csr_matrix(embed(texts) * WEIGHT))
        return csr_matrix(hstack(parts))


def list_contents(rows: Sequence[Object]) -> tuple[list[str], list[str]]:
    """Return texts, and the effect of putting each in."""
    texts, effects = [], []
    for row in rows:
        for old, new, effect in _list_words(row):
            if not (old and new):
                texts.append(old or new)
                effects.append(effect if new else REVERSE[effect])
    return texts, effects


def _list_words(row: Object) -> list[tuple[str, str, str]]:
    if row["meaning"] is None:
        return [("".join(row["old_texts"]), "".join(row["new_texts"]), row["effects"][0])]
    return [(each["old_text"], each["new_text"], each["effect"]) for each in row["differences"]]


def reverse(probabilities: Floats) -> Floats:
    """Return the probabilities (N, 3) of the effects where the texts are taken out instead."""
    turned: Floats = probabilities[:, [EFFECTS.index(REVERSE[effect]) for effect in EFFECTS]]
    return turned


def _count(text: str) -> dict[str, float]:
    return {kind: min(count, MOST) / MOST for kind, count in count_kinds(TOKEN.findall(text.lower())).items()}
