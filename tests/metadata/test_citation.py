"""CITATION.cff by the rules of the Citation File Format, and in step with what else names the release."""

import datetime
import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from mepp5.metadata.citation import CITATION, read_citation
from mepp5.paths import ROOT
from mepp5.version import read_version

RULES = json.loads((Path(__file__).with_name("citation.schema.json")).read_text())
VALIDATOR = Draft202012Validator(RULES, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture
def ours() -> dict:
    """The file as a reader of YAML has it, dates as texts."""
    loaded = yaml.safe_load((ROOT / CITATION).read_text(encoding="utf-8"))
    return {name: str(value) if isinstance(value, datetime.date) else value for name, value in loaded.items()}


def test_our_rules_are_a_schema():
    Draft202012Validator.check_schema(RULES)


def test_ours_keeps_the_rules(ours):
    assert [error.message for error in VALIDATOR.iter_errors(ours)] == []


def test_ours_is_of_this_release(ours):
    assert ours["version"] == read_version()
    assert ours["type"] == "dataset"
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    dated = re.search(rf"^## {re.escape(ours['version'])}\D*(\d{{4}}-\d\d-\d\d)", changelog, re.MULTILINE)
    assert dated is None or dated[1] == ours["date-released"]


def test_the_licence_is_one_since_several_would_be_a_choice(ours):
    """Of a list any one may be chosen; the code's is no choice for the labels."""
    assert ours["license"] == "CC-BY-4.0"


@pytest.mark.parametrize(
    "changes",
    [
        {"cff-version": "1.1.0"},
        {"message": ""},
        {"title": None},
        {"authors": []},
        {"authors": ["The MEPP-5 developers"]},
        {"authors": [{"name": "One", "given-names": "Two"}]},
        {"authors": [{"name": "One"}, {"name": "One"}]},
        {"type": "corpus"},
        {"date-released": "28 November 2026"},
        {"date-released": "2026-11-31"},
        {"keywords": "privacy"},
        {"license": "CC BY 4.0"},
        {"license": []},
        {"doi": "https://doi.org/10.1234/5"},
        {"url": "example.org"},
        {"identifiers": [{"type": "isbn", "value": "1"}]},
        {"licence": "CC-BY-4.0"},
    ],
)
def test_what_breaks_a_rule_is_found(ours, changes):
    assert not VALIDATOR.is_valid(ours | changes)


@pytest.mark.parametrize("name", ["cff-version", "message", "title", "authors"])
def test_what_must_be_there_is_missed(ours, name):
    del ours[name]
    assert not VALIDATOR.is_valid(ours)


def test_what_else_the_format_allows_is_allowed(ours):
    persons = [{"given-names": "Ada", "family-names": "Low", "orcid": "https://orcid.org/0000-0000-0000-000X"}]
    assert VALIDATOR.is_valid(ours | {"authors": persons, "doi": "10.5281/zenodo.1", "url": "https://example.org/"})


def test_the_metadata_read_the_same(ours):
    citation = read_citation(ROOT)
    assert (citation.title, citation.released) == (ours["title"], ours["date-released"])
    assert [{"name": author.name} for author in citation.authors] == ours["authors"]
    assert citation.write_bibtex("1.2.3").count("{") == citation.write_bibtex("1.2.3").count("}")
