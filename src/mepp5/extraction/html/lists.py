"""What a page's lists are: lists of items with labels, or texts whose paragraphs are numbered."""

from mepp5.extraction.html.elements import EMPHASIS, HEADINGS, Element, is_bold, read_start

DEEPEST_LABEL = 6  # elements around the words of a label
LONGEST_LABEL = 120  # code points
LABELLED = 0.5  # of the items: where as many have one, each label is a heading, whatever its form
PARAGRAPHS = 3  # in an item that is a text of its own


def has_labels(element: Element) -> bool:
    """Return whether the items of a list begin with labels set apart: at least two items, and half of all."""
    items = [item for item in element if item.tag == "li"]
    labelled = sum(_has_label(item) for item in items)
    return labelled > 1 and labelled >= LABELLED * len(items)


def is_container(item: Element, holders: set[Element]) -> bool:
    """Return whether an item is a text of its own, of which the list only tells the number; `holders` hold headings."""
    return item in holders or sum(child.tag == "p" for child in item) >= PARAGRAPHS


def find_holders(page: Element) -> set[Element]:
    """Return the elements that hold a heading: asked of each item, it would be looked for at each level of lists."""
    holders: set[Element] = set()
    for heading in page.iter(*HEADINGS):
        element = heading.getparent()
        while element is not None and element not in holders:
            holders.add(element)
            element = element.getparent()
    return holders


def _has_label(item: Element) -> bool:
    """Return whether an item's first words are in bold or italics, are few, and have others behind them."""
    element = item
    for _ in range(DEEPEST_LABEL):
        if element.tag in EMPHASIS or is_bold(element):
            label = len(read_start(element, LONGEST_LABEL))
            return 0 < label <= LONGEST_LABEL and len(read_start(item, label + 1)) > label + 1
        first = next(iter(element), None)
        if (element.text and element.text.strip()) or first is None:
            return False
        element = first
    return False
