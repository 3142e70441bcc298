"""Draft units for a policy outside the corpus, with the sentencex splitter.

A draft is a proposal to be read: the boundaries of the five policies were drafted this way, then decided by eye, and no
splitter runs on them again. Two marks of Markdown are known, so that an extractor can say what it has seen: a line that
begins with one to six # and a space is a heading, one that begins with | is a table's row (with ||, its header row).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import segment

BULLET = re.compile(r"(?:[•·▪‣*-]|o(?= )|\(\d+\))\s+")
MARK = re.compile(r"(#{1,6})\s+(?=\S)")
ROW = re.compile(r"(\|\|?)\s*(.*?)[\s|]*")
RUN_IN_HEAD = re.compile(r"(?P<head>[A-Z“\"][^.:;?!]{1,70}[.:])\s+(?=[A-Z“])")
HEADING_LENGTH = 90
HEADING_WORDS = 12
RUN_IN_WORDS = 9
# A short first sentence is no heading: a heading begins with no such word, and is very short or written as a title.
SENTENCE_OPENING = re.compile(
    r"[“\"]?(?:We|You|I|It|They|Th(?:is|ese|at|ose|ere)|If|When|Please|Our|Your|However|No)\b"
)
SMALL_WORDS = frozenset(
    re.findall(r"\w+", "a an the and or of to for in on with by from about your our we you how what is are")
)
VERY_SHORT = 3
# How deep a heading stands: those marked with # stand above one on a line of its own, and so on.
OWN_LINE, RUN_IN, HEADER_ROW = 7, 8, 9


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed unit: kind and code-point offsets into the text it was drafted from.

    `depth` is a heading's: its number of # marks, or OWN_LINE, RUN_IN or HEADER_ROW; 0 for other kinds.
    """

    kind: str
    start: int
    end: int
    depth: int = 0


def draft_units(text: str, language: str = "en") -> list[Draft]:
    """Return the proposed units of a text (str, LF newlines) in order.

    Kinds are sentence, list_item, table_row and heading.
    """
    return list(iterate_drafts(text, language))


def iterate_drafts(text: str, language: str = "en") -> Iterator[Draft]:
    """Yield what draft_units returns, line by line, so that a long text's drafts are never all in memory."""
    position = 0
    while position <= len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        yield from _draft_line(text[position:end], position, language)
        position = end + 1


def _draft_line(line: str, position: int, language: str) -> list[Draft]:
    body = line.strip()
    if not body:
        return []
    start = position + line.index(body)
    if (marked := _draft_marked(body, start)) is not None:
        return marked
    bullet = BULLET.match(body)
    if bullet:
        return _draft_sentences(body[bullet.end() :], start + bullet.end(), "list_item", language)
    if len(body) <= HEADING_LENGTH and len(body.split()) <= HEADING_WORDS and body[-1] not in ".:;":
        return [Draft("heading", start, start + len(body), OWN_LINE)]
    return _draft_sentences(body, start, "sentence", language)


def _draft_marked(body: str, start: int) -> list[Draft] | None:
    """Return the unit of a line that is marked as a heading or a row, none for a rule in a table, None for no mark."""
    if mark := MARK.match(body):
        return [Draft("heading", start + mark.end(), start + len(body), len(mark[1]))]
    row = ROW.fullmatch(body)
    if not row:
        return None
    kind, depth = ("heading", HEADER_ROW) if row[1] == "||" else ("table_row", 0)
    has_words = any(sign.isalnum() for sign in row[2])
    return [Draft(kind, start + row.start(2), start + row.end(2), depth)] if has_words else []


def _draft_sentences(body: str, start: int, kind: str, language: str) -> list[Draft]:
    """Split the body (str, at text offset start) into a run-in heading, if it has one, and sentences."""
    drafts, offset = [], 0
    head = RUN_IN_HEAD.match(body)
    if head and _is_title(head["head"]):
        drafts.append(Draft("heading", start, start + len(head["head"]), RUN_IN))
        offset = head.end()
    for sentence in segment(language, body[offset:]):
        sentence = sentence.strip()
        if sentence:
            offset = body.index(sentence, offset)
            drafts.append(Draft(kind, start + offset, start + offset + len(sentence)))
            offset += len(sentence)
    return drafts


def _is_title(head: str) -> bool:
    """Return whether a paragraph's first words, up to a full stop or colon, are a heading and not a sentence."""
    words = head.split()
    if len(words) > RUN_IN_WORDS or SENTENCE_OPENING.match(head):
        return False
    return len(words) <= VERY_SHORT or all(not word[0].islower() or word in SMALL_WORDS for word in words)
