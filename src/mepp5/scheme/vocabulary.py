"""The taxonomy as a SKOS concept scheme, matched with the W3C Data Privacy Vocabulary (https://w3id.org/dpv)."""

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from mepp5.errors import CorpusError
from mepp5.scheme.entries import Value
from mepp5.scheme.taxonomy import Category, Slot, Taxonomy

if TYPE_CHECKING:
    from rdflib import Graph, URIRef

# No address of the web is the project's own; "example" is the name space that nobody owns (RFC 6963).
BASE = "urn:example:mepp5:"
SCHEME = "taxonomy"
TITLE = "Categories, slots and values of MEPP-5"


# What begins every name is published: user and password before the @ of a host are not.
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!//[^/?#]*@)[^\s<>\"{}|\\^`]*[/#:]")


def is_base(iri: str) -> bool:
    """Tell whether names can be put after the IRI: it is absolute, without user or password, and ends in /, # or :."""
    return _ABSOLUTE.fullmatch(iri) is not None


def write_turtle(taxonomy: Taxonomy, base: str = BASE) -> bytes:
    """Return the scheme in Turtle, the same bytes for the same taxonomy; all its names begin with `base`.

    Categories and slots are top concepts, a value is narrower than its slot. A category or slot is an exactMatch of
    its DPV term, or has it as broadMatch where the term is wider (SKOS Reference, 10). Raise CorpusError where rdflib
    is not installed.
    """
    try:
        graph = _make_graph(taxonomy, base)
    except ImportError as error:
        raise CorpusError(f"{error.name} is not installed; pip install 'mepp5[formats]' brings it.") from error
    return graph.serialize(format="turtle").encode()


def _make_graph(taxonomy: Taxonomy, base: str) -> "Graph":
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import DCTERMS, RDF, SKOS

    graph, scheme = Graph(), URIRef(f"{base}{SCHEME}")
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal(TITLE, lang="en")))
    for category in taxonomy.categories:
        _add_top(graph, base, "category", category)
    for slot in taxonomy.slots:
        above = _add_top(graph, base, "slot", slot)
        for value in slot.entries:
            below = _add_concept(graph, base, f"value/{slot.id}", value)
            graph.add((below, SKOS.broader, above))
            graph.add((above, SKOS.narrower, below))
    return graph


def _add_top(graph: "Graph", base: str, layer: str, entry: Category | Slot) -> "URIRef":
    from rdflib import URIRef
    from rdflib.namespace import SKOS

    concept, scheme = _add_concept(graph, base, layer, entry), URIRef(f"{base}{SCHEME}")
    graph.add((concept, SKOS.topConceptOf, scheme))
    graph.add((scheme, SKOS.hasTopConcept, concept))
    if entry.dpv.iri:
        matched = {"exact": SKOS.exactMatch, "broad": SKOS.broadMatch}[entry.dpv.relation]
        graph.add((concept, matched, URIRef(entry.dpv.iri)))
    return concept


def _add_concept(graph: "Graph", base: str, space: str, entry: Category | Slot | Value) -> "URIRef":
    from rdflib import Literal, URIRef
    from rdflib.namespace import RDF, SKOS

    graph.bind(space.split("/")[-1], f"{base}{space}/")
    concept = URIRef(f"{base}{space}/{quote(entry.id)}")
    graph.add((concept, RDF.type, SKOS.Concept))
    graph.add((concept, SKOS.inScheme, URIRef(f"{base}{SCHEME}")))
    graph.add((concept, SKOS.notation, Literal(entry.id)))
    graph.add((concept, SKOS.prefLabel, Literal(entry.id.replace("_", " "), lang="en")))
    graph.add((concept, SKOS.definition, Literal(entry.definition, lang="en")))
    return concept
