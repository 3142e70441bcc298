"""One file, bytes or a text of whatever kind: what it is, its text, its furniture, and how much of it was lost."""

import codecs
import os
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.extraction.document import Document, Line, check_length, make_document
from mepp5.extraction.encoding import decode
from mepp5.extraction.plain import read_plain
from mepp5.files import is_common

KINDS = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".pdf": "pdf", ".docx": "docx"}
KINDS |= {".html": "html", ".htm": "html", ".xhtml": "html"}
LARGEST = 64 * 2**20  # bytes; the longest policies have less than one hundredth
STANDARD_INPUT = "-"
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
# A part of a page, as it comes through a pipe: a block's tag first, and one that is closed soon.
FRAGMENT = re.compile(
    r"\s{0,1000}<(?:p|div|main|article|section|h[1-6]|ul|ol|dl|table|center|font|span|b)\b[^>]{0,500}>[^<]{0,20000}</?[a-z]",
    re.IGNORECASE,
)
MARKUP = re.compile(r"^#{1,6} \S|\]\(\S|^(?:===+|---+)$", re.MULTILINE)
WORD = re.compile(r"\w+")
HEAD = 20_000  # code points: where marks of Markdown are looked for
FAR_FEWER = 0.5  # of the words that a page shows
# What the other reader of pages opens again in every block until it is closed, as browsers do; and how often in all.
REOPENED = re.compile(r"<(/?)(a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)
MOST_REOPENED = 1_000_000


def read_document(path: Path) -> Document:
    """Return the document in a file, or on standard input for "-".

    Raises CorpusError, which names the file, where it cannot be read, is too large or empty, is no text, PDF or docx,
    or has no words.
    """
    return read_received(path)[1]


def read_received(path: Path) -> tuple[bytes, Document]:
    """Return the bytes of a file, which is read once, for a pipe has nothing more, and the document that they are.

    Raises CorpusError as read_document does.
    """
    name = os.fsencode(path).decode("utf-8", "replace")
    try:
        content = _read_bytes(path)
        return content, read_content(name, content, KINDS.get(path.suffix.lower(), ""))
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}") from error
    except ModuleNotFoundError as error:
        raise CorpusError(
            f"{path}: {str(error.name).partition('.')[0]} is not installed; pip install 'mepp5[documents]' brings it."
        ) from error


def read_content(name: str, content: bytes, kind: str = "") -> Document:
    """Return the document of a file's bytes; `kind` is a value of KINDS, or "" where only the content tells.

    Raises CorpusError (without the name) for what is no document.
    """
    kind = _find_kind(content, kind)
    if kind == "pdf":
        from mepp5.extraction.pdf.apart import read_pdf_apart

        lines, notes = read_pdf_apart(content)
        return _finish(name, lines, notes)
    if kind == "docx":
        from mepp5.extraction.docx import read_docx
        from mepp5.extraction.html import read_html

        return _finish(name, read_html(read_docx(content)), [])
    return _read_text(name, content, kind)


def _read_text(name: str, content: bytes, kind: str) -> Document:
    text = decode(content, kind == "html")
    if text is None:
        raise CorpusError(
            "it is no text in UTF-8, UTF-16 with a byte order mark or windows-1252; save it as UTF-8 text."
        )
    found = _find_text_kind(text, kind)
    if found == "html" != kind:
        text = decode(content, True) or text
    return _read_decoded(name, text, found)


def read_string(name: str, text: str, kind: str = "") -> Document:
    """Return the document of a text in memory; `kind` is "html", "markdown" or "text", or "" where the content tells.

    What a page declares of its characters is passed over: they are decoded. Raises CorpusError (without the name) for
    a text that is empty, too large, binary, or without words.
    """
    if not text.strip():
        raise CorpusError("the text is empty; give a policy.")
    if len(text) > LARGEST:
        raise CorpusError(f"more than {LARGEST:,} characters; split it.")
    # The mark at its head says that the bytes are UTF-8, whatever the page declares.
    decoded = decode(codecs.BOM_UTF8 + text.removeprefix("\ufeff").encode("utf-8", "replace"), False)
    if decoded is None:
        raise CorpusError("it is no text, it has control characters in number; give the policy itself.")
    return _read_decoded(name, decoded, _find_text_kind(decoded, kind))


