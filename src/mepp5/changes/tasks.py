"""What an annotator of changes sees at once in Label Studio: the two policies of a pair, side by side.

One task a pair, not one a section: a link may join clauses of any two sections, and a relation cannot leave its task.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mepp5.changes.pairs import Pair, Sides, read_sides
from mepp5.corpus.clauses import Unit
from mepp5.corpus.text import read_text_of
from mepp5.files import sha256
from mepp5.paths import ROOT
from mepp5.reading.forms import Count, open_form


@open_form
@dataclass(frozen=True, slots=True)
class ChangeTaskData:
    """What the task shows; `policy` is the pair's name, `start` 0, `sha256` of both texts: so a project knows it."""

    policy: str
    start: Count
    sha256: str
    old: str
    new: str
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a task: the policy's canonical text, whose offsets regions have, and its clauses in order."""

    text: str
    clauses: tuple[Unit, ...]

    def clause_at(self, start: int, end: int) -> Unit | None:
        """Return the clause that contains [start, end), or None if no single one does."""
        place = bisect_right([clause.start for clause in self.clauses], start) - 1
        clause = self.clauses[max(0, place)]
        return clause if clause.start <= start < end <= clause.end else None


@dataclass(frozen=True, slots=True)
class ChangeTask:
    """A pair with both texts."""

    sides: Sides
    old: Text
    new: Text

    @property
    def pair(self) -> Pair:
        """The pair that is compared."""
        return self.sides.pair

    @property
    def data(self) -> ChangeTaskData:
        """The task's data in Label Studio."""
        hashed = sha256(f"{self.old.text}\0{self.new.text}".encode())
        return ChangeTaskData(self.pair.id, 0, hashed, self.pair.old, self.pair.new, self.old.text, self.new.text)

    def each_side(self) -> Iterator[tuple[str, Text]]:
        """Yield "old" and "new" with their texts."""
        yield "old", self.old
        yield "new", self.new


def build_task(pair: Pair, root: Path = ROOT) -> ChangeTask:
    """Return the pair's task."""
    sides = read_sides(pair, root)
    old, new = (
        Text(read_text_of(name, root), _clauses(units))
        for name, units in ((pair.old, sides.old), (pair.new, sides.new))
    )
    return ChangeTask(sides, old, new)


def _clauses(units: Sequence[Unit]) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.is_clause)
