"""The scorer against scikit-learn and cases worked out by hand; predictions files that are not as they should be."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from fixture_release import make_release
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_recall_fscore_support

from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.predictions import LINE_LIMIT, Predictions, read_predictions
from mepp5.protocols import PROTOCOLS, find_novel, find_tested, make_folds, read_rows
from mepp5.score import count_outcomes, measure_macro_f1, measure_micro_f1, score_file, score_predictions
from mepp5.taxonomy import read_taxonomy

TAXONOMY = read_taxonomy()
CATEGORIES = TAXONOMY.category_ids
LABELS = st.lists(st.sampled_from(CATEGORIES), max_size=3).map(frozenset)


def score(truth: list, guess: list, novel: set[int] | None = None) -> dict:
    """Score label sets, one per clause; `novel` are places, all of them if None."""
    tested = [
        {"id": str(place), "labels": sorted(labels), "duplicate_group": str(place)}
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
        assert result[name]["micro_f1"] == pytest.approx(micro, abs=5e-5)
        assert result[name]["macro_f1"] == pytest.approx(macro, abs=5e-5)
        assert result[name]["exact_match"] == pytest.approx((y_true == y_pred).all(axis=1).mean(), abs=5e-5)
        columns = np.array(precision_recall_fscore_support(y_true, y_pred, zero_division=0))
        found = [list(line.values()) for line in result[name]["per_category"].values()]
        np.testing.assert_allclose(found, columns.T, atol=5e-5)


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
    assert result["all"]["merged"]["macro_f1"] == pytest.approx(macro, abs=5e-5)
    micro = f1_score(truth, guess, average="micro", zero_division=0)
    assert result["all"]["merged"]["micro_f1"] == pytest.approx(micro, abs=5e-5)


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
    security = {"precision": 1.0, "recall": 0.6667, "f1": 0.8, "support": 3}
    assert result["all"]["per_category"]["data_security"] == security
    assert result["all"]["per_category"]["do_not_track"] == {"precision": 0, "recall": 0, "f1": 0, "support": 0}
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
    assert result["all"]["merged"] == {"micro_f1": 0.6667, "macro_f1": 0.5}
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


# Protocols


def make_row(clause: str, split: str, group: str) -> dict:
    return {"id": clause, "policy": clause[0], "split": split, "duplicate_group": group}


ROWS = [
    make_row("a/1", "train", "a/1"),
    make_row("a/2", "train", "a/2"),
    make_row("b/1", "validation", "b/1"),
    make_row("c/1", "test", "a/1"),
    make_row("c/2", "test", "b/1"),
    make_row("c/3", "test", "c/3"),
    make_row("c/4", "test", "c/3"),
]


def test_holdout_trains_on_train_alone():
    (fold,) = make_folds("holdout", ROWS)
    assert fold.train == ("a/1", "a/2")
    assert fold.test == ("c/1", "c/2", "c/3", "c/4")
    # c/2 is a copy of a clause in validation, c/4 of one in its own policy: neither was trained on.
    assert find_novel([fold], ROWS) == {"c/2", "c/3", "c/4"}


def test_leave_one_policy_out_tests_every_clause_once():
    folds = make_folds("leave-one-policy-out", ROWS)
    assert [fold.name for fold in folds] == ["a", "b", "c"]
    assert sorted(sum((fold.test for fold in folds), ())) == [row["id"] for row in ROWS]
    assert all({*fold.train} | {*fold.test} == {row["id"] for row in ROWS} for fold in folds)
    assert find_tested(folds, ROWS) == ROWS
    assert find_novel(folds, ROWS) == {"a/2", "c/3", "c/4"}


def test_a_protocol_that_cannot_be_is_an_error():
    with pytest.raises(CorpusError, match="'random' is no protocol; choose one of: holdout, leave-one-policy-out"):
        make_folds("random", ROWS)
    with pytest.raises(CorpusError, match="holdout, fold test: no clauses to train or test on"):
        make_folds("holdout", ROWS[:3])


# Predictions files

TESTED = [{"id": "c/1", "text": "We keep it."}, {"id": "c/2", "text": "Write to us."}]
FIRST = {"id": "c/1", "labels": ["data_retention"]}
SECOND = {"id": "c/2", "labels": []}
SCORES = dict.fromkeys(CATEGORIES, 0.5)
SLOT = {"start": 0, "end": 4, "slot": "retention", "value": "unspecified"}


def read(tmp_path: Path, *lines: object) -> Predictions:
    path = tmp_path / "predictions.jsonl"
    path.write_bytes(b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines))
    return read_predictions(path, TESTED, TAXONOMY)


def test_predictions_are_read_whatever_the_order_of_lines(tmp_path):
    predictions = read(tmp_path, SECOND, FIRST)
    assert list(predictions.labels.items()) == [("c/1", {"data_retention"}), ("c/2", frozenset())]
    assert predictions.scores is None
    assert predictions.slots is None


def test_scores_and_slots_are_read(tmp_path):
    predictions = read(
        tmp_path, FIRST | {"scores": SCORES | {"data_retention": -3}, "slots": [SLOT]}, SECOND | {"scores": SCORES}
    )
    assert predictions.scores["c/1"][CATEGORIES.index("data_retention")] == -3
    assert predictions.slots == {"c/1": ((0, 4, "retention", "unspecified"),), "c/2": ()}


BROKEN = {
    "empty file": ([], "line 1 is missing, the file is empty"),
    "blank line": ([FIRST, b"\n", SECOND], "line 2 is not valid JSON"),
    "broken JSON": ([FIRST, b'{"id": "c/2", "labels": [\n'], "line 2 is not valid JSON"),
    "not UTF-8": ([b'{"id": "\xff"}\n'], r"line 1 is not UTF-8 \(byte 9\)"),
    "not an object": ([[]], "line 1: .* is not of type 'object'"),
    "deep nesting": ([b"[" * 99_000 + b"\n"], "line 1 is nested too deeply"),
    "long number": ([b'{"id": ' + b"9" * 5000 + b"}\n"], "line 1 is not valid JSON"),
    "long line": ([b" " * (LINE_LIMIT + 1)], f"line 1 has more than {LINE_LIMIT} bytes"),
    "repeated key": ([b'{"id": "c/1", "labels": [], "labels": []}\n'], "line 1 is not valid JSON .a key stands twice"),
    "no labels": ([{"id": "c/1"}], "line 1: 'labels' is a required property"),
    "misspelt field": (
        [FIRST | {"score": {}}],
        "line 1: Additional properties are not allowed .'score' was unexpected",
    ),
    "unknown label": ([FIRST, SECOND | {"labels": ["security"]}], "line 2: labels: 'security' is not one of"),
    "repeated label": ([FIRST | {"labels": ["data_security"] * 2}], "line 1: labels: .* has non-unique elements"),
    "label, no list": ([FIRST | {"labels": "data_security"}], "line 1: labels: 'data_security' is not of type 'array'"),
    "missing id": ([SECOND], "ends at line 1 without a prediction for 'c/1' .1 of the 2 tested clauses"),
    "unknown id": ([FIRST, SECOND, FIRST | {"id": "a/1"}], "line 3: id 'a/1' is not among the 2 tested clauses"),
    "repeated id": ([FIRST, FIRST], "line 2: id 'c/1' stands on an earlier line too"),
    "lone surrogate": ([b'{"id": "\\ud800", "labels": []}\n'], r"line 1: id '\\ud800' is not among"),
    "NaN": ([FIRST | {"scores": SCORES | {"data_security": float("nan")}}], "line 1 is not valid JSON .NaN"),
    "infinite": (
        [json.dumps(FIRST | {"scores": SCORES}).replace("0.5", "1e999", 1).encode()],
        "line 1: .*inf is greater",
    ),
    "score, no number": (
        [FIRST | {"scores": SCORES | {"data_security": "1"}}],
        "line 1: .*'1' is not of type 'number'",
    ),
    "score of nothing": ([FIRST | {"scores": SCORES | {"x": 1}}], "line 1: scores: .*'x' was unexpected"),
    "score missing": ([FIRST | {"scores": {"data_security": 1}}], "line 1: scores: .* is a required property"),
    "scores on some": ([FIRST | {"scores": SCORES}, SECOND], "line 2: scores stand on some lines only"),
    "slot outside": (
        [FIRST | {"slots": [SLOT | {"end": 12}]}],
        "line 1: slot 0:12 is not inside the clause, which has 11",
    ),
    "empty slot": ([FIRST | {"slots": [SLOT | {"end": 0}]}], "line 1: slot 0:0 is not inside the clause"),
    "negative slot": ([FIRST | {"slots": [SLOT | {"start": -1}]}], "line 1: slot -1:4 is not inside the clause"),
    "unknown slot": ([FIRST | {"slots": [SLOT | {"slot": "x"}]}], "line 1: slots: slot: 'x' is not one of"),
    "unknown value": (
        [FIRST | {"slots": [SLOT | {"value": "email"}]}],
        "line 1: 'email' is no value of slot retention",
    ),
}


@pytest.mark.parametrize(("lines", "complaint"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_one_clear_error(tmp_path, lines, complaint):
    with pytest.raises(CorpusError, match=complaint) as caught:
        read(tmp_path, *lines)
    message = str(caught.value)
    assert str(tmp_path / "predictions.jsonl") in message
    assert len(message) < 800
    assert "\n" not in message


def test_a_file_that_cannot_be_opened_is_an_error(tmp_path):
    with pytest.raises(CorpusError, match="cannot be read"):
        read_predictions(tmp_path, TESTED, TAXONOMY)


# The command, on a tiny release


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("score"))


def write_predictions(root: Path, path: Path, protocol: str) -> list[dict]:
    """Write the reference labels as predictions and return the tested rows."""
    rows = read_rows(root)
    tested = find_tested(make_folds(protocol, rows), rows)
    path.write_text("".join(json.dumps({"id": row["id"], "labels": row["labels"]}) + "\n" for row in tested))
    return tested


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_reference_scores_one(root, tmp_path, protocol):
    tested = write_predictions(root, tmp_path / "all.jsonl", protocol)
    result = score_file(tmp_path / "all.jsonl", protocol, root)
    assert result["protocol"] == protocol
    assert result["all"]["clauses"] == len(tested)
    assert 0 < result["novel"]["clauses"] < len(tested)
    assert sum(result["categories"].values()) == sum(len(row["labels"]) for row in tested)
    for cut in ("all", "novel"):
        assert result[cut]["micro_f1"] == result[cut]["exact_match"] == 1
    assert result["all"]["macro_f1"] == result["all"]["merged"]["macro_f1"] == 1


def test_the_command_prints_tables_or_json(root, tmp_path):
    write_predictions(root, tmp_path / "all.jsonl", "holdout")
    command = ["--root", str(root), "score", "--protocol", "holdout", str(tmp_path / "all.jsonl")]
    shown = CliRunner().invoke(main, command)
    assert shown.exit_code == 0
    assert "holdout: 6 clauses, 5 novel; 4 categories" in shown.output
    printed = CliRunner().invoke(main, [*command, "--json"])
    assert json.loads(printed.stdout) == score_file(tmp_path / "all.jsonl", "holdout", root)


def test_the_command_gives_no_score_for_a_broken_file(root, tmp_path):
    (tmp_path / "some.jsonl").write_text('{"id": "gamma-2022/0003", "labels": []}\n')
    command = ["--root", str(root), "score", "--protocol", "holdout", str(tmp_path / "some.jsonl")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "5 of the 6 tested clauses are missing" in result.stderr


def test_data_edited_by_hand_are_not_scored_against(tmp_path):
    root = make_release(tmp_path)
    write_predictions(root, tmp_path / "all.jsonl", "holdout")
    path = root / "data/clauses/test.jsonl"
    path.write_text(path.read_text().replace("data_security", "data_retention"))
    with pytest.raises(CorpusError, match="edited by hand"):
        score_file(tmp_path / "all.jsonl", "holdout", root)
