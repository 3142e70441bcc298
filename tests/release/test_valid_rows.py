"""Rows of somebody's release, hashed as they stand, that are no rows: every command that reads them says which."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import mepp5
from baselines.command import main as baselines
from mepp5.cli import main
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, sha256
from mepp5.release.features import list_splits
from mepp5.release.loading import SUMS, data_path
from mepp5.release.valid_rows import check_rows
from tests.release.fixture_release import make_release

OUT = "OUT"
EXPORT = ("export", "-o", OUT, "--format")
READING = {
    "clauses": [
        *((*EXPORT, form) for form in ("csv", "conll", "uima-cas", "parquet", "brat", "spacy", "web-annotation")),
        (*EXPORT, "csv", "--config", "annotators"),
        ("score", "predictions.jsonl"),
        ("score", "--task", "slots", "predictions.jsonl"),
        ("score", "--against", "predictions.jsonl", "predictions.jsonl"),
        ("score", "--annotators"),
        ("site", "-o", OUT),
        ("find", "data"),
    ],
    "annotators": [
        (*EXPORT, "brat", "--config", "annotators"),
        (*EXPORT, "csv", "--config", "annotators", "--annotator", "reader"),
        ("score", "--annotators"),
        ("score", "--annotators", "--task", "slots"),
        ("site", "-o", OUT),
        ("find", "data", "--disagree"),
    ],
    "policies": [(*EXPORT, "brat"), (*EXPORT, "csv"), ("site", "-o", OUT)],
    "changes": [
        (*EXPORT, "csv", "--config", "changes"),
        ("score", "--task", "changes", "predictions.jsonl"),
        ("find", "data", "--effect", "broader"),
        ("diff", "alpha-2020", "gamma-2022"),
    ],
}
DAMAGES = {
    "clauses": [{}, {"labels": 5}, {"labels": ["nonsense"]}, {"slots": [{}]}, {"text": None}],
    "annotators": [{}, {"annotator": {}}, {"labels": 5}, {"practices": [{"polarity": "maybe"}]}],
    "policies": [{}, {"text": 5}, {"headings": [1]}],
    "changes": [{}, {"effects": 5}, {"old": [None]}],
}
CASES = [(config, words, damage) for config in READING for words in READING[config] for damage in DAMAGES[config]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    return make_release(tmp_path_factory.mktemp("release"))


@pytest.fixture
def root(whole, tmp_path) -> Path:
    return shutil.copytree(whole, tmp_path / "root")


def damage_row(root: Path, config: str, damage: dict) -> str:
    """Damage the second row ({} leaves nothing of it), write its file's hash, and return the place."""
    split = list_splits(root)[config][0]
    path = root / data_path(config, split)
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    number = min(1, len(rows) - 1)
    rows[number] = rows[number] | damage if damage else {}
    before, content = sha256(path.read_bytes()), dump_jsonl(rows)
    path.write_bytes(content)
    sums = root / SUMS
    sums.write_text(sums.read_text().replace(before, sha256(content)))
    return f"{path}: line {number + 1}: "


@pytest.mark.parametrize(("config", "words", "damage"), CASES)
def test_a_row_of_another_form_is_named_by_who_reads_it(root, tmp_path, monkeypatch, config, words, damage):
    monkeypatch.chdir(tmp_path)
    Path("predictions.jsonl").write_text("{}\n")
    place = damage_row(root, config, damage)
    result = CliRunner().invoke(main, ["--root", str(root), *words])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1), result.stderr
    assert "fault of MEPP-5" not in result.stderr
    if words[0] != "diff":  # which has a form of its own, and names the file
        assert place in result.stderr
    assert "run mepp5 build." in result.stderr
    assert not Path(OUT).exists()


@pytest.mark.parametrize("task", ["categories", "slots", "changes"])
def test_python_is_told_too(root, tmp_path, task):
    place = damage_row(root, "changes" if task == "changes" else "clauses", {})
    with pytest.raises(CorpusError, match=place):
        mepp5.score(tmp_path / "none", task=task, root=root)
    if task != "changes":
        with pytest.raises(CorpusError, match=place):
            mepp5.compare(tmp_path / "none", tmp_path / "none", task=task, root=root)


@pytest.mark.parametrize("words", [("run", "majority"), ("suspects",), ("predict", "policy.txt")])
@pytest.mark.parametrize("damage", [{}, {"labels": 5}, {"labels": ["nonsense"]}, {"text": None}, {"policy": None}])
def test_baselines_of_another_root_end_in_a_sentence(root, tmp_path, monkeypatch, words, damage):
    monkeypatch.chdir(tmp_path)
    Path("policy.txt").write_text("We share your data with partners.\n")
    damage_row(root, "clauses", damage)
    result = CliRunner().invoke(baselines, ["--root", str(root), *words])
    assert (result.exit_code, result.stdout) == (1, ""), result.stderr
    assert "fault of MEPP-5" not in result.stderr


def test_sound_rows_are_let_through_and_what_others_refuse_is_left_to_them(root):
    check_rows(root, list_splits(root))
    path = root / data_path("clauses", "test")
    path.write_text("{}\n")
    check_rows(root, ["clauses", "clauses"])
    path.unlink()
    check_rows(root, ["clauses"])
