"""The bootstrap over duplicate groups against cases worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.measures.bootstrap import (
    Measure,
    Sample,
    find_each_interval,
    find_interval,
    make_sample,
    measure_block,
    measure_mean,
    subtract,
)
from mepp5.measures.intervals import DRAWS, draw_weights


def outcomes(*columns: tuple[int, int, int]) -> list[list[int]]:
    """Return the counts (3, K) of one group from (hits, false alarms, misses) of each category."""
    return np.array(columns).T.tolist()


def sample_of(*groups: list) -> Sample:
    counts = {"x": np.array(groups, float), "clauses": np.ones(len(groups))}
    return make_sample(counts, [str(place) for place in range(len(groups))])


def test_clauses_of_a_group_are_summed_and_drawn_together():
    sample = make_sample({"x": np.array([1, 2, 4]), "clauses": np.ones(3)}, ["a", "b", "a"])
    assert sample.groups == 2
    assert sample.sums["x"].tolist() == [5, 2]
    assert sample.total("x") == 7
    # Two groups drawn with repetition: both of one, or one of each. Clauses alone would also give 1 + 1 + 1.
    assert set(sample.draw("x")) == {10, 4, 7}
    assert set(sample.draw("clauses")) == {4, 2, 3}


def test_draws_are_those_of_the_seed():
    first, again = (make_sample({"x": np.arange(9.0)}, [*"abcdefghi"]).draw("x") for _ in range(2))
    np.testing.assert_array_equal(first, again)
    np.testing.assert_array_equal(first, draw_weights(9) @ np.arange(9.0))
    assert first.shape == (DRAWS,)
    assert not np.array_equal(first, draw_weights(9, seed=1) @ np.arange(9.0))


def test_macro_leaves_out_a_category_that_a_draw_has_lost():
    """Group 1 has the only positive of the second category: a draw of group 0 alone averages the first only."""
    sample = sample_of(outcomes((1, 0, 0), (0, 1, 0)), outcomes((1, 0, 0), (1, 0, 0)))
    macro = measure_block(sample, "x", np.array([True, True]))["macro_f1"]
    # F1 1 and 2·1 / (2·1 + 1 + 0) = 2/3 by value; 1 alone where the second is lost; 1 and 1 of group 1 twice.
    assert macro.value == pytest.approx((1 + 2 / 3) / 2)
    assert {round(value, 6) for value in macro.drawn} == {1.0, round(5 / 6, 6)}


def test_macro_counts_a_category_that_the_cut_never_had_as_zero():
    sample = sample_of(outcomes((1, 0, 0), (0, 0, 0)), outcomes((1, 0, 0), (0, 0, 0)))
    macro = measure_block(sample, "x", np.array([True, True]))["macro_f1"]
    assert macro.value == 0.5
    assert set(macro.drawn) == {0.5}
    assert macro.interval == [0.5, 0.5]


def test_a_draw_with_nothing_in_it_has_no_score():
    sample = sample_of(outcomes((1, 0, 0)), outcomes((0, 0, 0)))
    micro = measure_block(sample, "x", np.array([True]))["micro_f1"]
    assert micro.value == 1
    assert np.isnan(micro.drawn).any()
    assert micro.interval == [1, 1]


def test_a_category_outside_the_set_is_not_averaged():
    sample = sample_of(outcomes((1, 0, 0), (0, 3, 0)), outcomes((1, 0, 0), (0, 0, 0)))
    measures = measure_block(sample, "x", np.array([True, False]))
    assert measures["macro_f1"].value == 1
    assert measures["micro_f1"].value == pytest.approx(4 / 7)  # its false alarms still count in micro


def test_the_interval_of_a_category_is_over_the_draws_that_have_it():
    sample = sample_of(outcomes((1, 0, 0), (0, 1, 0)), outcomes((1, 0, 0), (1, 0, 0)))
    assert find_each_interval(sample, "x") == [[1, 1], [0.6667, 1]]


def test_means_are_over_clauses():
    sample = make_sample({"x": np.array([1, 0, 0]), "clauses": np.ones(3)}, ["a", "a", "b"])
    mean = measure_mean(sample, "x")
    assert mean.value == pytest.approx(1 / 3)
    assert {round(value, 6) for value in mean.drawn} == {0.5, 0.0, 0.333333}
    assert mean.interval == [0, 0.5]


def test_differences_are_paired():
    """Two systems that are always equally right never differ, however much each varies."""
    first = sample_of(*(outcomes((right, 1 - right, 1 - right)) for right in (0, 1, 1, 0, 1)))
    measure = measure_block(first, "x", np.array([True]))["micro_f1"]
    assert measure.interval[0] < measure.interval[1]
    assert subtract(measure, measure).interval == [0, 0]
    worse = Measure(measure.value - 0.1, measure.drawn - 0.1)
    assert subtract(measure, worse).interval == [0.1, 0.1]
    assert subtract(worse, measure).value == pytest.approx(-0.1)


def test_one_group_has_no_interval():
    sample = sample_of(outcomes((1, 0, 0), (0, 1, 0)))
    measures = measure_block(sample, "x", np.array([True, False]))
    assert measures["micro_f1"].value == pytest.approx(2 / 3)
    assert [measure.interval for measure in measures.values()] == [None, None]
    assert find_each_interval(sample, "x") == [None, None]
    assert measure_mean(sample, "clauses").interval is None


def test_the_interval_is_the_2_5th_to_the_97_5th_percentile():
    assert find_interval(np.arange(1001) / 1000) == [0.025, 0.975]
    assert find_interval(np.array([np.nan, 0.5])) == [0.5, 0.5]
    assert find_interval(np.array([np.nan])) is None


@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=2, max_size=40))
def test_the_interval_of_micro_contains_the_value(groups):
    micro = measure_block(sample_of(*(outcomes(group) for group in groups)), "x", np.array([True]))["micro_f1"]
    if micro.interval is None:
        assert not np.any(groups)
        return
    low, high = micro.interval
    assert 0 <= low <= high <= 1
    assert low - 1e-4 <= micro.value <= high + 1e-4
