"""What is run, how, and what results say of it, on a tiny release."""

import json
import subprocess
import sys

import numpy as np
import pytest

from baselines.baseline import OF_STRANGERS, SlotBaseline, Tag
from baselines.catalogue import CATALOGUE
from baselines.comparison import measure_differences
from baselines.corpus import hash_clauses, hash_invented, load_corpus
from baselines.provenance import hash_code, measure_peak, reset_peak
from baselines.runner import locate_predictions, predict_fold, run_baselines
from mepp5.files import Object
from mepp5.reading.forms import read_json
from mepp5.release.loading import read_rows
from mepp5.release.protocols import HEADLINE, PROTOCOLS, make_folds
from mepp5.scoring.results import ANNOTATORS, DIFFERENCES, dump_result
from mepp5.scoring.scorer import score_file
from tests.baselines.fixture_baselines import CATEGORIES, NAMES


def test_results_say_what_was_run_on_what(finished):
    result = json.loads((finished / "baselines/results/svm.json").read_text())
    keys = ["name", "task", "description", "track", "fallback", "deterministic", "data", "version", "code", "libraries"]
    assert list(result) == [*keys, "seeds", "seconds", "peak_memory_mb", "protocols"]
    assert result["track"] == "closed"
    assert result["data"] == f"sha256:{hash_clauses(finished)}"
    assert result["code"] == f"sha256:{hash_code()}"
    assert list(result["libraries"]) == ["python", "numpy", "scipy", "scikit-learn", "datasets"]
    assert result["seeds"] == {"models": 0, "bootstrap": result["protocols"][HEADLINE]["bootstrap"]["seed"]}
    assert result["seconds"] > 0
    assert 10 < result["peak_memory_mb"] < 10_000
    assert list(result["protocols"]) == list(PROTOCOLS)


def test_what_is_trained_on_invented_clauses_says_so(finished):
    for name in ("section-blend+", "stack+", "chain+"):
        result = json.loads((finished / f"baselines/results/{name}.json").read_text())
        assert result["track"] == "open"
        assert result["invented"] == f"sha256:{hash_invented(finished)}"
        assert tuple(result["protocols"]) == OF_STRANGERS
        assert all(scores["track"] == "open" for scores in result["protocols"].values())


def test_what_is_calibrated_says_how_well(finished):
    calibration = json.loads((finished / "baselines/results/stack+.json").read_text())["calibration"]
    tested = sum(len(read_rows("clauses", split, finished)) for split in ("train", "validation", "test"))
    assert sum(each["predictions"] for each in calibration["bins"]) == tested * len(CATEGORIES)
    assert all(each["from"] <= each["mean"] <= each["to"] for each in calibration["bins"])


def test_peak_memory_is_that_since_the_reset():
    reset_peak()
    before = measure_peak()
    block = np.ones(20_000_000)  # 160 MB
    during = measure_peak()
    assert during - before > 0.9 * block.nbytes / 1e6
    del block
    assert measure_peak() == pytest.approx(during, abs=5)  # freed, and still the peak
    reset_peak()
    assert measure_peak() < during - 100


def test_peak_memory_is_not_that_of_the_process_that_started_it():
    block = np.ones(40_000_000)  # 320 MB
    told = subprocess.run([sys.executable, "-c", PEAK], capture_output=True, text=True, check=True).stdout
    assert float(told) < block.nbytes / 1e6


PEAK = "from baselines.provenance import measure_peak, reset_peak; reset_peak(); print(measure_peak())"


def test_a_tagger_is_run_and_scored_like_every_baseline(finished, tmp_path):
    """It is handed rows without their labels; one that marks a word where it stands, scored by the official scorer."""
    asked = []

    def fit(train: list[dict]) -> Tag:
        def mark_encryption(test: list[dict]) -> list[list[dict]]:
            asked.append((train, test))
            found = [row["text"].lower().find("encrypt") for row in test]
            return [[{"start": at, "end": at + 7, "slot": "security_measure"}] if at >= 0 else [] for at in found]

        return mark_encryption

    tagger = SlotBaseline("marker", "marks encrypt", fit)
    corpus = load_corpus(finished)
    result = run_baselines([tagger], corpus, tmp_path, finished)["marker"]
    assert result["task"] == "slots"
    assert "fallback" not in result
    assert "nervaluate" in result["libraries"]
    assert list(result["protocols"]) == list(PROTOCOLS)
    path = locate_predictions(tmp_path, "marker", HEADLINE)
    assert score_file(path, HEADLINE, finished, "slots", "closed") == result["protocols"][HEADLINE]
    assert result["protocols"][HEADLINE]["all"]["strict"]["per_slot"]["security_measure"]["recall"] == 1
    train, test = asked[0]
    assert {"labels", "slots", "text", "section"} <= set(train[0])
    assert not {"labels", "slots"} & set(test[0])
    assert [row["id"] for row in test] == list(make_folds(HEADLINE, corpus.rows)[0].test)
    differences = measure_differences({"marker": result}, tmp_path, finished)
    assert differences["tasks"] == {"categories": [], "slots": []}


