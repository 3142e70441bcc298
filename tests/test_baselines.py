"""The baselines on a tiny release, and the committed results of the real one."""

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from fixture_release import make_release
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from baselines import provenance
from baselines.__main__ import main
from baselines.baseline import SlotBaseline
from baselines.catalogue import CATALOGUE
from baselines.comparison import compare_results, measure_differences, read_committed
from baselines.corpus import hash_clauses, load_corpus
from baselines.features import list_cues, read_cues, spot_cues
from baselines.models import BinaryRelevance, CueMatch
from baselines.provenance import hash_code, measure_peak, reset_peak
from baselines.registry import BASELINES
from baselines.runner import locate_predictions, predict_fold, run_baseline
from mepp5 import release
from mepp5.card import draw_front_matter
from mepp5.errors import CorpusError
from mepp5.files import read_json, write_files
from mepp5.protocols import HEADLINE, PROTOCOLS, make_folds, read_rows
from mepp5.results import ANNOTATORS, BESIDE, DIFFERENCES, dump_result
from mepp5.score import score_file
from mepp5.taxonomy import read_taxonomy

NAMES = ["majority", "keyword", "nb", "logreg", "svm", "svm-char", "logreg-context"]
NAMES += ["section-blend"]
CATEGORIES = read_taxonomy().category_ids


def invoke(root: Path, *words: str):
    return CliRunner().invoke(main, ["--root", str(root), *words])


def frame(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"text": texts, "section": "", "context": ""})


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Path:
    """A tiny release with the results and the predictions of every baseline."""
    root = make_release(tmp_path_factory.mktemp("finished"))
    result = invoke(root, "run", "--all", "--predictions", str(root / "predictions"))
    assert result.exit_code == 0, result.output
    return root


@pytest.fixture
def root(finished, tmp_path) -> Path:
    """A copy of the finished release, to be damaged."""
    return shutil.copytree(finished, tmp_path / "copy")


def edit_result(root: Path, name: str, **changes: object) -> Path:
    path = root / f"baselines/results/{name}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))
    return path


# Models and features


def test_the_registry_holds_the_baselines():
    assert list(BASELINES) == NAMES
    assert all(baseline.fallback for baseline in BASELINES.values())  # as baselines/README.md says


def test_cues_are_there_for_every_category_and_found_in_text():
    cues = read_cues()
    assert tuple(cues) == CATEGORIES
    phrases = list_cues(cues)
    found = spot_cues().fit_transform(frame(*phrases))
    assert found.diagonal().all()
    assert found.max() == 1


def test_keyword_predicts_the_categories_whose_cues_stand_in_the_clause():
    texts = frame("We honour Do-Not-Track.", "Children may ask for erasure.", "Nothing here.")
    labels = np.array([[name in ("data_security", "data_retention") for name in CATEGORIES]] * 3)
    labels[0, CATEGORIES.index("data_retention")] = False
    marks = spot_cues().fit_transform(texts)
    decisions = CueMatch(CATEGORIES).fit(marks, labels).decision_function(marks)
    named = [[CATEGORIES[place] for place in np.flatnonzero(row > 0)] for row in decisions]
    assert named == [["do_not_track"], ["user_access_edit_deletion", "specific_audiences"], []]
    assert CATEGORIES[decisions[2].argmax()] == "data_security"  # the most frequent


@pytest.mark.parametrize("estimator", [LinearSVC(), LogisticRegression(), ComplementNB()])
def test_a_category_never_seen_ranks_last(estimator):
    features = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    labels = np.array([[True, False, False], [False, False, True], [True, False, True], [False, False, False]])
    decisions = BinaryRelevance(estimator).fit(features, labels).decision_function(features)
    assert (decisions[:, 1] < decisions[:, [0, 2]].min()).all()
    assert (decisions[:, 1] < 0).all()


# The data


