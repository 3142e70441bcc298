"""What a shell is offered, asked through click's own completion."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import mepp5
from mepp5.cli import main
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy
from tests.release.fixture_release import make_release

TAXONOMY = read_taxonomy()
POLICIES = ["amazfit-2018", "huami-2021", "zepp-2024", "xiaomi-2019", "smartmi"]


def offer(*words: str, incomplete: str = "") -> list[str]:
    found = ShellComplete(main, {}, "mepp5", "_MEPP5_COMPLETE").get_completions(list(words), incomplete)
    return [item.value for item in found]


@pytest.mark.parametrize(
    ("words", "incomplete", "offered"),
    [
        (("show",), "", POLICIES),
        (("show",), "x", ["xiaomi-2019"]),
        (("show", "smartmi", "--category"), "data_", ["data_retention", "data_security"]),
        (("show", "smartmi", "--slot"), "", list(TAXONOMY.slot_ids)),
        (("find", "--policy"), "z", ["zepp-2024"]),
        (("find", "--category"), "", list(TAXONOMY.category_ids)),
        (("find", "--topic"), "do", ["do_not_track"]),
        (("find", "--slot"), "p", ["purpose", "place"]),
        (("find", "--slot", "contact", "--value"), "", ["email", "postal", "web", "phone", "other"]),
        (("find", "--value"), "contact=p", ["contact=postal", "contact=phone"]),
        (("find", "--polarity"), "n", ["negated"]),
        (("find", "--gdpr"), "13.2.", ["13.2.a", "13.2.b", "13.2.c", "13.2.d"]),
        (("diff",), "", ["xiaomi-2019", "amazfit-2018", "huami-2021"]),
        (("diff", "huami-2021"), "", ["zepp-2024"]),
        (("diff", "smartmi"), "", []),
        (("diff", "--category"), "policy", ["policy_change"]),
        (("crosswalk", "--to"), "", ["opp115", "gdpr", "dpv"]),
        ((), "cr", ["crosswalk"]),
    ],
)
def test_names_complete(words, incomplete, offered):
    assert sorted(offer(*words, incomplete=incomplete)) == sorted(offered)


def test_names_are_those_of_the_corpus_that_is_named(tmp_path: Path):
    root = make_release(tmp_path)
    assert offer("--root", str(root), "show") == ["alpha-2020", "beta", "gamma-2022"]
    assert offer("--root", str(root), "diff") == ["alpha-2020", "beta"]


def test_a_broken_corpus_offers_nothing(tmp_path: Path):
    assert offer("--root", str(tmp_path), "show") == []


def complete(instruction: str, **environment: str) -> str:
    """Return what the command answers to a shell that completes `mepp5 show x`."""
    command = [sys.executable, "-c", "from mepp5.cli import main; main(prog_name='mepp5')"]
    source = {"PYTHONPATH": str(Path(mepp5.__file__).parents[1]), "_MEPP5_COMPLETE": instruction}
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **source, **environment}).stdout


@pytest.mark.parametrize(
    ("shell", "environment", "answer"),
    [
        ("bash", {"COMP_WORDS": "mepp5 show x", "COMP_CWORD": "2"}, "plain,xiaomi-2019\n"),
        ("zsh", {"COMP_WORDS": "mepp5 show x", "COMP_CWORD": "2"}, "plain\nxiaomi-2019\n_\n"),
        ("fish", {"COMP_WORDS": "mepp5 show x", "COMP_CWORD": "x"}, "plain"),
    ],
)
def test_each_shell_is_told_how_to_ask_and_is_answered(shell, environment, answer):
    assert f"_MEPP5_COMPLETE={shell}_complete" in complete(f"{shell}_source")
    answered = complete(f"{shell}_complete", **environment)
    assert answered.startswith(answer)
    assert "xiaomi-2019" in answered


def test_the_documented_lines_are_those_of_click():
    said = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    for shell in ("bash", "zsh", "fish"):
        assert f"_MEPP5_COMPLETE={shell}_source mepp5" in said
