"""Scores of paragraphs and of the people who labelled them, worked out by hand."""

import numpy as np
import pytest

from baselines.transfer.exam import Exam
from baselines.transfer.scores import measure_kappas, score_marks, score_people

# Three people on four paragraphs of two policies, two categories.
VOTES = np.array(
    [
        [[1, 0], [1, 0], [0, 1], [0, 0]],
        [[1, 0], [1, 1], [0, 1], [1, 0]],
        [[1, 0], [0, 0], [0, 1], [0, 1]],
    ],
    bool,
)


@pytest.fixture
def exam() -> Exam:
    return Exam((), np.array(["a", "a", "b", "b"]), VOTES, ("one", "two"), {}, "")


def test_a_model_is_scored_against_the_majority_where_there_is_one(exam):
    guess = np.array([[1, 0], [0, 1], [0, 1], [1, 1]], bool)
    scores = score_marks(guess, exam)["majority"]
    # Right: one, one, two, nothing. The last is not scored; of the others one is missed and one false.
    assert scores["answers"] == 3
    assert scores["micro_f1"] == pytest.approx(4 / 6, abs=1e-4)
    assert scores["per_category"]["one"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["per_category"]["two"]["f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert scores["macro_f1"] == pytest.approx(2 / 3, abs=1e-4)


def test_a_model_is_scored_against_every_two_people(exam):
    scores = score_marks(exam.truth, exam)["pairs"]
    # In the first and third paragraph all pairs agree, in the second one pair alone.
    assert scores["answers"] == 7
    assert scores["micro_f1"] == 1


def test_people_have_a_vote_in_the_majority_and_none_in_pairs(exam):
    people = score_people(exam)
    # Nine answers of three people: all right, but the second person's "two" is false and the third misses "one".
    assert people["majority"]["answers"] == 9
    assert people["majority"]["micro_f1"] == pytest.approx(16 / (16 + 2), abs=1e-4)
    # Seven: in the second paragraph the first two are a pair, and the third misses it.
    assert people["pairs"]["answers"] == 7
    assert people["pairs"]["micro_f1"] == pytest.approx(12 / 13, abs=1e-4)


def test_intervals_are_of_whole_policies(exam):
    guess = exam.truth & np.array([[True], [True], [False], [False]])
    low, high = score_marks(guess, exam)["majority"]["intervals"]["micro_f1"]
    assert (low, high) == (0, 1)  # all of "a" is right and all of "b" wrong
    one = Exam((), np.array(["a"] * 4), VOTES, ("one", "two"), {}, "")
    assert score_marks(guess, one)["majority"]["intervals"]["micro_f1"] is None


def test_macro_f1_leaves_out_what_nobody_gives():
    votes = np.concatenate([VOTES, np.zeros((3, 4, 1), bool)], axis=2)
    exam = Exam((), np.array(["a", "a", "b", "b"]), votes, ("one", "two", "three"), {}, "")
    assert score_marks(exam.truth, exam)["majority"]["macro_f1"] == 1


def test_kappa_is_of_every_two_people_on_every_paragraph(exam):
    kappa = measure_kappas(exam)
    # Category "one", three pairs of four decisions: 8 of 12 alike; each two use it 2, 3 and 1 times of 4.
    first, second = (2 + 2 + 3) / 12, (3 + 1 + 1) / 12
    chance = first * second + (1 - first) * (1 - second)
    assert kappa["per_category"]["one"]["value"] == pytest.approx((8 / 12 - chance) / (1 - chance), abs=1e-4)
    assert 0 < kappa["all"]["value"] < 1
