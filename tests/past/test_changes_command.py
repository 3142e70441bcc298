"""`mepp5 changes`: what changed in the labels between two releases, as lines and as JSON."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.adjudication.outcome import count_outcome
from mepp5.cli import main
from mepp5.past.releases import RELEASES
from tests.past.fixture_past import CHANGED, REASONS, make_past, write_decisions


@pytest.fixture(scope="module")
def past(tmp_path_factory) -> Path:
    """The tiny corpus with two releases, not to be changed."""
    return make_past(tmp_path_factory.mktemp("changes"))


def run(*words, root: Path | None = None):
    where = [] if root is None else ["--root", str(root)]
    return CliRunner().invoke(main, [*where, "changes", *words])


def test_a_slot_taken_out_is_shown_with_its_reason_and_counted(past):
    result = run("0.5.0", "0.6.0", root=past)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{CHANGED}  changed in 0.6.0",
        "  We encrypt what we store on our servers!",
        "    - security_measure = encryption: encrypt",
        "    reason (0.6.0): Slot rule 2: no slot.",
        "0.5.0 to 0.6.0: of 16 clauses, 1 changed.",
        "  practices: 0 taken out, 0 put in",
        "  slots: 1 taken out, 0 put in",
        "  clauses with other categories: 0, polarities: 0, slots: 1, subjects: 0",
    ]


def test_json_has_offsets_words_and_whose_the_reason_is(past):
    record = json.loads(run("0.5.0", "0.6.0", "--json", root=past).stdout)
    (change,) = record["clauses"]
    out = {"start": 3, "end": 10, "text": "encrypt", "slot": "security_measure", "value": "encryption"}
    assert change["slots"] == {"out": [out], "in": []}
    assert change["practices"] == {"out": [], "in": []}
    assert (change["releases"], change["reason_of"], change["reason_is_later"]) == (["0.6.0"], "0.6.0", False)
    assert record["counts"]["changed"] == 1
    assert record["reasons_newer_than_releases"] is False


def test_nothing_changed_is_said_and_no_error(past):
    for words in (("0.6.0", "0.6.0"), ("0.5.0", "0.6.0", "--policy", "beta")):
        result = run(*words, root=past)
        assert (result.exit_code, result.stdout) == (0, f"No label changed from {words[0]} to 0.6.0.\n")
    assert json.loads(run("0.6.0", "0.6.0", "--json", root=past).stdout)["clauses"] == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("0.6.0", "0.5.0"), "0.6.0 is newer than 0.5.0; write the older release first: 0.5.0 0.6.0."),
        (("0.6", "0.6.0"), "no release '0.6'; nearest: 0.6.0, 0.5.0 (all: mepp5 changes --list)."),
        (("0.5.0", "0.6.0", "--policy", "alpha"), "no policy 'alpha'; nearest: alpha-2020"),
        (("0.5.0",), "give two releases, the older first; mepp5 changes --list lists them."),
        (("0.5.0", "0.6.0", "--list"), "--list takes no releases"),
    ],
)
def test_wrong_usage_names_what_is_right(past, words, complaint):
    result = run(*words, root=past)
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert result.stdout == ""


def test_a_corpus_without_a_record_is_told_so(past, tmp_path):
    root = shutil.copytree(past, tmp_path / "copy")
    (root / RELEASES).unlink()
    result = run("--list", root=root)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "no release is recorded" in result.stderr


def test_reasons_that_no_release_has_yet_are_told(past, tmp_path):
    root = shutil.copytree(past, tmp_path / "copy")
    write_decisions(root, REASONS)
    assert "a reason may be of a decision not yet out" in run("0.5.0", "0.6.0", root=root).stdout
    assert json.loads(run("0.5.0", "0.6.0", "--json", root=root).stdout)["reasons_newer_than_releases"] is True


def test_the_list_of_ours_has_every_release():
    rows = json.loads(run("--list", "--json").stdout)
    assert [row["version"] for row in rows][:4] == ["0.1.0", "0.2.0", "0.3.0", "0.4.0"]
    assert all(len(row["labels"]) == 64 for row in rows)
    assert rows[1]["labels"][:16] in run("--list").stdout


@pytest.mark.parametrize(("old", "new"), [("0.1.0", "0.2.0"), ("0.2.0", "0.3.0"), ("0.3.0", "0.4.0")])
def test_ours_are_counted_as_in_the_changelog(old, new):
    record = json.loads(run(old, new, "--json").stdout)
    told = count_outcome()["changes"][new]
    assert {name: record["counts"][name] for name in told} == told
    assert all(change["releases"] == [new] for change in record["clauses"])


def test_reasons_of_ours_are_called_later_or_earlier_where_they_are():
    lines = run("0.2.0", "0.3.0").stdout
    assert "amazfit-2018/0024  changed in 0.3.0" in lines
    assert "reason (0.3.0): Slot rule 6: 'certain passive information" in lines
    assert "reason (of a later decision, 0.4.0): Unchanged. Rule 2: a law named as a mere condition" in lines
    assert "reason (of an earlier decision, 0.2.0): Hard case decided" in run("0.3.0", "0.4.0").stdout
    assert "no reason: no decision on it is kept" in run("0.3.0", "0.4.0", "--policy", "smartmi").stdout


def test_several_releases_that_changed_a_clause_are_all_named():
    record = json.loads(run("0.2.0", "0.6.0", "--json", "--policy", "xiaomi-2019").stdout)
    assert ["0.3.0", "0.4.0"] in [change["releases"] for change in record["clauses"]]
    assert all(change["id"].startswith("xiaomi-2019/") for change in record["clauses"])


def test_a_pipe_gets_no_colours():
    assert "\x1b" not in run("0.2.0", "0.3.0").stdout
