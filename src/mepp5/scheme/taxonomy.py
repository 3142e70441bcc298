"""The categories, slots and values (annotations/taxonomy.toml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mepp5.paths import ROOT
from mepp5.scheme.entries import DpvEntry, Value, read_dpv_terms, read_entries

POLARITIES = ("affirmed", "negated", "unknown")
# They stand alone in a clause; their practices say what else they are about (rule 2 of the guidelines).
ALONE = ("do_not_track", "international_transfer", "specific_audiences")
MOST_SUBJECTS = 3


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A DPV term: its IRI ("" if none), its label ("" if none), and its relation: exact, broad or none."""

    iri: str
    label: str
    relation: str


@dataclass(frozen=True, slots=True)
class Category:
    """What a practice can be about; `definition` completes "the clause states …"."""

    id: str
    definition: str
    opp115: str
    dpv: Crosswalk
    gdpr: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A typed phrase; `entries` describe its values in order."""

    id: str
    definition: str
    entries: tuple[Value, ...]
    dpv: Crosswalk
    gdpr: tuple[str, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The ids of the values, in order."""
        return tuple(value.id for value in self.entries)


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All categories and slots, in the order that labels, tables and files keep."""

    categories: tuple[Category, ...]
    slots: tuple[Slot, ...]
    polarities: tuple[str, ...] = POLARITIES

    @property
    def category_ids(self) -> tuple[str, ...]:
        """The 13 label names, in order."""
        return tuple(category.id for category in self.categories)

    @property
    def subject_ids(self) -> tuple[str, ...]:
        """The ten categories that a practice of ALONE can be about, in order."""
        return tuple(id for id in self.category_ids if id not in ALONE)

    def sort_categories(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the categories among the ids, each once, in order."""
        found = set(ids)
        return tuple(id for id in self.category_ids if id in found)

    @property
    def slot_ids(self) -> tuple[str, ...]:
        """The names of the slots, in order."""
        return tuple(slot.id for slot in self.slots)

    def values_of(self, slot_id: str) -> tuple[str, ...]:
        """Return the slot's value ids in order; raise KeyError for an id that is no slot."""
        for slot in self.slots:
            if slot.id == slot_id:
                return slot.values
        raise KeyError(slot_id)


def read_taxonomy(root: Path = ROOT) -> Taxonomy:
    """Return the taxonomy of root's annotations/taxonomy.toml; raise CorpusError if it breaks a rule."""
    entries, terms = read_entries(Path(root)), read_dpv_terms(root)

    def follow(dpv: DpvEntry) -> Crosswalk:
        return Crosswalk(dpv.iri, terms.get(dpv.iri, ""), dpv.relation)

    return Taxonomy(
        tuple(Category(e.id, e.definition, e.opp115, follow(e.dpv), e.gdpr) for e in entries.category),
        tuple(Slot(e.id, e.definition, e.values, follow(e.dpv), e.gdpr) for e in entries.slot),
    )
