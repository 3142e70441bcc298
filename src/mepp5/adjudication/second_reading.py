"""The second reading: clauses read again, with their labels, by another (annotations/second_reading.jsonl)."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import read_jsonl
from mepp5.paths import ROOT

SECOND_READING = "annotations/second_reading.jsonl"
VERDICTS = ("right", "arguable", "wrong")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a second reader said of one annotator's labels of a clause; `note` says why, "" where they are right."""

    id: str
    annotator: str
    verdict: str
    note: str


def read_verdicts(root: Path = ROOT) -> list[Verdict]:
    """Return the verdicts, [] if there is no such file; raise CorpusError naming the line that is malformed."""
    path = Path(root) / SECOND_READING
    if not path.exists():
        return []
    verdicts = []
    for number, row in enumerate(read_jsonl(path), start=1):
        try:
            verdict = Verdict(**row)
        except TypeError as error:
            raise CorpusError(
                f"{path}: line {number}: a key is missing or unknown ({error}); mend the line."
            ) from error
        if not all(isinstance(value, str) for value in row.values()):
            raise CorpusError(f"{path}: line {number}: every value is a text; mend the line.")
        if verdict.verdict not in VERDICTS or (verdict.verdict != "right") != bool(verdict.note):
            raise CorpusError(
                f"{path}: line {number}: give a verdict ({', '.join(VERDICTS)}) and, unless it is right, a note."
            )
        verdicts.append(verdict)
    return verdicts


def count_verdicts(verdicts: Collection[Verdict]) -> dict[str, dict[str, dict[str, int]]]:
    """Return {annotator: {policy: {verdict: clauses}}}, annotators and policies in order of appearance."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for verdict in verdicts:
        policies = counts.setdefault(verdict.annotator, {})
        found = policies.setdefault(verdict.id.rpartition("/")[0], dict.fromkeys(VERDICTS, 0))
        found[verdict.verdict] += 1
    return counts
