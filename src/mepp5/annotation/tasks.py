"""What an annotator sees at once in Label Studio: one level-1 section of one policy."""

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from mepp5.annotation.snapshot import TaskData
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.text import read_text_of, text_path
from mepp5.errors import CorpusError
from mepp5.files import sha256
from mepp5.paths import ROOT


@dataclass(frozen=True, slots=True)
class Task:
    """A section: its title ("" before the first level-1 heading), its text and its clauses.

    `text` is the canonical text from `start` (code points) on, the heading included; `clauses` are in order.
    """

    policy: str
    section: str
    start: int
    text: str
    clauses: tuple[Unit, ...]

    @property
    def name(self) -> str:
        """Name the task in a message."""
        return f"{self.policy}, section {self.section!r} at {self.start}"

    @property
    def data(self) -> TaskData:
        """The task's data in Label Studio; `sha256` is that of the text."""
        return TaskData(self.policy, self.section, self.start, self.text, sha256(self.text.encode()))

    def clause_at(self, start: int, end: int) -> Unit | None:
        """Return the clause that contains [start, end) of the task's text, or None if no single one does."""
        place = bisect_right(self.clauses, self.start + start, key=lambda clause: clause.start)
        clause = self.clauses[max(0, place - 1)]
        inside = clause.start - self.start <= start < end <= clause.end - self.start
        return clause if inside else None


def build_tasks(policy_id: str, root: Path = ROOT) -> list[Task]:
    """Return the policy's tasks in text order: the front and each level-1 section, if it has a clause."""
    text = read_text_of(policy_id, root)
    tasks = []
    for units in _split_sections(read_units(policy_id, root)):
        clauses = tuple(unit for unit in units if unit.is_clause)
        if not clauses:
            continue
        heading = units[0].text if _opens_section(units[0]) else ""
        start, end = units[0].start, units[-1].end
        _check_slices(policy_id, text, clauses)
        tasks.append(Task(policy_id, heading, start, text[start:end], clauses))
    return tasks


def _opens_section(unit: Unit) -> bool:
    return unit.kind == "heading" and unit.level == 1


def _split_sections(units: list[Unit]) -> list[list[Unit]]:
    sections: list[list[Unit]] = []
    for unit in units:
        if not sections or _opens_section(unit):
            sections.append([])
        sections[-1].append(unit)
    return sections


def _check_slices(policy_id: str, text: str, clauses: tuple[Unit, ...]) -> None:
    for clause in clauses:
        if text[clause.start : clause.end] != clause.text:
            raise CorpusError(
                f"{text_path(policy_id)}: {clause.id} is not the text at {clause.start}; run mepp5 build."
            )
