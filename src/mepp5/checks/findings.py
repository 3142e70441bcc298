"""What a check is and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from mepp5.files import Object

# (place, what is wrong there)
Found = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold: the check's stable id, the place, what is wrong, what to do."""

    check: str
    place: str
    problem: str
    hint: str

    def as_row(self) -> Object:
        """Return the finding as a row of a table or of JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Check:
    """Something that must hold of the data.

    `find` takes the root, and a Policy after it where `each_policy`; it yields (place, problem) and may raise
    CorpusError for what it cannot read.
    """

    id: str
    hint: str
    find: Callable[..., Found]
    each_policy: bool = False
