"""Suspects: doubt worked out by hand, of models made up for the purpose, and the command on the tiny release."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from baselines import benchmark
from baselines.catalogue import CATALOGUE
from baselines.corpus import load_corpus
from baselines.runner import locate_predictions
from baselines.suspects import Suspect, measure_doubt, rank_suspects
from mepp5.adjudication.second_reading import SECOND_READING
from mepp5.files import dump_jsonl, write_files
from mepp5.release.protocols import PROTOCOLS, read_rows
from mepp5.scoring.scorer import prepare_exam
from tests.baselines.fixture_baselines import CATEGORIES, invoke
from tests.release.fixture_release import make_release

RESULTS = [{"name": name, "task": task} for name, task in (("one", "categories"), ("dull", "categories"))]
RESULTS += [{"name": "tags", "task": "slots"}]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("suspects"))


# Doubt


def test_doubt_is_in_units_of_the_distance_between_the_two_means():
    scores = np.array([[0.75], [0.25], [0.5], [0.0], [0.25]])
    marks = np.array([[True], [True], [False], [False], [False]])
    # The label's mean is 1/2, that of its absence 1/4: a distance of 1/4.
    expected = [0, (1 / 2 - 1 / 4) * 4, (1 / 2 - 1 / 4) * 4, 0, 0]
    assert measure_doubt(scores, marks)[:, 0].tolist() == expected


@pytest.mark.parametrize(
    ("scores", "marks"),
    [
        ([0.5, 0.25], [True, True]),  # all rows have it
        ([0.5, 0.25], [False, False]),  # none has
        ([0.5, 0.5], [True, False]),  # one score for all
        ([0.3] * 13, [True] * 3 + [False] * 10),  # one score for all, whose two means differ by rounding
        ([0.25, 0.5], [True, False]),  # the wrong way round
    ],
)
def test_who_does_not_tell_two_apart_doubts_nothing(scores, marks):
    assert np.isnan(measure_doubt(np.array(scores)[:, None], np.array(marks)[:, None])).all()


def test_categories_are_doubted_apart():
    scores = np.array([[1.0, 0.5], [0.0, 0.5], [1.0, 0.5]])
    marks = np.array([[True, True], [False, False], [False, False]])
    # The first: means 1 and 1/2. The third row scores as high as the label's mean: doubted as one distance.
    doubt = measure_doubt(scores, marks)
    assert doubt[:, 0].tolist() == [0, 0, 1]
    assert np.isnan(doubt[:, 1]).all()


# Suspects


def predict_categories(row: dict) -> dict:
    """Score 1 where a label stands and 0 elsewhere, but for two clauses and data_security."""
    scores = {name: float(name in row["labels"]) for name in CATEGORIES}
    scores |= {"alpha-2020/0007": {"data_security": 0.0}, "beta/0005": {"data_security": 0.5}}.get(row["id"], {})
    return {"id": row["id"], "labels": row["labels"], "scores": scores}


def predict_slots(row: dict, protocol: str) -> dict:
    """Mark what the reference marks, but for four clauses."""
    slots = [{key: slot[key] for key in ("start", "end", "slot")} for slot in row["slots"]]
    if row["id"] == "beta/0005":
        slots = []
    elif row["id"] == "gamma-2022/0006":
        slots = [{"start": 0, "end": len("read your"), "slot": "right"}]  # overlaps, and so agrees
    elif row["id"] == "gamma-2022/0007" and protocol in ("holdout", "forward"):
        slots = [{"start": 0, "end": len("erase"), "slot": "right"}]
    elif row["id"] == "alpha-2020/0005" and protocol == "in-domain":
        slots = [{"start": 5, "end": 9, "slot": "purpose"}]
    return {"id": row["id"], "slots": slots}


@pytest.fixture(scope="module")
def ranked(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Suspect]:
    """The suspects of one model, of one whose scores are all the same, and of one tagger."""
    directory = tmp_path_factory.mktemp("predictions")
    for protocol in PROTOCOLS:
        tested = prepare_exam(protocol, "categories", root).tested
        lines = {
            "one": [predict_categories(row) for row in tested],
            "dull": [predict_categories(row) | {"scores": dict.fromkeys(CATEGORIES, 0.5)} for row in tested],
            "tags": [predict_slots(row, protocol) for row in tested],
        }
        for name, content in lines.items():
            path = locate_predictions(directory, name, protocol)
            write_files(directory, {path.name: dump_jsonl(content)})
    return rank_suspects(directory, RESULTS, load_corpus(root), root)


def describe(suspect: Suspect) -> tuple:
    return suspect.id, suspect.label, suspect.problem, suspect.doubt, suspect.runs


def test_doubted_categories(ranked):
    """Clauses of alpha and beta are tested in three protocols of five, gamma's in all, and the dull one is not asked.

    There, 2 of 16 clauses have data_security, with scores 0 and 1, and one of the 14 others scores 1/2: means of 1/2
    and 1/28, which are 13/28 apart.
    """
    found = [suspect for suspect in ranked if suspect.layer == "categories"]
    assert [describe(suspect) for suspect in found if suspect.doubt] == [
        ("alpha-2020/0007", "data_security", "extra", round((1 / 2 - 0) / (13 / 28), 3), 3),
        ("beta/0005", "data_security", "missing", round((1 / 2 - 1 / 28) / (13 / 28), 3), 3),
    ]
    assert (found[0].doubt, found[1].doubt) == (1.077, 1.0)
    runs = {(suspect.id, suspect.label): suspect.runs for suspect in found}
    assert runs["gamma-2022/0003", "data_security"] == 5
    # It stands in alpha alone: in the two protocols that test gamma alone, there is no mean to compare with.
    assert runs["gamma-2022/0003", "policy_change"] == 3
    assert not [label for _, label in runs if label == "do_not_track"]  # no clause has it


def test_doubted_slots(ranked):
    assert [describe(suspect) for suspect in ranked if suspect.layer == "slots"] == [
        ("beta/0005", "retention: thirty days", "extra", 1.0, 3),
        ("gamma-2022/0007", "right: erase", "missing", 0.4, 5),
        ("alpha-2020/0005", "data_type: name", "extra", 0.333, 3),
        ("alpha-2020/0005", "purpose: name", "missing", 0.333, 3),
    ]


def test_categories_and_slots_come_in_turn_while_both_last(ranked):
    layers = [suspect.layer for suspect in ranked]
    assert layers[:8] == ["categories", "slots"] * 4
    assert set(layers[8:]) == {"categories"}
    doubts = [suspect.doubt for suspect in ranked if suspect.layer == "categories"]
    assert doubts == sorted(doubts, reverse=True)


def test_no_model_has_no_suspect(root, tmp_path):
    assert rank_suspects(tmp_path, [], load_corpus(root), root) == []


# The command


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two baselines in the place of all."""
    monkeypatch.setattr(benchmark, "CATALOGUE", {name: CATALOGUE[name] for name in ("nb", "gazetteer")})


