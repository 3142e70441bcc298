"""Lines that say where to write, to whom, or when: they look like headings, and no clause is in their section."""

import re

LONGEST = 110  # code points of such a line
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE = re.compile(
    rf"\b{MONTH} (?:\d{{1,2}}(?:st|nd|rd|th)?,? )?\d{{4}}\b|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH} \d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b|^{MONTH} \d{{1,2}}$"
)
STREET = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Drive|Dr|Lane|Ln|Boulevard|Blvd|Way|Parkway|Pkwy|Suite|Plaza|Square|Court|Hall"
    r"|Highway|Hwy|Circle|Terrace|Place|Pl)"
)
# A house, a mailbox, a floor; a town with its code, of the US, of Canada, of the UK, of others.
HOUSE = re.compile(
    rf"\bP\.? ?O\.? Box\b|^\d{{1,5}}[A-Za-z]?(?:[/-]\d{{1,4}})?,? (?:[NSEW]\.? )?(?:[A-Z][\w.’'-]*,? ){{1,4}}{STREET}\b"
    rf"|\b(?:Street|Road|Avenue|Boulevard|Suite|Floor|Building)\b,? ?#?\d*$"
    r"|\b\d{1,3}(?:st|nd|rd|th|/F)\.? Floor\b|\b\d{1,2}/F\b|\b(?:Building|Room|Suite|Unit|Floor|Ste\.?) #?[A-Z]?\d"
    r"|\b[A-Z]{2}\.? \d{5}(?:-\d{4})?\b|, [A-Z][a-z]+(?: [A-Z][a-z]+)? \d{5}(?:-\d{4})?\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
    r"|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b|^(?:D-)?\d{4,5} [A-Z][a-zà-ÿ]+$"
)
# A telephone, e-mail or web address, alone or behind the word for it.
REACHED = re.compile(
    r"\S@\S{1,60}\.\w|https?://|\bwww\.\w|\+?\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{3,4}\b|\+\d[\d ()-]{6,20}"
    r"|^(?:tel|phone|fax|e-?mail|attn|attention|address|telephone|toll[- ]free)\b\s?[.:]\s?\S",
    re.IGNORECASE,
)
PERSONAL = re.compile(r"\S@\S{1,60}\.\w|\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{3,4}\b|\+\d[\d ()-]{6,20}")
# "Attn" and "Phone" have words behind them: in "Survey Email." the word is the heading's own.
NAMED = re.compile(r"\b(?:tel|phone|fax|e-?mail|attn|attention|address|telephone|toll[- ]free)\s?:\s?\S", re.IGNORECASE)
COMPANY = re.compile(
    r"(?:The )?(?:[A-Z0-9&][\w&.’'-]*,? ){1,6}\(?(?:Inc|INC|LIMITED|CORPORATION|COMPANY|Incorporated"
    r"|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|GmbH"
    r"|B\.?V|AG|S\.?A|PLC|plc|LLP|Pty|Oy|OÜ|AB|Company|Co)\.?\)?\.?"
)
# What names a date or a way to write: the words behind it are its own.
FIELD = re.compile(
    r"(?:(?:Effective|Last|Updated|Revised|Posted|Published|Version|Date)\b[\w ]{0,40}|(?:By )?(?:E-?mail|Phone"
    r"|Telephone|Tel|Fax|(?:Postal )?Mail|Post|(?:Mailing |Postal )?Address|Attn|Attention|Website|Web|Toll[- ]free"
    r"|Hours))[.:]?",
    re.IGNORECASE,
)


def is_contact(line: str) -> bool:
    """Return whether a line is or holds an address, of a house, a mailbox or a page, or a telephone number."""
    return is_house(line) or REACHED.search(line) is not None or NAMED.search(line) is not None


def is_house(line: str) -> bool:
    """Return whether a line is or holds a part of a postal address that could be nothing else."""
    return HOUSE.search(line) is not None


def count_reached(line: str) -> int:
    """Return how many telephone numbers and e-mail addresses a line holds."""
    return sum(1 for _ in PERSONAL.finditer(line))


def is_company(line: str) -> bool:
    """Return whether a line is the name of a company and nothing else."""
    return len(line) <= LONGEST and COMPANY.fullmatch(line) is not None


def is_date(line: str) -> bool:
    """Return whether a line holds a date, or the name of one."""
    return DATE.search(line) is not None or (FIELD.fullmatch(line) is not None and "pdate" in line)
