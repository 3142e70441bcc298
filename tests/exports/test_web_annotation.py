"""Web Annotation: read back by rdflib and by pyld, neither of which may fetch anything."""

import json
from pathlib import Path

import pytest
from pyld import jsonld
from rdflib import Graph, Namespace
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, RDF

from tests.exports.fixture_exports import (
    CONFIGS,
    Found,
    check_kept,
    expect,
    export_release,
    make_odd_selection,
    read_expected,
    read_key,
    write_selection,
)

OA = Namespace("http://www.w3.org/ns/oa#")
TERM = Namespace("urn:mepp5:term:")


def refuse(url: str, options: dict) -> dict:
    raise AssertionError(f"{url} would be fetched")


jsonld.set_document_loader(refuse)


def read_graph(directory: Path) -> Found:
    found = Found()
    for path in directory.rglob("*.jsonld"):
        split, _ = read_key(path, directory)
        text = path.with_suffix(".txt").read_bytes().decode()
        found.texts[split, path.stem] = text
        graph = Graph().parse(path, format="json-ld")
        [told] = set(graph.objects(None, TERM["split"]))
        assert str(told) == split
        for annotation in graph.subjects(RDF.type, OA.Annotation):
            _add(found, graph, annotation, split, text)
    return found.sort()


def _add(found: Found, graph: Graph, annotation, split: str, text: str) -> None:
    def read(subject, name):
        [value] = graph.objects(subject, name)
        return value

    body, target = read(annotation, OA.hasBody), read(annotation, OA.hasTarget)
    selectors = {read(selector, RDF.type): selector for selector in graph.objects(target, OA.hasSelector)}
    place, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
    start, end = (read(place, OA[name]).toPython() for name in ("start", "end"))
    prefix, exact, suffix = (str(read(quote, OA[name])) for name in ("prefix", "exact", "suffix"))
    assert text[start:end] == exact
    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)
    assert len(prefix) == min(32, start)
    creators = [str(read(who, FOAF.name)) for who in graph.objects(annotation, DCTERMS.creator)]
    key = (split, *(creators or [""]), str(read(annotation, TERM.clause)), start, end, str(read(body, RDF.value)))
    if str(read(body, TERM.layer)) == "practice":
        about = tuple(str(subject) for subject in Collection(graph, read(body, TERM.subjects)))
        found.practices.append((*key, str(read(body, TERM.polarity)), about))
    else:
        found.slots.append((*key, str(read(body, TERM.slotValue))))


@pytest.mark.parametrize("config", CONFIGS)
def test_all_policies_come_back_by_rdflib(config, tmp_path):
    check_kept("web-annotation", config, read_graph(export_release("web-annotation", config, tmp_path)))


def test_pyld_finds_the_same_positions(tmp_path):
    directory = export_release("web-annotation", "clauses", tmp_path)
    expected = read_expected("clauses")
    found = []
    for path in directory.rglob("*.jsonld"):
        [collection] = jsonld.expand(json.loads(path.read_text(encoding="utf-8")))
        [page] = collection["http://www.w3.org/ns/activitystreams#first"]
        [items] = page["http://www.w3.org/ns/activitystreams#items"]
        for item in items["@list"]:
            assert item["@type"] == [str(OA.Annotation)]
            [clause] = item[str(TERM.clause)]
            [body], [target] = item[str(OA.hasBody)], item[str(OA.hasTarget)]
            [position] = [one for one in target[str(OA.hasSelector)] if str(OA.start) in one]
            start, end = (int(position[str(OA[name])][0]["@value"]) for name in ("start", "end"))
            found.append((clause["@value"], start, end, body[str(RDF.value)][0]["@value"]))
    assert sorted(found) == sorted(span[2:6] for span in [*expected.practices, *expected.slots])


def test_both_readers_make_the_same_triples_and_every_key_has_a_meaning(tmp_path):
    path = write_selection("web-annotation", tmp_path) / "test/odd.jsonld"
    content = json.loads(path.read_text(encoding="utf-8"))
    ours = Graph().parse(path, format="json-ld")
    theirs = Graph().parse(data=jsonld.to_rdf(content, {"format": "application/n-quads"}), format="nquads")
    assert len(ours) == len(theirs) > 60
    assert ours.isomorphic(theirs)
    assert jsonld.compact(jsonld.expand(content), content["@context"]) == content


def test_characters_beyond_the_bmp_come_back(tmp_path):
    found, expected = read_graph(write_selection("web-annotation", tmp_path)), expect(make_odd_selection())
    assert (found.practices, found.slots) == (expected.practices, expected.slots)
