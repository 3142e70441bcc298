"""The glyphs of a PDF page as fragments: runs of words on one baseline, with their place, size and weight.

Lengths are points (1/72 inch); x grows to the right and y upwards, on the page as it is displayed.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from mepp5.errors import CorpusError

if TYPE_CHECKING:
    from pypdfium2 import PdfPage as RawPage

# The library takes ligatures apart, and gives a hyphen at a line's end as U+0002 or U+FFFE.
# Symbol fonts have their bullets in private use.
GLYPHS = {0x02: "-", 0xFFFE: "-", 0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "▪", 0xF0D8: "▪", 0xF0FC: "▪"}
BOLD_NAME = re.compile(r"bold|black|heavy|demi|semibd", re.IGNORECASE)
FORCE_BOLD = 1 << 18
BOLD = 700
WORD_GAP = 0.3  # of the size: two glyphs further apart are two words
BREAK_GAP = 1.2  # two words further apart are two fragments: cells, columns, a bullet and its text
MARKER_GAP = 0.6  # a first glyph this far from the second is a bullet, whatever it looks like
BASELINE = 0.5  # a glyph this much of the size higher or lower is on another line; raised figures are on the same


@dataclass(slots=True)
class Fragment:
    """Words on one baseline y between x0 and x1; `is_bold` where all of them are, `size` that of most.

    `is_marked` says that the first word stands well apart from the rest: a bullet or an enumerator.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    is_marked: bool = False


@dataclass(slots=True)
class PdfPage:
    """A page's size, its fragments in the file's order, the glyphs counted and those set at an angle, left out."""

    width: float = 0.0
    height: float = 0.0
    fragments: list[Fragment] = field(default_factory=list)
    glyphs: int = 0
    angled: int = 0
    is_picture: bool = False
    is_spoilt: bool = False


@dataclass(slots=True)
class Glyph:
    """A glyph as drawn; `has_space` says that white space stands before it."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    is_bold: bool
    has_space: bool


def read_page(page: "RawPage", most: int) -> PdfPage:
    """Return what stands on the page; raise CorpusError where it has more than `most` glyphs."""
    from pypdfium2 import raw

    width, height = page.get_size()
    text_page = page.get_textpage()
    try:
        count = max(raw.FPDFText_CountChars(text_page), 0)
        if count > most:
            raise CorpusError("it holds more text than any policy; give the policy's own pages.")
        result = PdfPage(width, height, glyphs=count)
        turn = raw.FPDFPage_GetRotation(page)
        result.fragments = _make_fragments(_read_glyphs(text_page, count, turn, result))
        result.is_picture = not result.fragments and raw.FPDFPage_CountObjects(page) > 0
    finally:
        text_page.close()
    return result


def _read_glyphs(text_page: Any, count: int, turn: int, page: PdfPage) -> Iterator[Glyph]:
    from pypdfium2 import raw

    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    faces: dict[int | None, tuple[float, bool, bool]] = {}
    has_space = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        text = GLYPHS.get(code) or (chr(code) if 32 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "")
        if not text or text.isspace() or not (text.isprintable() or code == 0xAD):
            has_space = has_space or code not in (0, 0xAD)
            continue
        key = ctypes.cast(raw.FPDFText_GetTextObject(text_page, index), ctypes.c_void_p).value
        if key not in faces:
            faces[key] = _read_face(text_page, index, turn)
        size, is_bold, is_level = faces[key]
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        places = (box.left, box.right, box.top, box.bottom, x.value, y.value)
        if not is_level or not all(map(math.isfinite, (size, *places))):
            page.angled += 1
            continue
        x0, x1, baseline = _turn_places(places, turn, page)
        yield Glyph(text, x0, x1, baseline, size, is_bold, has_space)
        has_space = False


def _read_face(text_page: Any, index: int, turn: int) -> tuple[float, bool, bool]:
    """Return the size on the page, whether it is bold, and whether it runs level on the page as displayed."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text_page, index, matrix)
    # The font's own size is often 1, and the matrix that draws it makes it 11.
    size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    along, across = ((matrix.a, matrix.b), (matrix.b, -matrix.a), (-matrix.a, -matrix.b), (-matrix.b, matrix.a))[
        turn % 4
    ]
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text_page, index, name, 128, flags)
    is_named_bold = bool(BOLD_NAME.search(name.value.decode("utf-8", "replace")))
    is_bold = is_named_bold or bool(flags.value & FORCE_BOLD) or raw.FPDFText_GetFontWeight(text_page, index) >= BOLD
    return max(abs(size), 0.1), is_bold, along > 0 and abs(across) < 0.1 * along


def _turn_places(places: tuple[float, ...], turn: int, page: PdfPage) -> tuple[float, float, float]:
    """Return left, right and baseline on the page as displayed, which is turned by quarters of a circle."""
    left, right, top, bottom, x, y = places
    if turn == 1:
        return bottom, top, page.height - x
    if turn == 2:
        return page.width - right, page.width - left, page.height - y
    if turn == 3:
        return page.width - top, page.width - bottom, x
    return left, right, y


def _make_fragments(glyphs: Iterator[Glyph]) -> list[Fragment]:
    fragments: list[Fragment] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _continues(run[-1], glyph):
            fragments.append(_join(run))
            run = []
        run.append(glyph)
    if run:
        fragments.append(_join(run))
    # Some programs draw words twice, a hair's breadth apart, to make them bold.
    seen: dict[tuple[str, int, int], Fragment] = {}
    for fragment in fragments:
        seen.setdefault((fragment.text, round(fragment.x0 / 2), round(fragment.y / 2)), fragment)
    return [fragment for fragment in seen.values() if fragment.text]


def _continues(last: Glyph, glyph: Glyph) -> bool:
    size = max(last.size, glyph.size)
    return abs(glyph.y - last.y) < BASELINE * size and -0.5 * size < glyph.x0 - last.x1 < BREAK_GAP * size


def _join(run: list[Glyph]) -> Fragment:
    parts = [run[0].text]
    for last, glyph in pairwise(run):
        if glyph.has_space or glyph.x0 - last.x1 > WORD_GAP * glyph.size:
            parts.append(" ")
        parts.append(glyph.text)
    middle = sorted(run, key=lambda glyph: glyph.size)[len(run) // 2]
    # A soft hyphen is a hyphen at the end of a line alone.
    text = "".join(parts)
    text = text[:-1].replace("\xad", "") + text[-1].replace("\xad", "-")
    x0, x1 = min(glyph.x0 for glyph in run), max(glyph.x1 for glyph in run)
    is_marked = len(run) > 1 and run[1].x0 - run[0].x1 > MARKER_GAP * middle.size
    return Fragment(text, x0, x1, middle.y, middle.size, all(glyph.is_bold for glyph in run), is_marked)
