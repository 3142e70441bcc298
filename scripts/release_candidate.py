"""What is to be released, and the form of the reasons against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHOWN = 3  # of the reasons of one kind, the others are counted
Reasons = Iterator[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is to be released: the clone's root, the version, and a folder for what is built."""

    root: Path
    version: str
    built: Path


def shorten(reasons: list[str]) -> Reasons:
    """Yield the first reasons of a kind, and how many others there are."""
    yield from reasons[:SHOWN]
    if len(reasons) > SHOWN:
        yield f"… and {len(reasons) - SHOWN} more of the kind"