def list_rows(root: Path, *words: str) -> list[dict]:
    result = invoke(root, "suspects", "--json", "--jobs", "1", *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def read_all(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_every_baseline_is_asked_and_nothing_is_written(root):
    before = read_all(root)
    rows = list_rows(root, "--most", "1000")
    assert read_all(root) == before
    assert list(rows[0]) == ["id", "layer", "label", "problem", "doubt", "runs", "text"]
    texts = {row["id"]: row["text"] for row in read_rows(root)}
    assert all(row["text"] == texts[row["id"]] for row in rows)
    tasks = [baseline.task for baseline in CATALOGUE.values()]
    for layer in ("categories", "slots"):
        assert 0 < max(row["runs"] for row in rows if row["layer"] == layer) <= tasks.count(layer) * len(PROTOCOLS)
    runs = sum(len(baseline.protocols) for baseline in CATALOGUE.values() if baseline.task == "slots")
    assert max(row["runs"] for row in rows if row["layer"] == "slots") == runs


def test_the_strongest_come_first_and_no_more_than_asked_for(root, few):
    rows = list_rows(root, "--most", "1000")
    assert list_rows(root, "--most", "3") == rows[:3]
    assert list_rows(root) == rows[:100]
    assert [row["layer"] for row in rows[:2]] == ["categories", "slots"]


def test_what_was_read_since_the_last_change_is_left_out(root, few, tmp_path):
    every = list_rows(root, "--most", "1000")
    copy = shutil.copytree(root, tmp_path / "copy")
    read, earlier, other = list(dict.fromkeys(row["id"] for row in every))[:3]
    verdict = {"verdict": "right", "note": ""}
    lines = [
        {"id": read, "annotator": "reference", **verdict},
        {"id": earlier, "annotator": "reference", **verdict, "release": "0.3.0"},
        {"id": other, "annotator": "reader", **verdict},
    ]
    write_files(copy, {SECOND_READING: dump_jsonl(lines)})
    assert list_rows(copy, "--most", "1000") == [row for row in every if row["id"] != read]
    assert list_rows(copy, "--most", "1000", "--all") == every


def test_the_table_leaves_the_texts_out(root, few):
    result = invoke(root, "suspects", "--jobs", "1", "--most", "2")
    assert result.exit_code == 0, result.output
    assert result.stdout.split()[:5] == ["id", "label", "problem", "doubt", "runs"]
    assert "We " not in result.stdout


def test_help_and_wrong_words(root):
    result = invoke(root, "suspects", "--help")
    assert result.exit_code == 0
    told = " ".join(result.stdout.split())
    assert all(
        words in told for words in ("--most", "[default: 100", "--all", "--json", "--jobs", "nothing is written")
    )
    assert invoke(root, "suspects", "--most", "0").exit_code == 2