def test_the_corpus_is_the_release(finished):
    corpus = load_corpus(finished)
    assert corpus.categories == CATEGORIES
    for loaded, row in zip(corpus.rows, read_rows(finished), strict=True):
        expected = {key: row[key] for key in loaded} | {"section": " ".join(row["section"])}
        assert loaded == expected
    assert f"sha256:{corpus.sha256}" in (finished / "README.md").read_text()


def test_no_stale_rows_are_loaded(root):
    before = load_corpus(root)
    path = root / "data/clauses/test.jsonl"
    path.write_text(path.read_text().replace('"data_security"', '"data_retention"'))
    after = load_corpus(root)
    assert before.frame.loc["gamma-2022/0003", "labels"] == ["data_security"]
    assert after.frame.loc["gamma-2022/0003", "labels"] == ["data_retention"]


def test_a_release_that_cannot_be_loaded_is_one_sentence(root):
    (root / "README.md").unlink()
    result = invoke(root, "run", "majority")
    assert result.exit_code == 1
    assert "load_dataset cannot read config 'clauses'" in result.stderr
    assert "Traceback" not in result.output


def test_a_misspelt_label_is_one_sentence(root):
    path = root / "data/clauses/train.jsonl"
    path.write_text(path.read_text().replace('"data_security"', '"data_securty"'))
    with pytest.raises(CorpusError, match="load_dataset cannot read config 'clauses'"):
        load_corpus(root)


# The runner


def test_results_say_what_was_run_on_what(finished):
    result = json.loads((finished / "baselines/results/svm.json").read_text())
    keys = ["name", "task", "description", "fallback", "deterministic", "data", "version", "code", "libraries"]
    assert list(result) == [*keys, "seeds", "seconds", "peak_memory_mb", "protocols"]
    assert result["data"] == f"sha256:{hash_clauses(finished)}"
    assert result["code"] == f"sha256:{hash_code()}"
    assert list(result["libraries"]) == ["python", "numpy", "scipy", "scikit-learn", "datasets"]
    assert result["seeds"] == {"models": 0, "bootstrap": result["protocols"][HEADLINE]["bootstrap"]["seed"]}
    assert result["seconds"] > 0
    assert 10 < result["peak_memory_mb"] < 10_000
    assert list(result["protocols"]) == list(PROTOCOLS)


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


def test_the_hash_of_the_code_follows_the_code(tmp_path, monkeypatch):
    first = hash_code()
    folder = shutil.copytree(Path(provenance.__file__).parent, tmp_path / "baselines")
    monkeypatch.setattr(provenance, "__file__", str(folder / "provenance.py"))
    assert hash_code() == first
    path = folder / "registry.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert hash_code() == first
    path.write_bytes(path.read_bytes() + b"#")
    assert hash_code() != first


def test_a_tagger_is_run_and_scored_like_every_baseline(finished, tmp_path):
    """It is handed rows without their labels; one that marks a word where it stands, scored by the official scorer."""
    asked = []

    def mark_encryption(train: list[dict], test: list[dict]) -> list[list[dict]]:
        asked.append((train, test))
        found = [row["text"].lower().find("encrypt") for row in test]
        return [[{"start": at, "end": at + 7, "slot": "security_measure"}] if at >= 0 else [] for at in found]

    tagger = SlotBaseline("marker", "marks encrypt", mark_encryption)
    corpus = load_corpus(finished)
    result = run_baseline(tagger, corpus, tmp_path, finished)
    assert result["task"] == "slots"
    assert "fallback" not in result
    assert "nervaluate" in result["libraries"]
    assert list(result["protocols"]) == list(PROTOCOLS)
    path = locate_predictions(tmp_path, "marker", HEADLINE)
    assert score_file(path, HEADLINE, finished, "slots") == result["protocols"][HEADLINE]
    assert result["protocols"][HEADLINE]["all"]["strict"]["per_slot"]["security_measure"]["recall"] == 1
    train, test = asked[0]
    assert {"labels", "slots", "text", "section"} <= set(train[0])
    assert not {"labels", "slots"} & set(test[0])
    assert [row["id"] for row in test] == list(make_folds(HEADLINE, corpus.rows)[0].test)
    differences = measure_differences({"marker": result}, tmp_path, finished)
    assert differences["tasks"] == {"categories": [], "slots": []}


