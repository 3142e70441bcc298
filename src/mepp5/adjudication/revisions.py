"""What the reference labels were in earlier releases (annotations/revisions.jsonl): one line for each clause changed.

{"version": the release that changed it, "id", "before": {"practices", "slots"}}, offsets in code points of the clause's
text, half-open. With today's reference they give that of every release since 0.2.0, the first that had one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mepp5.annotation.annotators import REFERENCE
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_jsonl
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, Version
from mepp5.reading.forms import form, read_jsonl

REVISIONS = "annotations/revisions.jsonl"
Layer = Mapping[str, Annotation]


@dataclass(frozen=True, slots=True)
class Revision:
    """A clause's labels as they were before the release `version`."""

    version: str
    before: Annotation


@form
@dataclass(frozen=True, slots=True)
class _Spans:
    practices: tuple[Practice, ...]
    slots: tuple[SlotSpan, ...]


@form
@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the file."""

    version: Version
    id: ClauseId
    before: _Spans


def read_revisions(root: Path = ROOT) -> list[Revision]:
    """Return the revisions, those of earlier releases first, [] if there is no such file.

    Raises CorpusError naming the line that is malformed, repeats a clause of its release, or whose release is older
    than that of the line before it.
    """
    path = Path(root) / REVISIONS
    revisions: list[Revision] = []
    seen = set()
    for number, row in enumerate(read_jsonl(path, _Row) if path.exists() else [], start=1):
        before = Annotation(row.id, REFERENCE, row.before.practices, row.before.slots)
        if (row.version, row.id) in seen:
            raise CorpusError(f"{path}: line {number}: {row.id} stands twice; keep its first labels.")
        if revisions and rank_version(row.version) < rank_version(revisions[-1].version):
            raise CorpusError(f"{path}: line {number}: after a later release; sort the lines by release.")
        seen.add((row.version, row.id))
        revisions.append(Revision(row.version, before))
    return revisions


def restore(reference: Layer, revisions: Sequence[Revision], version: str) -> dict[str, Annotation]:
    """Return the reference {clause id: Annotation} as it was in the release `version`, given today's."""
    restored = dict(reference)
    for revision in reversed(revisions):
        if rank_version(revision.version) > rank_version(version):
            restored[revision.before.id] = revision.before
    return restored


def extend_revisions(revisions: Sequence[Revision], before: Layer, after: Layer, version: str) -> list[Revision]:
    """Return the revisions and, under `version`, the labels of `before` for every clause that `after` labels otherwise.

    A clause that the release `version` has changed before keeps the first of its earlier labels; one that `after` puts
    back as it was is left out. Clauses that stand in one of the two alone are not looked at.
    """
    own = {revision.before.id: revision for revision in revisions if revision.version == version}
    for clause, annotation in before.items():
        if clause in after and not _agree(annotation, after[clause]):
            own.setdefault(clause, Revision(version, annotation))
    kept = [r for clause, r in own.items() if clause not in after or not _agree(r.before, after[clause])]
    return [revision for revision in revisions if revision.version != version] + kept


def find_revision_faults(reference: Layer, revisions: Sequence[Revision]) -> list[tuple[str, str]]:
    """Return (clause id, what is wrong) where a revision is of an unknown clause or changes nothing."""
    faults, after = [], dict(reference)
    for revision in reversed(revisions):
        clause, before = revision.before.id, revision.before
        if clause not in after:
            faults.append((clause, "no such clause"))
        elif _agree(after[clause], before):
            faults.append((clause, f"release {revision.version} did not change it"))
        after[clause] = before
    return faults


def dump_revisions(revisions: Sequence[Revision]) -> bytes:
    """Return the revisions as the lines of REVISIONS."""
    return dump_jsonl([_describe(revision) for revision in revisions])


def describe_labels(annotation: Annotation) -> Object:
    """Return {"practices", "slots"} as they stand in decision files."""
    practices = [practice.as_object() for practice in annotation.practices]
    slots = [{name: getattr(span, name) for name in SlotSpan.__slots__} for span in annotation.slots]
    return {"practices": practices, "slots": slots}


def rank_version(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, to be compared; raise CorpusError where it has others than digits and dots."""
    try:
        return tuple(int(part) for part in version.split("."))
    except (AttributeError, ValueError) as error:
        raise CorpusError(f"{version!r} is no version of the form 1.2.3; mend it.") from error


def _agree(one: Annotation, other: Annotation) -> bool:
    return (one.practices, one.slots) == (other.practices, other.slots)


def _describe(revision: Revision) -> Object:
    return {"version": revision.version, "id": revision.before.id, "before": describe_labels(revision.before)}
