"""Predictions files of the task "changes": what is read of a good one, and the one sentence said of a bad one."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.release.change_protocols import read_change_rows
from mepp5.scoring.change_board import show_change_scores
from mepp5.scoring.change_predictions import ChangePredictions, read_change_predictions
from mepp5.scoring.changes import score_changes
from mepp5.scoring.predictions import LINE_LIMIT
from tests.fixture_changes import FIRST, SECOND
from tests.release.fixture_release import make_release


def make_row(id: str, pair: str, old: list[str], new: list[str]) -> dict:
    return {"id": id, "pair": pair, "old": old, "new": new}


ROWS = [
    make_row("a--b/0001", "a--b", ["a/1", "a/2"], ["b/1"]),
    make_row("a--b/0002", "a--b", [], ["b/2"]),
    make_row("b--c/0001", "b--c", ["b/1"], ["c/1"]),
]
LINK = {"pair": "a--b", "old": ["a/1"], "new": ["b/1", "b/2"]}
SAID = {"id": "a--b/0001", "form": "merged", "meaning": "changed", "effects": ["broader", "different"]}
LONE = {"id": "a--b/0002", "form": "added", "meaning": None, "effects": ["narrower"]}
LAST = {"id": "b--c/0001", "form": "identical", "meaning": "same", "effects": []}


def read(tmp_path: Path, *lines: object) -> ChangePredictions:
    path = tmp_path / "predictions.jsonl"
    path.write_bytes(b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines))
    return read_change_predictions(path, ROWS)


def test_both_parts_are_read_whatever_the_order(tmp_path: Path) -> None:
    found = read(tmp_path, LAST, LINK, SAID, {"pair": "b--c", "old": ["b/1"], "new": ["c/1"]}, LONE)
    assert found.links == {"a--b": {("a/1", "b/1"), ("a/1", "b/2")}, "b--c": {("b/1", "c/1")}}
    assert found.judgements.keys() == {row["id"] for row in ROWS}
    assert found.judgements["a--b/0002"].meaning is None


def test_a_file_may_answer_one_part(tmp_path: Path) -> None:
    assert read(tmp_path, LINK).judgements is None
    assert read(tmp_path, SAID, LONE, LAST).links is None


REFUSED = {
    "no file's content": ([], "line 1 is missing, the file is empty"),
    "broken JSON": ([LINK, b'{"pair": \n'], "line 2: not valid JSON"),
    "blank line": ([b"\n"], "line 1: not valid JSON"),
    "not UTF-8": ([b'{"pair": "\xff"}\n'], "line 1: not UTF-8 (byte 11); mend the line"),
    "long line": ([b" " * (LINE_LIMIT + 1)], f"line 1 has more than {LINE_LIMIT} bytes"),
    "no object": ([[]], "line 1: [] should be an object"),
    "key twice": ([b'{"id": "a", "id": "b"}\n'], 'line 1: the key "id" stands twice'),
    "unknown key": ([LINK | {"score": 1}], "line 1: score: is an unknown key"),
    "unknown key of a judgement": ([SAID | {"note": 1}], "line 1: note: is an unknown key"),
    "no effects": ([{key: SAID[key] for key in ("id", "form", "meaning")}], "line 1: effects: is missing"),
    "no new": ([{"pair": "a--b", "old": ["a/1"]}], "line 1: new: is missing"),
    "unknown pair": ([LINK | {"pair": "b--a"}], "line 1: pair 'b--a' is not among a--b, b--c; mend the line"),
    "unknown clause": ([LINK | {"old": ["a/9"]}], "line 1: 'a/9' is no clause of the old policy of a--b"),
    "the other side": ([LINK | {"old": ["b/1"]}], "line 1: 'b/1' is no clause of the old policy of a--b"),
    "another pair's": ([LINK | {"new": ["c/1"]}], "line 1: 'c/1' is no clause of the new policy of a--b"),
    "in two links": ([LINK, {"pair": "a--b", "old": ["a/2"], "new": ["b/2"]}], "line 2: 'b/2' stands in two links"),
    "twice in one": ([LINK | {"old": ["a/1", "a/1"]}], "line 1: 'a/1' stands in two links"),
    "unknown row": ([SAID | {"id": "a--b/0009"}], "line 1: id 'a--b/0009' is not among the 3 links"),
    "judged twice": ([SAID, LONE, SAID], "line 3: id 'a--b/0001' stands on an earlier line too"),
    "an effect twice": ([SAID | {"effects": ["broader"] * 2}], "line 1: effects: one stands twice"),
    "unknown form": ([SAID | {"form": "alike"}], "line 1: form: \"alike\" should be 'identical'"),
    "unknown meaning": ([SAID | {"meaning": "other"}], "line 1: meaning: \"other\" should be 'same' or 'changed'"),
    "unknown effect": ([SAID | {"effects": ["worse"]}], "line 1: effects[0]: \"worse\" should be 'broader'"),
    "one missing": (
        [LINK, SAID, LAST],
        "no judgement of 'a--b/0002' (1 of the 3 links are missing); write one line for each",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused(tmp_path: Path, name: str) -> None:
    lines, message = REFUSED[name]
    with pytest.raises(CorpusError) as caught:
        read(tmp_path, *lines)
    said = str(caught.value)
    assert said.startswith(f"{tmp_path / 'predictions.jsonl'}: ")
    assert message in said
    assert "\n" not in said


def test_a_missing_file_and_an_unknown_track_are_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none\.jsonl: cannot be read"):
        read_change_predictions(tmp_path / "none.jsonl", ROWS)
    with pytest.raises(CorpusError, match="'half'"):
        score_changes(tmp_path / "none.jsonl", track="half")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("predictions"))


@pytest.fixture
def path(root: Path, tmp_path: Path) -> Path:
    """A file of the truth."""
    rows = read_change_rows(root)
    lines = [{key: row[key] for key in ("pair", "old", "new")} for row in rows if row["old"] and row["new"]]
    lines += [{key: row[key] for key in ("id", "form", "meaning", "effects")} for row in rows]
    file = tmp_path / "truth.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


def test_scores_are_shown(root: Path, path: Path, capsys: pytest.CaptureFixture) -> None:
    result = score_changes(path, root)
    show_change_scores(result)
    shown = capsys.readouterr().out
    assert "changes: leave-one-pair-out" in shown
    assert FIRST in shown
    assert SECOND in shown
    assert shown.count("1.000") > 10
    show_change_scores(result, as_json=True)
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(result))
    show_change_scores(result | {"judge": None})
    assert "–" in capsys.readouterr().out


def test_the_command_scores_the_task(root: Path, path: Path) -> None:
    words = ["--root", str(root), "score", "--task", "changes", str(path)]
    result = CliRunner().invoke(main, [*words, "--json"])
    assert (result.exit_code, json.loads(result.stdout)["align"]["all"]["f1"]) == (0, 1.0)
    path.write_text('{"pair": "x"}\n')
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
