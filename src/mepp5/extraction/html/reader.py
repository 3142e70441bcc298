"""HTML as lines in reading order: headings, paragraphs, items and rows, each with what the page says of its place.

lxml parses; the tree is walked once, without recursion. Extractors of a page's main content were measured beside this
(`python -m benchmarks.pages`): they lose headings, lists or whole policies, and a clause that is lost is lost for good.
Here nothing is left out that a reader could see: what stands in a landmark is marked as furniture.
"""

import re
from dataclasses import dataclass, field, replace

import lxml.html
from lxml import etree

from mepp5.errors import CorpusError
from mepp5.extraction.document import BlockKind, Line
from mepp5.extraction.furniture import is_prose
from mepp5.extraction.html.elements import (
    BLOCKS,
    FORM_FIELDS,
    HEADINGS,
    HIDDEN,
    LISTS,
    UNREAD,
    Element,
    is_bold,
    is_hidden,
    is_landmark,
    is_strong,
)
from mepp5.extraction.html.tables import find_rows, read_row
from mepp5.extraction.html.text import Run, write_lines

PROLOGUE = re.compile(r"\s{0,1000}<\?xml[^>]{0,1000}>")  # an encoding that it declares is no longer the text's
PROSE = re.compile(r"[a-z,] [a-z][^.!?]{12,}[a-z)][.!?:]")  # a part of a sentence up to its end
MAIN_SHARE = 0.4  # of a page's unlinked words: a landmark with more is no furniture but holds the policy
LONGEST_FORM = 400  # code points of a hidden form; a longer part that holds a field is no form
FOOTNOTE = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\])]?\s*")


def read_html(source: str) -> list[Line]:
    """Return the lines of a page (str); none where it has no text.

    Raises CorpusError where its elements are nested deeper than the parser goes (2,048 levels).
    """
    page = _parse(source)
    if page is None:
        return []
    etree.strip_elements(page, etree.Comment, etree.ProcessingInstruction, *UNREAD, with_tail=False)
    for element in [*page.iter("textarea")]:
        if not PROSE.search(element.text or ""):  # a policy may stand in one, to be read before a box is ticked
            element.drop_tree()
    for element in _find_unseen(page):
        element.drop_tree()
    walk = _Walk(find_rows(page))
    walk.follow(page)
    return walk.finish()


def _parse(source: str) -> lxml.html.HtmlElement | None:
    # huge_tree: by default the parser drops what is nested more than some 250 levels deep, and all that follows.
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        page = lxml.html.document_fromstring(PROLOGUE.sub("", source.replace("\0", " ")), parser=parser)
    except etree.ParserError:
        return None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise CorpusError("its parts are nested too deeply to be read; give the policy as text")
    return page


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
    return PROSE.search(text) is not None and 2 * linked < len(text) and "{{" not in text


@dataclass(slots=True)
class _Landmark:
    """A part of a page beside its text: the one it stands in, and the unlinked words in it."""

    parent: int
    is_strong: bool
    words: int = 0
    linked: int = 0
    has_prose: bool = False


@dataclass(slots=True)
class _Walk:
    """The way through a page's elements: what is open, the words since the last block began, and the lines so far."""

    rows: dict[Element, BlockKind]
    lines: list[tuple[Line, int]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    kinds: list[tuple[str, int]] = field(default_factory=lambda: [("paragraph", 0)])
    landmarks: list[_Landmark] = field(default_factory=lambda: [_Landmark(-1, True)])
    open_landmarks: list[int] = field(default_factory=lambda: [0])
    links: int = 0
    bolds: int = 0
    fixed: int = 0  # how many <pre> are open

    def follow(self, page: Element) -> None:
        """Walk through every element."""
        walker = etree.iterwalk(page, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._close(element)
                self._add(element.tail)
            elif element in self.rows:
                self._flush()
                self._keep(read_row(element, self.rows[element]))
                walker.skip_subtree()
            elif element.tag == "sup" and FOOTNOTE.fullmatch("".join(element.itertext())):
                walker.skip_subtree()
            else:
                self._open(element)
                self._add(element.text)

    def finish(self) -> list[Line]:
        """Return the lines, those in landmarks marked as furniture unless the landmark holds much of the page."""
        self._flush()
        for line, place in self.lines:
            landmark = self.landmarks[place]
            landmark.words += len(line.text) - line.linked
            landmark.linked += line.linked
            landmark.has_prose |= is_prose(line)
        for landmark in reversed(self.landmarks[1:]):
            parent = self.landmarks[landmark.parent]
            parent.words += landmark.words
            parent.linked += landmark.linked
            parent.has_prose |= landmark.has_prose
        beside = [False]
        for landmark in self.landmarks[1:]:
            beside.append(beside[landmark.parent] or self._is_beside(landmark))
        return [replace(line, is_chrome=True) if beside[place] else line for line, place in self.lines]

    def _is_beside(self, landmark: _Landmark) -> bool:
        """Return whether a landmark is furniture: it holds little of the page, and no prose if only its name tells."""
        if landmark.words >= MAIN_SHARE * self.landmarks[0].words:
            return False
        return landmark.is_strong or landmark.linked > landmark.words or not landmark.has_prose

    def _open(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self.runs.append(Run("\n", 0, False))
            return
        if tag == "a" and element.get("href"):
            self.links += 1
        if tag in BLOCKS:
            self._flush()
            self.kinds.append(self._find_kind(element))
            self.fixed += tag == "pre"
        if is_landmark(element):
            self.landmarks.append(_Landmark(self.open_landmarks[-1], is_strong(element)))
            self.open_landmarks.append(len(self.landmarks) - 1)
        self.bolds += is_bold(element)

    def _close(self, element: Element) -> None:
        tag = element.tag
        if element in self.rows or tag == "br" or (tag == "sup" and FOOTNOTE.fullmatch("".join(element.itertext()))):
            return
        if tag in BLOCKS:
            self._flush()
            self.kinds.pop()
            self.fixed -= tag == "pre"
        if tag == "a" and element.get("href"):
            self.links -= 1
        if is_landmark(element):
            self._flush()
            self.open_landmarks.pop()
        self.bolds -= is_bold(element)

    def _find_kind(self, element: Element) -> tuple[str, int]:
        """Return the kind of line that the words directly in a block are, with a heading's depth."""
        if element.tag in HEADINGS:
            return "heading", HEADINGS[element.tag]
        if element.tag in ("dt", "summary"):
            return "heading", 0
        if element.tag == "li":
            return "list_item", 0
        if element.tag in ("dd", "td", "th", "blockquote", *LISTS):
            return "paragraph", 0
        return self.kinds[-1] if self.kinds[-1][0] != "heading" else ("heading", self.kinds[-1][1])

    def _add(self, words: str | None) -> None:
        if not words:
            return
        if not self.fixed:
            words = words.replace("\n", " ").replace("\r", " ")
        self.runs.append(Run(words, self.links, self.bolds > 0))

    def _flush(self) -> None:
        """End a block: its words become lines."""
        if self.runs:
            kind, depth = self.kinds[-1]
            for line in write_lines(self.runs, kind, depth):
                self._keep(line)
            self.runs.clear()

    def _keep(self, line: Line) -> None:
        self.lines.append((line, self.open_landmarks[-1]))
