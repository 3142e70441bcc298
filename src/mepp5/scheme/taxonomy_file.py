"""annotations/taxonomy.toml as plain tables, checked: schema, unique ids, crosswalk terms."""

from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from mepp5.errors import CorpusError
from mepp5.files import read_text, read_toml

TAXONOMY = "annotations/taxonomy.toml"
DPV_TERMS = "annotations/dpv_terms.tsv"
RELATIONS = ("exact", "broad", "none")


def _object(**properties: dict) -> dict:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


# No comma and no slash in an id: ids stand in comma-separated lists and in paths.
_ID = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z_ ]*[A-Za-z]$"}
_SENTENCE = {"type": "string", "minLength": 1}
_CROSSWALKS = {
    "dpv": _object(iri={"type": "string"}, relation={"enum": list(RELATIONS)}),
    "gdpr": {"type": "array", "items": {"type": "string", "pattern": r"^1[34]\([12]\)\([a-g]\)$"}},
}
_VALUE = _object(id=_ID, definition=_SENTENCE, opp115={"type": "string"})
_CATEGORY = _object(id=_ID, definition=_SENTENCE, opp115={"type": "string"}, **_CROSSWALKS)
_SLOT = _object(id=_ID, definition=_SENTENCE, **_CROSSWALKS, values={"type": "array", "items": _VALUE, "minItems": 1})
SCHEMA = _object(
    category={"type": "array", "items": _CATEGORY, "minItems": 1},
    slot={"type": "array", "items": _SLOT, "minItems": 1},
)


def read_taxonomy_tables(root: Path) -> dict:
    """Return {"category": [...], "slot": [...]} of root's taxonomy.toml.

    Raise CorpusError where it breaks SCHEMA, repeats an id, or names a DPV term that dpv_terms.tsv lacks.
    """
    path = Path(root) / TAXONOMY
    tables = read_toml(path)
    error = best_match(Draft202012Validator(SCHEMA).iter_errors(tables))
    if error:
        raise CorpusError(f"{path}: {_place(error.absolute_path)}: {error.message}; mend that entry.")
    entries = tables["category"] + tables["slot"]
    _check_unique(path, "category and slot", entries)
    for slot in tables["slot"]:
        _check_unique(path, f"{slot['id']} value", slot["values"])
    terms = read_dpv_terms(root)
    for entry in entries:
        _check_term(path, entry, terms)
    return tables


def read_dpv_terms(root: Path) -> dict[str, str]:
    """Return {IRI: label} of the DPV terms that the crosswalks use; raise CorpusError for a broken line."""
    path = Path(root) / DPV_TERMS
    header, *lines = read_text(path).removesuffix("\n").split("\n")
    if header != "iri\tlabel":
        raise CorpusError(f"{path}: line 1 is not 'iri<TAB>label'; restore the heading.")
    terms = {}
    for number, line in enumerate(lines, start=2):
        iri, tab, label = line.partition("\t")
        if not (iri and tab and label):
            raise CorpusError(f"{path}: line {number} is not an IRI, a tab and a label; mend it.")
        terms[iri] = label
    return terms


def _place(path: list) -> str:
    return " ".join(str(step + 1) if isinstance(step, int) else str(step) for step in path) or "top level"


def _check_unique(path: Path, kind: str, entries: list[dict]) -> None:
    seen = set()
    for entry in entries:
        if entry["id"] in seen:
            raise CorpusError(f"{path}: {kind} id {entry['id']!r} stands twice; give one of them another.")
        seen.add(entry["id"])


def _check_term(path: Path, entry: dict, terms: dict[str, str]) -> None:
    iri, relation = entry["dpv"]["iri"], entry["dpv"]["relation"]
    if (relation == "none") != (iri == ""):
        raise CorpusError(f"{path}: {entry['id']}: DPV relation {relation!r} with IRI {iri!r}; use 'none' with ''.")
    if iri and iri not in terms:
        raise CorpusError(f"{path}: {entry['id']}: {iri} is not in {DPV_TERMS}; choose a term of DPV 2.3 and add it.")
