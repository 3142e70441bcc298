"""predict --policy: a policy of a corpus with its own units, as tasks that are pulled and as lines that are scored."""

import json

import pytest
from click.testing import CliRunner

from baselines.command import main
from mepp5.annotation.snapshot import TaskData
from mepp5.annotation.tasks import build_tasks
from mepp5.corpus.clauses import read_units
from mepp5.corpus.drafts import Draft, drafts_path, dump_drafts
from mepp5.files import write_files
from mepp5.release import rows as release
from mepp5.scoring.scorer import score_file
from tests.fixture_corpus import make_corpus

QUICK = ("--model", "logreg", "--slots", "none")


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return make_corpus(tmp_path_factory.mktemp("policy"))


def predict(*words):
    return CliRunner().invoke(main, ["predict", *map(str, words)])


def test_tasks_are_those_of_the_corpus(root):
    done = predict("--policy", "alpha-2020", "--corpus", root, *QUICK, "--format", "label-studio")
    assert done.exit_code == 0, done.stderr
    tasks = json.loads(done.stdout)
    assert [TaskData(**task["data"]) for task in tasks] == [task.data for task in build_tasks("alpha-2020", root)]
    for task in tasks:
        for region in task["predictions"][0]["result"]:
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert not value["text"].endswith(("; and", ";"))


def test_lines_are_scored(root, tmp_path):
    write_files(root, release.generate(root))
    lines = ""
    for policy in ("alpha-2020", "beta", "gamma-2022"):
        done = predict("--policy", policy, "--corpus", root, *QUICK)
        assert done.exit_code == 0, done.stderr
        ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
        assert ids == [unit.id for unit in read_units(policy, root) if unit.is_clause]
        lines += done.stdout
    path = tmp_path / "predictions.jsonl"
    path.write_text(lines)
    assert score_file(path, "leave-one-policy-out", root, track="open")["all"]["clauses"] == len(lines.splitlines())


def test_drafts_are_told(root, tmp_path):
    copy = make_corpus(tmp_path)
    write_files(copy, {drafts_path("beta"): dump_drafts([Draft("beta/0002", "")])})
    done = predict("--policy", "beta", "--corpus", copy, *QUICK)
    assert done.exit_code == 0
    assert "beta: 1 units are still drafts; read and decide them first, labels freeze them." in done.stderr


@pytest.mark.parametrize("words", [(), ("--policy", "beta", "page.html"), ("page.html", "--corpus", ".")])
def test_files_or_a_policy_are_given(words):
    done = predict(*words)
    assert done.exit_code == 2
    assert "give FILES, or --policy ID and perhaps --corpus DIR." in done.stderr


def test_an_unknown_policy_is_told(root):
    done = predict("--policy", "delta", "--corpus", root, *QUICK)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "no policy 'delta'; did you mean beta" in done.stderr
