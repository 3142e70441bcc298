"""Words and stories for PDFs made at test time, and what is read of them."""

import random

from reportlab.platypus import Flowable, Paragraph

from mepp5.errors import CorpusError
from mepp5.extraction.document import Line
from mepp5.extraction.pdf import read_pdf
from tests.extraction.fixture_office import STYLES, Pdf, set_text

LEFT = [
    "We collect your name, your",
    "address and the pages that",
    "you visit. We keep them for",
    "as long as you have an",
    "account with us.",
]
RIGHT = [
    "Our partners see your device",
    "and where it is. They may",
    "use this for advertisements",
    "unless you have said that",
    "they must not.",
]
WORDS = "we collect keep share your name address device place pages with partners for as long the law asks"


def read(pdf: Pdf) -> list[Line]:
    return read_pdf(pdf.save())[0]


def try_to_read(content: bytes) -> list[Line]:
    """Return the lines, none where the file is refused; any other exception is the test's failure."""
    try:
        return read_pdf(content)[0]
    except CorpusError:
        return []


def texts(lines: list[Line], kind: str = "") -> list[str]:
    return [line.text for line in lines if kind in ("", line.kind)]


def make_sentences(count: int, seed: int = 0) -> str:
    chance = random.Random(seed)
    return " ".join(" ".join(chance.choices(WORDS.split(), k=14)).capitalize() + "." for _ in range(count))


def make_story(count: int) -> tuple[list[Flowable], list[str]]:
    """Return sections of a heading and a paragraph, and the texts in the order in which they are to be read."""
    expected = [text for number in range(count) for text in (f"Part {number}", make_sentences(5, number))]
    return [
        Paragraph(text, STYLES["Heading2"]) if text.startswith("Part") else set_text(text) for text in expected
    ], expected
