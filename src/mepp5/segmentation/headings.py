"""What reads as a heading: a line of its own, or the words that run into a paragraph; and what only looks like one.

Addresses, telephone numbers, dates, names of companies and "Learn more" stand on lines of their own too, and no clause
is in a section of that name.
"""

import re

HEADING_LENGTH = 110  # code points
HEADING_WORDS = 13
QUESTION_WORDS = 18
RUN_IN_WORDS = 10
TITLE_WORDS = 14  # of a head written as a title throughout
VERY_SHORT = 3  # words: such a head need not be written as a title
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
    r"|means?|includes?|collects?|uses?|shares?|applies|apply|contains?|provides?|helps?|allows?|lets?)\b"
)
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the and or of to for in on with by from about your our we you us how what when why who is are do does not "
        "at as vs via per under into between its their this that it be may can",
    )
)
ADDRESS = re.compile(
    r"\S@\S+\.\w|https?://|\bwww\.|\+?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{3,4}|\+\d[\d ()-]{6,}"  # e-mail, web, telephone
    r"|\b(?:tel|phone|fax|e-?mail|attn|attention|address|telephone|toll[- ]free)\s{0,2}[:.]"
    r"|\bP\.? ?O\.? Box\b|\b[A-Z]{2}\.? \d{5}(?:-\d{4})?\b|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b"  # box, US and UK codes
    r"|^\d{1,5}[A-Za-z]?,? (?:[A-Z][\w.’'-]*,? ){1,4}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Parkway|Pkwy|Suite|Floor|Plaza|Square|Court|Hall)\b"
    r"|\b(?:Street|Road|Avenue|Boulevard|Suite|Floor|Building)\b,? ?#?\d*$"
    r"|\b\d{1,3}(?:st|nd|rd|th|/F)? ?(?:Floor\b|,)|\b(?:Building|Room|Suite|Unit|Floor) #?[A-Z]?\d",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4}\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b"
    r"|\b\d{1,2} [A-Z][a-z]+ \d{4}\b"
)
COMPANY = re.compile(
    r"(?:The )?(?:[A-Z0-9][\w&.’'-]*,? ){1,6}\(?(?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH"
    r"|B\.?V|AG|S\.?A|PLC|plc|LLP|Pty|Oy|OÜ|AB|Company|Co)\.?\)?\.?"
)
OPENING = "(“\"'‘/&-–"
# What names a date or a way to write: the words behind it are not a section's but its own.
FIELD = re.compile(
    r"(?:(?:Effective|Last|Updated|Revised|Posted|Published|Version|Date)\b[\w ]{0,40}|(?:By )?(?:E-?mail|Phone"
    r"|Telephone|Tel|Fax|(?:Postal )?Mail|Post|(?:Mailing |Postal )?Address|Attn|Attention|Website|Web|Toll[- ]free|Hours))[.:]?",
    re.IGNORECASE,
)
TITLE_END = re.compile(r"[.:;,!…]$")


def is_heading(line: str) -> bool:
    """Return whether a line of its own (str, no white space at the edges, no enumerator) reads as a heading."""
    words = line.split()
    most = QUESTION_WORDS if line.endswith("?") else TITLE_WORDS
    if not words or len(line) > HEADING_LENGTH or len(words) > most or is_contact(line) or DATE.search(line):
        return False
    if not any(map(str.isalpha, line)) or line[0].islower() or is_company(line):
        return False
    if line.endswith("?") or is_capitalised(line):
        return True
    if TITLE_END.search(line):
        return line.endswith(".") and len(words) <= CLOSED_WORDS and is_title(line) and not SENTENCE_OPENING.match(line)
    return len(words) <= HEADING_WORDS and not (SENTENCE_OPENING.match(line) and FINITE.search(line))


def is_run_in(head: str) -> bool:
    """Return whether a paragraph's first sentence, or its words up to a colon, are a heading and not a sentence."""
    words = [word for word in head.split() if any(map(str.isalnum, word))]
    if not words or len(words) > TITLE_WORDS or is_contact(head) or DATE.search(head) or FIELD.fullmatch(head):
        return False
    if not head[0].isupper() and head[0] not in "“\"'‘":
        return False
    if is_capitalised(head):
        return True
    if len(words) > RUN_IN_WORDS or SENTENCE_OPENING.match(head):
        return False
    if head.endswith("?") or (QUESTION.match(head) and "," not in head):
        return True
    return is_title(head)


def is_title(head: str) -> bool:
    """Return whether words are written as a title is, are too few for a sentence, or name a doing without a verb."""
    words = [word for word in head.rstrip('.:?!”"').split() if any(map(str.isalnum, word))]
    if FINITE.search(head):
        return False
    if len(words) <= VERY_SHORT or all(map(_is_large, words)):
        return True
    names_doing = words[0].endswith("ing") or words[0] == "To"
    return names_doing and "," not in head and len(words) <= CLOSED_WORDS


def is_capitalised(head: str) -> bool:
    """Return whether all words of two or more begin with a capital but those that titles write small."""
    words = [word for word in head.rstrip('.:?!”"').split() if any(map(str.isalnum, word))]
    large = sum(word.lstrip(OPENING)[:1].isupper() for word in words)
    return (
        len(words) > 1 and large > 1 and 2 * large >= len(words) and all(map(_is_large, words)) and head[-1] not in ";,"
    )


def _is_large(word: str) -> bool:
    return not word.lstrip(OPENING)[:1].islower() or word in SMALL_WORDS


def is_contact(line: str) -> bool:
    """Return whether a line is or holds an address, of a house, a mailbox or a page, or a telephone number."""
    return ADDRESS.search(line) is not None


def is_company(line: str) -> bool:
    """Return whether a line is the name of a company and nothing else."""
    return len(line) <= HEADING_LENGTH and COMPANY.fullmatch(line) is not None
