"""Category scores against scikit-learn and cases worked out by hand, and their intervals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, label_ranking_average_precision_score, precision_recall_fscore_support

from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.categories import rank_labels
from mepp5.scoring.predictions import Predictions
from mepp5.scoring.scorer import count_outcomes, measure_macro_f1, measure_micro_f1, score_predictions

ROUNDED = 5e-5 + 1e-12  # scores have four digits; half a digit is itself no exact binary fraction
TAXONOMY = read_taxonomy()
CATEGORIES = TAXONOMY.category_ids
LABELS = st.lists(st.sampled_from(CATEGORIES), max_size=3).map(frozenset)


def score(truth: list, guess: list, novel: set[int] | None = None) -> dict:
    """Score label sets, one per clause; `novel` are places, all of them if None."""
    tested = [
        {
            "id": str(place),
            "labels": sorted(labels),
            "duplicate_group": str(place),
            "policy": "p",
            "section": [str(place // 2)],
        }
        for place, labels in enumerate(truth)
    ]
    predicted = Predictions({str(place): frozenset(labels) for place, labels in enumerate(guess)}, None, None)
    chosen = range(len(truth)) if novel is None else novel
    return score_predictions(predicted, tested, {str(place) for place in chosen}, TAXONOMY)


def mark(label_sets: list) -> np.ndarray:
    return np.array([[name in labels for name in CATEGORIES] for labels in label_sets], bool)


@given(st.lists(st.tuples(LABELS, LABELS, st.booleans()), min_size=1, max_size=30))
def test_scores_are_those_of_scikit_learn(clauses):
    truth, guess, marks = (list(column) for column in zip(*clauses, strict=True))
    result = score(truth, guess, {place for place, is_novel in enumerate(marks) if is_novel})
    in_set = [place for place, name in enumerate(CATEGORIES) if any(name in labels for labels in truth)]
    assert list(result["categories"]) == [CATEGORIES[place] for place in in_set]
    for name, rows in (("all", np.ones(len(truth), bool)), ("novel", np.array(marks))):
        if not rows.any():
            assert result[name] is None
            continue
        y_true, y_pred = mark(truth)[rows], mark(guess)[rows]
        micro = f1_score(y_true, y_pred, average="micro", zero_division=0)
        macro = f1_score(y_true, y_pred, labels=in_set, average="macro", zero_division=0) if in_set else 0
        assert result[name]["micro_f1"] == pytest.approx(micro, abs=ROUNDED)
        assert result[name]["macro_f1"] == pytest.approx(macro, abs=ROUNDED)
        assert result[name]["exact_match"] == pytest.approx((y_true == y_pred).all(axis=1).mean(), abs=ROUNDED)
        columns = np.array(precision_recall_fscore_support(y_true, y_pred, zero_division=0))
        found = [list(line.values())[:4] for line in result[name]["per_category"].values()]
        np.testing.assert_allclose(found, columns.T, atol=ROUNDED)


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=30))
def test_merged_scores_are_those_of_scikit_learn_on_merged_labels(clauses):
    one = {"international_transfer": "both", "specific_audiences": "both"}
    names = [name for name in CATEGORIES if name not in one] + ["both"]
    truth, guess = (
        np.array([[name in {one.get(label, label) for label in labels} for name in names] for labels in column], bool)
        for column in zip(*clauses, strict=True)
    )
    result = score(*zip(*clauses, strict=True))
    in_set = np.flatnonzero(truth.any(axis=0))
    macro = f1_score(truth, guess, labels=in_set, average="macro", zero_division=0) if len(in_set) else 0
    assert len(result["merged_categories"]) == len(in_set)
    assert result["all"]["merged"]["macro_f1"] == pytest.approx(macro, abs=ROUNDED)
    micro = f1_score(truth, guess, average="micro", zero_division=0)
    assert result["all"]["merged"]["micro_f1"] == pytest.approx(micro, abs=ROUNDED)


def test_a_case_worked_out_by_hand():
    truth = [{"data_security"}, {"data_security", "data_retention"}, {"policy_change"}, {"data_security"}]
    guess = [{"data_security"}, {"data_security"}, {"do_not_track"}, set()]
    result = score(truth, guess)
    assert result["categories"] == {"data_retention": 1, "data_security": 3, "policy_change": 1}
    # 2 hits, 1 false alarm, 3 misses: 2·2 / (2·2 + 1 + 3).
    assert result["all"]["micro_f1"] == 0.5
    # data_security 2·2 / (2·2 + 0 + 1) = 0.8, the two others 0; do_not_track has no positive and is not averaged.
    assert result["all"]["macro_f1"] == 0.2667
    assert result["all"]["exact_match"] == 0.25
    security = {"precision": 1.0, "recall": 0.6667, "f1": 0.8, "support": 3, "interval": [0, 1]}
    assert result["all"]["per_category"]["data_security"] == security
    nothing = {"precision": 0, "recall": 0, "f1": 0, "support": 0, "interval": None}
    assert result["all"]["per_category"]["do_not_track"] == nothing
    assert result["all"]["groups"] == 4
    assert len(result["all"]["per_category"]) == 13


def test_the_category_set_is_fixed_before_the_cut():
    result = score([{"data_security"}, {"data_retention"}], [{"data_security"}, {"data_retention"}], novel={0})
    assert result["all"]["macro_f1"] == 1
    assert result["novel"]["clauses"] == 1
    assert result["novel"]["micro_f1"] == 1
    assert result["novel"]["macro_f1"] == 0.5


def test_merging_forgives_confusing_the_two_categories_and_nothing_else():
    truth = [{"international_transfer"}, {"specific_audiences"}, {"data_security"}]
    result = score(truth, [{"specific_audiences"}, {"specific_audiences"}, {"data_retention"}])
    assert result["merged_categories"] == {"data_security": 1, "international_and_specific_audiences": 2}
    assert (result["all"]["merged"]["micro_f1"], result["all"]["merged"]["macro_f1"]) == (0.6667, 0.5)
    assert result["all"]["micro_f1"] == 0.3333
    merged = [entry for entry in TAXONOMY.categories if entry.opp115 == "International and Specific Audiences"]
    assert [entry.id for entry in merged] == ["international_transfer", "specific_audiences"]


def test_counts_keep_leading_axes():
    rng = np.random.default_rng(0)
    draws = [(rng.random((20, 13)) < 0.2, rng.random((20, 13)) < 0.2) for _ in range(5)]
    counts = [count_outcomes(*draw) for draw in draws]
    in_set = np.arange(13) < 7
    for measure in (measure_micro_f1, lambda counts: measure_macro_f1(counts, in_set)):
        np.testing.assert_array_equal(measure(np.stack(counts)), [measure(count) for count in counts])


@given(st.lists(st.tuples(LABELS, st.lists(st.integers(0, 4), min_size=13, max_size=13)), min_size=1, max_size=9))
def test_ranking_precision_is_that_of_scikit_learn(clauses):
    truth, scores = mark([labels for labels, _ in clauses]), np.array([values for _, values in clauses], float)
    expected = label_ranking_average_precision_score(truth, scores)
    assert rank_labels(truth, scores).mean() == pytest.approx(expected)


def test_ranking_precision_worked_out_by_hand():
    truth = np.array([[True, False, True], [True, False, False]])
    scores = np.array([[0.9, 0.5, 0.1], [0.5, 0.5, 0.1]])
    # First and third of three: (1/1 + 2/3) / 2; a tie at the top ranks second: 1/2.
    np.testing.assert_allclose(rank_labels(truth, scores), [5 / 6, 1 / 2])


def test_intervals_are_the_same_every_time_and_contain_the_score():
    rng = np.random.default_rng(3)
    truth = [{CATEGORIES[place]} for place in rng.integers(0, 6, 200)]
    guess = [labels if kept else {CATEGORIES[0]} for labels, kept in zip(truth, rng.random(200) < 0.7, strict=True)]
    result = score(truth, guess, set(range(0, 200, 2)))
    assert result == score(truth, guess, set(range(0, 200, 2)))
    assert result["bootstrap"] == {"draws": 2000, "seed": 20260, "level": 0.95, "unit": "duplicate_group"}
    for cut in (result["all"], result["novel"], result["all"]["merged"], result["novel"]["merged"]):
        for name, (low, high) in cut["intervals"].items():
            assert low < cut[name] < high
    width = {name: np.ptp(result[name]["intervals"]["micro_f1"]) for name in ("all", "novel")}
    assert width["all"] < width["novel"]  # half of the clauses say less


def test_sections_are_drawn_whole_beside_the_groups():
    """Two sections, one all right and one all wrong: every draw is of clauses that go together."""
    rows = [
        {"id": str(n), "labels": ["data_security"], "duplicate_group": str(n), "policy": "p", "section": [str(n % 2)]}
        for n in range(40)
    ]
    labels = {str(n): frozenset(["data_security" if n % 2 else "data_retention"]) for n in range(40)}
    cut = score_predictions(Predictions(labels, None, None), rows, [], read_taxonomy())["all"]
    assert (cut["groups"], cut["sections"]) == (40, 2)
    assert cut["section_intervals"]["micro_f1"] == [0, 1]
    low, high = cut["intervals"]["micro_f1"]
    assert 0.25 < low < 0.5 < high < 0.75
