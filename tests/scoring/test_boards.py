"""Boards of scores: names of a stranger's corpus are words in them, no markup and nothing that steers a terminal."""

import pytest
from rich.console import Console

from mepp5.scoring.annotators import score_annotators
from mepp5.scoring.change_board import make_change_board
from mepp5.scoring.scorecard import make_each_board, show_annotators
from tests.fixture_terminals import HOSTILE, find_steering
from tests.release.fixture_release import make_release

NAMES = ("[/x]", "[bold]x", HOSTILE)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("task", ["categories", "slots"])
def test_names_of_annotators_are_no_markup(tmp_path, monkeypatch, capsys, name, task):
    monkeypatch.setenv("COLUMNS", "200")
    result = score_annotators("holdout", make_release(tmp_path), task)
    scores = next(iter(result["annotators"].values()))
    show_annotators(result | {"annotators": {name: scores}})
    said = capsys.readouterr().out
    assert find_steering(said) == set()
    if name != HOSTILE:
        assert said.count(name) == 2
    console = Console(width=200)
    console.print(make_each_board({cut: _rename(scores[cut], name) for cut in ("all", "novel")}, ("per_category",)))
    assert find_steering(capsys.readouterr().out) == set()


@pytest.mark.parametrize("name", NAMES)
def test_names_on_the_board_of_changes_are_no_markup(capsys, name):
    Console(width=200).print(make_change_board({name: {"align": None, "judge": None}}))
    said = capsys.readouterr().out
    assert find_steering(said) == set()
    assert name == HOSTILE or name in said


def _rename(cut, name):
    line = {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 1}
    return cut | {"per_category": {name: line}}
