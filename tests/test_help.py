"""Help, tables and lists at widths of a terminal: nothing is cut, and no name is broken."""

import re

import click
import pytest
from click.testing import CliRunner

from baselines.catalogue import CATALOGUE
from baselines.command import COMMANDS
from baselines.command import main as baselines
from mepp5.cli import main as mepp5
from mepp5.command import Command
from mepp5.scheme.taxonomy import read_taxonomy

EVERY = [(mepp5, (name,)) for name in mepp5.commands] + [(baselines, (name,)) for name in COMMANDS]
EVERY += [(mepp5, ()), (baselines, ())]
WIDTHS = (80, 60)


def help_of(program: click.Group, words: tuple[str, ...], width: int) -> str:
    """Return what `--help` prints in a terminal of that width; click leaves two columns free."""
    result = CliRunner().invoke(program, [*words, "--help"], terminal_width=width - 2)
    assert result.exit_code == 0
    return result.stdout


def list_words(program: click.Group, words: tuple[str, ...]) -> set[str]:
    """Return the words of what the command says of itself, its options and their choices."""
    command: click.Command = program.get_command(click.Context(program), words[0]) if words else program
    said = [command.help or ""]
    for option in (each for each in command.params if isinstance(each, click.Option)):
        said += [option.help or "", *option.opts, *getattr(option.type, "choices", ())]
    if isinstance(command, click.Group):
        said += command.list_commands(click.Context(program))
    return {word for each in said for word in each.split()}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("program", "words"), EVERY, ids=lambda each: " ".join(each) if isinstance(each, tuple) else ""
)
def test_help_breaks_no_name_and_is_no_wider_than_the_terminal(program, words, width):
    shown = help_of(program, words, width)
    assert max(map(len, shown.splitlines())) <= width
    assert "\ue000" not in shown
    kept = set(re.split(r"\s+", shown)) | set(re.split(r"[\s\[\]|]+", shown)) | set(re.split(r"[\s,]+", shown))
    hidden = {"--version"}  # click gives its own help
    assert list_words(program, words) - kept - hidden == set()


@pytest.mark.parametrize("program", [mepp5, baselines])
def test_the_list_of_commands_is_not_cut(program):
    assert "..." not in help_of(program, (), 60).replace("[ARGS]...", "")


def test_a_name_with_hyphens_is_moved_to_the_next_line():
    @click.command(cls=Command)
    @click.option("--x", help="Words before it and section-blend after.")
    def command(x: str) -> None:
        """Say."""

    for width in range(30, 70):
        assert "section-blend" in CliRunner().invoke(command, ["--help"], terminal_width=width).stdout


@pytest.mark.parametrize("width", [80, 60, 40])
def test_the_taxonomy_cuts_no_id(width):
    environment = {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": str(width)}
    shown = CliRunner().invoke(mepp5, ["taxonomy"], env=environment).stdout
    taxonomy = read_taxonomy()
    ids = {*taxonomy.category_ids, *taxonomy.slot_ids}
    values = {word for slot in taxonomy.slots for value in slot.values for word in value.split()}
    assert ids | values <= set(re.split(r"[\s,]+", shown))
    assert "…" not in shown
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("width", [80, 60, 40])
@pytest.mark.parametrize("terminal", ["1", ""])
def test_the_list_of_baselines_breaks_no_word(width, terminal):
    environment = {"FORCE_COLOR": terminal, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": str(width)}
    shown = CliRunner().invoke(baselines, ["list"], env=environment).stdout
    words = {word for each in CATALOGUE.values() for word in f"{each.name} {each.track} {each.description}".split()}
    assert words <= set(shown.split())
    assert "…" not in shown
    assert not terminal or max(map(len, shown.splitlines())) <= width
