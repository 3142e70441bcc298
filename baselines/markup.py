"""Markdown and HTML as plain text, a paragraph a line: headings with #, list items with •, tables' rows with |."""

import re
from collections.abc import Iterator

import lxml.html
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdownify import ATX, markdownify

PROLOGUE = re.compile(r"\s*<\?xml[^>]*>")  # an encoding that it declares is no longer the text's
NO_TEXT = " | ".join(
    [f"//{tag}" for tag in ("script", "style", "noscript", "template", "nav", "footer", "button", "svg", "iframe")]
    + [f"//body//*[@role='{role}']" for role in ("navigation", "contentinfo", "search")]
    + ["//body//*[@hidden]", "//body//*[@aria-hidden='true']"]
    + ["//body//*[contains(translate(@style, ' ', ''), 'display:none')]"]
)
BLOCKS = ("inline", "fence", "code_block", "html_block")


def read_html(source: str) -> str:
    """Return the text of a page, "" if it has none; scripts, navigation, the page's foot and hidden parts are left out.

    Where the page marks its main part, and that has most of its text, the rest is left out too.
    """
    try:
        page = lxml.html.document_fromstring(PROLOGUE.sub("", source))
    except lxml.etree.ParserError:
        return ""
    for element in page.xpath(NO_TEXT):
        element.drop_tree()
    body = page.find("body") if page.find("body") is not None else page
    for part in page.xpath("//main | //*[@role='main']"):
        if 2 * len(part.text_content()) > len(body.text_content()):
            body = part
            break
    content = lxml.html.tostring(body, encoding="unicode", with_tail=False)
    return read_markdown(markdownify(content, heading_style=ATX, strip=["a", "img"], escape_misc=True), html=False)


def read_markdown(source: str, html: bool = True) -> str:
    """Return the text of a Markdown document (CommonMark and tables); with `html`, tags in it are no text."""
    parser = MarkdownIt("commonmark", {"html": html}).enable("table")
    return "\n".join(_write_lines(parser.parse(source)))


def _write_lines(tokens: list[Token]) -> Iterator[str]:
    """Yield one line for each paragraph, heading, list item and table row."""
    mark, lists, cells = "", 0, None
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
        elif token.type == "tr_close":
            yield (mark or "| ") + " | ".join(cells)
            cells = None
        elif token.type in BLOCKS:
            lines = _write_text(token).split("\n")
            if cells is not None:
                cells.append(" ".join(lines))
            else:
                yield from ((mark or ("• " if lists else "")) + line.strip() for line in lines if line.strip())


def _write_text(token: Token) -> str:
    """Return the words of a block; a hard break is a newline, a soft one a space."""
    if token.type == "html_block":
        return _strip_tags(token.content)
    if token.type != "inline":
        return token.content
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    words = [breaks.get(child.type, child.content) for child in token.children if child.type != "html_inline"]
    return "".join(words)


def _strip_tags(source: str) -> str:
    """Return the text of HTML inside Markdown, without that of scripts and styles."""
    try:
        elements = lxml.html.fragments_fromstring(f"<div>{source}</div>")
    except lxml.etree.ParserError:
        return ""
    for element in elements:
        lxml.etree.strip_elements(element, "script", "style", lxml.etree.Comment, with_tail=False)
    return "\n".join(element.text_content() for element in elements)
