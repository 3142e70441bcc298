"""What reads as a heading: a line of its own, a line in bold, or the words that run into a paragraph."""

import re

from mepp5.extraction.wording.contacts import DATE, FIELD, is_company, is_contact

HEADING_LENGTH = 130  # code points
HEADING_WORDS = 13
QUESTION_WORDS = 20
BOLD_WORDS = 20
RUN_IN_WORDS = 10
TITLE_WORDS = 16  # of a head written as a title throughout
VERY_SHORT = 3  # words: such a head need not be written as a title
OWNED_WORDS = 4  # of a head that begins with Our or Your and ends in a full stop
CLOSED_WORDS = 8  # of a line that is a heading although it ends in a full stop
# A short first sentence is no heading: a heading begins with no such word, and is very short or written as a title.
SENTENCE_OPENING = re.compile(
    r"[“\"(]?(?:We|You|I|It|They|Th(?:is|ese|at|ose|ere)|If|When|Please|Our|Your|However|No|Yes|See|Note|Click|Visit"
    r"|Contact us (?:at|by|via)|Read|Call us|Write to|Go|Check|Ask|E-?mail us|As|In|At|By|Last|Effective|Updated"
    r"|Date|Posted|Published|Revised|Version|Dear|Thank|Welcome|Such|Here|Also|For example|Examples? (?:of|are))\b"
)
QUESTION = re.compile(
    r"[“\"]?(?:How|What|Why|Where|Which|Who|Whom|Whose|When|Do|Does|Did|Is|Are|Can|Will|Should|May)\b"
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|may|might|can|cannot|could|will|would|shall|should|must|has|have|had|do|does|did"
    r"|means?|includes?|collects?|uses?|shares?|applies|apply|contains?|provides?|helps?|allows?|lets?|complies|comply"
    r"|requires?|receives?|stores?|keeps?|takes?|makes?|gives?|describes?|explains?|refers?|matters?)\b"
)
CAPITALS_FINITE = re.compile(r"\b(?:IS|ARE|MAY|CAN|WILL|SHALL|MUST|HAVE|HAS|DO|DOES)\b")
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the and or of to for in on with by from about your our we you us how what when why who is are do does "
        "not at as vs via per under into between its their this that it be may can",
    )
)
OPENING = "(“\"'‘/&-–"
TITLE_END = re.compile(r"[.:;,!…]$")
INNER_END = re.compile(r"(?:[a-z]{3}|\d)[.?!] [A-Z]")
IMPERATIVE = re.compile(r"(?:See|Note|Click|Visit|Read|Go|Check|Ask|Please|Contact us|Write to|Call us)\b")
DOES = re.compile(r"[A-Z]\w+ [a-z]+[^s\W]s [a-z]+")  # "Acme burns letters": somebody does something
OPEN_END = re.compile(r"\b(?:and|or|the|an?|of|to|with|by|that|our|your|from)$")
VALUE = re.compile(r":\s+[a-z]")  # "Purpose: to serve you": a name and its value


def is_heading(line: str) -> bool:
    """Return whether a line of its own (str, no white space at the edges, no enumerator) reads as a heading."""
    if len(line) > HEADING_LENGTH:
        return False
    words = line.split()
    most = QUESTION_WORDS if line.endswith("?") else TITLE_WORDS
    if not words or len(words) > most or not _could_be_heading(line):
        return False
    if INNER_END.search(line):
        return False
    if line.endswith("?"):
        return True
    if TITLE_END.search(line):
        short = line.endswith(".") and len(words) <= CLOSED_WORDS
        return short and is_title(line) and not SENTENCE_OPENING.match(line)
    if is_capitalised(line):
        return not (line.isupper() and len(words) > HEADING_WORDS)
    goes_on = OPEN_END.search(line) or (SENTENCE_OPENING.match(line) and FINITE.search(line))
    return len(words) <= HEADING_WORDS and not goes_on


def is_bold_heading(line: str) -> bool:
    """Return whether a line of its own that is set in bold reads as a heading: more may be than of others."""
    words = line.split()
    if not words or len(words) > BOLD_WORDS or not _could_be_heading(line):
        return False
    if is_capitalised(line) or line.endswith("?"):
        return True
    if line.endswith((".", "!")):
        named = not SENTENCE_OPENING.match(line) or line.startswith(("Our ", "Your "))
        return (named and not FINITE.search(line)) or len(words) <= VERY_SHORT + 1 or is_run_in(line)
    if line.endswith(":") and (FINITE.search(line) or SENTENCE_OPENING.match(line)):
        return False  # it leads in
    return not (SENTENCE_OPENING.match(line) and FINITE.search(line))


def is_run_in(head: str) -> bool:
    """Return whether a paragraph's first sentence, or its words up to a colon, are a heading and not a sentence."""
    words = [word for word in head.split() if any(map(str.isalnum, word))]
    if not words or len(words) > TITLE_WORDS or FIELD.fullmatch(head) or not _could_be_heading(head):
        return False
    if not head[0].isupper() and head[0] not in "“\"'‘":
        return False
    if is_capitalised(head):
        return not IMPERATIVE.match(head)
    if len(words) > RUN_IN_WORDS or (SENTENCE_OPENING.match(head) and not head.startswith(("Our ", "Your "))):
        return False
    if head.startswith(("Our ", "Your ")):
        return not FINITE.search(head) and (head.endswith(":") or len(words) <= OWNED_WORDS)
    if head.endswith("?") or (QUESTION.match(head) and "," not in head):
        return True
    return is_title(head)


def is_title(head: str) -> bool:
    """Return whether words are written as a title is, are too few for a sentence, or name a doing without a verb."""
    words = [word for word in head.rstrip('.:?!”"').split() if any(map(str.isalnum, word))]
    if not words or FINITE.search(head):
        return False
    if len(words) == VERY_SHORT and DOES.fullmatch(" ".join(words)):
        return False
    if len(words) <= VERY_SHORT or all(map(_is_large, words)):
        return True
    names_doing = words[0].endswith("ing") or words[0] == "To"
    return names_doing and "," not in head and len(words) <= CLOSED_WORDS


def is_capitalised(head: str) -> bool:
    """Return whether all words of two or more begin with a capital but those that titles write small."""
    words = [word for word in head.rstrip('.:?!”"').split() if any(map(str.isalnum, word))]
    if head.isupper() and len(words) > VERY_SHORT and head.endswith(".") and CAPITALS_FINITE.search(head):
        return False  # a sentence in capitals
    large = sum(word.lstrip(OPENING)[:1].isupper() for word in words)
    enough = large > 1 and 2 * large >= len(words)
    return enough and all(map(_is_large, words)) and head[-1] not in ";,"


def _could_be_heading(line: str) -> bool:
    """Return whether nothing speaks against a heading: no address, date or company, no small letter at its head."""
    first = line.lstrip("(“\"'‘[")[:1]
    if not first or first.islower() or not any(map(str.isalpha, line)):
        return False
    return not (is_contact(line) or DATE.search(line) or is_company(line) or VALUE.search(line))


def _is_large(word: str) -> bool:
    return not word.lstrip(OPENING)[:1].islower() or word in SMALL_WORDS
