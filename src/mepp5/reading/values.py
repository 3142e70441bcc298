"""What a number or a name in committed results must be, field by field: types for the forms of scores.

Each refuses what is none with a ValueError that a reader puts behind the value: "should be …". Names stand in tables:
none has a character that a table or a terminal would take for its own.
"""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, Field

from mepp5.reading.fields import LONGEST_ID

_PERSON = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"
_BASELINE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\+?")
_AGAINST = re.compile(rf"{_PERSON} against {_PERSON}")
_PROTOCOL = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SCORE = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)?")
_LIBRARY = re.compile(r"[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*")
# As PEP 440 has versions, and as those who follow it loosely do.
_LIBRARY_VERSION = re.compile(r"[A-Za-z0-9]+(?:[.!+_-][A-Za-z0-9]+)*")


def _match(fullmatch: Callable[[str], object], wanted: str) -> Callable[[str], str]:
    """Return a validator of texts of at most LONGEST_ID characters that a pattern's `fullmatch` takes."""

    def check(text: str) -> str:
        if len(text) > LONGEST_ID or not fullmatch(text):
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
    AfterValidator(_match(_BASELINE.fullmatch, "small letters, digits and hyphens, with at most one + behind them")),
]
Against = Annotated[str, AfterValidator(_match(_AGAINST.fullmatch, "two annotators, as in reader against reference"))]
ProtocolName = Annotated[str, AfterValidator(_match(_PROTOCOL.fullmatch, "the name of a protocol"))]
TaskName = Annotated[str, AfterValidator(_match({"categories", "slots"}.__contains__, "categories or slots"))]
CutName = Annotated[str, AfterValidator(_match({"all", "novel"}.__contains__, "all or novel"))]
ScoreName = Annotated[str, AfterValidator(_match(_SCORE.fullmatch, "the name of a score"))]
Library = Annotated[str, AfterValidator(_match(_LIBRARY.fullmatch, "the name of a library"))]
LibraryVersion = Annotated[str, AfterValidator(_match(_LIBRARY_VERSION.fullmatch, "a version"))]
