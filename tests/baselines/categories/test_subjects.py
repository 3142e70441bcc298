"""Topics: the labels, and subjects where a category stands alone."""

import numpy as np
import pandas as pd

from baselines.categories.subjects import SubjectModel
from baselines.categories.vectors import MeanVectors, embed

ALONE = np.array([True, False, False])
TEXTS = ["children collect", "children share", "children collect too", "we share", "children nothing"]
LABELS = np.array([[1, 0, 0]] * 3 + [[0, 0, 1], [1, 0, 0]], bool)
TOPICS = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0], [0, 0, 1], [1, 0, 0]], bool)


def fit() -> SubjectModel:
    return SubjectModel().fit(pd.DataFrame({"text": TEXTS}), LABELS, TOPICS, ALONE)


def test_topics_are_the_labels_and_their_subjects():
    asked = pd.DataFrame({"text": ["children collect", "we collect and share"]})
    labels = np.array([[1, 0, 0], [0, 1, 0]], bool)
    assert fit().find_topics(asked, labels).tolist() == [[True, True, False], [False, True, False]]


def test_without_such_clauses_topics_are_the_labels():
    model = SubjectModel().fit(pd.DataFrame({"text": TEXTS[3:4]}), LABELS[3:4], TOPICS[3:4], ALONE)
    labels = np.array([[1, 0, 0]], bool)
    assert model.find_topics(pd.DataFrame({"text": ["children collect"]}), labels).tolist() == labels.tolist()


def test_vectors_are_of_length_one_and_near_for_words_that_mean_alike():
    vectors = embed(["we gather your address", "we collect your address", "the weather was fine", ""])
    assert vectors.shape == (4, 256)
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 1, 1, 0])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert embed([]).shape == (0, 256)


def test_columns_stand_side_by_side_with_their_weights():
    frame = pd.DataFrame({"text": ["we share"], "section": ["Sharing"]})
    found = MeanVectors({"text": 2.0, "section": 1.0}).fit_transform(frame)
    assert np.allclose(found[:, :256], 2 * embed(frame["text"]))
    assert np.allclose(found[:, 256:], embed(frame["section"]))
