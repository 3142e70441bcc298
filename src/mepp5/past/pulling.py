"""What is kept of an adjudicated reference before a pull changes it, and whether a pull may change it at all."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from mepp5.adjudication.revisions import REVISIONS, dump_revisions, extend_revisions, rank_version, read_revisions
from mepp5.adjudication.revisions import restore as restore_labels
from mepp5.annotation.annotators import REFERENCE
from mepp5.annotation.spans import Annotation
from mepp5.changes.adjudication.revisions import (
    CHANGE_REVISIONS,
    ChangeRevision,
    dump_change_revisions,
    extend_change_revisions,
    read_change_revisions,
)
from mepp5.changes.links import Link
from mepp5.changes.pairs import read_pairs, read_sides
from mepp5.errors import CorpusError
from mepp5.past.contents import hash_links
from mepp5.past.labels import Layer, hash_labels, policy_of
from mepp5.past.releases import Release, read_releases
from mepp5.version import read_version

Links = Mapping[str, Sequence[Link]]  # {pair: reference links}


def keep_labels(before: Layer, pulled: Layer, root: Path) -> dict[str, bytes]:
    """Return {path: content} of the revisions, given the reference of today and that of the pulled policies.

    {} where there is nothing to keep. Raises CorpusError where the version was released and the pulled reference is
    another one, and where today's is not what it was made of: then an export was edited by hand.
    """
    if not before:
        return {}
    newest, version = _find_newest(root), read_version(root)
    revisions = read_revisions(root)
    if newest is not None:
        if is_released(newest, version):
            _refuse_other(hash_labels(_choose({**before, **pulled}, newest)) == newest.labels, newest, version)
            return {}
        known = hash_labels(_choose(restore_labels(before, revisions, newest.version), newest)) == newest.labels
        _refuse_edited(known, newest, "annotations/exports", REVISIONS)
    changed = extend_revisions(revisions, {c: own for c, own in before.items() if c in pulled}, pulled, version)
    return {REVISIONS: dump_revisions(changed)} if changed else {}


def keep_links(before: Links, pulled: Links, root: Path) -> dict[str, bytes]:
    """Return {path: content} of the revisions of links, as `keep_labels` does of labels."""
    if not before:
        return {}
    newest, version = _find_newest(root), read_version(root)
    revisions = read_change_revisions(root)
    if newest is not None and newest.pairs:
        if is_released(newest, version):
            _refuse_other(_hash({**before, **pulled}, [], newest, root) == newest.links[REFERENCE], newest, version)
            return {}
        known = _hash(before, revisions, newest, root) == newest.links[REFERENCE]
        _refuse_edited(known, newest, "annotations/changes/exports", CHANGE_REVISIONS)
    changed = extend_change_revisions(revisions, before, pulled, version)
    return {CHANGE_REVISIONS: dump_change_revisions(changed)} if changed else {}


def is_released(newest: Release, version: str) -> bool:
    """Return whether the version is that of a release, or older than the newest."""
    return rank_version(version) <= rank_version(newest.version)


def _find_newest(root: Path) -> Release | None:
    return next(reversed(read_releases(root)), None)


def _choose(labels: Layer, newest: Release) -> dict[str, Annotation]:
    return {clause: own for clause, own in labels.items() if policy_of(clause) in newest.policies}


def _hash(links: Links, revisions: list[ChangeRevision], newest: Release, root: Path) -> str:
    sides = {pair.id: read_sides(pair, root) for pair in read_pairs(root)}
    if missing := [name for name in newest.pairs if name not in links]:
        raise CorpusError(f"the links of {missing[0]} were released and are not there; restore its export.")
    compared = {name: (sides[name], {REFERENCE: list(links[name])}) for name in newest.pairs}
    return hash_links(compared, revisions, newest.version, newest.pairs)[REFERENCE]


def _refuse_other(is_same: bool, newest: Release, version: str) -> None:
    if not is_same:
        raise CorpusError(
            f"the project's reference is not that of {newest.version}, which is released, and pyproject.toml states "
            f"{version}; raise the version, then pull: nothing was written."
        )


def _refuse_edited(is_known: bool, newest: Release, exports: str, revisions: str) -> None:
    if not is_known:
        raise CorpusError(
            f"{exports} and {revisions} do not give the reference of {newest.version}: was a file edited by hand? See "
            "mepp5 check (releases), restore the files as they were committed, then pull: nothing was written."
        )
