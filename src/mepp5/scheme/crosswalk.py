"""The taxonomy's crosswalks as rows: to OPP-115, to Articles 13 and 14 of the GDPR, to the Data Privacy Vocabulary."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from mepp5.files import Object
from mepp5.scheme.taxonomy import Taxonomy

_STORED = re.compile(r"(\d+)\((\d)\)\(([a-z])\)")  # "13(1)(c)", as taxonomy.toml has it
_ASKED = re.compile(
    r"(?:art(?:icle|\.)?\s*+)?(\d{1,4})(?:\s*+[.(]\s*+(\d)\s*+\)?(?:\s*+[.(]\s*+([a-z])\s*+\)?)?)?(?:\s*+gdpr)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A point of the GDPR; paragraph 0 stands for the whole article, letter "" for the whole paragraph."""

    article: int
    paragraph: int = 0
    letter: str = ""

    @property
    def dotted(self) -> str:
        """The name that needs no quotation marks in a shell: "13.2.b"."""
        return ".".join(str(part) for part in (self.article, self.paragraph, self.letter) if part)

    @property
    def legal(self) -> str:
        """The name as lawyers write it: "13(2)(b)"."""
        return f"{self.article}{''.join(f'({part})' for part in (self.paragraph, self.letter) if part)}"

    def holds(self, other: "Point") -> bool:
        """Tell whether `other` is this point or lies in it."""
        same = self.article == other.article and self.paragraph in (0, other.paragraph)
        return same and self.letter in ("", other.letter)


def parse_point(words: str) -> Point | None:
    """Return the point that "13.2.b", "13(2)(b)", "Art. 13(2)" or "13" names; None where the words name none."""
    match = _ASKED.fullmatch(words.strip())
    if not match:
        return None
    article, paragraph, letter = match.groups()
    return Point(int(article), int(paragraph or 0), (letter or "").lower())


def list_points(taxonomy: Taxonomy) -> tuple[Point, ...]:
    """Return the points that a category or slot has a counterpart in, in the order of the law."""
    return tuple(sorted({_read(name) for entry in taxonomy.categories + taxonomy.slots for name in entry.gdpr}))


def find_entries(point: Point, taxonomy: Taxonomy) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids of the categories and of the slots that give what the point, or one in it, asks for."""
    categories = (each.id for each in taxonomy.categories if any(point.holds(_read(name)) for name in each.gdpr))
    slots = (each.id for each in taxonomy.slots if any(point.holds(_read(name)) for name in each.gdpr))
    return tuple(categories), tuple(slots)


def list_opp115(taxonomy: Taxonomy) -> list[Object]:
    """Return a row for each category and each value ("slot=value"); `opp115` is None where OPP-115 has no counterpart.

    The counterpart of a category is a category of OPP-115 (Wilson et al. 2016), that of a value "Attribute: Value".
    """
    rows = [{"layer": "category", "id": each.id, "opp115": each.opp115 or None} for each in taxonomy.categories]
    return rows + [
        {"layer": "value", "id": f"{slot.id}={value.id}", "opp115": value.opp115 or None}
        for slot in taxonomy.slots
        for value in slot.entries
    ]


def list_gdpr(taxonomy: Taxonomy) -> list[Object]:
    """Return a row for each point of Articles 13 and 14 with the categories and slots that give what it asks for."""
    rows = []
    for point in list_points(taxonomy):
        categories, slots = find_entries(point, taxonomy)
        place = {"article": point.article, "paragraph": point.paragraph, "letter": point.letter}
        rows.append({"point": point.legal, **place, "categories": list(categories), "slots": list(slots)})
    return rows


def list_dpv(taxonomy: Taxonomy) -> list[Object]:
    """Return a row for each category and slot; `iri` and `label` are None where the relation is "none".

    The relation is "exact", or "broad" where the term of DPV holds more than ours.
    """
    layers = (("category", taxonomy.categories), ("slot", taxonomy.slots))
    return [
        {
            "layer": layer,
            "id": each.id,
            "relation": each.dpv.relation,
            "iri": each.dpv.iri or None,
            "label": each.dpv.label or None,
        }
        for layer, entries in layers
        for each in entries
    ]


CROSSWALKS: dict[str, Callable[[Taxonomy], list[Object]]] = {
    "opp115": list_opp115,
    "gdpr": list_gdpr,
    "dpv": list_dpv,
}
TARGETS = tuple(CROSSWALKS)
# Of the table to read, where not all: article, paragraph and letter stand in the point.
COLUMNS = {"gdpr": ("point", "categories", "slots")}


def _read(name: str) -> Point:
    match = _STORED.fullmatch(name)
    if not match:
        raise ValueError(f"{name!r} is no point of the GDPR")  # the form of taxonomy.toml lets none through
    article, paragraph, letter = match.groups()
    return Point(int(article), int(paragraph), letter)
