"""The scores of slots: nervaluate's, on spans that nest, touch and coincide."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nervaluate import Evaluator

from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.measures.f1 import round_score
from mepp5.release.protocols import PROTOCOLS
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.predictions import Predictions
from mepp5.scoring.scorer import prepare_exam, score_file, score_predictions
from mepp5.scoring.slots import match_spans
from tests.release.fixture_release import make_release

TAXONOMY = read_taxonomy()
SLOTS = TAXONOMY.slot_ids
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=6)


def score(truth: list, guess: list) -> dict:
    """Score clauses, each a list of (slot, start, end)."""
    tested = [
        {
            "id": str(place),
            "duplicate_group": str(place),
            "policy": "p",
            "section": [],
            "slots": [{"slot": slot, "start": start, "end": end} for slot, start, end in spans],
        }
        for place, spans in enumerate(truth)
    ]
    slots = {
        str(place): tuple((start, end, slot, None) for slot, start, end in spans) for place, spans in enumerate(guess)
    }
    return score_predictions(Predictions(None, None, slots), tested, {row["id"] for row in tested}, TAXONOMY, "slots")


def test_a_case_worked_out_by_hand():
    truth = [[("data_type", 0, 5), ("data_type", 10, 20)], [("purpose", 3, 9)]]
    guess = [[("data_type", 0, 5), ("data_type", 12, 20), ("purpose", 0, 5)], []]
    result = score(truth, guess)
    assert result["slots"] == {"data_type": 2, "purpose": 1}
    # Strict: 1 of 3 predicted and 3 true. Partial: 1 and a half of them.
    assert result["all"]["strict"]["micro_f1"] == 0.3333
    assert result["all"]["partial"]["micro_f1"] == 0.5
    lines = {scheme: result["all"][scheme]["per_slot"]["data_type"] for scheme in ("strict", "partial")}
    assert [lines[scheme]["f1"] for scheme in lines] == [0.5, 0.75]
    assert [line["support"] for line in lines.values()] == [2, 2]
    assert result["all"]["partial"]["per_slot"]["purpose"]["f1"] == 0  # right place, but in another clause


def test_spans_of_different_slots_never_compete():
    both = [[("data_type", 0, 10), ("purpose", 0, 10), ("recipient", 3, 5)]]
    assert score(both, both)["all"]["strict"]["micro_f1"] == 1
    assert score(both, [[("choice", 0, 10)]])["all"]["partial"]["micro_f1"] == 0


def test_nested_spans_of_one_slot_are_all_kept():
    nested = {(0, 20), (3, 8), (10, 20)}
    assert match_spans(nested, nested, "strict") == (3, 0, 0)
    assert match_spans(nested, nested, "partial") == (3, 0, 0)
    assert match_spans(nested, {(0, 20)}, "strict") == (1, 0, 2)
    # The outer span is found exactly; what is left is compared with the inner ones.
    assert match_spans(nested, {(0, 20), (4, 8)}, "partial") == (1.5, 0.5, 1.5)


def test_no_exact_match_is_spent_on_an_overlap():
    """By position (0, 4) comes first and would take (0, 9) from the span that is equal to it."""
    truth, guess = {(0, 9)}, {(0, 4), (0, 9)}
    assert match_spans(truth, guess, "strict") == (1, 1, 0)
    assert match_spans(truth, guess, "partial") == (1, 1, 0)


def test_spans_that_touch_do_not_overlap():
    assert match_spans({(0, 5)}, {(5, 9)}, "partial") == (0, 1, 1)
    assert match_spans({(0, 5)}, {(4, 9)}, "partial") == (0.5, 0.5, 0.5)


def test_spans_that_differ_in_value_alone_are_one():
    slots = [{"slot": "purpose", "start": 0, "end": 5, "value": value} for value in ("marketing", "advertising")]
    tested = [{"id": "a", "policy": "p", "section": [], "duplicate_group": "a", "slots": slots}]
    guess = Predictions(None, None, {"a": ((0, 5, "purpose", "other"),)})
    result = score_predictions(guess, tested, (), TAXONOMY, "slots")
    assert result["slots"] == {"purpose": 1}
    assert result["all"]["strict"]["micro_f1"] == 1
    assert result["novel"] is None


def test_the_order_of_predictions_does_not_matter():
    truth = [[("data_type", 0, 20), ("data_type", 2, 6), ("data_type", 8, 30)]]
    guess = [("data_type", 0, 6), ("data_type", 2, 6), ("data_type", 9, 12), ("data_type", 25, 40)]
    results = [score(truth, [list(order)]) for order in permutations(guess)]
    assert all(result == results[0] for result in results)


def ask_nervaluate(truth: list, guess: list) -> dict:
    """Return nervaluate's counts over all slots, {scheme: EvaluationResult}, of clauses of (slot, start, end)."""
    sides = [
        [[{"label": slot, "start": start, "end": end - 1} for slot, start, end in spans] for spans in side]
        for side in (truth, guess)
    ]
    return Evaluator(*sides, tags=list(SLOTS), loader="dict").evaluate()["entities"]