def test_a_model_that_draws_numbers_draws_the_same_each_time(finished):
    def guess(train: list[dict], test: list[dict]) -> list[list[dict]]:
        return [[{"start": 0, "end": 1 + int(np.random.randint(5)), "slot": "purpose"}] for _ in test]

    corpus = load_corpus(finished)
    (fold,) = make_folds("holdout", corpus.rows)
    first, again = (predict_fold(SlotBaseline("guess", "guesses", guess), corpus, fold) for _ in range(2))
    assert first == again


def test_differences_are_those_of_the_scores(finished):
    differences = read_json(finished / DIFFERENCES)
    assert differences["data"] == f"sha256:{hash_clauses(finished)}"
    assert differences["protocol"] == HEADLINE
    names = [name for name in CATALOGUE if CATALOGUE[name].task == "categories"]
    pairs = differences["tasks"]["categories"]
    assert len(pairs) == len(names) * (len(names) - 1) // 2
    scores = {name: read_json(finished / f"baselines/results/{name}.json")["protocols"][HEADLINE] for name in names}
    for pair in pairs:
        for cut in ("all", "novel"):
            for name, found in pair[cut].items():
                first, second = (scores[pair[side]][cut][name] for side in ("first", "second"))
                assert found["difference"] == pytest.approx(first - second, abs=1.1e-4)
                assert found["interval"][0] <= found["interval"][1]


def test_the_annotators_stand_beside_the_baselines(finished):
    annotators = read_json(finished / ANNOTATORS)
    assert "not independent" in annotators["note"]
    reader = annotators["tasks"]["categories"]["reader"]
    assert reader["all"]["micro_f1"] == 1
    assert "per_category" not in reader["all"]


def test_results_are_written_on_few_lines():
    result = {"a": {"b": [0.5, 1.0], "c": {"d": None, "e": "[x]\n{"}}, "f": []}
    dumped = dump_result(result).decode()
    assert json.loads(dumped) == result
    assert '"b": [ 0.5, 1.0 ]' in dumped


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_scores_are_those_of_the_official_scorer(finished, name, protocol):
    result = json.loads((finished / f"baselines/results/{name}.json").read_text())
    predictions = finished / f"predictions/{name}.{protocol}.jsonl"
    assert score_file(predictions, protocol, finished) == result["protocols"][protocol]
    lines = [json.loads(line) for line in predictions.read_text().splitlines()]
    assert all(line["labels"] for line in lines)  # the fallback


def test_majority_predicts_the_most_frequent_category_of_the_training_clauses(finished):
    lines = (finished / "predictions/majority.holdout.jsonl").read_text().splitlines()
    assert {tuple(json.loads(line)["labels"]) for line in lines} == {("first_party_collection_use",)}


def test_check_passes_on_committed_scores_and_writes_nothing(root):
    paths = [edit_result(root, "nb", seconds=0, libraries={}, version="0"), *(root / "baselines/results").iterdir()]
    before = [path.read_bytes() for path in paths]
    result = invoke(root, "run", "--all", "--check")
    assert result.exit_code == 0, result.output
    assert f"The scores of {len(CATALOGUE)} baselines are the committed ones." in result.stderr
    assert "logreg-context" in result.stdout
    assert [path.read_bytes() for path in paths] == before


def test_check_fails_on_another_score(root):
    path = root / "baselines/results/nb.json"
    committed = json.loads(path.read_text())
    committed["protocols"]["holdout"]["novel"]["macro_f1"] += 0.0001
    path.write_text(json.dumps(committed))
    before = path.read_bytes()
    result = invoke(root, "run", "nb", "--check")
    assert result.exit_code == 1
    assert "baselines/results/nb.json: protocols.holdout.novel.macro_f1: committed" in result.stderr
    assert path.read_bytes() == before


