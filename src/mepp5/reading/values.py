"""What a number or a name in committed results must be, field by field: types for the forms of scores.

Each refuses what is none with a ValueError that a reader puts behind the value: "should be …". Names stand in tables:
none has a character that a table or a terminal would take for its own.
"""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field

_LONGEST = 64
_PERSON = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"


def _match(pattern: str, wanted: str) -> Callable[[str], str]:
    """Return a validator that takes alone the texts of at most _LONGEST characters that the whole pattern matches."""
    fullmatch = re.compile(pattern, re.ASCII).fullmatch

    def check(text: str) -> str:
        if len(text) > _LONGEST or not fullmatch(text):
            raise ValueError(f"should be {wanted}")
        return text

    return check


def _check_order(ends: list[float]) -> list[float]:
    if ends[0] > ends[1]:
        raise ValueError("should be the lower end, then the upper one")
    return ends


Share = Annotated[float, Field(ge=0, le=1)]  # a score, or any other part of a whole
Shift = Annotated[float, Field(ge=-1, le=1)]  # one share less another
Amount = Annotated[float, Field(ge=0)]  # of seconds, or of memory
Draws = Annotated[int, Field(ge=1, le=1_000_000)]
Interval = Annotated[list[Share], Field(min_length=2, max_length=2), AfterValidator(_check_order)] | None
ShiftInterval = Annotated[list[Shift], Field(min_length=2, max_length=2), AfterValidator(_check_order)] | None
Sha256 = Annotated[str, Field(pattern=r"\Asha256:[0-9a-f]{64}\z")]

BaselineName = Annotated[
    str,
    AfterValidator(
        _match(r"[a-z0-9]+(?:-[a-z0-9]+)*\+?", "small letters, digits and hyphens, with a + at most at its end")
    ),
]
Against = Annotated[
    str, AfterValidator(_match(rf"{_PERSON} against {_PERSON}", "two annotators, as in reader against reference"))
]
ProtocolName = Annotated[str, AfterValidator(_match(r"[a-z0-9]+(?:-[a-z0-9]+)*", "the name of a protocol"))]
TaskName = Annotated[str, AfterValidator(_match("categories|slots", "categories or slots"))]
CutName = Annotated[str, AfterValidator(_match("all|novel", "all or novel"))]
ScoreName = Annotated[str, AfterValidator(_match(r"[a-z0-9_]+(?:\.[a-z0-9_]+)?", "the name of a score"))]
Library = Annotated[str, AfterValidator(_match(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*", "the name of a library"))]
# As PEP 440 has versions, and as those who follow it loosely do.
LibraryVersion = Annotated[str, AfterValidator(_match(r"[A-Za-z0-9]+(?:[.!+_-][A-Za-z0-9]+)*", "a version"))]
