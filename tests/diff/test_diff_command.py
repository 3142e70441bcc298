"""`mepp5 diff` as a user meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

import mepp5
from mepp5.cli import main
from tests.diff.fixture_comparison import make_changes, make_rows

PAIR = ("alpha-2020", "gamma-2022")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_changes(tmp_path_factory.mktemp("changes"))


def diff(root: Path, *words: str | Path):
    return CliRunner().invoke(main, ["--root", str(root), "diff", *map(str, words)])


def test_what_changed_is_shown(root):
    result = diff(root, *PAIR)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert "5 of 8 shown, 3 left out." in lines
    assert "  No lamps for children under [-13-]{+16 and buyers+}." in lines
    assert "\x1b" not in result.stdout


def test_a_pipe_gets_utf_8_whatever_the_locale(root):
    command = [sys.executable, "-c", "from mepp5.cli import main; main()", "--root", str(root), "diff", *PAIR]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(mepp5.__file__).parents[1])}
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert "▲ broader" in result.stdout.decode()


def test_filters_leave_out_the_rest(root):
    def list_ids(*words: str) -> list[str]:
        entries = json.loads(diff(root, *PAIR, "--json", *words).stdout)["entries"]
        return [clause["id"][-2:] for entry in entries for clause in (*entry["old"], *entry["new"])]

    assert list_ids("--effect", "narrower", "--effect", "different") == ["06", "06", "08", "11"]
    assert list_ids("--category", "first_party_collection_use") == ["07"]
    assert list_ids("--category", "first_party_collection_use", "--all") == ["03", "04", "07"]
    assert list_ids("--effect", "narrower", "--category", "data_security") == []


def test_one_page_of_html(root):
    result = diff(root, *PAIR, "--format", "html")
    assert result.exit_code == 0, result.stderr
    page = html.document_fromstring(result.stdout)
    assert len(page.find_class("entry")) == len(make_rows())


@pytest.mark.parametrize("words", [("--format", "html"), ("--json",), ()])
def test_a_file_holds_what_standard_output_would(root, tmp_path, words):
    file = tmp_path / "new folder" / "out"
    result = diff(root, *PAIR, *words, "-o", file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert file.read_bytes() == diff(root, *PAIR, *words).stdout_bytes
    assert [path.name for path in file.parent.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("alpha-2020", "beta"), "alpha-2020 and beta are paired in the other direction; write: beta alpha-2020."),
        (
            ("beta", "nowhere"),
            "beta nowhere is no pair of the corpus; choose one of: alpha-2020 gamma-2022, beta alpha-2020.",
        ),
        ((*PAIR, "--category", "shoes"), "no category 'shoes'; choose one of: first_party_collection_use, "),
        ((*PAIR, "--effect", "worse"), "'worse' is not one of 'broader', 'narrower', 'different'."),
        ((*PAIR, "--json", "--format", "html"), "give --json or --format, not both."),
        ((*PAIR, "-o", "."), ". is no file; name one to be written."),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(root, words, message):
    result = diff(root, *words)
    assert (result.exit_code, result.stdout) == (2, "")
    (error,) = [line for line in result.stderr.splitlines() if line.startswith("Error: ")]
    assert message in error


def test_pairs_that_are_not_released_are_one_sentence_and_status_1(root, tmp_path):
    result = diff(root, "beta", "alpha-2020", "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "data/changes/beta__alpha_2020.jsonl" in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_file_that_cannot_be_written_is_one_sentence_and_status_1(root, tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = diff(root, *PAIR, "-o", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", ["data/clauses/test.jsonl", "corpus/policies.toml", "data/new.html", "link/new.html"])
def test_the_corpus_is_not_overwritten(tmp_path, name):
    root = make_changes(tmp_path / "root")
    (root / "link").symlink_to("data")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    result = diff(root, *PAIR, "-o", root / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].endswith("what is read; name another output.")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
