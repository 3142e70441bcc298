"""Rows of the reference of changes that were read again by another (annotations/changes/second_reading.jsonl)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mepp5.adjudication.digests import DigestOrNone
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, OneLine, PairId, VersionOrNone
from mepp5.reading.forms import form, read_jsonl

CHANGE_SECOND_READING = "annotations/changes/second_reading.jsonl"


@form
@dataclass(frozen=True, slots=True)
class ChangeVerdict:
    """What a second reader said of a link as it had been decided; `why` is given where another decision is proposed.

    `release`, `read` and `unreleased` are as those of `adjudication.second_reading.Verdict`, of links.
    """

    pair: PairId
    old: tuple[ClauseId, ...]
    new: tuple[ClauseId, ...]
    verdict: Literal["right", "wrong"]
    why: OneLine | None = None
    release: VersionOrNone = ""
    read: DigestOrNone = ""
    unreleased: bool = False


def read_change_verdicts(root: Path = ROOT) -> list[ChangeVerdict]:
    """Return the verdicts, [] if there is no such file; raise CorpusError naming the line that is malformed."""
    path = Path(root) / CHANGE_SECOND_READING
    verdicts = read_jsonl(path, ChangeVerdict) if path.exists() else []
    for number, verdict in enumerate(verdicts, start=1):
        if (verdict.verdict == "wrong") != (verdict.why is not None):
            raise CorpusError(f"{path}: line {number}: say why where the verdict is wrong, and only there.")
    return verdicts
