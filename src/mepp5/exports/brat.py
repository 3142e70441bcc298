"""brat's standoff: the policy's canonical text beside a file of text-bound annotations, and their configuration.

Offsets are code points of the policy's text. A span is cut at line breaks into fragments, as brat does, so a span is
from the start of its first fragment to the end of its last. Polarity and value are attributes, every subject is one of
its own that has no value. In a value "-" stands for a space, since attributes are divided by spaces. A note on each
annotation is the id of its clause.
"""

from collections.abc import Iterator

from mepp5.errors import CorpusError
from mepp5.exports.selection import Document, Exported, Selection
from mepp5.files import Object
from mepp5.scheme.taxonomy import Taxonomy

CONFIGURATION = "annotation.conf"
POLARITY, ABOUT, VALUE = "polarity", "about_", "_value"


def export(selection: Selection) -> Exported:
    """Return POLICY.txt and POLICY.ann of each policy in a folder for each part, and annotation.conf above all."""
    contents = {CONFIGURATION: _write_configuration(selection.taxonomy).encode()}
    for part in selection.parts:
        for document in part.documents:
            contents[f"{part.folder}/{document.policy}.txt"] = document.text.encode()
            contents[f"{part.folder}/{document.policy}.ann"] = "".join(_write_lines(document)).encode()
    return Exported(contents, {})


def _write_lines(document: Document) -> Iterator[str]:
    marked = ((clause, span) for clause in document.clauses for span in (*clause.practices, *clause.slots))
    attribute = 0
    for number, (clause, span) in enumerate(marked, start=1):
        fragments = _cut(document.text, clause.start + span["start"], clause.start + span["end"])
        places = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(document.text[start:end] for start, end in fragments)
        yield f"T{number}\t{span.get('category') or span['slot']} {places}\t{words}\n"
        for name, *value in _list_attributes(span):
            attribute += 1
            yield f"A{attribute}\t{' '.join([name, f'T{number}', *value])}\n"
        yield f"#{number}\tAnnotatorNotes T{number}\t{clause.id}\n"


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of the span, half-open, without those that are empty."""
    fragments = []
    for line in text[start:end].split("\n"):
        if line:
            fragments.append((start, start + len(line)))
        start += len(line) + 1
    return fragments


def _list_attributes(span: Object) -> list[tuple[str, ...]]:
    if "slot" in span:
        return [(f"{span['slot']}{VALUE}", _write_value(span["value"]))]
    return [(POLARITY, span["polarity"]), *((f"{ABOUT}{subject}",) for subject in span["subjects"])]


def _write_value(value: str) -> str:
    if "-" in value:
        raise CorpusError(f"the value {value!r} has a hyphen, which stands for a space in brat; rename the value.")
    return value.replace(" ", "-")


def _write_configuration(taxonomy: Taxonomy) -> str:
    """Return annotation.conf: types in two groups, any of which may overlap, and the attributes of each."""
    practices, slots = taxonomy.category_ids, taxonomy.slot_ids
    entities = ["!practice", *(f"\t{name}" for name in practices), "!slot", *(f"\t{name}" for name in slots)]
    overlaps = ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"]
    any_practice = "|".join(practices)
    attributes = [
        f"{POLARITY}\tArg:{any_practice}, Value:{'|'.join(taxonomy.polarities)}",
        *(f"{ABOUT}{subject}\tArg:{any_practice}" for subject in taxonomy.subject_ids),
        *(
            f"{slot}{VALUE}\tArg:{slot}, Value:{'|'.join(map(_write_value, taxonomy.values_of(slot)))}"
            for slot in slots
        ),
    ]
    sections = {"entities": entities, "relations": overlaps, "events": [], "attributes": attributes}
    return "\n".join("\n".join([f"[{name}]", *lines]) + "\n" for name, lines in sections.items())
