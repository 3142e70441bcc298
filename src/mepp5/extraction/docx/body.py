"""The body of a docx, made ready for conversion: what no reader sees is taken out, and headings are marked as such."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mepp5.extraction.docx.styles import CONTENTS, MOST_DEPTH, OUTLINE, Styles, find_outline, find_switch, get_value

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_BOLD = 120  # characters of a paragraph that is a heading by being bold
MOST_BOLD = 0.3  # of all paragraphs with words: where more are bold, they are no headings
SENTENCE_END = re.compile(r"[.,;。，；]$")
NO_HEADING_IN = ("tbl", "txbxContent")


def clean_body(root: "_Element", styles: Styles) -> None:
    """Take out hidden runs, and open what the converter does not look into: fields and drawn boxes."""
    for element in list(root.iter("{*}AlternateContent")):
        _open_alternatives(element)
    for element in list(root.iter("{*}fldSimple")):
        _replace(element, list(element))
    for run in list(root.iter("{*}r")):
        if _is_on(run, "vanish", styles.hidden):
            _replace(run, [])


def mark_headings(root: "_Element", styles: Styles) -> None:
    """Give headings and the table of contents the styles that the converter is told about.

    Headings are paragraphs with a style or an outline level that says so; else short ones, all bold, outside of tables
    and lists, one below the heading before them, the smaller in print the deeper.
    """
    paragraphs = [one for one in root.iter("{*}p") if not _stands_in(one, NO_HEADING_IN)]
    bold = [one for one in paragraphs if _is_bold_heading(one, styles)]
    sizes = {one: _find_size(one) for one in bold}
    order = {size: rank for rank, size in enumerate(sorted(set(sizes.values()), reverse=True))}
    if len(bold) > MOST_BOLD * sum(bool(_text(one).strip()) for one in paragraphs) and len(bold) > 3:
        bold = []
    ranks = {one: order[sizes[one]] for one in bold}
    above = 0
    for paragraph in paragraphs:
        style = _find_style(paragraph)
        depth = styles.depths.get(style, 0) if (own := find_outline(paragraph)) is None else own
        if style in styles.contents:
            _set_style(paragraph, CONTENTS)
        elif depth and _text(paragraph).strip():
            above = depth
            _set_style(paragraph, f"{OUTLINE}{depth}")
        elif paragraph in ranks:
            _set_style(paragraph, f"{OUTLINE}{min(above + 1 + ranks[paragraph], MOST_DEPTH)}")


def _is_bold_heading(paragraph: "_Element", styles: Styles) -> bool:
    text = _text(paragraph).strip()
    if not 0 < len(text) <= LONGEST_BOLD or SENTENCE_END.search(text) or not any(map(str.isalpha, text)):
        return False
    if paragraph.find("{*}pPr/{*}numPr") is not None:
        return False
    is_bold = _find_style(paragraph) in styles.bold
    return all(_is_on(run, "b", styles.bold, is_bold) for run in _list_runs(paragraph))


def _list_runs(paragraph: "_Element") -> "Iterator[_Element]":
    return (run for run in paragraph.iter("{*}r") if any((one.text or "").strip() for one in run.iter("{*}t")))


def _is_on(run: "_Element", tag: str, names: set[str], otherwise: bool = False) -> bool:
    """Return whether the run has a property: by itself, by its style, which is one of `names`, or by its paragraph."""
    own = find_switch(run, tag)
    style = run.find("{*}rPr/{*}rStyle")
    return own if own is not None else otherwise or (style is not None and get_value(style) in names)


def _find_size(paragraph: "_Element") -> int:
    """Return the largest size that a run gives itself, in half points; 0 where none does."""
    values = [get_value(size) for run in _list_runs(paragraph) for size in run.iterfind("{*}rPr/{*}sz")]
    return max((int(value) for value in values if value.isdecimal() and len(value) < 5), default=0)


def _find_style(paragraph: "_Element") -> str:
    style = paragraph.find("{*}pPr/{*}pStyle")
    return "" if style is None else get_value(style)


def _set_style(paragraph: "_Element", name: str) -> None:
    from lxml import etree

    space = etree.QName(paragraph).namespace
    properties = paragraph.find("{*}pPr")
    if properties is None:
        properties = etree.Element(f"{{{space}}}pPr")
        paragraph.insert(0, properties)
    for old in properties.findall("{*}pStyle"):
        properties.remove(old)
    style = etree.Element(f"{{{space}}}pStyle")
    style.set(f"{{{space}}}val", name)
    properties.insert(0, style)


def _text(paragraph: "_Element") -> str:
    return "".join(one.text or "" for one in paragraph.iter("{*}t"))


def _stands_in(element: "_Element", names: tuple[str, ...]) -> bool:
    return any(next(element.iterancestors(f"{{*}}{name}"), None) is not None for name in names)


def _open_alternatives(element: "_Element") -> None:
    """Keep the fallback, unless words stand in the newer form alone: then its boxes, in the form of the older."""
    from lxml import etree

    fallback = element.find("{*}Fallback")
    boxes = list(element.iter("{*}txbxContent"))
    if boxes and (fallback is None or next(fallback.iter("{*}t"), None) is None):
        picture = etree.Element(f"{{{etree.QName(boxes[0]).namespace}}}pict")
        picture.extend(boxes)
        _replace(element, [picture])
    else:
        _replace(element, [] if fallback is None else list(fallback))


def _replace(element: "_Element", others: "list[_Element]") -> None:
    """Put the others in the element's place; an element of a docx has no text after it that would be lost."""
    parent = element.getparent()
    if parent is None:
        return
    for other in others:
        element.addprevious(other)
    parent.remove(element)  # not by its place among the children, for which they would all be counted each time
