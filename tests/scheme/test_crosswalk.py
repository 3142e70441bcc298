"""The crosswalks as rows, as a table, and as Turtle."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS

import mepp5
from mepp5.cli import main
from mepp5.paths import ROOT
from mepp5.scheme.crosswalk import Point, find_entries, list_points, parse_point
from mepp5.scheme.entries import read_dpv_terms
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scheme.vocabulary import BASE, is_base

TAXONOMY = read_taxonomy()


def crosswalk(*words: str, root: Path = ROOT):
    return CliRunner().invoke(main, ["--root", str(root), "crosswalk", *words])


@pytest.fixture(scope="module")
def graph() -> Graph:
    result = crosswalk("--to", "dpv", "--format", "turtle")
    assert result.exit_code == 0, result.stderr
    return Graph().parse(data=result.stdout, format="turtle")


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("13.2.b", Point(13, 2, "b")),
        ("13(2)(b)", Point(13, 2, "b")),
        ("Art. 14 (1)(C)", Point(14, 1, "c")),
        ("Article 13(2)(b) GDPR", Point(13, 2, "b")),
        ("13.2", Point(13, 2)),
        ("14", Point(14)),
        ("13.b", None),
        ("13.2.b.1", None),
        ("thirteen", None),
        ("", None),
    ],
)
def test_a_point_is_read_in_every_way_of_writing_it(words, point):
    assert parse_point(words) == point


def test_every_point_is_read_back_from_both_its_names():
    points = list_points(TAXONOMY)
    assert len(points) == len({point for entry in TAXONOMY.categories + TAXONOMY.slots for point in entry.gdpr})
    assert [parse_point(point.dotted) for point in points] == list(points)
    assert [parse_point(point.legal) for point in points] == list(points)


def test_a_paragraph_holds_its_points_and_no_others():
    assert find_entries(Point(13, 2, "b"), TAXONOMY) == (("user_access_edit_deletion",), ("right",))
    whole = find_entries(Point(13, 2), TAXONOMY)
    assert whole == (
        ("user_choice_control", "user_access_edit_deletion", "data_retention"),
        ("choice", "right", "retention"),
    )
    assert find_entries(Point(1), TAXONOMY) == ((), ())


def test_gdpr_rows_say_again_what_the_taxonomy_does():
    rows = json.loads(crosswalk("--to", "gdpr", "--json").stdout)
    again = {(id, row["point"]) for row in rows for id in row["categories"] + row["slots"]}
    assert again == {(entry.id, point) for entry in TAXONOMY.categories + TAXONOMY.slots for point in entry.gdpr}
    assert all(row["point"] == f"{row['article']}({row['paragraph']})({row['letter']})" for row in rows)
    assert "13(2)(b)  user_access_edit_deletion       right" in crosswalk("--to", "gdpr").stdout.splitlines()


def test_opp115_rows_are_the_categories_and_values():
    rows = {row["id"]: row["opp115"] for row in json.loads(crosswalk("--to", "opp115", "--format", "json").stdout)}
    values = {f"{slot.id}={value.id}": value.opp115 or None for slot in TAXONOMY.slots for value in slot.entries}
    assert rows == {category.id: category.opp115 or None for category in TAXONOMY.categories} | values


def test_dpv_rows_and_the_graph_name_the_same_terms(graph):
    rows = json.loads(crosswalk("--to", "dpv", "--json").stdout)
    terms = read_dpv_terms(ROOT)
    assert {row["iri"]: row["label"] for row in rows if row["iri"]} == terms
    relations = {"exact": SKOS.exactMatch, "broad": SKOS.broadMatch}
    layers = {row["id"]: row["layer"] for row in rows}
    expected = {
        (URIRef(f"{BASE}{layers[row['id']]}/{row['id']}"), relations[row["relation"]], URIRef(row["iri"]))
        for row in rows
        if row["relation"] != "none"
    }
    found = {triple for relation in relations.values() for triple in graph.triples((None, relation, None))}
    assert found == expected
    assert {str(term) for *_, term in found} <= set(terms)


def test_the_graph_is_one_scheme_of_categories_slots_and_values(graph):
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert len(tops) == len(TAXONOMY.categories + TAXONOMY.slots)
    assert len(concepts) == len(tops) + sum(len(slot.values) for slot in TAXONOMY.slots)
    for concept in concepts:
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme]
        assert len(list(graph.objects(concept, SKOS.prefLabel))) == 1
        assert len(list(graph.objects(concept, SKOS.definition))) == 1
        assert (concept in tops) != bool(list(graph.objects(concept, SKOS.broader)))
    place = URIRef(f"{BASE}value/place/United%20States")
    assert str(graph.value(place, SKOS.notation)) == "United States"
    assert graph.value(place, SKOS.broader) == URIRef(f"{BASE}slot/place")


def test_the_same_bytes_come_of_any_order_of_hashes():
    command = [
        sys.executable,
        "-c",
        "from mepp5.cli import main; main()",
        "crosswalk",
        "--to",
        "dpv",
        "--format",
        "turtle",
    ]
    source = {"PYTHONPATH": str(Path(mepp5.__file__).parents[1])}
    written = [
        subprocess.run(command, capture_output=True, check=True, env={**os.environ, **source, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]
    assert written[0].stdout == written[1].stdout != b""


def test_names_begin_with_the_base_that_is_given():
    written = crosswalk("--to", "dpv", "--format", "turtle", "--base", "https://example.org/mepp5#").stdout
    subjects = set(Graph().parse(data=written, format="turtle").subjects())
    assert all(str(subject).startswith("https://example.org/mepp5#") for subject in subjects)


@pytest.mark.parametrize("iri", ["mepp5", "https://example.org/x", "https://example.org/a b/", "/x/", "x y:", ""])
def test_no_base_is_taken_that_names_cannot_follow(iri):
    assert not is_base(iri)
    assert crosswalk("--to", "dpv", "--format", "turtle", "--base", iri).exit_code == 2


@pytest.mark.parametrize("iri", ["https://user:secret@example.org/", "ftp://secret@example.org/x#"])
def test_no_password_begins_the_names(iri):
    result = crosswalk("--to", "dpv", "--format", "turtle", "--base", iri)
    assert (result.exit_code, "secret" in result.output) == (2, False)
    assert is_base("https://example.org/@team/")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "Missing option '--to'"),
        (("--to", "iso"), "'iso' is not one of 'opp115', 'gdpr', 'dpv'."),
        (
            ("--to", "gdpr", "--format", "turtle"),
            "Turtle is written of dpv alone; for gdpr take --format table or json.",
        ),
        (("--to", "dpv", "--format", "turtle", "--json"), "give --json or --format, not both."),
        (("--to", "dpv", "--base", "https://example.org/"), "--base is of --format turtle"),
    ],
)
def test_wrong_usage_is_status_2(words, message):
    result = crosswalk(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_term_that_is_not_listed_is_one_sentence_and_status_1(corpus_copy):
    path = corpus_copy / "annotations/dpv_terms.tsv"
    path.write_text(path.read_text().replace("dpv#Tracking", "dpv#Trackings"))
    result = crosswalk("--to", "dpv", "--format", "turtle", root=corpus_copy)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert "dpv#Tracking is not in annotations/dpv_terms.tsv" in result.stderr
