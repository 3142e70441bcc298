"""The record of a release, written when it is made."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from mepp5.adjudication.decisions import DECISIONS, Decision, hash_decisions, parse_decisions, read_decisions
from mepp5.adjudication.revisions import rank_version
from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.adjudication.decisions import hash_change_decisions, read_change_decisions
from mepp5.errors import CorpusError
from mepp5.past.contents import (
    describe_calibration,
    describe_change_people,
    describe_files,
    describe_lines,
    describe_people,
    describe_rows,
    hash_links,
    read_compared,
)
from mepp5.past.faults import find_record_faults
from mepp5.past.labels import Archive, hash_labels, policy_of, read_archive
from mepp5.past.loading import KEPT, hash_rows
from mepp5.past.releases import CHANGELOG, RELEASES, Release, dump_releases, list_dates
from mepp5.paths import ROOT
from mepp5.release.loading import SUMS
from mepp5.release.rows import list_labelled
from mepp5.version import read_version


def record_release(
    root: Path = ROOT, before: Path | None = None, again: bool = False, redefined: Collection[str] = ()
) -> dict[str, bytes]:
    """Return {path: bytes} of the record with the release that pyproject.toml states, made of what stands in root.

    `before` is annotations/adjudication.jsonl as the last recorded release had it, by which reasons written anew are
    known; it is needed where the file has changed since. With `again` the record of this very release is replaced.
    Who annotated stays as the release before had it, save those of `redefined`.

    Raises CorpusError where the release is recorded already, is older than the last, has no section in CHANGELOG.md,
    has other rows in data/ than a build makes, where `before` is missing or another file, or where what was released
    before is not in keeping with what stands in root.
    """
    archive, version = read_archive(root), read_version(root)
    earlier = list(archive.releases)
    if again and earlier and earlier[-1].version == version:
        earlier.pop()
    if earlier and rank_version(earlier[-1].version) >= rank_version(version):
        raise CorpusError(f"{RELEASES}: {earlier[-1].version} is recorded; raise the version of pyproject.toml first.")
    dates = list_dates(root)
    if version not in dates:
        raise CorpusError(f"{CHANGELOG}: no section '## {version} (DATE)'; write it first.")
    _check_earlier(replace(archive, releases=tuple(earlier)), redefined, root)
    release = describe_release(version, dates[version], archive, root)
    release = replace(release, reasons=find_written(earlier[-1] if earlier else None, before, root))
    return {RELEASES: dump_releases([*earlier, release])}


def find_written(last: Release | None, before: Path | None, root: Path = ROOT) -> dict[str, tuple[int, ...]]:
    """Return {policy: numbers of the clauses whose reason was written, or written anew, since the release `last`}."""
    now = hash_decisions(read_decisions(root))
    if last is not None and last.decisions == now:
        return {}
    old: dict[str, str] = {}
    if last is not None and last.decisions:
        decisions = _read_before(before)
        if hash_decisions(decisions) != last.decisions:
            raise CorpusError(
                f"{DECISIONS} has changed since {last.version}: name that file as {last.version} had it with --before "
                f"(git show v{last.version}:{DECISIONS} > FILE)."
            )
        old = {decision.id: decision.reason for decision in decisions}
    written = defaultdict(list)
    for decision in read_decisions(root):
        if old.get(decision.id) != decision.reason:
            policy, _, number = decision.id.rpartition("/")
            written[policy].append(int(number))
    return {policy: tuple(sorted(numbers)) for policy, numbers in written.items()}


def _read_before(before: Path | None) -> list[Decision]:
    """Return the decisions of the file, [] of one that is no such file: it is not what was asked for."""
    try:
        return [] if before is None else parse_decisions(before)
    except CorpusError:
        return []


def describe_release(version: str, date: str, archive: Archive, root: Path = ROOT) -> Release:
    """Return the record of what stands in root, without its reasons; raise CorpusError as record_release does."""
    annotators = tuple(name for name in archive.layers if name != REFERENCE)
    compared = read_compared(root)
    return Release(
        version=version,
        date=date,
        policies=tuple(dict.fromkeys(policy_of(clause) for clause in archive.reference)),
        clauses=len(archive.reference),
        labels=hash_labels(archive.reference),
        annotators=annotators,
        decisions=hash_decisions(read_decisions(root)),
        rows=_hash_data(archive, root),
        layers={name: hash_labels(archive.layers[name]) for name in annotators},
        calibration=describe_calibration(root),
        pairs=tuple(compared),
        links=hash_links(compared, [], version, tuple(compared)),
        change_decisions=hash_change_decisions(read_change_decisions(root)),
        people=describe_people(root),
        change_people=describe_change_people(root),
        lines=describe_lines(root),
        files=describe_files(root),
    )


def _check_earlier(archive: Archive, redefined: Collection[str], root: Path) -> None:
    """Raise CorpusError where what is to be recorded is not in keeping with the releases before it."""
    for version, problem in find_record_faults(archive, root):
        if not any(f"/annotators.toml: {name}: " in problem for name in redefined):
            raise CorpusError(f"{RELEASES}: {version}: {problem}.")


def _hash_data(archive: Archive, root: Path) -> dict[str, str]:
    """Return the content hash of each config; raise CorpusError where a build would make other rows."""
    hashes, built = describe_rows(root), list_labelled(archive.reference, archive.layers, root)
    for config in KEPT:
        rows = {name: own for name, own in built.items() if name.startswith(f"{config}/")}
        if hashes[config] != hash_rows(config, rows):
            raise CorpusError(f"{SUMS}: the rows of {config!r} are not as a build makes them; run mepp5 build first.")
    return hashes