def _find_text_kind(text: str, kind: str) -> str:
    """Return the kind of a text, "" for plain text; what is named Markdown or a page is taken for it."""
    if (kind in ("", "text") and is_page(text)) or (not kind and FRAGMENT.match(text)):
        return "html"
    return "markdown" if not kind and MARKUP.search(text[:HEAD]) else kind


def _read_decoded(name: str, text: str, kind: str) -> Document:
    check_length(0 if kind == "html" else len(text))  # a page's words come later
    if kind not in ("html", "markdown"):
        document = read_plain(name, text)
        if not document.blocks:
            raise CorpusError("no text in it; give the policy itself.")
        return document
    # Imported here: plain text does without the parsers.
    from mepp5.extraction.html import read_html
    from mepp5.extraction.markdown import render_markdown

    source = text if kind == "html" else render_markdown(text)
    return _finish(name, read_html(source), [], source)


def _finish(name: str, lines: Sequence[Line], notes: Sequence[str], source: str = "") -> Document:
    """Return the document of the lines, furniture marked; with a page's source, words that went missing are told."""
    from mepp5.extraction.furniture import mark_furniture

    check_length(sum(len(line.text) for line in lines))
    lines = mark_furniture(lines, is_page=bool(source))
    if not lines:
        raise CorpusError("no text in it; give the policy itself.")
    document = make_document(name, lines, notes)
    return replace(document, notes=(*notes, *_compare(document, source))) if source else document


def _compare(document: Document, source: str) -> list[str]:
    """Return a note where the document has far fewer words than the page shows, counted by another reader of pages."""
    from resiliparse.extract.html2text import extract_plain_text

    if _count_open(source) * source.count("<") > MOST_REOPENED:
        return []  # the other reader would make a page of gigabytes of it
    # Without formatting: it would indent each line by the lists around it.
    words = extract_plain_text(source, preserve_formatting=False, main_content=False, alt_texts=False)
    shown = len(WORD.findall(words))
    texts = (document.text[block.start : block.end] for block in document.blocks if not block.is_chrome)
    kept = sum(len(WORD.findall(text)) for text in texts)
    if kept >= FAR_FEWER * shown:
        return []
    return [f"{kept:,} of the {shown:,} words that the page shows were taken for the policy; look whether it is whole."]


def _count_open(source: str) -> int:
    """Return how many elements such as <b> are open at once, at most, if none is closed but by its own end."""
    most, left = 0, Counter[str]()
    for end, name in REOPENED.findall(source):
        left[name.lower()] = max(left[name.lower()] + (-1 if end else 1), 0)
        most = max(most, left.total())
    return most


def is_page(text: str) -> bool:
    """Return whether a text begins as HTML does, whatever comments and declarations stand before."""
    position = 0
    while True:
        position += len(text[position : position + 10_000]) - len(text[position : position + 10_000].lstrip())
        end = "-->" if text.startswith("<!--", position) else "?>" if text.startswith("<?", position) else ""
        if not end:
            return PAGE.match(text, position) is not None
        position = text.find(end, position + 2)
        if position < 0:
            return False
        position += len(end)


def _find_kind(content: bytes, kind: str) -> str:
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "docx"  # or another archive, of which its reader tells
    return kind


def _read_bytes(path: Path) -> bytes:
    try:
        if str(path) != STANDARD_INPUT and not is_common(path):
            raise CorpusError("cannot be read (it is no common file and may never end); give the file itself, or -.")
        if str(path) == STANDARD_INPUT:
            content = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(path, "rb") as file:
                content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CorpusError(f"cannot be read ({reason}); check the file.") from error
    if not content.strip():
        raise CorpusError("the file is empty; give a policy.")
    if len(content) > LARGEST:
        raise CorpusError(f"larger than {LARGEST // 2**20} MiB; split it.")
    return content
