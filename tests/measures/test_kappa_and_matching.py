"""The measures of agreement: kappa against scikit-learn and by hand, spans one to one, intervals."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from mepp5.measures.intervals import draw_weights, estimate
from mepp5.measures.kappa import count_decisions, measure_kappa, measure_observed
from mepp5.measures.matching import count_matches, match_exactly, match_overlapping, measure_span_f1

decisions = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)
spans = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from("xy")).map(lambda s: (s[0], s[0] + s[1], s[2])),
    max_size=5,
)


# Kappa


@given(decisions)
def test_kappa_is_that_of_scikit_learn(decisions):
    counts = [array.sum(axis=0) for array in count_decisions(decisions, 5)]
    kappa = float(measure_kappa(*counts))
    labels = {label for _, *both in decisions for label in both}
    if len(labels) == 1:
        assert np.isnan(kappa)
    else:
        oracle = cohen_kappa_score([one for _, one, _ in decisions], [other for _, _, other in decisions])
        assert kappa == pytest.approx(oracle)


def test_kappa_by_hand():
    # 20 + 15 of 50 alike; by chance .5 × .6 + .5 × .4 = .5; (.7 - .5) / (1 - .5).
    table = [("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)]
    decisions = [(0, one, other) for one, other, times in table for _ in range(times)]
    counts = [array.sum(axis=0) for array in count_decisions(decisions, 1)]
    assert float(measure_observed(*counts)) == pytest.approx(0.7)
    assert float(measure_kappa(*counts)) == pytest.approx(0.4)


def test_kappa_of_nothing_and_of_one_label_is_undefined():
    assert np.isnan(measure_kappa(*(array.sum(axis=0) for array in count_decisions([], 2))))
    assert np.isnan(measure_kappa(*(array.sum(axis=0) for array in count_decisions([(0, "a", "a")] * 3, 1))))


def test_kappa_keeps_leading_axes():
    agreed, first, second = count_decisions([(0, 1, 1), (0, 0, 1), (1, 0, 0), (1, 1, 1)], 2)
    assert measure_kappa(agreed, first, second).tolist() == [0.0, 1.0]


# Spans


@given(spans, spans)
def test_matches_are_the_same_either_way_round_and_exact_ones_are_among_the_overlapping(first, second):
    exact, overlapping = match_exactly(first, second), match_overlapping(first, second)
    assert exact == match_exactly(second, first)
    assert overlapping == match_overlapping(second, first)
    assert exact <= overlapping <= min(len(first), len(second))


@given(spans, spans)
def test_overlapping_matches_are_as_many_as_any_order_finds(first, second):
    short, long = sorted((first, second), key=len)
    found = 0
    for order in permutations(long, len(short)):
        pairs = zip(short, order, strict=True)
        found = max(found, sum(a[2] == b[2] and max(a[0], b[0]) < min(a[1], b[1]) for a, b in pairs))
    assert match_overlapping(first, second) == found


@given(spans)
def test_spans_match_themselves(spans):
    assert match_exactly(spans, spans) == match_overlapping(spans, spans) == len(spans)


def test_a_long_span_is_the_partner_of_one_short_span_only():
    whole, parts = [(0, 20, "x")], [(0, 5, "x"), (7, 12, "x"), (14, 20, "x")]
    assert match_overlapping(whole, parts) == 1
    counts = count_matches([(0, whole, parts)], match_overlapping, 1)
    assert measure_span_f1(*(array.sum(axis=0) for array in counts)) == pytest.approx(2 / 4)


def test_touching_ends_and_other_labels_do_not_overlap():
    assert match_overlapping([(0, 5, "x")], [(5, 9, "x"), (0, 5, "y")]) == 0


def test_f1_without_spans_is_undefined():
    assert np.isnan(measure_span_f1(*(array.sum(axis=0) for array in count_matches([], match_exactly, 3))))


# Intervals


def test_draws_take_as_many_sections_as_there_are_and_repeat_exactly():
    weights = draw_weights(7, draws=100, seed=3)
    assert weights.shape == (100, 7)
    assert (weights.sum(axis=1) == 7).all()
    assert (weights == draw_weights(7, draws=100, seed=3)).all()
    assert (weights != draw_weights(7, draws=100, seed=4)).any()


def test_the_interval_is_that_of_sections_drawn_one_by_one():
    generator = np.random.default_rng(1)
    decisions = [(int(generator.integers(9)), *generator.choice(list("ab"), 2)) for _ in range(200)]
    counts = count_decisions(decisions, 9)
    values = []
    for weights in draw_weights(9):
        drawn: list[tuple] = []
        for section, times in enumerate(weights):
            drawn += [row for row in decisions if row[0] == section] * int(times)
        values.append(np.mean([one == other for _, one, other in drawn]))
    figure = estimate(measure_observed, counts, draw_weights(9))
    low, high = np.quantile(values, [0.025, 0.975])
    assert (figure["low"], figure["high"]) == (round(low, 4), round(high, 4))
    assert figure["low"] < figure["value"] < figure["high"]


def test_draws_without_a_value_are_left_out_and_counted():
    # Only one of three sections uses both labels: a draw without it has no kappa.
    decisions = [(0, "a", "a"), (0, "b", "b"), (1, "a", "a"), (2, "a", "a")]
    weights = draw_weights(3)
    figure = estimate(measure_kappa, count_decisions(decisions, 3), weights)
    assert figure == {"value": 1.0, "low": 1.0, "high": 1.0, "undefined": int((weights[:, 0] == 0).sum())}
    assert figure["undefined"] > 0


def test_one_section_gives_no_interval_and_no_decision_no_value():
    figure = estimate(measure_observed, count_decisions([(0, "a", "b")], 1), draw_weights(1))
    assert figure == {"value": 0.0, "low": None, "high": None, "undefined": 0}
    figure = estimate(measure_observed, count_decisions([], 4), draw_weights(4))
    assert figure == {"value": None, "low": None, "high": None, "undefined": 0}
