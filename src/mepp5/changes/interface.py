"""The labelling interface for changes: two texts side by side, and relations (annotations/changes/label_studio.xml)."""

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from mepp5.changes.links import EFFECTS, FORMS, MEANINGS
from mepp5.changes.pairs import read_pairs
from mepp5.changes.regions import (
    ABOUT,
    BECAME,
    EFFECT,
    FORM,
    LABEL,
    LINKED,
    MEANING,
    MOVED,
    PLACE,
    SAME_STATEMENT,
    WORDS,
    control,
)
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

CHANGE_CONFIG = "annotations/changes/label_studio.xml"
STYLE = (
    ".htx-text{ white-space: pre-wrap; height: 70vh; overflow-y: auto; } "
    ".both{ display: flex; gap: 1em; } .both > div{ flex: 1; }"
)
# Of the region labels; none is told by its colour alone, since each region shows its label.
COLOURS = {LINKED: "#2093b6", WORDS: "#b6ab20", "removed": "#b62020", "added": "#20b64e"}


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of the interface, {} for a corpus that compares no policies."""
    return {CHANGE_CONFIG: change_config(read_taxonomy(root)).encode()} if read_pairs(root) else {}


def change_config(taxonomy: Taxonomy) -> str:
    """Return the interface: on each side Labels, and Choices a region, over the Texts old_text and new_text."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = STYLE
    relations = ElementTree.SubElement(view, "Relations")
    for value in (SAME_STATEMENT, BECAME):
        ElementTree.SubElement(relations, "Relation", value=value)
    both = ElementTree.SubElement(view, "View", className="both")
    for side, lone in (("old", "removed"), ("new", "added")):
        column = ElementTree.SubElement(both, "View")
        ElementTree.SubElement(column, "Header", value=f"${side}", size="5")
        labels = ElementTree.SubElement(
            column, "Labels", name=control(side, LABEL), toName=control(side, "text"), choice="single"
        )
        for value in (LINKED, lone, WORDS):
            ElementTree.SubElement(labels, "Label", value=value, background=COLOURS[value])
        text = control(side, "text")
        ElementTree.SubElement(column, "Text", name=text, value=f"${text}", granularity="symbol")
    for side, lone in (("old", "removed"), ("new", "added")):
        _add_choices(view, side, ABOUT, (*taxonomy.slot_ids, *taxonomy.category_ids), WORDS)
        _add_choices(view, side, EFFECT, EFFECTS, f"{WORDS},{lone}")
    _add_choices(view, "old", FORM, [form for form in FORMS if form not in ("removed", "added")], LINKED)
    _add_choices(view, "old", PLACE, list(MOVED.values()), LINKED)
    _add_choices(view, "old", MEANING, MEANINGS, LINKED)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _add_choices(view: ElementTree.Element, side: str, name: str, values: Sequence[str], labels: str) -> None:
    """Add choices of a region; none is required, since the first clause of a link speaks for all of it."""
    shown = {"name": control(side, name), "toName": control(side, "text"), "choice": "single-radio"}
    shown |= {"showInline": "true", "perRegion": "true", "visibleWhen": "region-selected"}
    shown |= {"whenTagName": control(side, LABEL), "whenLabelValue": labels}
    control_element = ElementTree.SubElement(view, "Choices", shown)
    for value in values:
        ElementTree.SubElement(control_element, "Choice", value=value)