def test_check_fails_without_committed_scores(root):
    (root / "baselines/results/nb.json").unlink()
    result = invoke(root, "run", "nb", "--check")
    assert result.exit_code == 1
    assert "baselines/results/nb.json is missing" in result.stderr


@pytest.mark.parametrize("command", [("table",), ("run", "majority", "--check")])
def test_results_made_from_other_data_are_an_error(root, command):
    edit_result(root, "majority", data="sha256:0")
    result = invoke(root, *command)
    assert result.exit_code == 1
    assert "made from other data" in result.stderr
    assert "Traceback" not in result.output


def test_comparison_sees_what_is_missing_on_either_side():
    result = {"name": "x", "deterministic": True, "data": "sha256:0", "protocols": {"a": {"f": 0.5}}}
    assert list(compare_results(result, result)) == []
    less = {**result, "protocols": {}}
    assert list(compare_results(less, result)) == ["protocols.a: committed None, computed {'f': 0.5}"]
    assert list(compare_results(result, less)) == ["protocols.a: committed {'f': 0.5}, computed None"]
    other = {**result, "data": "sha256:1", "protocols": {"a": {"f": float("nan")}}}
    assert len(list(compare_results(other, result))) == 2


def test_comparison_is_exact_for_deterministic_baselines_alone():
    results = [
        {"deterministic": exact, "protocols": {"a": {"f": 0.5 + shift, "i": [0.25 + shift, 0.75]}}}
        for exact in (True, False)
        for shift in (0, 0.004, 0.006)
    ]
    exact, near, _ = results[:3]
    assert list(compare_results(exact, exact)) == []
    assert len(list(compare_results(near, exact))) == 2
    loose, close, far = results[3:]
    assert list(compare_results(close, loose)) == []
    assert [found.split(":")[0] for found in compare_results(far, loose)] == ["protocols.a.f", "protocols.a.i.0"]


def test_check_of_all_compares_what_stands_beside_the_results(root):
    path = root / DIFFERENCES
    differences = read_json(path)
    differences["tasks"]["categories"][0]["novel"]["micro_f1"]["difference"] += 0.0001
    path.write_bytes(dump_result(differences))
    result = invoke(root, "run", "--all", "--check")
    assert result.exit_code == 1
    assert f"{DIFFERENCES}: tasks.categories.0.novel.micro_f1.difference: committed" in result.stderr
    assert "python -m baselines run --all" in result.stderr


def test_results_follow_the_data(root):
    """A column changed and the release rebuilt: the old results are refused, new ones are accepted."""
    path = root / "corpus/manifest.toml"
    path.write_text(path.read_text().replace('lineage = "gamma"', 'lineage = "delta"'))
    data = release.generate(root)
    write_files(root, {**data, "README.md": draw_front_matter(data, root).encode()})
    result = invoke(root, "run", "majority", "--check")
    assert result.exit_code == 1
    assert "made from other data" in result.stderr
    shutil.rmtree(root / "baselines/results")
    assert invoke(root, "run", "--all").exit_code == 0
    assert invoke(root, "table").exit_code == 0


# The commands


def test_table_prints_every_baseline(finished):
    result = invoke(finished, "table")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in NAMES)
    assert "holdout: 6 clauses, 5 novel; 4 categories" in result.stdout


def test_list_needs_no_data(tmp_path):
    result = invoke(tmp_path, "list")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in NAMES)


@pytest.mark.parametrize("words", [("run", "bert"), ("run",), ("run", "svm", "--all")])
def test_usage_errors_name_the_baselines(finished, words):
    result = invoke(finished, *words)
    assert result.exit_code == 2
    assert all(name in result.stderr for name in NAMES)


# The real release


def test_committed_results_are_complete_and_of_these_data():
    committed = read_committed(BASELINES, hash_clauses())
    results = Path(__file__).parents[1] / "baselines/results"
    stems = {path.stem for path in results.glob("*.json") if path.name not in BESIDE}
    assert all((results / name).is_file() for name in BESIDE)
    assert list(committed) == NAMES
    assert stems == set(CATALOGUE)
