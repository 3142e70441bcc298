"""annotations/taxonomy.toml and dpv_terms.tsv as they stand, checked: form, unique ids, crosswalk terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from mepp5.errors import CorpusError
from mepp5.files import read_text
from mepp5.reading.forms import Words, form, read_toml

TAXONOMY = "annotations/taxonomy.toml"
DPV_TERMS = "annotations/dpv_terms.tsv"
Relation = Literal["exact", "broad", "none"]
# No comma and no slash in an id: ids stand in comma-separated lists and in paths.
Id = Annotated[str, Field(pattern=r"\A[A-Za-z][A-Za-z_ ]*[A-Za-z]\z")]
Article = Annotated[str, Field(pattern=r"\A1[34]\([12]\)\([a-g]\)\z")]


@form
@dataclass(frozen=True, slots=True)
class DpvEntry:
    """A DPV term by its IRI, "" where the relation is none."""

    iri: str
    relation: Relation


@form
@dataclass(frozen=True, slots=True)
class CategoryEntry:
    """A category as the file has it."""

    id: Id
    definition: Words
    opp115: str
    dpv: DpvEntry
    gdpr: tuple[Article, ...]


@form
@dataclass(frozen=True, slots=True)
class Value:
    """One value of a slot; `opp115` is "Attribute: Value" or ""."""

    id: Id
    definition: Words
    opp115: str


@form
@dataclass(frozen=True, slots=True)
class SlotEntry:
    """A slot as the file has it."""

    id: Id
    definition: Words
    dpv: DpvEntry
    gdpr: tuple[Article, ...]
    values: Annotated[tuple[Value, ...], Field(min_length=1)]


@form
@dataclass(frozen=True, slots=True)
class Entries:
    """The whole file, in its order."""

    category: Annotated[tuple[CategoryEntry, ...], Field(min_length=1)]
    slot: Annotated[tuple[SlotEntry, ...], Field(min_length=1)]


def read_entries(root: Path) -> Entries:
    """Return what root's taxonomy.toml has.

    Raise CorpusError where it breaks the form, repeats an id, or names a DPV term that dpv_terms.tsv lacks.
    """
    path = Path(root) / TAXONOMY
    entries = read_toml(path, Entries, "mend that entry")
    named: list[CategoryEntry | SlotEntry] = [*entries.category, *entries.slot]
    _check_unique(path, "category and slot", [entry.id for entry in named])
    for slot in entries.slot:
        _check_unique(path, f"{slot.id} value", [value.id for value in slot.values])
    terms = read_dpv_terms(root)
    for entry in named:
        _check_term(path, entry, terms)
    return entries


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


def _check_unique(path: Path, kind: str, ids: Iterable[str]) -> None:
    seen = set()
    for id in ids:
        if id in seen:
            raise CorpusError(f"{path}: {kind} id {id!r} stands twice; give one of them another.")
        seen.add(id)


def _check_term(path: Path, entry: CategoryEntry | SlotEntry, terms: dict[str, str]) -> None:
    iri, relation = entry.dpv.iri, entry.dpv.relation
    if (relation == "none") != (iri == ""):
        raise CorpusError(f"{path}: {entry.id}: DPV relation {relation!r} with IRI {iri!r}; use 'none' with ''.")
    if iri and iri not in terms:
        raise CorpusError(f"{path}: {entry.id}: {iri} is not in {DPV_TERMS}; choose a term of DPV 2.3 and add it.")
