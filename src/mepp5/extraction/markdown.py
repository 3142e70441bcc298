"""Markdown as lines: made HTML by cmark (GitHub's, in linear time whatever the text), and read as HTML is.

HTML inside Markdown, as archives of pages have it, is so read as what it is.
"""

import cmarkgfm
from cmarkgfm.cmark import Options

from mepp5.extraction.document import Line
from mepp5.extraction.html import read_html

EXTENSIONS = ["table", "strikethrough"]
OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE  # "~5 days" deletes nothing


def read_markdown(source: str) -> list[Line]:
    """Return the lines of a Markdown document (str; CommonMark with tables and ~~deleted~~ words).

    Raises CorpusError where its parts are nested too deeply.
    """
    return read_html(render_markdown(source))


def render_markdown(source: str) -> str:
    """Return the document as HTML."""
    # A lone surrogate is no text that cmark could be given.
    source = source.encode("utf-8", "replace").decode("utf-8")
    return str(cmarkgfm.cmark.markdown_to_html_with_extensions(source, options=OPTIONS, extensions=EXTENSIONS))
