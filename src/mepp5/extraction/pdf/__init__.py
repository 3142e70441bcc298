"""Policies in PDF: a page holds no words or paragraphs, only glyphs at places, and all else is told from their look.

In come bytes. Out go lines in reading order and notes on what was left out. The glyphs become fragments, these rows,
the rows columns and tables, and the lines of these headings, paragraphs and list items.
"""

from mepp5.extraction.pdf.reader import read_pdf

__all__ = ["read_pdf"]
