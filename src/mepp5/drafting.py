"""Draft units for a policy outside the corpus, with the sentencex splitter.

A draft is a proposal to be read: the boundaries of the five policies were drafted this way, then decided by eye, and no
splitter runs on them again.
"""

import re
from dataclasses import dataclass

from sentencex import segment

BULLET = re.compile(r"(?:[•·▪‣*-]|o(?= )|\(\d+\))\s+")
RUN_IN_HEAD = re.compile(r"(?P<head>[A-Z“\"][^.:;?!]{1,70}[.:])\s+(?=[A-Z“])")
HEADING_LENGTH = 90
HEADING_WORDS = 12
RUN_IN_WORDS = 9


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed unit: kind and code-point offsets into the text it was drafted from."""

    kind: str
    start: int
    end: int


def draft_units(text: str, language: str = "en") -> list[Draft]:
    """Return the proposed units of a text (str, LF newlines) in order; kinds sentence, list_item and heading."""
    drafts, position = [], 0
    for line in text.split("\n"):
        drafts += _draft_line(line, position, language)
        position += len(line) + 1
    return drafts


def _draft_line(line: str, position: int, language: str) -> list[Draft]:
    body = line.strip()
    if not body:
        return []
    start = position + line.index(body)
    bullet = BULLET.match(body)
    if bullet:
        return _draft_sentences(body[bullet.end() :], start + bullet.end(), "list_item", language)
    if len(body) <= HEADING_LENGTH and len(body.split()) <= HEADING_WORDS and not re.search(r"[.:;]$", body):
        return [Draft("heading", start, start + len(body))]
    return _draft_sentences(body, start, "sentence", language)


def _draft_sentences(body: str, start: int, kind: str, language: str) -> list[Draft]:
    """Split the body (str, at text offset start) into a run-in heading, if it has one, and sentences."""
    drafts, offset = [], 0
    head = RUN_IN_HEAD.match(body)
    if head and len(head["head"].split()) <= RUN_IN_WORDS:
        drafts.append(Draft("heading", start, start + len(head["head"])))
        offset = head.end()
    for sentence in segment(language, body[offset:]):
        sentence = sentence.strip()
        if sentence:
            offset = body.index(sentence, offset)
            drafts.append(Draft(kind, start + offset, start + offset + len(sentence)))
            offset += len(sentence)
    return drafts
