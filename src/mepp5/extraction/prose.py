"""What a line is by itself and by how much of it leads elsewhere: prose, a link, a policy's title."""

import re

from mepp5.extraction.document import Line

MOST_LINKED = 0.7  # of a line's code points: with more it is a link
MOST_LINKS = 2  # in a line that is linked: with more it is a menu
LONGEST_LINK = 12  # words: a longer link is a sentence
SHORTEST_PROSE = 8  # words, or fewer that end as a sentence does
SHORTEST_SENTENCE = 4
ADDRESS = re.compile(r"\w@\w|\w\.(?:[a-z]{2,4}|[A-Z]{2,4})\b")  # who prints an address means it to be read
SENTENCE_END = re.compile(r"[.:;!?][\"'”’)\]]*$")
PAGE_TITLE = re.compile(r"\bprivacy (?:policy|notice|statement)\b|^(?:your )?privacy\b", re.IGNORECASE)
TITLE_WORDS = 8
TITLE = re.compile(r"\b(?:privacy|cookies?|data (?:protection|policy))\b.{0,40}$|\bnotice\b", re.IGNORECASE)


def is_link(line: Line) -> bool:
    """Return whether the line is a link and no sentence."""
    words = line.text.count(" ") + 1
    if line.linked <= MOST_LINKED * len(line.text) or ADDRESS.search(line.text) or line.text[-1] == ":":
        return False
    if line.links > MOST_LINKS or line.text.count(" | ") > 1 or line.text.count(" · ") > 1:
        return True
    return words <= LONGEST_LINK and not (line.text.endswith(".") and words > SHORTEST_SENTENCE)


def is_prose(line: Line) -> bool:
    """Return whether the line is of sentences, or a row to read."""
    words = line.text.count(" ") + 1
    if line.linked > MOST_LINKED * len(line.text):
        return False
    ends = SENTENCE_END.search(line.text[-4:]) is not None
    return line.kind != "heading" and (words >= SHORTEST_PROSE or (ends and words >= SHORTEST_SENTENCE))


def is_title(line: Line) -> bool:
    """Return whether the line could be the title of a policy."""
    if line.kind != "heading":
        short = line.text.count(" ") < SHORTEST_PROSE and not line.linked and not SENTENCE_END.search(line.text[-4:])
        return line.kind == "paragraph" and short and TITLE.search(line.text) is not None
    return line.depth in (1, 2) and TITLE.search(line.text) is not None


def names_policy(line: Line) -> bool:
    """Return whether the line is a short one, no link and no prose, that says it is a privacy policy."""
    short = line.text.count(" ") < TITLE_WORDS and not line.linked
    return short and PAGE_TITLE.search(line.text) is not None and not is_prose(line)
