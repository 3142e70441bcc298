"""The second reading: clauses read again, with their labels, by another (annotations/second_reading.jsonl)."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from mepp5.errors import CorpusError
from mepp5.forms import form, read_jsonl
from mepp5.paths import ROOT

SECOND_READING = "annotations/second_reading.jsonl"
Kind = Literal["right", "arguable", "wrong"]
VERDICTS: tuple[Kind, ...] = get_args(Kind)


@form
@dataclass(frozen=True, slots=True)
class Verdict:
    """What a second reader said of one annotator's labels of a clause; `note` says why, "" where they are right."""

    id: str
    annotator: str
    verdict: Kind
    note: str


def read_verdicts(root: Path = ROOT) -> list[Verdict]:
    """Return the verdicts, [] if there is no such file; raise CorpusError naming the line that is malformed."""
    path = Path(root) / SECOND_READING
    if not path.exists():
        return []
    verdicts = read_jsonl(path, Verdict)
    for number, verdict in enumerate(verdicts, start=1):
        if (verdict.verdict != "right") != bool(verdict.note):
            raise CorpusError(f"{path}: line {number}: give a note where the verdict is not right, and only there.")
    return verdicts


def count_verdicts(verdicts: Collection[Verdict]) -> dict[str, dict[str, dict[str, int]]]:
    """Return {annotator: {policy: {verdict: clauses}}}, annotators and policies in order of appearance."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for verdict in verdicts:
        policies = counts.setdefault(verdict.annotator, {})
        found = policies.setdefault(verdict.id.rpartition("/")[0], dict.fromkeys(VERDICTS, 0))
        found[verdict.verdict] += 1
    return counts
