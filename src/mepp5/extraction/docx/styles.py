"""The styles of a docx that tell what a paragraph is: headings by their outline, bold and hidden text."""

import re
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


@dataclass(frozen=True, slots=True)
class _Said:
    """What a style says: the one that it is based on, its depth and switches (None where it is silent)."""

    base: str = ""
    depth: int | None = None
    contents: bool = False
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, base: "_Said") -> "_Said":
        """Return what it says, and where it is silent what its base says; based on a table of contents, it is one."""
        return _Said(
            self.base,
            base.depth if self.depth is None else self.depth,
            self.contents or base.contents,
            base.bold if self.bold is None else self.bold,
            base.hidden if self.hidden is None else self.hidden,
        )


def find_styles(parts: "dict[str, _Element]") -> Styles:
    """Return what the parts' styles say; a style has what the one that it is based on has, unless it says otherwise."""
    found = {
        get_value(style, "styleId"): style
        for root in parts.values()
        if str(root.tag).endswith("}styles")
        for style in root.iterfind("{*}style")
    }
    styles = Styles()
    for name, said in _resolve(found).items():
        if said.depth:
            styles.depths[name] = min(said.depth, MOST_DEPTH)
        for is_on, names in ((said.contents, styles.contents), (said.bold, styles.bold), (said.hidden, styles.hidden)):
            if is_on:
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


def _resolve(found: "dict[str, _Element]") -> dict[str, _Said]:
    """Return what each style says with those that it is based on, each read once however long the chains of them are.

    In a circle of styles, each is based on all others, beginning with its own base.
    """
    resolved: dict[str, _Said] = {}
    own = {name: _read(style) for name, style in found.items()}
    for first in found:
        path: dict[str, None] = {}
        name = first
        while name in own and name not in resolved and name not in path:
            path[name] = None
            name = own[name].base
        chain = list(path)
        said = resolved.get(name, _Said())
        # Of a circle, what its first style comes to is known only after one round.
        for each in reversed([*chain, *(chain[chain.index(name) :] if name in path else ())]):
            said = resolved[each] = own[each].over(said)
    return resolved


def _read(style: "_Element") -> _Said:
    base = style.find("{*}basedOn")
    return _Said(
        "" if base is None else get_value(base),
        _find_depth(style),
        _name(style).casefold().startswith("toc "),
        find_switch(style, "b"),
        find_switch(style, "vanish"),
    )
