"""Policies in docx: a zip of XML parts, which are opened with care, rid of what no reader sees, and turned into HTML.

In come bytes. Out goes HTML for the reader of HTML, with the headings that the file's styles or bold lines tell of.
Nothing outside the bytes is ever opened.
"""

from mepp5.extraction.docx.reader import read_docx

__all__ = ["read_docx"]
