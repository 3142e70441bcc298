"""The release as the baselines load it."""

import shutil

import pytest

from baselines.corpus import load_corpus
from mepp5.errors import CorpusError
from mepp5.release.protocols import read_rows
from tests.baselines.fixture_baselines import CATEGORIES, invoke


def test_the_corpus_is_the_release(finished):
    corpus = load_corpus(finished)
    assert corpus.categories == CATEGORIES
    for loaded, row in zip(corpus.rows, read_rows(finished), strict=True):
        expected = {key: row[key] for key in loaded if key != "source"} | {"section": " ".join(row["section"])}
        expected["source"] = row["policy"]
        assert loaded == expected
    assert f"sha256:{corpus.sha256}" in (finished / "README.md").read_text()


def test_the_invented_clauses_come_beside_without_page_furniture(finished):
    corpus = load_corpus(finished)
    assert corpus.invented["id"].tolist() == [
        "invented/a01/002",
        "invented/a01/003",
        "invented/a01/004",
        "invented/b01/001",
    ]
    assert corpus.invented["source"].tolist() == ["a01", "a01", "a01", "b01"]
    assert corpus.invented.loc["invented/b01/001", "topics"] == ["first_party_collection_use", "do_not_track"]
    assert f"sha256:{corpus.invented_sha256}" in (finished / "README.md").read_text()


def test_no_stale_rows_are_loaded(finished_copy):
    before = load_corpus(finished_copy)
    path = finished_copy / "data/clauses/test.jsonl"
    path.write_text(path.read_text().replace('"data_security"', '"data_retention"'))
    after = load_corpus(finished_copy)
    assert before.frame.loc["gamma-2022/0003", "labels"] == ["data_security"]
    assert after.frame.loc["gamma-2022/0003", "labels"] == ["data_retention"]


def test_a_release_that_cannot_be_loaded_is_one_sentence(finished_copy):
    (finished_copy / "README.md").unlink()
    result = invoke(finished_copy, "run", "majority")
    assert result.exit_code == 1
    assert "load_dataset cannot read config 'clauses'" in result.stderr
    assert "Traceback" not in result.output


def test_a_misspelt_label_is_one_sentence(finished_copy):
    path = finished_copy / "data/clauses/train.jsonl"
    path.write_text(path.read_text().replace('"data_security"', '"data_securty"'))
    with pytest.raises(CorpusError, match="load_dataset cannot read config 'clauses'"):
        load_corpus(finished_copy)


@pytest.mark.parametrize("name", ["[x]", "a::b", "a*b", "a?b", "{a,b}", "100%20 #1", "a\nb"])
def test_no_name_of_the_folder_is_taken_for_a_pattern(name, finished, tmp_path):
    root = shutil.copytree(finished, tmp_path / name / "clone")
    assert load_corpus(root).rows == load_corpus(finished).rows


def test_a_release_without_card_in_such_a_folder_is_one_sentence(finished, tmp_path):
    root = shutil.copytree(finished, tmp_path / "[x]" / "clone")
    (root / "README.md").unlink()
    with pytest.raises(CorpusError, match="load_dataset cannot read config 'clauses'"):
        load_corpus(root)
