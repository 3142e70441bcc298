"""What a text of a decision file must look like, field by field: types for forms.

Each refuses what is no such text with a ValueError that a reader puts behind the value: "should be …". The patterns are
bounded in length, so that no value is taken over into a path, a table or a page that cannot hold it.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from mepp5.paths import find_name_fault

LONGEST_ID = 64
LONGEST_LINE = 2_000
LONGEST_ADDRESS = 2_000
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
DEEPEST = 9  # level of a unit, and titles in a section
FIRST_YEAR = 1990  # the web began in that year; no policy of a service on it is older

_POLICY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_POLICY_ID = re.compile(_POLICY)
_PAIR_ID = re.compile(rf"{_POLICY}--{_POLICY}")
_CLAUSE_ID = re.compile(rf"{_POLICY}/(?!0+\Z)\d{{4,6}}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){2}", re.ASCII)
_PERSON = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_IDENTIFIER = re.compile(r"[A-Za-z](?:[A-Za-z0-9_ -]*[A-Za-z0-9])?")
# The part before the @ is a dot-atom (RFC 5322, 3.2.3), that behind it a host name (RFC 1123, 2.1).
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# The characters of an address (RFC 3986, 2); a % begins an octet in two hexadecimal digits.
_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
# The grammar of a language tag, `langtag` of RFC 5646, 2.1; neither private use alone nor what is grandfathered. Of 4
# letters none is in use yet, and of 5 to 8 none is registered (2.2.1): "english" is a mistake.
_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?P<extensions>(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*)"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)


def _match(fullmatch: Callable[[str], object], wanted: str, longest: int = LONGEST_ID) -> Callable[[str], str]:
    """Return a validator that takes alone the texts that a pattern's `fullmatch` takes."""

    def check(text: str) -> str:
        if len(text) > longest or not fullmatch(text):
            raise ValueError(f"should be {wanted}")
        return text

    return check


