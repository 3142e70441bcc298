"""The categories, slots and values, and what is generated from them: labelling interface and tables."""

from colorsys import hls_to_rgb
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from mepp5.blocks import fill_blocks
from mepp5.files import read_text
from mepp5.paths import ROOT
from mepp5.taxonomy_file import read_dpv_terms, read_taxonomy_tables

POLARITIES = ("affirmed", "negated")
GUIDELINES = "annotations/GUIDELINES.md"
LABEL_CONFIG = "annotations/label_studio.xml"


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
class Value:
    """One value of a slot; `opp115` is "Attribute: Value" or ""."""

    id: str
    definition: str
    opp115: str


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
    tables, terms = read_taxonomy_tables(root), read_dpv_terms(root)

    def crosswalks(entry: dict) -> dict:
        iri = entry["dpv"]["iri"]
        dpv = Crosswalk(iri, terms.get(iri, ""), entry["dpv"]["relation"])
        return {"dpv": dpv, "gdpr": tuple(entry["gdpr"])}

    return Taxonomy(
        tuple(Category(**{**entry, **crosswalks(entry)}) for entry in tables["category"]),
        tuple(
            Slot(
                entry["id"],
                entry["definition"],
                tuple(Value(**v) for v in entry["values"]),
                **crosswalks(entry),
            )
            for entry in tables["slot"]
        ),
    )


def label_config(taxonomy: Taxonomy) -> str:
    """Return the Label Studio interface: two Labels controls and, per region, polarity and values as Choices.

    Control names: `practice`, `slot`, `polarity`, `<slot>_value`; all label the Text named `text`.
    """
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = ".htx-text{ white-space: pre-wrap; }"
    for field, size in (("$policy", "4"), ("$section", "5")):
        ElementTree.SubElement(view, "Header", value=field, size=size)
    _add_labels(view, "practice", taxonomy.categories, lightness=0.42)
    _add_labels(view, "slot", taxonomy.slots, lightness=0.72)
    ElementTree.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    _add_choices(view, "polarity", [(polarity, "") for polarity in taxonomy.polarities], whenTagName="practice")
    for slot in taxonomy.slots:
        choices = [(value.id, value.definition) for value in slot.entries]
        _add_choices(view, f"{slot.id}_value", choices, whenTagName="slot", whenLabelValue=slot.id)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _add_labels(view: ElementTree.Element, name: str, entries: tuple, lightness: float) -> None:
    labels = ElementTree.SubElement(view, "Labels", name=name, toName="text", choice="single")
    for index, entry in enumerate(entries):
        # Hues evenly round the circle, dark for categories and light for slots: no two colours are equal.
        red, green, blue = (round(255 * part) for part in hls_to_rgb(index / len(entries), lightness, 0.7))
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        ElementTree.SubElement(labels, "Label", value=entry.id, background=colour, hint=entry.definition)


def _add_choices(view: ElementTree.Element, name: str, choices: list[tuple[str, str]], **when: str) -> None:
    shown = {"perRegion": "true", "visibleWhen": "region-selected", **when}
    control = ElementTree.SubElement(
        view,
        "Choices",
        name=name,
        toName="text",
        choice="single-radio",
        showInline="true",
        required="true",
        **shown,
    )
    for value, hint in choices:
        ElementTree.SubElement(control, "Choice", value=value, **({"hint": hint} if hint else {}))


def guidelines_tables(taxonomy: Taxonomy) -> dict[str, str]:
    """Return {block name: Markdown} for the generated blocks of GUIDELINES.md."""
    categories = [(f"`{c.id}`", c.definition, c.opp115) for c in taxonomy.categories]
    slots = [(f"`{s.id}`", _list_values(s), s.definition) for s in taxonomy.slots]
    crosswalk = [
        (f"`{entry.id}`", entry.dpv.label or "–", entry.dpv.relation, ", ".join(entry.gdpr) or "–")
        for entry in taxonomy.categories + taxonomy.slots
    ]
    return {
        "categories": _draw_table(("id", "the clause states …", "OPP-115"), categories),
        "slots": _draw_table(("slot", "values (ids are per slot)", "the phrase says …"), slots),
        "crosswalk": _draw_table(("id", "DPV 2.3", "relation", "GDPR Articles"), crosswalk),
    }


def _list_values(slot: Slot) -> str:
    return "; ".join(f"`{value.id}` ({value.definition})" for value in slot.entries)


def _draw_table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {relative path: bytes} of what the taxonomy generates: Label Studio interface and guidelines."""
    taxonomy = read_taxonomy(root)
    guidelines = fill_blocks(read_text(Path(root) / GUIDELINES), guidelines_tables(taxonomy))
    return {LABEL_CONFIG: label_config(taxonomy).encode(), GUIDELINES: guidelines.encode()}
