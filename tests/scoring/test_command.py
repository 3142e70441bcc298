"""The score command and the scoring of files, on a tiny release."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.release.protocols import HEADLINE, PROTOCOLS, find_tested, make_folds, read_rows
from mepp5.scoring.annotators import NOTE, score_annotators
from mepp5.scoring.scorer import TASKS, compare_files, prepare_exam, score_file
from tests.release.fixture_release import make_release


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
        assert result.exit_code == 2
        assert "is not one of" in result.stderr
    for words in ({"task": "polarity"}, {"protocol": "random"}):
        with pytest.raises(CorpusError, match="choose one of"):
            prepare_exam(**{"protocol": HEADLINE, "root": root} | words)


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


@pytest.mark.parametrize("words", [("pipe",), ("--task", "changes", "pipe"), ("some.jsonl", "--against", "pipe")])
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(root, tmp_path, words):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "some.jsonl").write_text("{}\n")
    source = {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", "from mepp5.cli import main; main()", "--root", str(root), "score", *words]
    result = subprocess.run(
        command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **source}
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert "pipe: cannot be read (it is no common file)" in result.stderr


def test_data_edited_by_hand_are_not_scored_against(tmp_path):
    root = make_release(tmp_path)
    write_predictions(root, tmp_path / "all.jsonl", "holdout")
    path = root / "data/clauses/test.jsonl"
    path.write_text(path.read_text().replace("data_security", "data_retention"))
    with pytest.raises(CorpusError, match="edited by hand"):
        score_file(tmp_path / "all.jsonl", "holdout", root)


@pytest.mark.parametrize("task", TASKS)
def test_the_sample_that_contributing_names_is_scored(task):
    pattern = r"mepp5 score --protocol (\S+) (baselines/\S+\.jsonl)"
    (named,) = re.findall(pattern, (ROOT / "CONTRIBUTING.md").read_text())
    result = CliRunner().invoke(main, ["score", "--protocol", named[0], "--task", task, "--json", str(ROOT / named[1])])
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)["all"]
    assert "ranking_precision" in scores if task == "categories" else scores["partial"]["micro_f1"] > 0


@pytest.mark.parametrize(("words", "named"), [((), "track not stated"), (("--track", "open"), "open track")])
def test_the_track_that_is_stated_is_named_and_no_other(root, tmp_path, words, named):
    write_predictions(root, tmp_path / "all.jsonl", "holdout")
    command = ["--root", str(root), "score", "--protocol", "holdout", str(tmp_path / "all.jsonl"), *words]
    assert named in " ".join(CliRunner().invoke(main, command).stdout.split())
    result = json.loads(CliRunner().invoke(main, [*command, "--json"]).stdout)
    assert result["track"] == (words[1] if words else None)
    assert CliRunner().invoke(main, [*command, "--track", "ajar"]).exit_code == 2


def test_a_track_that_is_none_is_one_error(root, tmp_path):
    write_predictions(root, tmp_path / "all.jsonl", "holdout")
    with pytest.raises(CorpusError, match="'ajar' is no track; choose one of: closed, open"):
        score_file(tmp_path / "all.jsonl", "holdout", root, track="ajar")


def test_a_track_is_of_one_file_alone(root, tmp_path):
    write_predictions(root, tmp_path / "all.jsonl", "holdout")
    file = str(tmp_path / "all.jsonl")
    command = ["--root", str(root), "score", "--protocol", "holdout", "--track", "open", file, "--against", file]
    assert CliRunner().invoke(main, command).exit_code == 2
