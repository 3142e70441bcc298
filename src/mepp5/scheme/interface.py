"""The labelling interface that Label Studio shows, made from the taxonomy (annotations/label_studio.xml)."""

from collections.abc import Sequence
from colorsys import hls_to_rgb
from xml.etree import ElementTree

from mepp5.scheme.taxonomy import ALONE, Category, Slot, Taxonomy

LABEL_CONFIG = "annotations/label_studio.xml"


def label_config(taxonomy: Taxonomy) -> str:
    """Return the Label Studio interface: two Labels controls and, per region, polarity, subjects and values as Choices.

    Control names: `practice`, `slot`, `polarity`, `subject` (several), `<slot>_value`; all label the Text `text`.
    """
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = ".htx-text{ white-space: pre-wrap; }"
    for field, size in (("$policy", "4"), ("$section", "5")):
        ElementTree.SubElement(view, "Header", value=field, size=size)
    _add_labels(view, "practice", taxonomy.categories, lightness=0.42)
    _add_labels(view, "slot", taxonomy.slots, lightness=0.72)
    ElementTree.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    _add_choices(view, "polarity", [(polarity, "") for polarity in taxonomy.polarities], whenTagName="practice")
    about = {"choice": "multiple", "required": "false", "whenLabelValue": ",".join(ALONE)}
    _add_choices(view, "subject", [(id, "") for id in taxonomy.subject_ids], whenTagName="practice", **about)
    for slot in taxonomy.slots:
        choices = [(value.id, value.definition) for value in slot.entries]
        _add_choices(view, f"{slot.id}_value", choices, whenTagName="slot", whenLabelValue=slot.id)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _add_labels(view: ElementTree.Element, name: str, entries: Sequence[Category | Slot], lightness: float) -> None:
    labels = ElementTree.SubElement(view, "Labels", name=name, toName="text", choice="single")
    for index, entry in enumerate(entries):
        # Hues evenly round the circle, dark for categories and light for slots: no two colours are equal.
        red, green, blue = (round(255 * part) for part in hls_to_rgb(index / len(entries), lightness, 0.7))
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        ElementTree.SubElement(labels, "Label", value=entry.id, background=colour, hint=entry.definition)


def _add_choices(view: ElementTree.Element, name: str, choices: list[tuple[str, str]], **when: str) -> None:
    shown = {"name": name, "toName": "text", "choice": "single-radio", "showInline": "true", "required": "true"}
    shown |= {"perRegion": "true", "visibleWhen": "region-selected", **when}
    control = ElementTree.SubElement(view, "Choices", shown)
    for value, hint in choices:
        ElementTree.SubElement(control, "Choice", {"value": value, **({"hint": hint} if hint else {})})
