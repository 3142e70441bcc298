"""What changed in the labels from one release to another, clause by clause, with the reasons as they are now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from mepp5.adjudication.cases import read_reasons
from mepp5.adjudication.decisions import hash_decisions, read_decisions
from mepp5.adjudication.outcome import FIRST_REFERENCE, count_changes
from mepp5.adjudication.revisions import rank_version
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.corpus.clauses import read_units
from mepp5.files import Object
from mepp5.past.labels import Archive, Layer, policy_of
from mepp5.paths import ROOT


@dataclass(frozen=True, slots=True)
class LabelChange:
    """One clause whose labels differ.

    `releases` are those between the two that changed it; spans "out" the later release does not have, spans "in" the
    earlier one does not. `reason` is today's, "" where no decision is kept; `reason_of` is the release that wrote it,
    "" where none that is recorded did.
    """

    id: str
    text: str
    releases: tuple[str, ...]
    practices_out: tuple[Practice, ...]
    practices_in: tuple[Practice, ...]
    slots_out: tuple[SlotSpan, ...]
    slots_in: tuple[SlotSpan, ...]
    reason: str
    reason_of: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two releases: the changed clauses in corpus order, counts, and whether reasons are newer than all releases."""

    old: str
    new: str
    clauses: tuple[LabelChange, ...]
    counts: Object
    has_newer_reasons: bool


def compare_releases(
    archive: Archive, old: str, new: str, policies: Collection[str] = (), root: Path = ROOT
) -> Comparison:
    """Return what changed in the labels of these policies (() for all) from the release `old` to `new`.

    Raises UnknownVersionError for an unknown version, CorpusError where labels are not restored as they were recorded.
    """
    old, new = archive.find(old).version, archive.find(new).version
    before, after = (_choose(archive.restore_release(version), policies) for version in (old, new))
    came, went = (
        [clause for clause in one if clause not in other] for one, other in ((after, before), (before, after))
    )
    before, after = ({c: own for c, own in labels.items() if c not in {*came, *went}} for labels in (before, after))
    texts = {unit.id: unit.text for policy in _list_policies(after) for unit in read_units(policy, root)}
    reasons, written, changers = read_reasons(root), _date_reasons(archive), _list_changers(archive)
    clauses = tuple(
        _describe(before[clause], after[clause], texts[clause], old, new, reasons, written, changers)
        for clause in after
        if set(before[clause].practices) != set(after[clause].practices)
        or set(before[clause].slots) != set(after[clause].slots)
    )
    counts = {"clauses_in": len(came), "clauses_out": len(went), **_count(clauses, before, after)}
    return Comparison(old, new, clauses, counts, bool(reasons) and not _is_recorded(archive, root))


def is_later(version: str, other: str) -> bool:
    """Return whether the one version is newer than the other."""
    return rank_version(version) > rank_version(other)


def _describe(
    before: Annotation,
    after: Annotation,
    text: str,
    old: str,
    new: str,
    reasons: Mapping[str, str],
    written: Mapping[str, str],
    changers: Mapping[str, list[str]],
) -> LabelChange:
    clause = after.id
    return LabelChange(
        id=clause,
        text=text,
        releases=tuple(v for v in changers.get(clause, ()) if is_later(v, old) and not is_later(v, new)),
        practices_out=tuple(sorted(set(before.practices) - set(after.practices))),
        practices_in=tuple(sorted(set(after.practices) - set(before.practices))),
        slots_out=tuple(sorted(set(before.slots) - set(after.slots))),
        slots_in=tuple(sorted(set(after.slots) - set(before.slots))),
        reason=reasons.get(clause, ""),
        reason_of=written.get(clause, "") if clause in reasons else "",
    )


def _list_changers(archive: Archive) -> dict[str, list[str]]:
    """Return {clause: the releases that changed its labels, oldest first}."""
    changers: dict[str, list[str]] = {}
    known = {release.version for release in archive.releases}
    if any(is_later(FIRST_REFERENCE, version) for version in known):
        first, second = archive.restore(archive.releases[0].version), archive.restore(FIRST_REFERENCE)
        for clause, labels in second.items():
            if clause in first and (labels.practices, labels.slots) != (first[clause].practices, first[clause].slots):
                changers[clause] = [FIRST_REFERENCE]
    for revision in archive.revisions:
        changers.setdefault(revision.before.id, []).append(revision.version)
    return changers


def _date_reasons(archive: Archive) -> dict[str, str]:
    """Return {clause: the release that wrote its reason as it was in the last recorded release}."""
    return {
        f"{policy}/{number:04d}": release.version
        for release in archive.releases
        for policy, numbers in release.reasons.items()
        for number in numbers
    }


def _is_recorded(archive: Archive, root: Path) -> bool:
    """Return whether the reasons are those that the last recorded release had."""
    return bool(archive.releases) and hash_decisions(read_decisions(root)) == archive.releases[-1].decisions


def _choose(labels: Layer, policies: Collection[str]) -> dict[str, Annotation]:
    return {clause: own for clause, own in labels.items() if not policies or policy_of(clause) in policies}


def _list_policies(labels: Layer) -> list[str]:
    return list(dict.fromkeys(policy_of(clause) for clause in labels))


def _count(clauses: Collection[LabelChange], before: Layer, after: Layer) -> Object:
    spans = ("practices_out", "practices_in", "slots_out", "slots_in")
    sums = {name: sum(len(getattr(change, name)) for change in clauses) for name in spans}
    return {"clauses": len(after), "changed": len(clauses), **sums, **count_changes(before, after)}
