"""Labelling policies outside the corpus: what predict says of their clauses, and what goes wrong."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from baselines.catalogue import CATALOGUE, find_recommended
from baselines.categories.registry import BASELINES
from baselines.command import main
from baselines.corpus import load_corpus
from baselines.predict.fitted import fit_models
from baselines.predict.labeller import BATCH, Labeller
from mepp5.extraction.plain import read_plain
from mepp5.extraction.reader import read_document
from mepp5.files import sha256
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.scorer import TASKS
from mepp5.scoring.tracks import TRACKS
from mepp5.segmentation.outline import outline
from tests.baselines.predict.fixture_policies import PAGE, TEXT, write
from tests.release.fixture_release import make_release

sys.path.insert(0, str(ROOT / "scripts"))
from label_studio_predictions import read_predictions

MODEL = ("--model", "logreg", "--slots", "none")
KEYS = [
    "file",
    "position",
    "kind",
    "section",
    "start",
    "end",
    "text",
    "labels",
    "topics",
    "fallback",
    "scores",
    "slots",
]


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("predict"))


def invoke(root: Path, *words: str | Path):
    return CliRunner().invoke(main, ["--root", str(root), "predict", *map(str, words)])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (bytes(range(256)) * 9, "no text in UTF-8"),
        (b"PK\x03\x04\0\0text", "it is"),
        ("We keep it.".encode("utf-16-le"), "no text in UTF-8"),
        (b"<html><body><script>We sell it.</script></body></html>", "no text in it"),
        (b"Privacy Policy\n", "no sentence in it"),
    ],
)
def test_what_is_no_policy_is_told(root, tmp_path, content, message):
    result = invoke(root, write(tmp_path / "policy", content), *MODEL)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert str(tmp_path / "policy") in result.stderr


def test_one_line_for_each_clause(root, tmp_path):
    path = write(tmp_path / "policy.txt", TEXT)
    result = invoke(root, path, *MODEL)
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    text = read_document(path).text
    assert [list(row) for row in rows] == [KEYS] * 5
    for row in rows:
        assert row["text"] == text[row["start"] : row["end"]]
        above = [category for category, score in row["scores"].items() if score > 0]
        assert row["labels"] == (above or [max(row["scores"], key=row["scores"].get)])
        assert row["fallback"] == (not above)
        assert row["slots"] == []
    assert invoke(root, path, *MODEL).stdout == result.stdout


def test_slots_quote_the_clause(root, tmp_path):
    result = invoke(root, write(tmp_path / "policy.txt"), "--model", "logreg")
    assert result.exit_code == 0, result.stderr
    for row in map(json.loads, result.stdout.splitlines()):
        for slot in row["slots"]:
            assert slot["text"] == row["text"][slot["start"] : slot["end"]]
            assert slot["slot"] in read_taxonomy().slot_ids


def test_one_bad_file_does_not_stop_the_rest(root, tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", b"")
    write(tmp_path / "c.txt")
    result = invoke(root, tmp_path, tmp_path / "missing", *MODEL)
    assert result.exit_code == 1
    files = {json.loads(line)["file"] for line in result.stdout.splitlines()}
    assert files == {str(tmp_path / "a.txt"), str(tmp_path / "c.txt")}
    told = result.stderr[result.stderr.index("2 could not be labelled:") :]
    assert str(tmp_path / "missing") in told
    assert f"{tmp_path / 'b.txt'}: the file is empty" in told


def test_tables_show_what_stands_in_brackets_and_no_escapes(root, tmp_path):
    path = write(tmp_path / "policy.txt", "We keep [red]it[/red] for \x1b[31myears.\n")
    result = invoke(root, path, "--format", "table", *MODEL)
    assert result.exit_code == 0, result.stderr
    assert "[red]it[/red]" in result.stdout
    assert "\x1b" not in result.stdout


def test_tasks_are_as_push_takes_them(root, tmp_path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.html", PAGE)
    result = invoke(root, tmp_path, "--format", "label-studio", "--model", "logreg")
    assert result.exit_code == 0, result.stderr
    tasks = read_predictions([write(tmp_path / "tasks.json", result.stdout)], read_taxonomy())
    assert [task["data"]["section"] for task in tasks] == ["", "Sharing", "", "What we collect", "Contact"]
    for task in tasks:
        data = task["data"]
        text = read_document(Path(data["policy"])).text
        assert data["text"] == text[data["start"] :][: len(data["text"])]
        assert data["sha256"] == sha256(data["text"].encode())


def test_tasks_of_nothing_are_an_empty_list(root, tmp_path):
    result = invoke(root, write(tmp_path / "a.txt", b""), "--format", "label-studio", *MODEL)
    assert (result.exit_code, result.stdout) == (1, "[]\n")


def test_batches_change_nothing_and_are_taken_as_they_come(root):
    """A document is labelled while it is read: no more than a batch is asked for before the first row."""
    labeller = Labeller(fit_models(load_corpus(root), BASELINES["logreg"]))
    text = "\n".join(f"We keep number {number} for you." for number in range(2 * BATCH + 1))
    clauses = list(outline(read_plain("file", text)))
    asked = []

    def watch():
        for clause in clauses:
            asked.append(clause)
            yield clause

    rows = labeller.label("file", watch())
    first = next(rows)
    assert len(asked) == BATCH
    rest = list(rows)
    assert len(rest) == 2 * BATCH
    alone = [next(labeller.label("file", [clause])) for clause in (clauses[0], clauses[-1])]
    assert [first, rest[-1]] == alone


RARE = "Zebras yawned, yet nobody listened.\n"  # no word of it is in the release: no score is above 0


def test_a_fallback_says_so(root, tmp_path):
    path = write(tmp_path / "policy.txt", RARE)
    (row,) = map(json.loads, invoke(root, path, *MODEL).stdout.splitlines())
    assert row["fallback"] is True
    assert len(row["labels"]) == 1
    assert "(fallback)" in " ".join(invoke(root, path, "--format", "table", *MODEL).stdout.split())
    tasks = json.loads(invoke(root, path, "--format", "label-studio", *MODEL).stdout)
    assert tasks[0]["predictions"][0]["result"] == []


def test_no_fallback_leaves_a_clause_without_category(root, tmp_path):
    path = write(tmp_path / "policy.txt", RARE)
    (row,) = map(json.loads, invoke(root, path, "--no-fallback", *MODEL).stdout.splitlines())
    assert (row["labels"], row["fallback"]) == ([], False)
    assert set(row["scores"].values()) != {0.0}


FRENCH = "Nous recueillons votre nom et votre adresse lorsque vous créez un compte chez nous, et nous les conservons. "
FRENCH += "Vous pouvez nous écrire à tout moment pour demander la suppression de ces informations, sans aucun frais.\n"


def test_another_language_is_left_out_in_one_line(root, tmp_path):
    path = write(tmp_path / "politique.txt", FRENCH * 3)
    result = invoke(root, path, *MODEL)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [f"{path}: left out, it is in French; --any-language labels it all the same."]
    assert len(invoke(root, path, "--any-language", *MODEL).stdout.splitlines()) > 1
    write(tmp_path / "policy.txt")
    both = invoke(root, tmp_path, *MODEL)
    assert both.exit_code == 0
    assert {json.loads(line)["file"] for line in both.stdout.splitlines()} == {str(tmp_path / "policy.txt")}


def test_a_half_in_another_language_is_left_out_and_told(root, tmp_path):
    path = write(
        tmp_path / "policy.txt",
        "".join(f"We keep your letters for {number} years and then destroy them all.\n" for number in range(9))
        + FRENCH * 3,
    )
    result = invoke(root, path, *MODEL)
    assert result.exit_code == 0
    assert "words in French" in result.stderr
    assert "Nous" not in result.stdout


def test_headings_and_chrome_come_without_labels_if_asked_for(root, tmp_path):
    path = write(tmp_path / "policy.html", PAGE)
    rows = [json.loads(line) for line in invoke(root, path, "--all-units", *MODEL).stdout.splitlines()]
    assert {row["kind"] for row in rows} >= {"heading", "chrome", "sentence"}
    for row in rows:
        assert list(row) == KEYS
        assert bool(row["labels"]) == (row["kind"] not in ("heading", "chrome"))
    clauses = [json.loads(line) for line in invoke(root, path, *MODEL).stdout.splitlines()]
    assert clauses == [row for row in rows if row["labels"]]


def test_standard_input_is_labelled(root):
    result = CliRunner().invoke(main, ["--root", str(root), "predict", "-", *MODEL], input=TEXT)
    assert result.exit_code == 0, result.stderr
    assert {json.loads(line)["file"] for line in result.stdout.splitlines()} == {"-"}


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("task", TASKS)
def test_one_baseline_of_a_task_and_track_is_recommended(task, track):
    found = CATALOGUE[find_recommended(task, track)]
    assert (found.task, found.track) == (task, track)


def test_without_a_choice_the_open_models_label_with_probabilities_topics_and_slots(root, tmp_path):
    path = write(tmp_path / "policy.txt", "# Signals\n\nWhere Do Not Track is on, our counter stays off.\n" + TEXT)
    result = invoke(root, path)
    assert result.exit_code == 0, result.stderr
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    for row in rows:
        assert all(0 <= score <= 1 for score in row["scores"].values())
        above = [category for category, score in row["scores"].items() if score > 0.5]
        assert row["labels"] == (above or [max(row["scores"], key=row["scores"].get)])
        assert set(row["labels"]) <= set(row["topics"])


def test_terms_that_spoke_for_a_label_are_told(root, tmp_path):
    path = write(tmp_path / "policy.txt", TEXT)
    rows = [json.loads(line) for line in invoke(root, path, "--explain", *MODEL).stdout.splitlines()]
    assert [list(row) for row in rows] == [[*KEYS, "explanation"]] * 5
    for row in rows:
        assert list(row["explanation"]) == row["labels"]
        for terms in row["explanation"].values():
            assert all(term["term"] in row["text"].lower() and term["weight"] > 0 for term in terms)
            assert [term["weight"] for term in terms] == sorted((term["weight"] for term in terms), reverse=True)
    assert "cannot be explained" in invoke(root, path, "--explain", "--model", "majority", "--slots", "none").stderr
