"""A policy in PDF: its words in reading order as headings, paragraphs, list items and rows, and what is not in them."""

from contextlib import closing
from typing import TYPE_CHECKING

from mepp5.errors import CorpusError
from mepp5.extraction.document import Line
from mepp5.extraction.pdf.columns import split_pages
from mepp5.extraction.pdf.furniture import take_furniture
from mepp5.extraction.pdf.glyphs import PdfPage, read_page
from mepp5.extraction.pdf.paragraphs import make_lines

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# A policy has some dozen pages; a file that says more would hold the reader for minutes.
MOST_PAGES = 2000
MOST_GLYPHS = 5_000_000
SPOILT = "it is no PDF that can be read ({}); save it anew or give the policy as text."


def read_pdf(content: bytes) -> tuple[list[Line], list[str]]:
    """Return the lines of the PDF in reading order and notes: a sentence for each thing that was left out.

    Running heads, feet and page numbers are lines with is_chrome, at the page end where they were found. Raise
    CorpusError where the file cannot be opened, is locked or too long, or holds no text.
    """
    with closing(_open(content)) as document:
        pages = _read_pages(document)
    _require_text(pages)
    furniture = take_furniture(pages)
    return make_lines(split_pages(pages), furniture), _list_notes(pages)


def _open(content: bytes) -> "PdfDocument":
    # Imported here: it loads a native library, which nobody needs who gives no PDF.
    import pypdfium2
    from pypdfium2 import raw

    if not content.strip():
        raise CorpusError(SPOILT.format("the file is empty"))
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise CorpusError("it is locked with a password; save it without.") from error
        raise CorpusError(SPOILT.format("its structure is damaged")) from error


def _read_pages(document: "PdfDocument") -> list[PdfPage]:
    import pypdfium2

    if not 0 < len(document) <= MOST_PAGES:
        reason = "it has no pages" if not len(document) else f"it says that it has {len(document)} pages"
        raise CorpusError(SPOILT.format(reason))
    pages: list[PdfPage] = []
    left = MOST_GLYPHS
    for index in range(len(document)):
        try:
            with closing(document[index]) as page:
                pages.append(read_page(page, left))
        except pypdfium2.PdfiumError:
            pages.append(PdfPage(is_spoilt=True))  # the other pages can be read
        left -= pages[-1].glyphs
    return pages


def _require_text(pages: list[PdfPage]) -> None:
    if any(page.fragments for page in pages):
        return
    number = len(pages)
    if all(page.is_spoilt for page in pages):
        raise CorpusError(SPOILT.format("none of its pages can be opened"))
    where, what = ("its one page", "is a picture") if number == 1 else (f"its {number} pages", "are pictures")
    if not any(page.is_picture for page in pages):
        raise CorpusError(f"no text in {where}; give the policy as text.")
    raise CorpusError(f"no text in {where}, which {what}; run text recognition (OCR) over it first.")


def _list_notes(pages: list[PdfPage]) -> list[str]:
    sentences = {
        "without text, only pictures; run text recognition (OCR) over the file to have them read.": "is_picture",
        "damaged and left out.": "is_spoilt",
        "read without words that are set at an angle.": "angled",
    }
    notes = []
    for sentence, name in sentences.items():
        if count := sum(bool(getattr(page, name)) for page in pages):
            notes.append(f"{count} of its {len(pages)} pages {'is' if count == 1 else 'are'} {sentence}")
    return notes
