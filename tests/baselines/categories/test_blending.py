"""What the stronger baselines read around a clause."""

import numpy as np
import pandas as pd
import pytest

from baselines.categories.blending import SectionBlend, blend_sections
from baselines.categories.registry import BASELINES
from baselines.categories.surroundings import average_runs, describe_surroundings, number_lists, number_runs, shift_rows
from baselines.trials.stacking import NeighbourStack, gather_scores, split_inside
from tests.baselines.categories.fixture_frames import CATEGORIES, make_frame, mark, regress

# What stands around


def test_a_list_is_its_lead_in_and_the_items_under_it():
    frame = pd.DataFrame(
        [
            ("We use it to:", ""),
            ("a;", "We use it to:"),
            ("b;", "We use it to:"),
            ("And:", "b;"),
            ("c", "And:"),
            ("d", "c"),
        ],
        columns=["text", "context"],
    )
    assert number_lists(frame).tolist() == [0, 0, 0, 1, 1, 2]


def test_a_section_is_a_run_of_equal_titles():
    assert number_runs(pd.Series(["a", "a", "", "a", "b", "b"])).tolist() == [0, 0, 1, 2, 3, 3]


def test_averages_stay_inside_their_run():
    values = np.array([[1.0, 0.0], [0.0, 0.5], [1.0, 1.0]])
    assert average_runs(values, np.array([0, 0, 1])).tolist() == [[0.5, 0.25], [0.5, 0.25], [1.0, 1.0]]


def test_shifting_looks_before_and_after():
    values = np.array([[1.0], [2.0], [3.0]])
    assert shift_rows(values, 1).ravel().tolist() == [0, 1, 2]
    assert shift_rows(values, -1).ravel().tolist() == [2, 3, 0]
    assert shift_rows(values[:1], 1).tolist() == [[0]]


def test_surroundings_are_those_of_the_rows_around():
    frame = pd.DataFrame(
        {
            "text": ["We share:", "your name", "A b c d e f g h i j"],
            "section": ["s", "s", "t"],
            "context": ["", "We share:", "your name"],
        }
    )
    found = describe_surroundings(frame)
    assert found["previous"].tolist() == ["", "We share:", "your name"]
    assert found["next"].tolist() == ["your name", "A b c d e f g h i j", ""]
    assert found["first"][2] == "A b c d e f g h"
    assert found["shape"].tolist() == ["length2 introduces", "length2 introduced lower", "length4"]


def test_a_section_lifts_a_clause_and_no_other_section():
    probabilities = np.array([[0.9], [0.45], [0.45]])
    blended = blend_sections(probabilities, pd.Series(["a", "a", "b"]), 1 / 3)
    assert blended.ravel() == pytest.approx([0.825, 0.525, 0.45])
    assert blend_sections(probabilities, pd.Series(["a", "a", "b"]), 0).tolist() == probabilities.tolist()


# The models


def test_the_recommended_model_works_on_what_predict_knows_and_leaves_the_frame_alone():
    frame = make_frame(clauses=24)
    inputs = frame[["source", "text", "section", "context"]]
    before = inputs.copy()
    model = BASELINES["section-blend"].make(CATEGORIES).fit(inputs, mark(frame))
    decisions = model.decision_function(inputs)
    assert (decisions.argmax(axis=1) == mark(frame).argmax(axis=1)).all()
    assert (decisions[:, 6:] < 0).all()  # categories without a training clause
    assert model.decision_function(inputs[:1]).shape == (1, len(CATEGORIES))
    pd.testing.assert_frame_equal(inputs, before)


def test_the_blend_uses_neighbours_in_the_section_only():
    frame = make_frame()
    model = SectionBlend(regress()).fit(frame, mark(frame))
    changed = frame.copy()
    changed.loc[0, "text"] = "we secure data"
    moved = np.abs(model.decision_function(frame) - model.decision_function(changed)).max(axis=1)
    assert (moved[:2] > 0.01).all()
    assert (moved[2:] == 0).all()


def test_one_category_model_is_recommended():
    assert [name for name, baseline in BASELINES.items() if baseline.recommended] == ["section-blend", "stack+"]


# Stacking


@pytest.mark.parametrize("by", ["policy", "duplicate_group"])
def test_out_of_fold_scores_never_come_from_a_near_duplicate(by):
    frame = make_frame()
    assert frame["duplicate_group"].duplicated().any()
    held_once = np.zeros(len(frame), int)
    for train, held in split_inside(frame, by):
        held_once[held] += 1
        assert not set(frame["duplicate_group"][train]) & set(frame["duplicate_group"][held])
        if by == "policy":
            assert not set(frame["policy"][train]) & set(frame["policy"][held])
    assert (held_once == 1).all()


def test_the_stack_learns_from_the_first_model():
    frame = make_frame()
    decisions = NeighbourStack(regress()).fit(frame, mark(frame)).decision_function(frame)
    assert (decisions.argmax(axis=1) == mark(frame).argmax(axis=1)).mean() > 0.9
    assert gather_scores(np.zeros((4, 2)), frame[:4]).shape == (4, 8)
