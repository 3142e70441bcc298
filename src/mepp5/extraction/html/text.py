"""The words of one block of a page: broken lines joined, bold heads set apart, links counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mepp5.extraction.broken_lines import join_lines
from mepp5.extraction.document import BlockKind, Line

INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
INNER_MARK = re.compile(r"(?<=\S)\s+(?=[•●▪]\s*\S|\*\s+\S)")  # before a bullet in the middle of a line
LOWER_END = re.compile(r"[a-z]{3}[.:?!]?\Z")
CAPITAL = re.compile(r"[A-Z][a-z]+\s")
HEAD_WORDS = 14
LONGEST_LINK = 40  # words: what is longer is text, even where a page has forgotten to close its link
LONGEST_HEADING = 250  # code points: what is longer is a paragraph set in large type
HEAD_END = re.compile(r"[.:?!–—-][\"”’)]?$")
# How a sentence begins that follows a bold head without a sign between them.
SENTENCE_OPENING = re.compile(
    r"(?:We|You|Our|Your|I|It|The|Th(?:is|ese|ey|ose|ere)|If|When|Where|While|In|As|For|To|An?|On|At|By|From|All|Any"
    r"|Some|Most|Please|However|Under|With|Certain|Each|Unless|Once|Upon|Information|Personal)\b"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a block as they stand in the page: in how many links, and whether in bold; "\\n" breaks a line."""

    text: str
    links: int
    is_bold: bool


@dataclass(slots=True)
class _Broken:
    """One line between two breaks, white space collapsed: its words, how many are linked, how many lead it in bold."""

    text: str
    linked: int
    bold: int


def write_lines(runs: Sequence[Run], kind: str, depth: int) -> Iterator[Line]:
    """Yield the lines of a block whose words are the runs."""
    for paragraph in _divide(_break(runs)):
        if kind == "heading":
            yield _write_heading(paragraph, depth)
        else:
            yield from _write_paragraph(paragraph, "list_item" if kind == "list_item" else "paragraph")


def _break(runs: Sequence[Run]) -> Iterator[_Broken]:
    """Yield the lines between breaks; an empty one stays, as it ends a paragraph."""
    line: list[Run] = []
    for run in runs:
        pieces = INNER_MARK.sub("\n", run.text).split("\n")
        for number, piece in enumerate(pieces):
            if number:
                yield _collapse(line)
                line = []
            if piece:
                line.append(Run(piece, run.links, run.is_bold))
    yield _collapse(line)


def _collapse(runs: Sequence[Run]) -> _Broken:
    text = _clean("".join(_part(runs)))
    linked = sum(len(_clean(run.text)) for run in runs if run.links)
    head = []
    for run in runs:
        if not run.is_bold and run.text.strip():
            break
        head.append(run.text)
    return _Broken(text, linked, len(_clean("".join(head))))


def _part(runs: Sequence[Run]) -> Iterator[str]:
    """Yield the words of the runs, with a space where two elements meet in which a page has relied on its style.

    That is between a word in small letters and one with a capital: "Your RightsLast revised".
    """
    before = ""
    for run in runs:
        if LOWER_END.search(before[-4:]) and CAPITAL.match(run.text):
            yield " "
        yield run.text
        before = run.text


def _clean(words: str) -> str:
    return " ".join(words.translate(INVISIBLE).split())


def _divide(lines: Iterator[_Broken]) -> Iterator[list[_Broken]]:
    """Yield the lines of each paragraph: empty ones end it."""
    paragraph: list[_Broken] = []
    for line in lines:
        if any(map(str.isalnum, line.text)):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _write_heading(lines: Sequence[_Broken], depth: int) -> Line:
    text = " ".join(line.text for line in lines)
    kind: BlockKind = "heading" if len(text) <= LONGEST_HEADING else "paragraph"
    return Line(kind, text, depth if kind == "heading" else 0, sum(line.linked for line in lines))


def _write_paragraph(lines: Sequence[_Broken], kind: BlockKind) -> Iterator[Line]:
    """Yield the lines of a paragraph: a bold head first, then what is joined of the rest, items after a lead-in."""
    while lines and is_head(lines[0].text, lines[0].bold):
        head, rest = lines[0].text[: lines[0].bold], lines[0].text[lines[0].bold :].strip()
        linked = min(lines[0].linked, len(head))
        yield Line("heading", head, 0, linked)
        left = [_Broken(rest, max(lines[0].linked - linked, 0), 0)] if rest else []
        lines = [*left, *lines[1:]]
    lead_in = ""
    for group in join_lines([line.text for line in lines]):
        text = " ".join(lines[number].text for number in group)
        own: BlockKind = "list_item" if lead_in.endswith(":") and kind == "paragraph" else kind
        linked = sum(lines[number].linked for number in group)
        yield Line(own, text, 0, linked if text.count(" ") < LONGEST_LINK else 0)
        lead_in = text if own == kind else lead_in


def is_head(text: str, bold: int) -> bool:
    """Return whether the first `bold` code points of a line, which are set in bold, are a heading of what follows.

    The whole line is one unless it is a sentence; words before others are one where a sign or a new sentence parts
    them from those.
    """
    if not bold:
        return False
    head, rest = text[:bold], text[bold:].strip()
    if len(head.split()) > HEAD_WORDS or not any(map(str.isalpha, head)):
        return False
    if not rest:
        return not head.endswith(".") or len(head.split()) <= 4
    opens = rest[0].isupper() or rest[0] in '“"('
    return opens and (HEAD_END.search(head) is not None or SENTENCE_OPENING.match(rest) is not None)
