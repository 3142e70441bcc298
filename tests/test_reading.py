"""What only reads writes nothing, and needs no right to: every command is named here as reading or as writing."""

import shutil
import sys
from pathlib import Path

import pytest

from baselines.command import COMMANDS as BASELINES
from mepp5.build import build
from mepp5.cli import main
from mepp5.files import Object, dump_jsonl
from mepp5.paths import ROOT
from mepp5.reading.forms import read_jsonl
from tests.changes.test_build import make_buildable
from tests.checks.fixture_damages import write_release
from tests.fixture_limits import CAN_BIND, run_bound
from tests.fixture_reading import CALLS, make_environment, read_all, shut

PAGE = str(ROOT / "tests/fixtures/nimbus.html")
# {command: what it is tried with}; each of `mepp5` and `python -m baselines` stands here or among those that write.
READING: dict[str, list[list[str]]] = {
    "policies": [[]],
    "show": [["beta"], ["alpha-2020", "7", "--json"]],
    "find": [["personal information", "--count"]],
    "draft": [[PAGE]],
    "diff": [["alpha-2020", "gamma-2022", "--effect", "narrower"]],
    "changes": [["--list"]],
    "taxonomy": [[], ["--json"]],
    "crosswalk": [["--to", "dpv", "--format", "turtle"]],
    "stats": [[], ["--json"]],
    "agreement": [[], ["--json"]],
    "check": [[]],
    "score": [["PREDICTIONS", "--protocol", "holdout"], ["--annotators"]],
}
READING_BASELINES: dict[str, list[list[str]]] = {
    "list": [[]],
    "table": [[]],
    "mistakes": [["--help"]],  # it reads what `suspects` does, and takes as long; see below
    "suspects": [["--help"]],
    "predict": [["--model", "majority", "--slots", "none", PAGE]],
    "compare": [["--help"]],
}
# What writes, and with which words it only reads.
WRITING: dict[str, list[list[str]]] = {
    "new": [],
    "decide": [[]],
    "site": [],
    "export": [],
    "build": [["--check"]],
}
WRITING_BASELINES: dict[str, list[list[str]]] = {
    "run": [["majority", "--check", "--jobs", "1"]],
    "run-changes": [],
    "predict-many": [],
    "transfer": [],
    "report": [],
}
bound = pytest.mark.skipif(not CAN_BIND, reason="permissions cannot be made to bind here: no setpriv")


def list_words(*groups: dict[str, list[list[str]]]) -> list[list[str]]:
    return [[name, *words] for group in groups for name, them in group.items() for words in them]


def test_every_command_is_one_that_reads_or_one_that_writes():
    assert sorted([*READING, *WRITING]) == sorted(main.commands)
    assert sorted([*READING_BASELINES, *WRITING_BASELINES]) == sorted(BASELINES)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The tiny corpus, built; not to be changed, but for what is tried here."""
    root = make_buildable(tmp_path_factory.mktemp("reading"), pairs=True)
    write_release()(root)
    build(root)
    return root


@pytest.fixture(scope="module")
def predictions(built, tmp_path_factory) -> str:
    """A file of predictions of the headline protocol."""
    path = tmp_path_factory.mktemp("predictions") / "right.jsonl"
    rows = read_jsonl(built / "data/clauses/test.jsonl", Object)
    path.write_bytes(dump_jsonl({"id": row["id"], "labels": row["labels"]} for row in rows))
    return str(path)


@bound
def test_reading_needs_no_right_to_write(built, predictions, tmp_path):
    words = list_words(READING, WRITING)
    words = [[predictions if word == "PREDICTIONS" else word for word in each] for each in words]
    results = read_all("mepp5.cli", built, words, tmp_path / "home")
    assert {words: result for words, result in results.items() if result[0] or result[2]} == {}


@bound
def test_reading_with_baselines_needs_no_right_to_write(corpus_copy, tmp_path):
    words = list_words(READING_BASELINES, WRITING_BASELINES)
    results = read_all("baselines.command", corpus_copy, words, tmp_path / "home")
    assert {words: result for words, result in results.items() if result[0] or result[2]} == {}


@bound
def test_the_package_needs_no_right_to_write(built, predictions, tmp_path):
    home = tmp_path / "home"
    with shut(built):
        done = run_bound([sys.executable, "-c", CALLS, str(built), predictions], env=make_environment(home))
    assert (done.stdout, done.returncode) == ("done\n", 0), done.stderr
    assert list(home.iterdir()) == []


@bound
def test_what_writes_says_so_in_one_sentence(built, tmp_path):
    """The other way round: that the tree is really shut, and what a build says of it."""
    root = shutil.copytree(built, tmp_path / "stale")
    (root / "data/stats.json").write_bytes(b"{}\n")
    ((status, said, _),) = read_all("mepp5.cli", root, [["build"]], tmp_path / "home").values()
    assert (status, said) == (
        1,
        f"Error: {root}/data/stats.json: cannot be written (Permission denied); check the disk.\n",
    )
