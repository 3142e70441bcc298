"""Whatever refuses something says it without steering the terminal: wrong usage, bad input, and faults of our own."""

import click
import pytest
from click.testing import CliRunner, Result

from mepp5.cli import main
from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.running.ends import DEBUG
from tests.fixture_terminals import HOSTILE, MEPP5, SHOWN, find_steering, run_in_terminal

WORDS = {
    "pair": ("diff", HOSTILE, "huami-2021"),
    "extra argument": ("policies", HOSTILE),
    "option": ("policies", f"--{HOSTILE}"),
    "command": (HOSTILE,),
    "choice": ("score", "--task", HOSTILE),
    "policy": ("show", HOSTILE),
    "category": ("find", "--category", HOSTILE),
    "file": ("draft", f"{HOSTILE}.txt"),
    "folder": ("--root", HOSTILE, "policies"),
    "number": ("decide", "huami-2021", HOSTILE),
    "format": ("export", "--format", HOSTILE, "-o", "none"),
    "release": ("changes", HOSTILE, "0.3.0"),
}


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_wrong_usage_shows_escapes(words: tuple[str, ...]) -> None:
    status, said = run_in_terminal([*MEPP5, *words])
    assert status in (1, 2)
    assert SHOWN in said
    assert "Error: " in said
    assert find_steering(said) == set()


@pytest.mark.parametrize(
    "error",
    [
        click.UsageError(HOSTILE),
        click.ClickException(HOSTILE),
        CorpusError(HOSTILE),
        CorpusError("several:", HOSTILE),
        OSError(13, "Permission denied", HOSTILE),
        RuntimeError(HOSTILE),
    ],
)
def test_every_end_shows_escapes(error: Exception) -> None:
    said = _run(error).stderr
    assert SHOWN in said
    assert find_steering(said) == set()


def test_lines_of_a_refusal_stay_lines() -> None:
    assert _run(click.UsageError("choose from:\n\ta,\n\tb")).stderr.endswith("choose from:\n\ta,\n\tb\n")


def test_the_names_that_there_are_may_be_listed() -> None:
    said = CliRunner().invoke(main, ["crosswalk"]).stderr
    assert "'--to'" in said
    assert len(said.splitlines()) > 4  # click lists them in lines


def _run(error: Exception) -> Result:
    @click.command(cls=Command)
    def fail() -> None:
        raise error

    return CliRunner().invoke(fail, env={DEBUG: ""})