def test_a_model_that_draws_numbers_draws_the_same_each_time(finished):
    def guess(test: list[dict]) -> list[list[dict]]:
        return [[{"start": 0, "end": 1 + int(np.random.randint(5)), "slot": "purpose"}] for _ in test]

    corpus = load_corpus(finished)
    (fold,) = make_folds("holdout", corpus.rows)
    first, again = (predict_fold(SlotBaseline("guess", "guesses", lambda train: guess), corpus, fold) for _ in range(2))
    assert first == again


def test_differences_are_those_of_the_scores(finished):
    differences = read_json(finished / DIFFERENCES, Object)
    assert differences["data"] == f"sha256:{hash_clauses(finished)}"
    assert differences["protocol"] == HEADLINE
    names = [name for name in CATALOGUE if CATALOGUE[name].task == "categories"]
    pairs = differences["tasks"]["categories"]
    assert len(pairs) == len(names) * (len(names) - 1) // 2
    scores = {
        name: read_json(finished / f"baselines/results/{name}.json", Object)["protocols"][HEADLINE] for name in names
    }
    for pair in pairs:
        for cut in ("all", "novel"):
            for name, found in pair[cut].items():
                first, second = (scores[pair[side]][cut][name] for side in ("first", "second"))
                assert found["difference"] == pytest.approx(first - second, abs=1.1e-4)
                assert found["interval"][0] <= found["interval"][1]


def test_the_annotators_stand_beside_the_baselines(finished):
    annotators = read_json(finished / ANNOTATORS, Object)
    assert "not independent" in annotators["note"]
    reader = annotators["tasks"]["categories"]["reader"]
    assert reader["all"]["micro_f1"] == 1
    assert "per_category" not in reader["all"]


def test_results_are_written_on_few_lines():
    result = {"a": {"b": [0.5, 1.0], "c": {"d": None, "e": "[x]\n{"}}, "f": []}
    dumped = dump_result(result).decode()
    assert json.loads(dumped) == result
    assert '"b": [ 0.5, 1.0 ]' in dumped


@pytest.mark.parametrize(("name", "protocol"), [(name, each) for name in NAMES for each in CATALOGUE[name].protocols])
def test_the_scores_are_those_of_the_official_scorer(finished, name, protocol):
    result = json.loads((finished / f"baselines/results/{name}.json").read_text())
    predictions = finished / f"predictions/{name}.{protocol}.jsonl"
    scores = score_file(predictions, protocol, finished, track=result["track"])
    assert scores == result["protocols"][protocol]
    lines = [json.loads(line) for line in predictions.read_text().splitlines()]
    assert all(line["labels"] for line in lines)  # the fallback


def test_majority_predicts_the_most_frequent_category_of_the_training_clauses(finished):
    lines = (finished / "predictions/majority.holdout.jsonl").read_text().splitlines()
    assert {tuple(json.loads(line)["labels"]) for line in lines} == {("first_party_collection_use",)}


def test_several_processes_give_the_same_results(finished, tmp_path):
    """Everything but what a clock and the system's memory say."""
    corpus, chosen = load_corpus(finished), [CATALOGUE["nb"], CATALOGUE["gazetteer"]]
    alone, shared = (run_baselines(chosen, corpus, tmp_path / str(jobs), finished, jobs) for jobs in (1, 2))
    measured = {"seconds", "peak_memory_mb"}
    for name in ("nb", "gazetteer"):
        assert {key for key in alone[name] if alone[name][key] != shared[name][key]} <= measured
    for path in (tmp_path / "1").iterdir():
        assert path.read_bytes() == (tmp_path / "2" / path.name).read_bytes()


def test_every_round_is_told_to_the_progress_bar(finished, tmp_path):
    told = []
    corpus = load_corpus(finished)
    run_baselines([CATALOGUE["majority"]], corpus, tmp_path, finished, 1, lambda: told.append(1))
    folds = {(fold.train, fold.test) for protocol in PROTOCOLS for fold in make_folds(protocol, corpus.rows)}
    assert len(told) == len(folds) < sum(len(make_folds(protocol, corpus.rows)) for protocol in PROTOCOLS)
