"""The styles of a docx that tell what a paragraph is: headings by their outline, bold and hidden text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# Names that no file has, given to the paragraphs that are recognized.
OUTLINE = "mepp5-outline-"
CONTENTS = "mepp5-contents"
HEADING = re.compile(
    r"(?:heading|titre|überschrift|título|titolo|kop|rubrik|nagłówek|заголовок) ?([1-9])", re.IGNORECASE
)
MOST_DEPTH = 6
OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Styles:
    """Ids of styles: of headings with their depths, of tables of contents, and of what is bold or hidden."""

    depths: dict[str, int] = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)
    bold: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)


def find_styles(parts: "dict[str, _Element]") -> Styles:
    """Return what the parts' styles say; a style has what the one that it is based on has, unless it says otherwise."""
    found = {
        get_value(style, "styleId"): style
        for root in parts.values()
        if str(root.tag).endswith("}styles")
        for style in root.iterfind("{*}style")
    }
    styles = Styles()
    for name in found:
        chain = list(_list_bases(name, found))
        depth = next((depth for style in chain if (depth := _find_depth(style)) is not None), 0)
        if depth:
            styles.depths[name] = min(depth, MOST_DEPTH)
        if any(_name(style).casefold().startswith("toc ") for style in chain):
            styles.contents.add(name)
        for tag, names in (("b", styles.bold), ("vanish", styles.hidden)):
            if next((is_on for style in chain if (is_on := find_switch(style, tag)) is not None), False):
                names.add(name)
    return styles


def get_value(element: "_Element", name: str = "val") -> str:
    """Return the attribute of that name, whichever of the format's two namespaces it is in; "" without it."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def find_switch(element: "_Element", tag: str) -> bool | None:
    """Return whether the properties of a style or run switch something on (`b`, `vanish`), None if they are silent."""
    switch = element.find(f"{{*}}rPr/{{*}}{tag}")
    return None if switch is None else get_value(switch).casefold() not in OFF


def find_outline(element: "_Element") -> int | None:
    """Return the depth that a style's or paragraph's outline level gives, 0 for body text, None if it gives none."""
    level = element.find("{*}pPr/{*}outlineLvl")
    if level is None or not get_value(level).isdecimal():
        return None
    depth = int(get_value(level)[:3]) + 1
    return min(depth, MOST_DEPTH) if depth <= 9 else 0


def _find_depth(style: "_Element") -> int | None:
    """Return the depth that the style itself gives: by its outline, or by a name that Word gives headings."""
    name = _name(style).casefold()
    if name == "title":
        return 1
    found = HEADING.fullmatch(name)
    return int(found[1]) if found else find_outline(style)


def _name(style: "_Element") -> str:
    name = style.find("{*}name")
    return "" if name is None else get_value(name)


def _list_bases(name: str, found: "dict[str, _Element]") -> "Iterator[_Element]":
    """Yield the style and those that it is based on; a circle of them ends where it began."""
    seen: set[str] = set()
    while name in found and name not in seen:
        seen.add(name)
        yield found[name]
        base = found[name].find("{*}basedOn")
        name = "" if base is None else get_value(base)
