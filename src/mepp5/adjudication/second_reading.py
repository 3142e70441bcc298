"""The second reading: clauses read again, with their labels, by another (annotations/second_reading.jsonl)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from mepp5.adjudication.digests import DigestOrNone
from mepp5.adjudication.revisions import read_revisions
from mepp5.annotation.annotators import REFERENCE
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, OneLineOrNone, PersonId, VersionOrNone
from mepp5.reading.forms import form, read_jsonl

SECOND_READING = "annotations/second_reading.jsonl"
Kind = Literal["right", "arguable", "wrong"]
VERDICTS: tuple[Kind, ...] = get_args(Kind)


@form
@dataclass(frozen=True, slots=True)
class Verdict:
    """What a second reader said of one annotator's labels of a clause; `note` says why, "" where they are right.

    `release` is that whose labels were read, "" for those of 0.2.0, which were read first. `read` is the digest of the
    labels that were read; with `unreleased` they were changed before the release, and no release has them.
    """

    id: ClauseId
    annotator: PersonId
    verdict: Kind
    note: OneLineOrNone
    release: VersionOrNone = ""
    read: DigestOrNone = ""
    unreleased: bool = False


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


def find_reading_faults(read: str, unreleased: bool, restored: str | None, release: str) -> Iterator[str]:
    """Yield what is wrong with a verdict's `read`.

    `restored` is the digest of what the release is restored to have had, None where it had nothing of this.
    """
    if restored is None:
        if not unreleased:
            yield f"release {release} had no such labels; name the release whose labels were read"
    elif not read:
        yield f"it does not say which labels were read; those of {release} would be {restored}"
    elif unreleased and read == restored:
        yield f"the labels that were read are those of {release}; drop `unreleased`"
    elif not unreleased and read != restored:
        yield (
            f"its verdict is of other labels than {release} had ({restored}): it was moved, or labels changed; restore "
            "the line, or read them again"
        )


def count_verdicts(verdicts: Collection[Verdict]) -> dict[str, dict[str, dict[str, int]]]:
    """Return {whose labels: {policy: {verdict: clauses}}}, annotators (of a release) and policies as they appear."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for verdict in verdicts:
        whose = f"{verdict.annotator}, {verdict.release}" if verdict.release else verdict.annotator
        policies = counts.setdefault(whose, {})
        found = policies.setdefault(verdict.id.rpartition("/")[0], dict.fromkeys(VERDICTS, 0))
        found[verdict.verdict] += 1
    return counts


def find_read(root: Path = ROOT) -> frozenset[str]:
    """Return the ids of the clauses whose reference somebody has read in the release that last changed labels.

    A verdict without a release was given before there were any others, and counts for none that came later.
    """
    revisions = read_revisions(root)
    last = revisions[-1].version if revisions else ""
    return frozenset(v.id for v in read_verdicts(root) if v.annotator == REFERENCE and v.release == last)
