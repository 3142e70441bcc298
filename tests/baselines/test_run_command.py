"""python -m baselines: run, its check, table and list; and the committed results of the real release."""

import json
import shutil
from pathlib import Path

import pytest

from baselines.catalogue import CATALOGUE
from baselines.categories.registry import BASELINES
from baselines.comparison import compare_results, read_committed
from baselines.corpus import hash_clauses
from baselines.provenance import hash_code
from mepp5.documents.front_matter import draw_front_matter
from mepp5.files import Object, write_files
from mepp5.reading.forms import read_json
from mepp5.release import rows as release
from mepp5.scoring.results import DIFFERENCES, FORMS, dump_result
from mepp5.version import read_version
from tests.baselines.fixture_baselines import NAMES, edit_result, invoke


def test_check_passes_on_committed_scores_and_writes_nothing(finished_copy):
    paths = [
        edit_result(finished_copy, "nb", seconds=0, libraries={}, version="0.0.0"),
        *(finished_copy / "baselines/results").iterdir(),
    ]
    before = [path.read_bytes() for path in paths]
    result = invoke(finished_copy, "run", "--all", "--check")
    assert result.exit_code == 0, result.output
    assert f"The scores of {len(CATALOGUE)} baselines are the committed ones." in result.stderr
    assert "logreg-context" in result.stdout
    assert [path.read_bytes() for path in paths] == before


def test_check_fails_on_another_score(finished_copy):
    path = finished_copy / "baselines/results/nb.json"
    committed = json.loads(path.read_text())
    committed["protocols"]["holdout"]["novel"]["macro_f1"] += 0.0001
    path.write_text(json.dumps(committed))
    before = path.read_bytes()
    result = invoke(finished_copy, "run", "nb", "--check")
    assert result.exit_code == 1
    assert "baselines/results/nb.json: protocols.holdout.novel.macro_f1: committed" in result.stderr
    assert path.read_bytes() == before


def test_check_fails_without_committed_scores(finished_copy):
    (finished_copy / "baselines/results/nb.json").unlink()
    result = invoke(finished_copy, "run", "nb", "--check")
    assert result.exit_code == 1
    assert "baselines/results/nb.json is missing" in result.stderr


def test_a_result_without_its_track_is_an_error(finished_copy):
    path = finished_copy / "baselines/results/majority.json"
    path.write_text(json.dumps({key: value for key, value in json.loads(path.read_text()).items() if key != "track"}))
    result = invoke(finished_copy, "table")
    assert result.exit_code == 1
    assert "majority.json: line 1: track: is missing" in result.stderr


def test_a_result_of_an_unknown_track_is_an_error(finished_copy):
    edit_result(finished_copy, "majority", track="ajar")
    assert "track" in invoke(finished_copy, "table").stderr


def test_results_trained_on_other_invented_clauses_are_an_error(finished_copy):
    edit_result(finished_copy, "stack+", invented="sha256:" + "0" * 64)
    result = invoke(finished_copy, "table")
    assert result.exit_code == 1
    assert "stack+.json: trained on other invented clauses than today's" in result.stderr


def test_tables_name_the_track(finished_copy):
    printed = " ".join(invoke(finished_copy, "table").stdout.split())
    for track in ("closed track", "open track"):
        assert track in printed


@pytest.mark.parametrize("command", [("table",), ("run", "majority", "--check")])
def test_results_made_from_other_data_are_an_error(finished_copy, command):
    edit_result(finished_copy, "majority", data="sha256:0")
    result = invoke(finished_copy, *command)
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


def test_check_of_all_compares_what_stands_beside_the_results(finished_copy):
    path = finished_copy / DIFFERENCES
    differences = read_json(path, Object)
    differences["tasks"]["categories"][0]["novel"]["micro_f1"]["difference"] += 0.0001
    path.write_bytes(dump_result(differences))
    result = invoke(finished_copy, "run", "--all", "--check")
    assert result.exit_code == 1
    assert f"{DIFFERENCES}: tasks.categories.0.novel.micro_f1.difference: committed" in result.stderr
    assert "python -m baselines run --all" in result.stderr


def test_results_follow_the_data(finished_copy):
    """A column changed and the release rebuilt: the old results are refused, new ones are accepted."""
    path = finished_copy / "corpus/manifest.toml"
    path.write_text(path.read_text().replace('lineage = "gamma"', 'lineage = "delta"'))
    data = release.generate(finished_copy)
    write_files(finished_copy, {**data, "README.md": draw_front_matter(data, finished_copy).encode()})
    result = invoke(finished_copy, "run", "majority", "--check")
    assert result.exit_code == 1
    assert "made from other data" in result.stderr
    shutil.rmtree(finished_copy / "baselines/results")
    assert invoke(finished_copy, "run", "--all").exit_code == 0
    assert invoke(finished_copy, "table").exit_code == 0


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


@pytest.mark.exact
def test_committed_results_are_complete_and_of_these_data():
    committed = read_committed(BASELINES, hash_clauses())
    results = Path(__file__).parents[2] / "baselines/results"
    stems = {path.stem for path in results.glob("*.json") if path.name not in FORMS}
    assert all((results / name).is_file() for name in FORMS)
    assert list(committed) == NAMES
    assert stems == set(CATALOGUE)


@pytest.mark.exact
def test_committed_results_were_made_by_this_code():
    for path in (Path(__file__).parents[2] / "baselines/results").glob("*.json"):
        result = read_json(path, Object)
        assert result["code"] == f"sha256:{hash_code()}", f"{path.name}: run python -m baselines run --all"
        assert result["version"] == read_version()


def test_check_fails_on_other_calibration_and_not_on_its_bins(finished_copy):
    path = finished_copy / "baselines/results/stack+.json"
    committed = json.loads(path.read_text())
    committed["calibration"]["bins"][0]["predictions"] += 1
    path.write_text(json.dumps(committed))
    assert invoke(finished_copy, "run", "stack+", "--check").exit_code == 0
    committed["calibration"]["brier"] += 0.01
    path.write_text(json.dumps(committed))
    result = invoke(finished_copy, "run", "stack+", "--check")
    assert result.exit_code == 1
    assert "stack+.json: brier: committed" in result.stderr
