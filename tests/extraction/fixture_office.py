"""PDF and docx files of own wording, made at test time.

Pdf().write(50, 700, "We collect data.").save()     # bytes; lengths are points from the page's lower left corner
make_docx(lambda document: document.add_paragraph("We collect data."))      # bytes
add_xml(paragraph, "<w:r><w:t>kept</w:t></w:r>")    # what python-docx has no method for
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import docx
from docx.oxml import parse_xml
from PIL import Image
from reportlab.lib import utils
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

WIDTH, HEIGHT = A4
BOLD = "Helvetica-Bold"
WIDE_FONT = "Vera"  # one that reportlab brings along, with ligatures
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
pdfmetrics.registerFont(TTFont(WIDE_FONT, "Vera.ttf"))
STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12, spaceAfter=6)


class Pdf:
    """A PDF written line by line, each at its place."""

    def __init__(self, password: str = "") -> None:
        self._stream = io.BytesIO()
        encryption = StandardEncryption(password) if password else None
        self.canvas = canvas.Canvas(self._stream, pagesize=A4, encrypt=encryption)

    def write(self, x: float, y: float, text: str, font: str = "Helvetica", size: float = 10) -> "Pdf":
        """Write the text with its baseline's left end at the place."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)
        return self

    def write_all(self, x: float, y: float, texts: Iterable[str], leading: float = 12, **look: Any) -> "Pdf":
        """Write the texts one below the other, the first at the place."""
        for number, text in enumerate(texts):
            self.write(x, y - number * leading, text, **look)
        return self

    def draw_picture(self) -> "Pdf":
        """Draw a picture over most of the page, as a scanner does."""
        image = utils.ImageReader(Image.new("L", (40, 60), 128))
        self.canvas.drawImage(image, 50, 50, 400, 600)
        return self

    def turn_page(self) -> "Pdf":
        """Go on with the next page."""
        self.canvas.showPage()
        return self

    def save(self) -> bytes:
        """Return the file."""
        self.canvas.save()
        return self._stream.getvalue()


def typeset(story: list[Flowable], columns: int = 1) -> bytes:
    """Return the story as a PDF in columns, with a running head and page numbers, as a typesetter makes it."""
    stream = io.BytesIO()
    template = BaseDocTemplate(stream, pagesize=A4)
    width = (WIDTH - 100 - 20 * (columns - 1)) / columns
    frames = [
        Frame(50 + number * (width + 20), 60, width, 700, leftPadding=0, rightPadding=0) for number in range(columns)
    ]

    def furnish(page: canvas.Canvas, document: BaseDocTemplate) -> None:
        page.drawString(50, 800, "Alpha Ltd: how we treat your data")
        page.drawString(280, 30, f"Page {document.page}")

    template.addPageTemplates([PageTemplate(frames=frames, onPage=furnish)])
    template.build(story)
    return stream.getvalue()


def set_text(text: str) -> Paragraph:
    """Return the text as a paragraph of a typeset PDF."""
    return Paragraph(text, BODY)


def make_docx(write: Callable[[Any], object]) -> bytes:
    """Return a docx as `write` fills it."""
    document = docx.Document()
    write(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def add_xml(paragraph: Any, *elements: str) -> None:
    """Append elements to the paragraph, as Word writes them."""
    for element in elements:
        wrapped = parse_xml(f"<w:p {NAMESPACES}>{element}</w:p>")
        for child in list(wrapped):
            paragraph._p.append(child)


def replace_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the zip with these parts put in or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, text in parts.items():
            new.writestr(name, text)
    return stream.getvalue()


def read_part(content: bytes, name: str) -> bytes:
    """Return one part of the zip."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
