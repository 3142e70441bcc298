"""docs/command-line.md: its examples print what stands below them, and there is one for each command."""

import re
import subprocess
import sys

import pytest

from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from scripts.command_examples import BLOCK, DOCUMENT, fill_document, list_examples, run_example

SAID = (ROOT / DOCUMENT).read_text(encoding="utf-8")
EXAMPLES = list_examples(SAID)
LONG = ("mepp5 build", "mepp5 check", "mepp5 agreement", "python -m baselines")  # of work, not of output


def read_outputs() -> dict[str, str]:
    """Return {command: what stands below it in the document}."""
    blocks = "".join(BLOCK.findall(SAID))
    return dict(re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", blocks, re.MULTILINE))


@pytest.mark.parametrize(
    "example",
    [pytest.param(each, marks=pytest.mark.whole if each.startswith(LONG) else ()) for each in EXAMPLES],
)
def test_an_example_prints_what_is_documented(example):
    assert run_example(example) == read_outputs()[example]


def test_every_command_has_an_example():
    shown = {example.split()[1] for example in EXAMPLES if example.startswith("mepp5 ")}
    assert shown == set(main.commands)


def test_an_output_that_differs_is_written_anew():
    document = "# Title\n\n```console\n$ mepp5 show smartmi 5 | head -n 1\nwrong\n```\n\n```sh\n$ mepp5 stays\n```\n"
    assert fill_document(document) == document.replace("wrong", "smartmi/0005  sentence\n…")


def test_the_end_can_be_shown():
    assert run_example("mepp5 find sell --count | tail -n 1").splitlines()[0] == "…"


def test_another_program_is_refused():
    with pytest.raises(CorpusError, match="starts no program"):
        run_example("rm -r x")


def test_the_check_says_what_to_do(tmp_path):
    result = subprocess.run([sys.executable, "scripts/command_examples.py", "--help"], cwd=ROOT, capture_output=True)
    assert b"Example: python scripts/command_examples.py --check" in result.stdout
