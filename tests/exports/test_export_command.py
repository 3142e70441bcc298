"""`mepp5 export` as a user meets it: what is refused, with which words and status, and what is written."""

import builtins
import json

import pytest
from click.testing import CliRunner

from mepp5.cli import main
from mepp5.exports.catalogue import FORMATS
from mepp5.outputs import LISTING
from tests.exports.fixture_exports import run_export
from tests.fixture_corpus import make_corpus
from tests.release.fixture_release import make_release


def list_files(directory) -> list[str]:
    paths = (path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())
    return sorted(path for path in paths if path != LISTING)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--format", "bratt"), "no format 'bratt'; did you mean brat? There are conll, brat,"),
        (("--format", "csv", "--config", "clause"), "no config 'clause'; did you mean clauses? There are clauses,"),
        (("--format", "csv", "--split", "tset"), "no split of clauses 'tset'; did you mean test? There are train,"),
        (
            ("--format", "csv", "--config", "changes", "--split", "huami_2021"),
            "no split of changes 'huami_2021'; did you mean huami_2021__zepp_2024",
        ),
        (
            ("--format", "csv", "--config", "annotators", "--annotator", "raeder"),
            "no annotator 'raeder'; did you mean reader? There are reader, prober, minimalist, retest.",
        ),
        (("--format", "csv", "--annotator", "reader"), "--annotator is of --config annotators; clauses has no"),
        (("--format", "brat", "--config", "changes"), "brat cannot hold the config changes; formats that can: csv, p"),
        (("--format", "csv", "--split", "%%"), "no split of clauses '%%'. There are train, validation, test."),
    ],
)
def test_what_is_not_known_is_wrong_usage_and_the_nearest_is_named(words, message, tmp_path):
    result = run_export(*words, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert f"Error: {message}" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_files_is_refused_without_force(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    words = ("--format", "parquet", "--split", "test", "-o", tmp_path)
    result = run_export(*words)
    assert (result.exit_code, list_files(tmp_path)) == (1, ["mine.txt"])
    assert result.stderr.startswith(f"Error: {tmp_path}: holds files; ")
    assert run_export(*words, "--force").exit_code == 0
    assert list_files(tmp_path) == ["mine.txt", "test.parquet"]


def test_splits_and_annotators_are_chosen(tmp_path):
    chosen = ("--split", "test", "--split", "train", "--annotator", "retest", "--annotator", "prober")
    result = run_export("--format", "spacy", "--config", "annotators", *chosen, "-o", tmp_path)
    assert "4 files of annotators (train, test) as spacy." in result.stderr
    assert list_files(tmp_path) == [f"{s}/{a}.spacy" for s in ("test", "train") for a in ("prober", "retest")]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_release_gives_the_same_bytes(format, tmp_path):
    contents = []
    for name in ("first", "second"):
        run_export("--format", format, "--split", "validation", "-o", tmp_path / name)
        contents.append({file: (tmp_path / name / file).read_bytes() for file in list_files(tmp_path / name)})
    assert contents[0] == contents[1] != {}


@pytest.mark.parametrize("format", FORMATS)
def test_another_corpus_is_exported(format, tmp_path):
    root = make_release(tmp_path)
    for config in ("clauses", "annotators"):
        words = ["--root", root, "export", "--format", format, "--config", config, "-o", tmp_path / config]
        result = CliRunner().invoke(main, [str(word) for word in words])
        assert result.exit_code == 0, result.output
        assert list_files(tmp_path / config)


def test_a_corpus_that_compares_no_policies_has_no_changes(tmp_path):
    words = [
        "--root",
        make_release(tmp_path, pairs=False),
        "export",
        "--format",
        "csv",
        "--config",
        "changes",
        "-o",
        tmp_path / "c",
    ]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "compares no policies" in result.stderr


def test_an_edited_release_is_not_exported(tmp_path):
    root = make_release(tmp_path)
    path = root / "data/clauses/test.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps(row | {"text": row["text"].upper()}) + "\n" for row in rows))
    result = CliRunner().invoke(main, ["--root", str(root), "export", "--format", "brat", "-o", str(tmp_path / "b")])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "edited by hand" in result.stderr
    assert not (tmp_path / "b").exists()


def test_a_corpus_without_a_release_is_one_sentence(tmp_path):
    words = ["--root", make_corpus(tmp_path), "export", "--format", "csv", "-o", tmp_path / "out"]
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_library_that_is_not_installed_is_named(tmp_path, monkeypatch):
    real = builtins.__import__

    def without_pyarrow(name, *others):
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow")
        return real(name, *others)

    monkeypatch.delitem(__import__("sys").modules, "mepp5.exports.parquet", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_pyarrow)
    result = run_export("--format", "parquet", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "parquet: pyarrow is not installed; pip install 'mepp5[formats]' brings it." in result.stderr
