"""Annotators: what annotators.toml says of each, and what is wrong in a damaged one."""

from pathlib import Path

import pytest

from mepp5.annotation.annotators import GIVES, read_annotators
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from tests.annotation.fixture_annotators import READER
from tests.fixture_corpus import ANNOTATORS, make_corpus


@pytest.fixture
def root(tmp_path) -> Path:
    return make_corpus(tmp_path)


def test_annotators_of_the_corpus_have_their_protocols() -> None:
    annotators = read_annotators()
    assert annotators.reference in {member.layer for member in annotators.members}
    for member in annotators.members:
        assert (ROOT / "annotations" / member.protocol).is_file()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "reference: is missing"),
        ("annotator = [", "not valid TOML"),
        ('reference = "b"\n' + READER, "reference is 'b'; set it to one of: a"),
        (READER, "line 1: reference: is missing"),
        ('reference = "a"\n' + READER * 2, "two annotators have the same id"),
        (
            'reference = "a"\n' + READER.replace('"all"', '"half"'),
            r"line 6: annotator\[0\]\.scope: \"half\" should be 'all', 'some' or 'adjudication'",
        ),
        (
            'reference = "a"\n' + READER.replace('"person"', '"robot"'),
            r"annotator\[0\]\.kind: \"robot\" should be 'language model' or 'person'",
        ),
        ('reference = "a"\n' + READER.replace('kind = "person"\n', ""), r"annotator\[0\]\.kind: is missing"),
        ('reference = "a"\n' + READER + 'age = "3"\n', r"annotator\[0\]\.age: is an unknown key"),
        ('reference = "a"\n' + READER.replace('"a"', '"reference"'), "is the adjudicated annotation's name"),
    ],
)
def test_damaged_annotators_are_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations/annotators.toml").write_text(content)
    with pytest.raises(CorpusError, match=message):
        read_annotators(tmp_path)


def test_unknown_annotator_is_answered_with_those_known() -> None:
    with pytest.raises(CorpusError, match=r"no annotator 'nobody' .* choose one of: reader"):
        read_annotators().find("nobody")


def test_an_annotator_gives_everything_unless_told(root):
    assert {member.gives for member in read_annotators(root).members} == {GIVES}


def test_gives_is_kept_in_order(root):
    (root / "annotations/annotators.toml").write_text(f'{ANNOTATORS}gives = ["slots", "categories"]\n')
    assert read_annotators(root).find("second").gives == ("categories", "slots")


@pytest.mark.parametrize("gives", ['"categories"', "[]", '["slots"]', '["categories", "colours"]', '["categories", 1]'])
def test_gives_must_hold_categories_and_nothing_unknown(root, gives):
    (root / "annotations/annotators.toml").write_text(f"{ANNOTATORS}gives = {gives}\n")
    with pytest.raises(
        CorpusError,
        match=r"annotators\.toml: .*('second' has gives = .*; list categories|annotator\[1\]\.gives.* should be)",
    ):
        read_annotators(root)


def test_gives_may_not_be_listed_twice(root):
    (root / "annotations/annotators.toml").write_text(f'{ANNOTATORS}gives = ["categories", "categories"]\n')
    with pytest.raises(CorpusError, match="gives"):
        read_annotators(root)
