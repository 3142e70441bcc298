"""UIMA CAS as XMI, with its type system, for INCEpTION and other tools of UIMA: a CAS for each policy.

In the XMI, begin and end are UTF-16 code units of the policy's text, as UIMA counts; dkpro-cassis reads and writes
them as code points. Types have the names that INCEpTION gives to layers of a project's own.
"""

from cassis import Cas, TypeSystem
from cassis.typesystem import TYPE_NAME_ANNOTATION, TYPE_NAME_INTEGER, TYPE_NAME_STRING, TYPE_NAME_STRING_ARRAY

from mepp5.exports.selection import Document, Exported, Selection
from mepp5.files import Object

TYPE_SYSTEM = "TypeSystem.xml"
CLAUSE, PRACTICE, SLOT = (f"webanno.custom.{name}" for name in ("Clause", "Practice", "Slot"))
_FEATURES = {
    CLAUSE: {"clauseId": TYPE_NAME_STRING, "kind": TYPE_NAME_STRING, "position": TYPE_NAME_INTEGER},
    PRACTICE: {"category": TYPE_NAME_STRING, "polarity": TYPE_NAME_STRING, "subjects": TYPE_NAME_STRING_ARRAY},
    SLOT: {"slot": TYPE_NAME_STRING, "value": TYPE_NAME_STRING},
}
_OFFSETS = ("start", "end", "text")


def export(selection: Selection) -> Exported:
    """Return POLICY.xmi of each policy in a folder for each part, and TypeSystem.xml above all."""
    types = make_type_system()
    contents = {TYPE_SYSTEM: types.to_xml().encode()}
    for part in selection.parts:
        for document in part.documents:
            contents[f"{part.folder}/{document.policy}.xmi"] = _write_document(document, types)
    return Exported(contents, {})


def make_type_system() -> TypeSystem:
    """Return the three types, all of them annotations, with their features."""
    types = TypeSystem()
    for name, features in _FEATURES.items():
        kind = types.create_type(name, supertypeName=TYPE_NAME_ANNOTATION)
        for feature, of in features.items():
            types.create_feature(kind, feature, of)
    return types


def _write_document(document: Document, types: TypeSystem) -> bytes:
    cas = Cas(types, sofa_string=document.text, sofa_mime="text/plain")
    for clause in document.clauses:
        number = int(clause.id.rpartition("/")[2])
        told = {"clauseId": clause.id, "kind": clause.kind, "position": number}
        cas.add(types.get_type(CLAUSE)(begin=clause.start, end=clause.end, **told))
        for name, spans in ((PRACTICE, clause.practices), (SLOT, clause.slots)):
            for span in spans:
                begin, end = clause.start + span["start"], clause.start + span["end"]
                cas.add(types.get_type(name)(begin=begin, end=end, **_list_features(span, types)))
    content: str = cas.to_xmi()
    return content.encode()


def _list_features(span: Object, types: TypeSystem) -> Object:
    """Return the span's own features; no subjects are no feature, since XMI cannot tell an empty array from none."""
    own = {name: value for name, value in span.items() if name not in (*_OFFSETS, "subjects")}
    if span.get("subjects"):
        own["subjects"] = types.get_type(TYPE_NAME_STRING_ARRAY)(elements=list(span["subjects"]))
    return own
