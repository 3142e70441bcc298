"""spaCy: a DocBin for each part, a Doc for each clause, tokens of spacy.blank("en").

Span groups "practices" and "slots" hold the spans that begin and end where tokens do, nested ones too: the label is
the category or the slot, the kb_id a slot's value, the id the span's number in the list of the same name in user_data.
That list has every span whole, with offsets in code points of the Doc's text, so those that no tokens make up too.
`cats` has each category, 1.0 for those of the clause and 0.0 for the others.
"""

from typing import TYPE_CHECKING

import spacy
from spacy.tokens import Doc, DocBin, SpanGroup

from mepp5.exports.selection import Clause, Exported, Part, Selection
from mepp5.files import Object

if TYPE_CHECKING:
    from spacy.language import Language

PRACTICES, SLOTS = "practices", "slots"


def export(selection: Selection) -> Exported:
    """Return SPLIT.spacy, of annotators SPLIT/ANNOTATOR.spacy; what no tokens make up is counted as lost."""
    pipeline = spacy.blank("en")
    contents, lost = {}, dict.fromkeys((PRACTICES, SLOTS), 0)
    for part in selection.parts:
        docs = []
        for clause in part.clauses:
            doc = _make_doc(clause, part, selection.taxonomy.category_ids, pipeline)
            for name in lost:
                lost[name] += len(doc.user_data[name]) - len(doc.spans[name])
            docs.append(doc)
        contents[f"{part.folder}.spacy"] = DocBin(store_user_data=True, docs=docs).to_bytes()
    return Exported(contents, {f"{name} in user_data alone, not in span groups": lost[name] for name in lost})


def _make_doc(clause: Clause, part: Part, categories: tuple[str, ...], pipeline: "Language") -> Doc:
    doc = pipeline.make_doc(clause.text)
    doc.cats = {category: float(category in clause.labels) for category in categories}
    place = {"id": clause.id, "policy": clause.policy, "split": part.split, "annotator": part.annotator}
    shape = {"kind": clause.kind, "section": list(clause.section), "start": clause.start, "end": clause.end}
    doc.user_data.update({**place, **shape, PRACTICES: list(clause.practices), SLOTS: list(clause.slots)})
    doc.spans[PRACTICES] = _align(doc, PRACTICES, clause.practices)
    doc.spans[SLOTS] = _align(doc, SLOTS, clause.slots)
    return doc


def _align(doc: Doc, name: str, marked: tuple[Object, ...]) -> SpanGroup:
    """Return the group of those spans that begin and end where tokens do."""
    spans = []
    for number, span in enumerate(marked):
        label, value = span.get("category") or span["slot"], span.get("value", "")
        found = doc.char_span(span["start"], span["end"], label=label, kb_id=value, span_id=str(number))
        if found is not None:
            spans.append(found)
    return SpanGroup(doc, name=name, spans=spans)