def test_scores_are_nervaluate_s():
    truth = [[("data_type", 0, 5), ("purpose", 8, 20)], [("recipient", 3, 9)], [("choice", 0, 4)]]
    guess = [[("data_type", 0, 5), ("purpose", 9, 20)], [("recipient", 0, 5), ("recipient", 20, 25)], []]
    result = score(truth, guess)["all"]
    for slot, found in ask_nervaluate(truth, guess).items():
        strict, partial = found["strict"], found["partial"]
        lines = [result[scheme]["per_slot"][slot]["f1"] for scheme in ("strict", "partial")]
        # From the counts: nervaluate 1.2 itself forgets the half credit when it adds up several documents.
        both = strict.actual + strict.possible
        assert lines == [round(2 * strict.correct / both, 4), round((2 * partial.correct + partial.partial) / both, 4)]
    assert [result[scheme]["micro_f1"] for scheme in ("strict", "partial")] == [0.25, 0.5]


@given(st.lists(st.tuples(SPANS, SPANS, st.sampled_from(SLOTS[:3])), min_size=1, max_size=8))
def test_strict_scores_are_the_share_of_equal_spans(clauses):
    truth, guess = (
        [[(slot, start, start + length) for start, length in set(pair[side])] for *pair, slot in clauses]
        for side in (0, 1)
    )
    exact = sum(len(set(one) & set(other)) for one, other in zip(truth, guess, strict=True))
    total = sum(map(len, (*truth, *guess)))
    result = score(truth, guess)["all"]
    assert result["strict"]["micro_f1"] == round_score(2 * exact / total if total else 0)
    assert result["strict"]["micro_f1"] <= result["partial"]["micro_f1"] <= 1


# The command, on a tiny release


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("slots"))


def write_slots(root: Path, path: Path, protocol: str) -> Path:
    keys = ("start", "end", "slot", "value")
    lines = [
        {"id": row["id"], "slots": [{key: slot[key] for key in keys} for slot in row["slots"]]}
        for row in prepare_exam(protocol, "slots", root).tested
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_reference_scores_one(root, tmp_path, protocol):
    result = score_file(write_slots(root, tmp_path / "slots.jsonl", protocol), protocol, root, "slots")
    assert result["task"] == "slots"
    assert result["all"]["strict"]["micro_f1"] == result["all"]["partial"]["macro_f1"] == 1
    assert result["all"]["strict"]["intervals"]["micro_f1"] == [1, 1]
    assert sum(result["slots"].values()) == sum(
        len(row["slots"]) for row in prepare_exam(protocol, "slots", root).tested
    )


def test_the_command_prints_tables_or_json(root, tmp_path):
    path = write_slots(root, tmp_path / "slots.jsonl", "holdout")
    command = ["--root", str(root), "score", "--task", "slots", "--protocol", "holdout", str(path)]
    shown = CliRunner().invoke(main, command)
    assert shown.exit_code == 0
    assert "holdout: 6 clauses, 5 novel; 1 slots" in shown.output
    line = next(line for line in shown.output.splitlines() if "strict micro f1" in line)
    assert "1.000 [1.000 1.000]" in line
    assert json.loads(CliRunner().invoke(main, [*command, "--json"]).stdout) == score_file(
        path, "holdout", root, "slots"
    )


def test_labels_without_slots_are_no_answer_to_this_task(root, tmp_path):
    path = tmp_path / "labels.jsonl"
    path.write_text('{"id": "gamma-2022/0003", "labels": []}\n')
    with pytest.raises(CorpusError, match="line 1: slots: is missing"):
        score_file(path, "holdout", root, "slots")
