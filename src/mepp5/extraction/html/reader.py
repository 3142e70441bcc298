"""HTML as lines in reading order: headings, paragraphs, items and rows, each with what the page says of its place.

lxml parses; the tree is walked once, without recursion. Extractors of a page's main content were measured beside this
(`python -m benchmarks.pages`): they lose headings, lists or whole policies, and a clause that is lost is lost for good.
Here nothing is left out that a reader could see: what stands in a landmark is marked as furniture.
"""

import re
from collections.abc import Sequence

import lxml.html
from lxml import etree

from mepp5.errors import CorpusError
from mepp5.extraction.document import Line
from mepp5.extraction.html.elements import (
    FORM_FIELDS,
    FORM_PARTS,
    HIDDEN,
    SENTENCE,
    UNREAD,
    Element,
    is_hidden,
    is_strong,
)
from mepp5.extraction.html.tables import find_rows
from mepp5.extraction.html.walk import Walk

# At a page's head alone: an encoding that it declares is no longer the text's.
PROLOGUE = re.compile(r"\A\s{0,1000}<\?xml(?:[^>]{0,1000}>)?")
# A part of a sentence up to its end. The first place after the last sentence where it may begin is as good as all
# others: without (?>…), each would be tried, and the time would grow with the square of the text.
PROSE = re.compile(r"(?<![^.!?])(?>[^.!?]*?[a-z,] [a-z])[^.!?]{12,}[a-z)][.!?:]")
# Parsers compare each attribute of a tag with all before it.
TAG = re.compile(r"""<[a-z](?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+""", re.IGNORECASE)
VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+')""")
PARTED = re.compile(r"[\s/=]++")
MOST_ATTRIBUTES = 5_000  # of one tag; pages have some twenty
MOST_TAGS = 1_000_000  # of a page, with its comments; the longest have some ten thousand
FRAMES = re.compile(r"</?no(?:frames|embed)\b[^>]{0,200}>", re.IGNORECASE)  # whose words the parser takes as they stand
UNSEEN = "mepp5-unseen"  # a tag that no page has
LONGEST_FORM = 400  # code points of a hidden form; a longer part that holds a field is no form


def read_html(source: str) -> list[Line]:
    """Return the lines of a page (str); none where it has no text.

    Raises CorpusError where its elements are nested deeper than the parser goes (2,048 levels), and for more tags, or
    attributes of one tag, than any page has.
    """
    page = _parse(source)
    if page is None:
        return []
    etree.strip_elements(page, etree.Comment, etree.ProcessingInstruction, *UNREAD, with_tail=False)
    _drop(page, _find_unseen(page))  # while the fields of forms are there
    # A policy may stand in a field, to be read before a box is ticked.
    _drop(page, [field for field in page.iter("textarea") if not PROSE.search(field.text or "")])
    etree.strip_elements(page, *FORM_PARTS, with_tail=False)
    return Walk(find_rows(page)).follow(page)


def _parse(source: str) -> lxml.html.HtmlElement | None:
    if source.count("<") > MOST_TAGS:
        raise CorpusError(f"it has more than {MOST_TAGS:,} tags; give the policy as text.")
    if any(map(_has_too_many_attributes, TAG.finditer(source))):
        raise CorpusError("a tag in it has thousands of attributes; give the policy as text.")
    # huge_tree: by default the parser drops what is nested more than some 250 levels deep, and all that follows.
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        cleaned = FRAMES.sub("", source.replace("\0", " "))
        page = lxml.html.document_fromstring(PROLOGUE.sub("", cleaned), parser=parser)
    except etree.ParserError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise CorpusError("its parts are nested too deeply to be read; give the policy as text.")
    return page


def _has_too_many_attributes(tag: re.Match[str]) -> bool:
    start, end = tag.span()
    return end - start > 2 * MOST_ATTRIBUTES and len(PARTED.findall(VALUE.sub("=", tag[0]))) > MOST_ATTRIBUTES


def _drop(page: Element, elements: Sequence[Element]) -> None:
    """Take elements out of a page, all at once: lxml's drop_tree() would copy the text before each again and again."""
    for element in elements:
        element.tag = UNSEEN
    etree.strip_elements(page, UNSEEN, with_tail=False)


def _find_unseen(page: lxml.html.HtmlElement) -> list[lxml.html.HtmlElement]:
    """Return the hidden parts of a page that no click is meant to open: menus, forms, templates, single words.

    A panel that holds prose stays. Of hidden parts within each other the outermost decides.
    """
    found = []
    inside: set[Element] = set()
    for element in page.xpath(HIDDEN):
        if element in inside or not is_hidden(element):
            continue
        inside.update(element.iter())
        if not _holds_prose(element):
            found.append(element)
    return found


def _holds_prose(element: Element) -> bool:
    """Return whether a hidden part has a sentence, no field to fill in, and fewer words in links than beside them."""
    text = " ".join("".join(element.itertext()).split())
    has_fields = next(element.iter(*FORM_FIELDS), None) is not None
    if is_strong(element) or (has_fields and len(text) < LONGEST_FORM):
        return False
    linked = sum(len("".join(link.itertext())) for link in element.iter("a") if link.get("href"))
    return SENTENCE.search(text) is not None and 2 * linked < len(text) and "{{" not in text