def _or_empty(check: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: check(text) if text else text


def check_policy_id(text: str) -> str:
    """Return the id of a policy; raise ValueError where it is none. It is a file name too, on every system."""
    _match(_POLICY_ID.fullmatch, "small letters, digits and single hyphens, as in nimbus-2024")(text)
    if find_name_fault(text):
        raise ValueError("should be another name: this is that of a device")
    return text


def check_line(text: str) -> str:
    """Return one line of seen characters; raise ValueError for white space at its ends or a character unseen."""
    if not text or len(text) > LONGEST_LINE or not text.isprintable() or text != text.strip():
        raise ValueError("should be one line of text, without white space at its ends or characters that are not seen")
    return text


def check_line_or_none(text: str) -> str:
    """Return what check_line does, or ""; raise ValueError otherwise."""
    return check_line(text) if text else text


def check_identifier(text: str) -> str:
    """Return a name of a category, slot, value, rule or config; raise ValueError where it is none."""
    return _match(_IDENTIFIER.fullmatch, "a name of letters, digits, spaces, - and _")(text)


def check_prose(text: str) -> str:
    """Return words that may run over lines; raise ValueError where there are none, or a character is not seen."""
    if not text.strip() or not text.replace("\n", "").isprintable():
        raise ValueError("should be words, without characters that are not seen")
    return text


def check_file_name(text: str) -> str:
    """Return a bare file name that begins with neither a dot nor a hyphen; raise ValueError otherwise."""
    fault = find_name_fault(text) or ("it begins with a dot or a hyphen" if text[0] in ".-" else "")
    if fault:
        raise ValueError(f"should be a bare file name: {fault}")
    return text


def check_protocol(text: str) -> str:
    """Return the path of a protocol below annotations/; raise ValueError for any other path."""
    folder, _, name = text.partition("/")
    if folder != "protocols" or not name.endswith(".md"):
        raise ValueError("should be a file of annotations/protocols, as in protocols/reader.md")
    check_file_name(name)
    return text


def check_date(text: str) -> str:
    """Return a day of the calendar as YYYY-MM-DD (ISO 8601), from FIRST_YEAR to tomorrow; raise ValueError otherwise.

    Tomorrow is allowed, for it is today already in the east.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ValueError("should be a date, as in 2024-08-09")
    if day.year < FIRST_YEAR:
        raise ValueError(f"should be a date from {FIRST_YEAR} on")
    if day > date.today() + timedelta(days=1):
        raise ValueError(f"should be no date to come (today is {date.today().isoformat()})")
    return text


def check_address(text: str) -> str:
    """Return an http or https address with a host, without user or password; raise ValueError otherwise."""
    fault = "should be an address of the web, as in https://nimbus.example/privacy"
    if len(text) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        raise ValueError(fault)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port  # ValueError for what is no port, and no address in brackets
    except ValueError as error:
        raise ValueError(fault) from error
    if "@" in parts.netloc:
        raise ValueError("should be an address without user and password")
    if not (_HOST.fullmatch(host) or (":" in host and "[" in parts.netloc)) or len(host) > 253:
        raise ValueError(fault)
    return text


def check_email(text: str) -> str:
    """Return an e-mail address; raise ValueError where it is none."""
    return _match(_EMAIL.fullmatch, "an e-mail address", LONGEST_EMAIL)(text)


def check_language(text: str) -> str:
    """Return a well-formed language tag (RFC 5646, 2.2.9): neither a variant nor an extension stands twice in it."""
    found = _LANGUAGE.fullmatch(text)
    repeated = found is None
    for own in (
        (found["variants"].lower().split("-")[1:], re.findall(r"-(.)(?=-)", found["extensions"].lower()))
        if found
        else ()
    ):
        repeated = repeated or len(set(own)) < len(own)
    if repeated or len(text) > LONGEST_ID:
        raise ValueError("should be a language tag, as in en or pt-BR")
    return text


_clause = _match(_CLAUSE_ID.fullmatch, "a clause's id, as in nimbus-2024/0012", 71)
_sha256 = _match(_SHA256.fullmatch, "a SHA-256 of 64 hexadecimal digits in small letters")

PolicyId = Annotated[str, AfterValidator(check_policy_id)]
PairId = Annotated[str, AfterValidator(_match(_PAIR_ID.fullmatch, "two policies, as in old--new", 130))]
ClauseId = Annotated[str, AfterValidator(_clause)]
PersonId = Annotated[str, AfterValidator(_match(_PERSON.fullmatch, "small letters and digits, as in reader-2"))]
Identifier = Annotated[str, AfterValidator(check_identifier)]
Version = Annotated[str, AfterValidator(_match(_VERSION.fullmatch, "a version, as in 1.2.3"))]
VersionOrNone = Annotated[str, AfterValidator(_or_empty(_match(_VERSION.fullmatch, 'a version, as in 1.2.3, or ""')))]
Sha256 = Annotated[str, AfterValidator(_sha256)]
Sha256OrNone = Annotated[str, AfterValidator(_or_empty(_sha256))]
FileName = Annotated[str, AfterValidator(check_file_name)]
FileNameOrNone = Annotated[str, AfterValidator(_or_empty(check_file_name))]
Protocol = Annotated[str, AfterValidator(check_protocol)]
Email = Annotated[str, AfterValidator(check_email)]
Day = Annotated[str, AfterValidator(check_date)]
DayOrNone = Annotated[str, AfterValidator(_or_empty(check_date))]
Address = Annotated[str, AfterValidator(check_address)]
AddressOrNone = Annotated[str, AfterValidator(_or_empty(check_address))]
Language = Annotated[str, AfterValidator(check_language)]
OneLine = Annotated[str, AfterValidator(check_line)]
OneLineOrNone = Annotated[str, AfterValidator(check_line_or_none)]
Prose = Annotated[str, AfterValidator(check_prose)]
