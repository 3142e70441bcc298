"""Where what stands in a corpus is not what its record of releases says: labels, links, calibration, people, files."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from mepp5.adjudication.decisions import DECISIONS, hash_decisions, read_decisions
from mepp5.adjudication.revisions import REVISIONS, rank_version
from mepp5.annotation.annotators import ANNOTATORS, REFERENCE
from mepp5.changes.adjudication.decisions import CHANGE_DECISIONS, hash_change_decisions, read_change_decisions
from mepp5.changes.adjudication.revisions import CHANGE_REVISIONS, read_change_revisions
from mepp5.changes.annotators import CHANGE_ANNOTATORS
from mepp5.errors import CorpusError
from mepp5.past.contents import (
    Compared,
    describe_calibration,
    describe_change_people,
    describe_files,
    describe_lines,
    describe_people,
    describe_rows,
    hash_links,
    path_of_calibration,
    read_compared,
)
from mepp5.past.labels import Archive, compare, hash_labels
from mepp5.past.loading import hash_rows, restore_rows
from mepp5.past.releases import CHANGELOG, Held, Person, Release, list_dates
from mepp5.version import read_version

Faults = Iterator[tuple[str, str]]  # (release, what is wrong)


def find_record_faults(archive: Archive, root: Path) -> Faults:
    """Yield (version, what is wrong) of every recorded release that today's files are not in keeping with.

    Labels, links and calibration are compared with every release; people and the lines of files that lines are added
    to with the newest alone, and with it decisions too, until the version is raised.
    """
    yield from find_release_faults(archive)
    if not archive.releases:
        return
    newest, version = archive.releases[-1], read_version(root)
    yield from _tell_once(_find_layer_faults(archive))
    yield from _tell_once(_find_link_faults(archive, read_compared(root), root))
    yield from _tell_once(_find_calibration_faults(archive, root, version))
    yield from _find_people_faults(newest, root)
    yield from _find_line_faults(newest, root)
    yield from _find_future_faults(archive, root, version)
    yield from _find_row_faults(archive, root)
    yield from _find_date_faults(archive, root)
    if newest.version == version:
        yield from _find_unraised_faults(newest, archive, root)


def _tell_once(faults: Faults) -> Faults:
    """Yield what is wrong of several releases once, of the oldest of them."""
    told: dict[str, str] = {}
    for version, problem in faults:
        told.setdefault(problem, version)
    yield from ((version, problem) for problem, version in told.items())


def find_release_faults(archive: Archive) -> Faults:
    """Yield (version, what is wrong) for every recorded release that is not restored, or that names unknown clauses.

    A release that changed labels and is not recorded is a fault too, unless it is newer than all that are.
    """
    if not archive.releases:
        return
    for release in archive.releases:
        for problem in compare(release, archive.restore(release.version)):
            yield release.version, problem
        for policy, numbers in release.reasons.items():
            for clause in (f"{policy}/{number:04d}" for number in numbers):
                if clause not in archive.reference:
                    yield release.version, f"a reason of {clause}, which is no clause"
    known = {release.version for release in archive.releases}
    newest = rank_version(archive.releases[-1].version)
    for version in dict.fromkeys(revision.version for revision in archive.revisions):
        if version not in known and rank_version(version) <= newest:
            yield version, f"{REVISIONS} has labels that it changed, but it is not recorded"


def _find_layer_faults(archive: Archive) -> Faults:
    for release in archive.releases:
        if set(release.layers) != set(release.annotators):
            yield release.version, "it has not the hash of each annotator's labels"
        for name, labels in archive.restore_layers(release.version).items():
            if name in release.layers and hash_labels(labels) != release.layers[name]:
                yield release.version, f"the labels of {name!r} in annotations/exports are not those released"


def _find_link_faults(archive: Archive, compared: Compared, root: Path) -> Faults:
    revisions = read_change_revisions(root)
    for release in archive.releases:
        if missing := [name for name in release.pairs if name not in compared]:
            yield release.version, f"the pair {missing[0]} was released and is no pair of annotations/changes any more"
            continue
        links = hash_links(compared, revisions, release.version, release.pairs)
        for layer in dict.fromkeys([*release.links, *links]):
            if links.get(layer) != release.links.get(layer):
                source = f"restored from the exports and {CHANGE_REVISIONS}" if layer == REFERENCE else "in the exports"
                yield release.version, f"the links of {layer!r} {source} are not those released (another SHA-256)"


def _find_calibration_faults(archive: Archive, root: Path, version: str) -> Faults:
    found = describe_calibration(root)
    for release in archive.releases:
        for name, held in release.calibration.items():
            path = path_of_calibration(name)
            if name not in found:
                yield release.version, f"{path} is missing; it was released with {held.lines} segments"
            elif found[name] != held:
                own = "in another order or with other labels" if found[name].lines == held.lines else "another number"
                yield release.version, f"{path} is not as it was released ({own}); restore it"
    newest = archive.releases[-1]
    if newest.version == version:
        for name in found.keys() - newest.calibration.keys():
            yield newest.version, f"{path_of_calibration(name)} was not released; raise the version, or remove it"


def _find_date_faults(archive: Archive, root: Path) -> Faults:
    """Yield releases of another day than in CHANGELOG.md, where there is one, and those of it that are not recorded."""
    dates = list_dates(root) if (root / CHANGELOG).is_file() else {}
    recorded = {release.version: release.date for release in archive.releases}
    for version, date in dates.items():
        if version in recorded and recorded[version] != date:
            yield version, f"its date is {recorded[version]}, but {CHANGELOG} says {date}"
        elif version not in recorded and rank_version(version) < rank_version(archive.releases[-1].version):
            yield version, f"{CHANGELOG} has it, but it is not recorded"


def _find_row_faults(archive: Archive, root: Path) -> Faults:
    """Yield the releases whose clauses are not restored from today's units, labels and taxonomy.

    Annotators' labels may change between releases, and are then not restored; each layer has a hash of its own.
    """
    for release in archive.releases:
        with suppress(CorpusError):  # labels that are not restored are told above
            rows = restore_rows("clauses", release.version, archive, root)
            if hash_rows("clauses", rows) != release.rows.get("clauses", ""):
                yield release.version, "the rows of 'clauses' that are restored are not those released"


def _find_people_faults(newest: Release, root: Path) -> Faults:
    for path, then, now in (
        (ANNOTATORS, newest.people, describe_people(root)),
        (CHANGE_ANNOTATORS, newest.change_people, describe_change_people(root)),
    ):
        for name, person in then.items():
            if name not in now:
                yield newest.version, f"{path}: {name} is missing, who annotated then; restore the entry"
            elif changed := _list_changed(person, now[name]):
                yield newest.version, f"{path}: {name}: other than released: {changed}; restore it"
        # Who came since is of the next release; but somebody has annotated what was released.
        if now and not then and (newest.pairs or (path == ANNOTATORS and newest.files)):
            yield newest.version, f"its record does not say who annotated ({path}); restore annotations/releases.toml"


def _list_changed(then: Person, now: Person) -> str:
    names = [name for name in Person.__slots__ if getattr(then, name) != getattr(now, name)]
    told = {"sha256": f"the protocol annotations/{then.protocol}"}
    return ", ".join(told.get(name, f"{name} was {_show(getattr(then, name))}") for name in names)


def _show(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else repr(value)


def _find_line_faults(newest: Release, root: Path) -> Faults:
    now = describe_lines(root, {path: held.lines for path, held in newest.lines.items()})
    for path, held in newest.lines.items():
        if now.get(path) != held:
            yield (
                newest.version,
                f"{path}: its first {held.lines} lines are not those released (changed, moved or missing); restore it",
            )


def _find_future_faults(archive: Archive, root: Path, version: str) -> Faults:
    """Yield releases and revisions of a version that is not stated yet."""
    stated = rank_version(version)
    for release in archive.releases:
        if rank_version(release.version) > stated:
            yield release.version, f"it is recorded, but pyproject.toml states {version}; raise the version"
    told: list[tuple[str, str]] = [(REVISIONS, revision.version) for revision in archive.revisions]
    told += [(CHANGE_REVISIONS, revision.version) for revision in read_change_revisions(root)]
    for path, own in dict.fromkeys(told):
        if rank_version(own) > stated:
            yield own, f"{path} has lines of it, but pyproject.toml states {version}; raise the version before a pull"


def _find_unraised_faults(newest: Release, archive: Archive, root: Path) -> Faults:
    """Yield what is other than in the newest release though the version is still that one's."""
    decisions = (
        (DECISIONS, newest.decisions, hash_decisions(read_decisions(root))),
        (CHANGE_DECISIONS, newest.change_decisions, hash_change_decisions(read_change_decisions(root))),
    )
    files = _pair(newest.files, describe_files(root)) | {path: (then, now) for path, then, now in decisions}
    for path, (then, now) in files.items():
        if then != now:
            yield newest.version, f"{path} is not as it was released; restore it, or raise the version first"
    # A file that came since has no line of this release.
    for path, held in describe_lines(root).items():
        if held != newest.lines.get(path, Held(0, held.sha256)):
            yield newest.version, f"{path} has other lines than were released; restore it, or raise the version first"
    told = "restore what they are made of, or raise the version first"
    for config, digest in describe_rows(root).items():
        if newest.rows.get(config) != digest:
            yield newest.version, f"the rows of {config!r} are not those released; {told}"
    if hash_labels(archive.reference) != newest.labels:
        yield newest.version, "today's reference is not that released; restore the exports, or raise the version first"


def _pair(then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {path: (then.get(path, ""), now.get(path, "")) for path in dict.fromkeys([*then, *now])}
