"""Predictions files: what is read from a good one, and the one sentence said of a bad one."""

import json
import tracemalloc
from pathlib import Path

import pytest

from mepp5.errors import CorpusError
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.predictions import LINE_LIMIT, Predictions, read_predictions

TAXONOMY = read_taxonomy()
CATEGORIES = TAXONOMY.category_ids
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
    "blank line": ([FIRST, b"\n", SECOND], "line 2: not valid JSON"),
    "broken JSON": ([FIRST, b'{"id": "c/2", "labels": [\n'], "line 2: not valid JSON"),
    "not UTF-8": ([b'{"id": "\xff"}\n'], r"line 1: not UTF-8 \(byte 9\)"),
    "not an object": ([[]], r"line 1: \[\] should be an object"),
    "deep nesting": ([b"[" * 99_000 + b"\n"], "line 1: nested too deeply"),
    "long number": ([b'{"id": ' + b"9" * 5000 + b"}\n"], "line 1: a number that cannot be read"),
    "long line": ([b" " * (LINE_LIMIT + 1)], f"line 1 has more than {LINE_LIMIT} bytes"),
    "repeated key": ([b'{"id": "c/1", "labels": [], "labels": []}\n'], 'line 1: the key "labels" stands twice'),
    "no labels": ([{"id": "c/1"}], "line 1: labels: is missing"),
    "misspelt field": (
        [FIRST | {"score": {}}],
        "line 1: score: is an unknown key",
    ),
    "unknown label": ([FIRST, SECOND | {"labels": ["security"]}], "line 2: labels: 'security' is no category"),
    "repeated label": ([FIRST | {"labels": ["data_security"] * 2}], "line 1: labels: a category stands twice"),
    "label, no list": (
        [FIRST | {"labels": "data_security"}],
        'line 1: labels: "data_security" should be a valid array',
    ),
    "labels on some": (
        [FIRST, {"id": "c/2", "slots": []}],
        "line 2: labels: is missing",
    ),
    "repeated slot": ([FIRST | {"slots": [SLOT, SLOT]}], "line 1: a slot stands twice"),
    "UTF-16": (["\ufeff{}".encode("utf-16-le")], "line 1: not UTF-8 .byte 1"),
    "byte order mark": (["\ufeff{}".encode()], "line 1: not valid JSON .*BOM"),
    "binary": ([bytes(range(256))], "line 1: not valid JSON"),
    "missing id": ([SECOND], "ends at line 1 without a prediction for 'c/1' .1 of the 2 tested clauses"),
    "unknown id": ([FIRST, SECOND, FIRST | {"id": "a/1"}], "line 3: id 'a/1' is not among the 2 tested clauses"),
    "repeated id": ([FIRST, FIRST], "line 2: id 'c/1' stands on an earlier line too"),
    "lone surrogate": ([b'{"id": "\\ud800", "labels": []}\n'], "line 1: half of a character"),
    "NaN": ([FIRST | {"scores": SCORES | {"data_security": float("nan")}}], "line 1: NaN is not a number"),
    "infinite": (
        [json.dumps(FIRST | {"scores": SCORES}).replace("0.5", "1e999", 1).encode()],
        'line 1: "1e999" is a number beyond all bounds',
    ),
    "score, no number": (
        [FIRST | {"scores": SCORES | {"data_security": "1"}}],
        'line 1: scores.data_security: "1" should be a valid number',
    ),
    "score of nothing": ([FIRST | {"scores": SCORES | {"x": 1}}], "line 1: scores: 'x' is no category"),
    "score missing": ([FIRST | {"scores": {"data_security": 1}}], "line 1: scores: .* is missing"),
    "scores on some": ([FIRST | {"scores": SCORES}, SECOND], "line 2: scores stand on some lines only"),
    "slot outside": (
        [FIRST | {"slots": [SLOT | {"end": 12}]}],
        "line 1: slot 0:12 is not inside the clause, which has 11",
    ),
    "empty slot": ([FIRST | {"slots": [SLOT | {"end": 0}]}], "line 1: slot 0:0 is not inside the clause"),
    "negative slot": ([FIRST | {"slots": [SLOT | {"start": -1}]}], "line 1: slot -1:4 is not inside the clause"),
    "unknown slot": ([FIRST | {"slots": [SLOT | {"slot": "x"}]}], "line 1: slots: 'x' is no slot"),
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
