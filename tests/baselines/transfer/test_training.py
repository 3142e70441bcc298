"""Models trained on other policies of a copy: what they are trained on, and what they are asked about."""

from dataclasses import replace
from typing import ClassVar

import numpy as np
import pytest
from sklearn.base import BaseEstimator

from baselines.categories.registry import BASELINES
from baselines.corpus import load_corpus
from baselines.transfer.exam import Exam, prepare_exam
from baselines.transfer.training import Lesson, divide_policies, predict_fold, take_corpus
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from tests.baselines.transfer.fixture_copy import FORUM, LAMPS, make_copy
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def exam(tmp_path_factory: pytest.TempPathFactory) -> Exam:
    return prepare_exam(make_copy(tmp_path_factory.mktemp("training")), ROOT)


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    corpus = load_corpus(make_release(tmp_path_factory.mktemp("lesson")))
    return take_corpus(corpus, [corpus.frame, corpus.invented])


class Watched(BaseEstimator):
    """A model that keeps what it is fitted on and gives every paragraph the first category."""

    seen: ClassVar[list[tuple[list[str], np.ndarray]]] = []

    def fit(self, X, Y):
        self.seen.append((X["text"].tolist(), Y))
        self.width = Y.shape[1]
        return self

    def decision_function(self, X):
        return np.tile(np.arange(self.width, 0, -1.0) - self.width + 0.5, (len(X), 1))


@pytest.fixture
def watched(monkeypatch) -> list[tuple[list[str], np.ndarray]]:
    monkeypatch.setattr(Watched, "seen", [])
    return Watched.seen


def test_folds_test_every_policy_once(exam):
    folds = divide_policies(exam)
    assert len(folds) == 3
    assert np.sum(folds, axis=0).tolist() == [1] * len(exam.policies)
    assert all(len(set(exam.policies[fold])) == 1 for fold in folds)


def test_one_policy_is_no_fold(exam):
    alone = exam.policies == LAMPS
    one = replace(exam, pages=exam.pages[:1], policies=exam.policies[alone], votes=exam.votes[:, alone])
    assert divide_policies(one) == []


def test_scored_paragraphs_of_other_policies_are_trained_on(exam, watched):
    marks = predict_fold(lambda categories: Watched(), exam, exam.policies == FORUM)
    ((texts, truth),) = watched
    assert len(texts) == 6  # four of lamps, two of the bakery: two have no majority
    assert not any("heart rate" in text or text == "Where to write" for text in texts)
    assert truth.tolist() == exam.truth[exam.scored & (exam.policies != FORUM)].tolist()
    assert marks.tolist() == [[True] + [False] * 11] * 3


def test_clauses_of_the_release_may_be_trained_on_beside(exam, lesson, watched):
    predict_fold(lambda categories: Watched(), exam, exam.policies == FORUM, lesson)
    ((texts, truth),) = watched
    assert texts[: len(lesson.frame)] == lesson.frame["text"].tolist()
    assert truth.shape == (len(lesson.frame) + 6, 12)
    assert lesson.frame["text"].str.contains("house number").any()  # an invented one


def test_labels_of_the_release_are_merged(lesson, exam):
    child = lesson.frame["text"].str.contains("if you are a child").to_numpy()
    names = [name for name, mark in zip(exam.categories, lesson.marks[child][0], strict=True) if mark]
    assert names == ["international_and_specific_audiences"]


def test_features_of_an_empty_column_are_left_out(exam):
    """Whole paragraphs have no context, of which no vocabulary can be made."""
    marks = predict_fold(BASELINES["logreg-context"].make, exam, exam.policies == LAMPS)
    assert marks.shape == (5, 12)
    assert marks.any(axis=1).all()


def test_too_few_paragraphs_are_told(exam):
    pages = tuple(replace(page, paragraphs=page.paragraphs.assign(text="?")) for page in exam.pages)
    with pytest.raises(CorpusError, match="too few paragraphs to train a model on"):
        predict_fold(BASELINES["nb"].make, replace(exam, pages=pages), exam.policies == LAMPS)
