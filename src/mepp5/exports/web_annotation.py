"""W3C Web Annotation as JSON-LD: a collection for each policy, an annotation for each practice and each slot.

The context stands in every file, so that nothing is fetched: those terms of http://www.w3.org/ns/anno.jsonld that are
used, with the same meaning, and a few of our own. IRIs begin with urn:mepp5: and are names; nothing is to be found
there. The source is the policy's canonical text, which lies beside as POLICY.txt; positions are code points of it,
half-open, as the recommendation has them.
"""

from collections.abc import Iterator

from mepp5.exports.selection import Clause, Document, Exported, Part, Selection
from mepp5.files import Object, dump_json

NAME = "urn:mepp5:"
AROUND = 32  # code points of prefix and suffix, by which words are found again where offsets have moved
_COUNT = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"

CONTEXT: Object = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "mepp5": f"{NAME}term:",
    "id": "@id",
    "type": "@type",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Software": "as:Application",
    "label": "rdfs:label",
    "name": "foaf:name",
    "value": "rdf:value",
    "creator": {"@id": "dcterms:creator", "@type": "@id"},
    "total": {"@id": "as:totalItems", "@type": _COUNT},
    "first": {"@id": "as:first", "@type": "@id"},
    "startIndex": {"@id": "as:startIndex", "@type": _COUNT},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "classifying": "oa:classifying",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": _COUNT},
    "end": {"@id": "oa:end", "@type": _COUNT},
    "layer": "mepp5:layer",
    "clause": "mepp5:clause",
    "split": "mepp5:split",
    "polarity": "mepp5:polarity",
    "subjects": {"@id": "mepp5:subjects", "@container": "@list"},
    "slotValue": "mepp5:slotValue",
}


def export(selection: Selection) -> Exported:
    """Return POLICY.jsonld and POLICY.txt of each policy in a folder for each part."""
    contents = {}
    for part in selection.parts:
        for document in part.documents:
            path = f"{part.folder}/{document.policy}"
            contents[f"{path}.jsonld"] = dump_json(_make_collection(part, document))
            contents[f"{path}.txt"] = document.text.encode()
    return Exported(contents, {})


def _make_collection(part: Part, document: Document) -> Object:
    items = [item for clause in document.clauses for item in _make_annotations(part, document, clause)]
    name = f"{NAME}{part.folder}/{document.policy}"
    page = {"id": f"{name}/all", "type": "AnnotationPage", "startIndex": 0, "items": items}
    head = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": document.policy}
    return {**head, "split": part.split, **_name_creator(part), "total": len(items), "first": page}


def _name_creator(part: Part) -> Object:
    if not part.annotator:
        return {}
    name = f"{NAME}annotator/{part.annotator}"
    return {"creator": {"id": name, "type": "Software", "name": part.annotator}}


def _make_annotations(part: Part, document: Document, clause: Clause) -> Iterator[Object]:
    for layer, spans in (("practice", clause.practices), ("slot", clause.slots)):
        for number, span in enumerate(spans, start=1):
            yield {
                "id": f"{NAME}{part.folder}/{clause.id}#{layer}-{number}",
                "type": "Annotation",
                "motivation": "classifying",
                **_name_creator(part),
                "clause": clause.id,
                "body": _make_body(layer, span),
                "target": _make_target(document, clause.start + span["start"], clause.start + span["end"]),
            }


def _make_body(layer: str, span: Object) -> Object:
    own = (
        {"value": span["category"], "polarity": span["polarity"], "subjects": span["subjects"]}
        if layer == "practice"
        else {"value": span["slot"], "slotValue": span["value"]}
    )
    return {"type": "TextualBody", "purpose": "classifying", "layer": layer, **own}


def _make_target(document: Document, start: int, end: int) -> Object:
    text = document.text
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    around = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    quote = {"type": "TextQuoteSelector", "exact": text[start:end], **around}
    return {"source": f"{NAME}policy/{document.policy}", "selector": [position, quote]}
