"""Markdown as lines: made HTML by cmark (GitHub's, in linear time whatever the text), and read as HTML is.

HTML inside Markdown, as archives of pages have it, is so read as what it is.
"""

import re

import cmarkgfm
from cmarkgfm.cmark import Options

from mepp5.extraction.document import Line
from mepp5.extraction.html import read_html

EXTENSIONS = ["table", "strikethrough"]
OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE  # "~5 days" deletes nothing


# What converters write and CommonMark takes for asterisks (6.2): "**Cookies.**We", "** Data **", "**.**", "Y****our".
STRONG = re.compile(r"\*\*([^*\n]{1,150})\*\*(?!\*)(\w?)")
FALSE_STRONG = re.compile(r"\*\*(?=[.,:;)]\*\*)|(?<=\w)\*{4}(?=\w)")
LINK_SPACE = re.compile(r"\]\(\s{1,3}(mailto:|https?:)\s{0,3}")


def read_markdown(source: str) -> list[Line]:
    """Return the lines of a Markdown document (str; CommonMark with tables and ~~deleted~~ words).

    Raises CorpusError where its parts are nested too deeply.
    """
    return read_html(render_markdown(source))


def render_markdown(source: str) -> str:
    """Return the document as HTML."""
    # A lone surrogate is no text that cmark could be given.
    source = STRONG.sub(_part_strong, source.encode("utf-8", "replace").decode("utf-8"))
    source = FALSE_STRONG.sub("", LINK_SPACE.sub(r"](\1", source))
    page = cmarkgfm.cmark.markdown_to_html_with_extensions(source, options=OPTIONS, extensions=EXTENSIONS)
    return str(page).replace("**", "")  # what is left of such signs


def _part_strong(match: re.Match[str]) -> str:
    """Return words in bold with the spaces that CommonMark asks for: none inside, one before a word that follows."""
    words, following = match.groups()
    inner = words.strip()
    if not inner or (inner == words and (not following or inner[-1].isalnum())):
        return match[0]
    before = " " if words[0].isspace() else ""
    return f"{before}**{inner}** {following}"
