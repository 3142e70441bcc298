"""croissant.json as mlcroissant reads it: nothing to warn of, and every record equal to its row."""

import json
import shutil
import socket
from pathlib import Path

import mlcroissant
import pytest
from mlcroissant._src.core.context import Context, CroissantVersion
from mlcroissant._src.core.rdf import make_context

from mepp5.errors import CorpusError
from mepp5.files import sha256, write_files
from mepp5.metadata import croissant
from mepp5.metadata.responsibility import STATED
from mepp5.paths import ROOT
from mepp5.release.features import SCHEMA, list_labels, list_splits
from mepp5.release.loading import read_rows, read_sums
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.version import read_version
from tests.release.fixture_release import make_release

SPLITS = [f"{config}/{split}" for config, splits in list_splits(ROOT).items() for split in splits]
OURS = ROOT / croissant.CROISSANT


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Fail where anything asks for an address."""

    def refuse(*arguments, **options):
        raise AssertionError(f"asked the network for {arguments}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def ours() -> mlcroissant.Dataset:
    return mlcroissant.Dataset(jsonld=str(OURS))


@pytest.fixture
def tiny(tmp_path) -> Path:
    """The tiny release with a citation."""
    root = make_release(tmp_path)
    shutil.copy(ROOT / "CITATION.cff", root)
    return root


def flatten(value: object, path: str, kind: object) -> object:
    """Return a record's value as the row has it: texts for bytes, numbers of Python, keys without the path to them."""
    if isinstance(kind, list):
        return [flatten(inner, path, kind[0]) for inner in value]
    if isinstance(kind, dict):
        assert list(value) == [f"{path}/{key}" for key in kind]
        return {key: flatten(value[f"{path}/{key}"], f"{path}/{key}", inner) for key, inner in kind.items()}
    if value is None or kind == "bool":
        return value
    if kind == "date32":
        return value.date().isoformat()
    return int(value) if kind == "int32" else value.decode()


def list_rows(path: Path, name: str) -> list[dict]:
    """Return the records of a record set as rows; a Dataset gives its records once, so it is read anew."""
    records = mlcroissant.Dataset(jsonld=str(path)).records(name)
    return [flatten(record, name, SCHEMA[name.split("/")[0]]) for record in records]


def test_ours_is_valid_without_an_error_or_a_warning(ours):
    issues = ours.metadata.ctx.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    assert ours.metadata.ctx.conforms_to == CroissantVersion.LATEST_VERSION
    assert ours.metadata.version == read_version()


def test_a_fault_would_be_told():
    described = json.loads(OURS.read_text()) | {"license": None}
    assert mlcroissant.Dataset(jsonld=described).metadata.ctx.issues.warnings
    described["recordSet"][-1]["field"][0]["source"]["fileObject"]["@id"] = "nowhere"
    with pytest.raises(mlcroissant.ValidationError):
        mlcroissant.Dataset(jsonld=described)


def test_the_terms_are_those_of_the_newest_version_that_is_read():
    standard = make_context(Context(conforms_to=CroissantVersion.LATEST_VERSION))
    assert standard == croissant.CONTEXT


@pytest.mark.parametrize("name", SPLITS)
def test_every_record_is_its_row(name):
    rows = list_rows(OURS, name)
    assert rows == read_rows(*name.split("/"))
    assert rows


def test_a_record_that_is_not_its_row_would_be_seen():
    first, *_ = mlcroissant.Dataset(jsonld=str(OURS)).records("clauses/test")
    with pytest.raises(AssertionError):
        flatten(first, "clauses/test", SCHEMA["clauses"] | {"another": "string"})


def test_every_label_set_is_an_enumeration_in_the_order_of_its_numbers(ours):
    for name, labels in list_labels(read_taxonomy(ROOT)).items():
        rows = list(ours.records(name))
        assert [row[f"{name}/name"] for row in rows] == list(labels)
        assert [row[f"{name}/number"] for row in rows] == list(range(len(labels)))


def test_files_are_there_with_their_hashes_and_every_row_s_file_is_listed(ours):
    files = {file.content_url: file.sha256 for file in ours.metadata.distribution}
    for path, digest in files.items():
        assert sha256((ROOT / path).read_bytes()) == digest
    assert read_sums(ROOT).items() <= files.items()


def test_who_labelled_is_said_and_every_field_of_responsibility_is_read(ours):
    metadata = ours.metadata
    assert "No person has labelled anything." in metadata.annotator_demographics[0]
    assert len(metadata.machine_annotation_tools) > 3
    assert metadata.annotations_per_item.startswith("3 to 4 annotators")
    told = json.dumps(metadata.to_json())
    for name in STATED:
        assert f"rai:{name}" in told, name


def test_a_person_among_the_annotators_is_said_too(tiny):
    path = tiny / "annotations/annotators.toml"
    path.write_text(path.read_text().replace("language model", "person", 1))
    described = croissant.describe_release(tiny)
    assert described["rai:annotatorDemographics"] == ["Persons, of whom nothing is recorded: reader."]
    assert described["rai:machineAnnotationTools"][0].startswith("second: ")


def test_a_tiny_release_is_read_alike(tiny):
    write_files(tiny, croissant.generate(tiny))
    path = tiny / croissant.CROISSANT
    assert not mlcroissant.Dataset(jsonld=str(path)).metadata.ctx.issues.warnings
    for config, splits in list_splits(tiny).items():
        for split in splits:
            assert list_rows(path, f"{config}/{split}") == read_rows(config, split, tiny)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("title: [", "not valid YAML"),
        ("title: Ours\n", "is missing"),
        ("title: Ours\nversion: 1.0.0\nabstract: A\nauthors: []\nkeywords: []\ndate-released: 1 May\n", "authors"),
    ],
)
def test_a_citation_that_cannot_be_used_is_one_sentence(tiny, content, message):
    (tiny / "CITATION.cff").write_text(content)
    with pytest.raises(CorpusError, match=message):
        croissant.generate(tiny)


def test_a_corpus_that_nobody_cites_is_not_described(tiny):
    (tiny / "CITATION.cff").unlink()
    assert croissant.generate(tiny) == {}
