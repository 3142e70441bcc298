"""No model sees what it is tested on: another truth of the tested pair changes no prediction."""

from dataclasses import replace
from pathlib import Path

import pytest

from baselines.changes import runner, traits
from baselines.changes.problem import Problem, load_problems
from baselines.changes.registry import CHANGE_BASELINES, find_recommended_links
from baselines.changes.runner import predict_changes
from baselines.changes.traits import predict_traits
from baselines.corpus import load_corpus
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl
from mepp5.scoring.change_predictions import read_change_predictions
from tests.baselines.changes.fixture_problems import make_pair
from tests.baselines.fixture_baselines import invoke
from tests.fixture_changes import FIRST, SECOND
from tests.release.fixture_release import make_release

TRAIN = [make_pair("a", "b", 1), make_pair("c", "d", 2)]
TESTED = make_pair("e", "f", 3)


def poison(problem: Problem) -> Problem:
    """Return the pair with a wrong truth: other forms, meanings, effects, differences, the links' clauses kept."""
    wrong = {"form": "merged", "meaning": "changed", "effects": ["narrower"], "moved": True}
    difference = {"old_text": "poison", "new_text": "", "about": "purpose", "effect": "narrower"}
    return replace(problem, rows=tuple({**row, **wrong, "differences": [difference]} for row in problem.rows))


def relink(problem: Problem) -> Problem:
    """Return the pair with its clauses linked otherwise: each old clause with the new one of the next row."""
    rows = problem.rows
    turned = tuple({**row, "new": other["new"]} for row, other in zip(rows, (*rows[1:], rows[0]), strict=True))
    return replace(problem, rows=turned)


def distort(problem: Problem) -> Problem:
    """Return the pair with other effects throughout: narrower in place of broader, different in place of the rest."""
    turned = {"broader": "narrower", "narrower": "different", "different": "different"}
    rows = []
    for row in problem.rows:
        differences = [{**each, "effect": turned[each["effect"]]} for each in row["differences"]]
        rows.append({**row, "effects": [turned[each] for each in row["effects"]], "differences": differences})
    return replace(problem, rows=tuple(rows))


@pytest.mark.parametrize("name", CHANGE_BASELINES)
def test_a_poisoned_truth_of_the_tested_pair_changes_nothing(name: str) -> None:
    baseline = CHANGE_BASELINES[name]
    lines = predict_changes(baseline, TRAIN, TESTED)
    assert predict_changes(baseline, TRAIN, poison(TESTED)) == lines
    links = [line for line in lines if "pair" in line]
    assert [line for line in predict_changes(baseline, TRAIN, relink(TESTED)) if "pair" in line] == links
    # In training it is seen: the test can fail.
    assert predict_changes(baseline, [distort(each) for each in TRAIN], TESTED) != lines


@pytest.mark.parametrize("name", CHANGE_BASELINES)
def test_predictions_are_a_file_that_the_scorer_reads(name: str, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(dump_jsonl(predict_changes(CHANGE_BASELINES[name], TRAIN, TESTED)))
    rows = [row | {"old_sections": [[]], "new_sections": [[]]} for row in TESTED.rows]
    found = read_change_predictions(path, rows)
    assert found.judgements.keys() == {row["id"] for row in rows}
    assert found.links[TESTED.pair] & TESTED.linked
    if name.startswith("learned"):
        assert len(found.links[TESTED.pair] & TESTED.linked) > 0.9 * len(TESTED.linked)


@pytest.mark.parametrize("name", ["tfidf-assignment", "learned-links"])
def test_pairs_of_one_effect_alone_are_nothing_to_learn_from(name: str) -> None:
    with pytest.raises(CorpusError, match="the pairs to train on have fewer than two effects; compare more policies"):
        predict_changes(CHANGE_BASELINES[name], [poison(each) for each in TRAIN], TESTED)


def test_a_corpus_of_one_pair_has_none_to_train_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = load_problems(root)[:1]
    monkeypatch.setattr(runner, "load_problems", lambda _: one)
    result = invoke(root, "run-changes", "--jobs", "1")
    assert result.exit_code == 1
    assert (
        result.stderr
        == "Error: a model of changes is tested on one pair and trained on others: compare two at least.\n"
    )


def test_one_baseline_is_recommended_on_each_track() -> None:
    assert find_recommended_links("closed").name == "learned-links"
    assert find_recommended_links("open").name == "learned-links+"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("models"))


def test_each_pair_is_predicted_by_models_of_the_others(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def record(baseline, train, problem):
        seen.append((baseline.name, tuple(each.pair for each in train), problem.pair))
        return predict_changes(baseline, train, problem)

    monkeypatch.setattr(runner, "predict_changes", record)
    result = runner.run_change_baselines(root)
    two = ((FIRST, (SECOND,)), (SECOND, (FIRST,)))
    assert seen == [(name, train, tested) for name in CHANGE_BASELINES for tested, train in two]
    assert list(result["baselines"]) == list(CHANGE_BASELINES)
    assert result["protocol"] == "leave-one-pair-out"


def test_traits_are_predicted_by_models_of_other_policies(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, seen = load_corpus(root), []

    def record(kind, predict):
        def recorded(baseline, train, *more):
            seen.append((kind, set(train["policy"])))
            return predict(baseline, train, *more)

        return recorded

    monkeypatch.setattr(traits, "predict_categories", record("categories", traits.predict_categories))
    monkeypatch.setattr(traits, "fit_slots", record("slots", traits.fit_slots))
    for problem, other in zip(load_problems(root), ("beta", "gamma-2022"), strict=True):
        seen.clear()
        found = predict_traits(problem, corpus, "closed")
        assert seen == [("categories", {other}), ("slots", {other})]
        assert found.keys() == {clause.id for clause in (*problem.old, *problem.new)}


def test_annotators_are_scored_as_systems(root: Path) -> None:
    found = runner.score_change_annotators(root)
    assert list(found) == ["reader against backreader", "reader against reference", "backreader against reference"]
    # Of seven linked pairs of the backreader's the reader has all, and one besides.
    assert found["reader against backreader"]["align"]["all"]["f1"] == round(2 * 7 / (8 + 7), 4)
    assert found["reader against reference"]["align"]["all"]["f1"] == 1.0
    assert found["reader against reference"]["judge"]["all"]["form"]["exact"] == 1.0


def test_the_board_fits_into_eighty_columns(root: Path) -> None:
    result = invoke(root, "run-changes", "--jobs", "1", "--check")
    assert "…" not in result.output
    assert all(name in result.output for name in CHANGE_BASELINES)
