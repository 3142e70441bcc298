"""The scorer against scikit-learn and cases worked out by hand; predictions files that are not as they should be."""

import json
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from fixture_release import make_release
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, label_ranking_average_precision_score, precision_recall_fscore_support

from mepp5.annotator_score import NOTE, score_annotators
from mepp5.category_score import rank_labels
from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.predictions import LINE_LIMIT, Predictions, read_predictions
from mepp5.protocols import HEADLINE, PROTOCOLS, find_novel, find_tested, make_folds, read_rows
from mepp5.score import (
    compare_files,
    count_outcomes,
    measure_macro_f1,
    measure_micro_f1,
    prepare_exam,
    score_file,
    score_predictions,
)
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
        found = [list(line.values())[:4] for line in result[name]["per_category"].values()]
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


# Protocols


def make_row(clause: str, split: str, group: str, lineage: str, date: str | None, fold: int) -> dict:
    own = {"id": clause, "policy": clause[0], "split": split, "duplicate_group": group}
    return own | {"lineage": lineage, "date": date, "fold": fold}


ROWS = [
    make_row("a/1", "train", "a/1", "x", "2019-01-01", 0),
    make_row("a/2", "train", "a/2", "x", "2019-01-01", 1),
    make_row("b/1", "validation", "b/1", "x", None, 1),
    make_row("c/1", "test", "a/1", "y", "2022-01-01", 0),
    make_row("c/2", "test", "b/1", "y", "2022-01-01", 1),
    make_row("c/3", "test", "c/3", "y", "2022-01-01", 2),
    make_row("c/4", "test", "c/3", "y", "2022-01-01", 2),
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


def test_leave_one_lineage_out_trains_on_other_companies_alone():
    folds = make_folds("leave-one-lineage-out", ROWS)
    assert [(fold.name, fold.test) for fold in folds] == [
        ("x", ("a/1", "a/2", "b/1")),
        ("y", ("c/1", "c/2", "c/3", "c/4")),
    ]
    assert folds[0].train == folds[1].test
    assert find_novel(folds, ROWS) == {"a/2", "c/3", "c/4"}


def test_forward_trains_on_the_past_and_leaves_the_undated_out():
    (fold,) = make_folds("forward", ROWS)
    assert fold.train == ("a/1", "a/2")
    assert fold.test == ("c/1", "c/2", "c/3", "c/4")
    last = make_row("d/1", "train", "d/1", "z", "2021-12-31", 0)
    next_day = make_row("e/1", "train", "e/1", "z", "2022-01-01", 0)
    (fold,) = make_folds("forward", [last, next_day, make_row("f/1", "train", "f/1", "z", "", 0)])
    assert (fold.train, fold.test) == (("d/1",), ("e/1",))


def test_in_domain_tests_each_fold_once_and_no_group_is_on_both_sides():
    folds = make_folds("in-domain", ROWS)
    assert [fold.test for fold in folds] == [("a/1", "c/1"), ("a/2", "b/1", "c/2"), ("c/3", "c/4")]
    assert find_novel(folds, ROWS) == {row["id"] for row in ROWS}
    assert "nothing may be chosen from it" in PROTOCOLS["in-domain"].description


def test_protocols_of_the_release_are_those_of_the_design():
    rows = read_rows()
    names = {name: [fold.name for fold in make_folds(name, rows)] for name in PROTOCOLS}
    policies = ["amazfit-2018", "huami-2021", "zepp-2024", "smartmi", "xiaomi-2019"]
    assert next(iter(names)) == HEADLINE
    assert names[HEADLINE] == policies
    assert names["leave-one-lineage-out"] == ["huami", "smartmi", "xiaomi"]
    assert sorted(names["in-domain"]) == ["0", "1", "2", "3", "4"]
    policy_of = {row["id"]: row["policy"] for row in rows}
    (forward,) = make_folds("forward", rows)
    assert {policy_of[clause] for clause in forward.train} == {"amazfit-2018", "huami-2021", "xiaomi-2019"}
    assert {policy_of[clause] for clause in forward.test} == {"zepp-2024"}


def test_a_protocol_that_cannot_be_is_an_error():
    with pytest.raises(
        CorpusError,
        match="'random' is no protocol; choose one of: leave-one-policy-out, leave-one-lineage-out, holdout",
    ):
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
    "labels on some": (
        [FIRST, {"id": "c/2", "slots": []}],
        "line 2: 'labels' is a required property",
    ),
    "repeated slot": ([FIRST | {"slots": [SLOT, SLOT]}], "line 1: slots: .* has non-unique elements"),
    "UTF-16": (["\ufeff{}".encode("utf-16-le")], "line 1 is not UTF-8 .byte 1"),
    "byte order mark": (["\ufeff{}".encode()], "line 1 is not valid JSON .*BOM"),
    "binary": ([bytes(range(256))], "line 1 is not valid JSON"),
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


def test_slots_alone_answer_the_task_of_slots(tmp_path):
    path = tmp_path / "slots.jsonl"
    lines = [{"id": "c/1", "slots": [SLOT]}, {"id": "c/2", "slots": []}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    predictions = read_predictions(path, TESTED, TAXONOMY, "slots")
    assert predictions.labels is None
    assert predictions.slots == {"c/1": ((0, 4, "retention", "unspecified"),), "c/2": ()}
    path.write_text(json.dumps(lines[0]) + "\n" + json.dumps(lines[1] | {"labels": []}) + "\n")
    with pytest.raises(CorpusError, match="line 2: labels stand on some lines only"):
        read_predictions(path, TESTED, TAXONOMY, "slots")


@pytest.mark.parametrize("before", [b"", json.dumps(FIRST).encode() + b"\n"], ids=["first", "second"])
def test_a_line_of_a_gigabyte_is_refused_in_little_memory(tmp_path, before):
    path = tmp_path / "long.jsonl"
    with path.open("wb") as file:
        file.write(before)
        file.truncate(len(before) + 2**30)  # sparse: takes no room on the disk
    tracemalloc.start()
    try:
        with pytest.raises(CorpusError, match=f"line {1 + bool(before)} has more than {LINE_LIMIT} bytes"):
            read_predictions(path, TESTED, TAXONOMY)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 5e6


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
    assert (result["task"], result["protocol"]) == ("categories", protocol)
    assert result["all"]["clauses"] == len(tested)
    # Folds hold whole groups, so that in-domain nothing is reused; forward trains on one policy, which reuses none.
    assert 0 < result["novel"]["clauses"] <= len(tested)
    assert (result["novel"]["clauses"] < len(tested)) == (protocol != "in-domain")
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
    assert "1.000 [1.000 1.000]" in shown.output
    printed = CliRunner().invoke(main, [*command, "--json"])
    assert json.loads(printed.stdout) == score_file(tmp_path / "all.jsonl", "holdout", root)


def test_the_command_prints_paired_differences(root, tmp_path):
    tested = write_predictions(root, tmp_path / "first.jsonl", HEADLINE)
    lines = [{"id": row["id"], "labels": row["labels"] if place % 2 else []} for place, row in enumerate(tested)]
    (tmp_path / "second.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    files = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    result = compare_files(*files, HEADLINE, root)
    one, other = (score_file(file, HEADLINE, root) for file in files)
    for cut in ("all", "novel"):
        assert result[cut]["micro_f1"] == pytest.approx(one[cut]["micro_f1"] - other[cut]["micro_f1"], abs=1e-4)
        low, high = result[cut]["intervals"]["micro_f1"]
        assert low <= result[cut]["micro_f1"] <= high
        assert result[cut]["intervals"]["micro_f1"][1] <= 1
    back = compare_files(*reversed(files), HEADLINE, root)
    assert back["all"]["micro_f1"] == -result["all"]["micro_f1"]
    assert back["all"]["intervals"]["macro_f1"] == [-end for end in reversed(result["all"]["intervals"]["macro_f1"])]
    command = ["--root", str(root), "score", str(files[0]), "--against", str(files[1])]
    assert json.loads(CliRunner().invoke(main, [*command, "--json"]).stdout) == result
    shown = CliRunner().invoke(main, command)
    assert f"{HEADLINE}: first less second" in shown.output


def test_annotators_are_scored_on_the_clauses_that_they_labelled(root):
    result = score_annotators(HEADLINE, root)
    assert list(result["annotators"]) == ["reader", "second"]
    reader, second = result["annotators"].values()
    assert reader["all"]["micro_f1"] == second["all"]["micro_f1"] == 1  # both are what the reference was made of
    assert 0 < second["all"]["clauses"] < reader["all"]["clauses"] == len(read_rows(root))
    slots = score_annotators(HEADLINE, root, "slots")["annotators"]
    assert slots["reader"]["all"]["strict"]["micro_f1"] == 1
    shown = CliRunner().invoke(main, ["--root", str(root), "score", "--annotators"])
    assert shown.exit_code == 0
    assert NOTE in " ".join(shown.output.split())


def test_who_marks_no_slots_is_left_out_of_that_task(tmp_path):
    root = make_release(tmp_path)
    path = root / "annotations/annotators.toml"
    path.write_text(path.read_text() + 'gives = ["categories"]\n')  # the last entry, "second"
    assert list(score_annotators(HEADLINE, root, "slots")["annotators"]) == ["reader"]
    assert list(score_annotators(HEADLINE, root)["annotators"]) == ["reader", "second"]


@pytest.mark.parametrize("words", [[], ["--annotators", __file__], ["--annotators", "--against", __file__]])
def test_what_is_scored_is_one_thing(root, words):
    result = CliRunner().invoke(main, ["--root", str(root), "score", *words])
    assert result.exit_code == 2
    assert "give a PREDICTIONS file, or --annotators alone" in result.stderr


def test_an_unknown_task_or_protocol_is_one_sentence(root):
    for words in (["--task", "polarity"], ["--protocol", "random"]):
        result = CliRunner().invoke(main, ["--root", str(root), "score", *words, __file__])
        assert result.exit_code == 1
        assert "choose one of" in result.stderr


def test_an_exam_reads_only_its_own_clauses(root, tmp_path):
    write_predictions(root, tmp_path / "all.jsonl", "holdout")
    with pytest.raises(CorpusError, match="without a prediction for"):
        prepare_exam("in-domain", "categories", root).read(tmp_path / "all.jsonl")


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
