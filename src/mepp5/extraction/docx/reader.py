"""A policy in docx: its words as HTML, which the reader of HTML makes lines of."""

import io
import re
import zipfile
from typing import TYPE_CHECKING

from mepp5.errors import CorpusError
from mepp5.extraction.docx.body import clean_body, mark_headings
from mepp5.extraction.docx.collector import pause_collector
from mepp5.extraction.docx.parts import SPOILT, read_parts
from mepp5.extraction.docx.styles import CONTENTS, OUTLINE, find_styles

if TYPE_CHECKING:
    from lxml.etree import _Element

# What shows a note's number in the text, and what leads from the note back to it.
NOTE_MARKS = re.compile(r'<sup><a href="#[^"]*" id="[^"]*">\[\d+\]</a></sup>|(?<!\s)\s*+<a href="#[^"]*">↑</a>')


def read_docx(content: bytes) -> str:
    """Return the document as HTML of h1-h6, p, ul, ol, li, table, a and strong; a table of contents is in nav.

    Left out are pictures, comments, deletions that are tracked, hidden text, and the pages' heads and feet; notes
    stand at the end as a list. Raise CorpusError where the bytes are no docx, a locked or too large one, or hold no
    text.
    """
    from lxml import etree

    parts = read_parts(content)
    styles = find_styles(parts)
    for name, root in parts.items():
        if etree.QName(root).localname in ("document", "footnotes", "endnotes"):
            clean_body(root, styles)
        if etree.QName(root).localname == "document":
            mark_headings(parts[name], styles)
    with pause_collector():
        html = _convert(parts)
    if not re.sub(r"<[^<>]*>", "", html).strip():
        raise CorpusError(
            "it holds no text; where the policy is in pictures, run text recognition (OCR) over it first."
        )
    return html


def _convert(parts: "dict[str, _Element]") -> str:
    import mammoth

    rules = [f"p.{OUTLINE}{depth} => h{depth}:fresh" for depth in range(1, 7)]
    rules.append(f"p.{CONTENTS} => nav > p:fresh")
    try:
        result = mammoth.convert_to_html(
            _zip(parts),
            style_map="\n".join(rules),
            include_embedded_style_map=False,
            convert_image=lambda image: [],  # never opened: one may lie outside the file
        )
    except Exception as error:  # the library raises whatever it stumbles over
        raise CorpusError(SPOILT.format("its contents break the format's rules")) from error
    return NOTE_MARKS.sub("", str(result.value)).replace("\u00ad", "")


def _zip(parts: "dict[str, _Element]") -> io.BytesIO:
    """Return the parts as a docx that holds nothing else: no pictures, fonts or programs."""
    from lxml import etree

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, root in parts.items():
            archive.writestr(name, etree.tostring(root, encoding="utf-8", xml_declaration=True))
    stream.seek(0)
    return stream
