"""Markdown and HTML as plain text, a paragraph a line: headings with #, list items with •, tables' rows with |."""

import re
import sys
from collections.abc import Iterator

import lxml.html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdownify import ATX, markdownify

# What XML allows in no text; form feeds and the like come along from PDF and from references such as "&#11;".
FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]+)|0*([0-9]+));?", re.IGNORECASE)
DIGITS = 7  # of the largest code point; more name none
PROLOGUE = re.compile(r"\s*<\?xml[^>]*>")  # an encoding that it declares is no longer the text's
NO_TEXT = " | ".join(
    [f"//{tag}" for tag in ("script", "style", "noscript", "template", "nav", "footer", "button", "svg", "iframe")]
    + [f"//body//*[@role='{role}']" for role in ("navigation", "contentinfo", "search")]
    + ["//body//*[@hidden]", "//body//*[@aria-hidden='true']"]
    + ["//body//*[contains(translate(@style, ' ', ''), 'display:none')]"]
)
BREAKS = {"softbreak": " ", "hardbreak": "\n"}
LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
BLOCKS = ("inline", "fence", "code_block", "html_block")


def read_html(source: str) -> str:
    """Return the text of a page, "" if it has none; scripts, navigation, the page's foot and hidden parts are left out.

    Where the page marks its main part, and that has most of its text, the rest is left out too.
    """
    # huge_tree: by default the parser drops what is nested more than some 250 levels deep, and all that follows.
    parser = lxml.html.HTMLParser(huge_tree=True)
    try:
        page = lxml.html.document_fromstring(PROLOGUE.sub("", drop_forbidden(source)), parser=parser)
    except lxml.etree.ParserError:
        return ""
    for element in page.xpath(NO_TEXT):
        element.drop_tree()
    found = page.find("body")
    body = found if found is not None else page
    for part in page.xpath("//main | //*[@role='main']"):
        if 2 * len(part.text_content()) > len(body.text_content()):
            body = part
            break
    content = lxml.html.tostring(body, encoding="unicode", with_tail=False)
    return read_markdown(markdownify(content, heading_style=ATX, strip=["a", "img"], escape_misc=True), html=False)


def drop_forbidden(source: str) -> str:
    """Return the source with a space for each character, or reference to one, that lxml would refuse in a text."""

    def mend(match: re.Match[str]) -> str:
        if len(match[1] or match[2]) > DIGITS:
            return " "
        number = int(match[1], 16) if match[1] else int(match[2])
        return match[0] if number <= sys.maxunicode and not FORBIDDEN.match(chr(number)) else " "

    return REFERENCE.sub(mend, FORBIDDEN.sub(" ", source))


def read_markdown(source: str, html: bool = True) -> str:
    """Return the text of a Markdown document (CommonMark and tables); with `html`, tags in it are no text."""
    parser = MarkdownIt("commonmark", {"html": html}).enable("table")
    return "\n".join(_write_lines(parser.parse(source)))


def _write_lines(tokens: list[Token]) -> Iterator[str]:
    """Yield one line for each paragraph, heading, list item and table row."""
    mark, lists = "", 0
    cells: list[str] | None = None  # of the row that is open
    for token in tokens:
        if token.type == "heading_open":
            mark = "#" * int(token.tag[1]) + " "
        elif token.type == "heading_close":
            mark = ""
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "tr_open":
            cells = []
        elif token.type == "thead_open":
            mark = "|| "
        elif token.type == "thead_close":
            mark = ""
        elif token.type == "tr_close" and cells is not None:
            yield (mark or "| ") + " | ".join(cells)
            cells = None
        elif token.type in BLOCKS:
            lines = _write_text(token).split("\n")
            if cells is not None:
                cells.append(" ".join(lines))
            else:
                yield from ((mark or ("• " if lists else "")) + line.strip() for line in lines if line.strip())


def _write_text(token: Token) -> str:
    """Return the words of a block; a hard break, also as a tag, is a newline, a soft one a space."""
    if token.type == "html_block":
        return _strip_tags(token.content)
    if token.type != "inline":
        return token.content
    return "".join(BREAKS.get(child.type, _write_tag(child)) for child in token.children or ())


def _write_tag(child: Token) -> str:
    """Return the words of a part of a line; a tag has none, but <br> ends the line."""
    if child.type != "html_inline":
        return child.content
    return "\n" if LINE_BREAK.match(child.content) else ""


def _strip_tags(source: str) -> str:
    """Return the text of HTML inside Markdown, without that of scripts and styles."""
    element = lxml.html.fragment_fromstring(drop_forbidden(source), create_parent="div")
    lxml.etree.strip_elements(element, "script", "style", lxml.etree.Comment, with_tail=False)
    return element.text_content()
