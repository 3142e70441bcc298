"""The command line as a user meets it: output, exit status, one-sentence errors."""

import json

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from mepp5.paths import ROOT


def run(*words: str):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_every_command_has_a_sentence_and_an_example():
    for name, command in main.commands.items():
        assert command.help.split("\n\n")[0].rstrip(".").count(". ") == 0, name
        assert f"Example: mepp5 {name}" in command.help, name


def test_policies():
    result = run("policies", "--json")
    assert [row["id"] for row in json.loads(result.stdout)] == [
        "amazfit-2018",
        "huami-2021",
        "zepp-2024",
        "xiaomi-2019",
        "smartmi",
    ]
    assert "xiaomi-2019" in run("policies").stdout


@pytest.mark.parametrize("clause", ["66", "0066", "xiaomi-2019/0066"])
def test_show_a_clause(clause):
    result = run("show", "xiaomi-2019", clause)
    assert "We do not sell any personal information to third parties." in result.stdout
    assert "third_party_sharing_collection (negated): whole unit" in result.stdout


def test_show_a_policy_as_json():
    rows = json.loads(run("show", "smartmi", "--json").stdout)
    assert len(rows) == 105
    assert rows[0]["practices"] == []
    assert rows[1]["practices"]


def test_taxonomy():
    rows = json.loads(run("taxonomy", "--json").stdout)
    assert [row["layer"] for row in rows] == ["practice"] * 13 + ["slot"] * 12


def test_stats():
    assert "huami-2021" in run("stats").stdout
    assert "reused" in json.loads(run("stats", "--json").stdout)


def test_wrong_usage_is_status_2():
    assert run("show").exit_code == 2
    assert run("policies", "--nonsense").exit_code == 2


def test_build_check_is_clean():
    result = run("build", "--check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_build_check_names_what_is_stale_and_writes_nothing(corpus_copy):
    path = corpus_copy / "data/clauses/test.jsonl"
    edited = path.read_text().replace("We do not sell", "We do  sell")
    path.write_text(edited)
    result = run("--root", corpus_copy, "build", "--check")
    assert result.exit_code == 1
    assert "data/clauses/test.jsonl" in result.stderr
    assert "run mepp5 build" in result.stderr
    assert path.read_text() == edited


def test_build_restores_what_was_edited(corpus_copy):
    path = corpus_copy / "data/clauses/test.jsonl"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"We do not sell", b"We do sell"))
    result = run("--root", corpus_copy, "build")
    assert (result.exit_code, result.stdout) == (0, "data/clauses/test.jsonl\n")
    assert path.read_bytes() == content


def test_build_refuses_a_changed_raw_file_and_writes_nothing(corpus_copy):
    path = corpus_copy / "corpus/raw/004_e3de22a289a00743.txt"
    path.write_bytes(path.read_bytes() + b"\n")
    before = {file: file.read_bytes() for file in corpus_copy.rglob("*") if file.is_file()}
    result = run("--root", corpus_copy, "build")
    assert result.exit_code == 1
    assert "004_e3de22a289a00743.txt: the raw file was changed" in result.stderr
    assert {file: file.read_bytes() for file in corpus_copy.rglob("*") if file.is_file()} == before


def test_check_is_clean():
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 findings" in result.stderr


def test_check_reports_an_edited_data_file(corpus_copy):
    path = corpus_copy / "data/clauses/test.jsonl"
    path.write_bytes(path.read_bytes().replace(b"We do not sell", b"We do sell"))
    result = run("--root", corpus_copy, "check", "--json")
    assert result.exit_code == 1
    assert any("data/clauses/test.jsonl" in str(finding) for finding in json.loads(result.stdout))


def test_score(tmp_path):
    rows = [json.loads(line) for line in (ROOT / "data/clauses/test.jsonl").read_text().splitlines()]
    path = tmp_path / "predictions.jsonl"
    path.write_text("".join(json.dumps({"id": row["id"], "labels": row["labels"]}) + "\n" for row in rows))
    result = run("score", "--protocol", "holdout", path, "--json")
    assert json.loads(result.stdout)["all"]["micro_f1"] == 1.0
    assert run("score", "--protocol", "nonsense", path).exit_code == 2
