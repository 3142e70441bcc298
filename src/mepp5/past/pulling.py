"""What is kept of the reference before a pull changes it, and whether a pull may change what was released at all."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from mepp5.adjudication.revisions import REVISIONS, dump_revisions, extend_revisions, rank_version, read_revisions
from mepp5.adjudication.revisions import restore as restore_labels
from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.annotation.exports import Layers
from mepp5.annotation.spans import Annotation
from mepp5.changes.adjudication.revisions import (
    CHANGE_REVISIONS,
    ChangeRevision,
    dump_change_revisions,
    extend_change_revisions,
    read_change_revisions,
)
from mepp5.changes.exports import LinkLayers
from mepp5.changes.links import Link
from mepp5.changes.pairs import Sides, read_pairs, read_sides
from mepp5.errors import CorpusError
from mepp5.past.contents import hash_links
from mepp5.past.labels import Layer, hash_labels, policy_of
from mepp5.past.releases import Release, read_releases
from mepp5.version import read_version

Links = Mapping[str, Sequence[Link]]  # {pair: reference links}
PairLayers = Mapping[str, LinkLayers]  # {pair: {layer: links}}


def keep_layers(before: Layers, pulled: Layers, policies: Collection[str], root: Path) -> dict[str, bytes]:
    """Return {path: content} of the revisions, given all labels of today and those of the pulled policies.

    Whose labels the reference is, annotators.toml says. Raises CorpusError as `keep_labels` does, where an annotator's
    labels that were released are others or gone, which no version allows, and where the reference lacks some.
    """
    reference, newest = read_annotators(root).reference, _find_newest(root)
    if newest is None and reference != REFERENCE:
        return {}  # work in progress: lines under a version that is never released would be faults
    if newest is not None:
        for name in dict.fromkeys([reference, *newest.layers]):
            _refuse_lost(name, before.get(name, {}), pulled.get(name, {}), policies, newest)
            if name != reference and before.get(name):
                _refuse_said_anew(name, before[name], pulled.get(name, {}), newest)
    return keep_labels(before.get(reference, {}), pulled.get(reference, {}), root)


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


def keep_link_layers(before: PairLayers, pulled: PairLayers, root: Path) -> dict[str, bytes]:
    """Return {path: content} of the revisions of links, given all links of today and all pulled, {pair: layers}.

    Raises CorpusError as `keep_links` does, and where a reader's links that were released are others or gone.
    """
    newest = _find_newest(root)
    if newest is not None and all(name in pulled for name in newest.pairs):
        said = hash_links(_take_sides(pulled, newest, root), [], newest.version, newest.pairs)
        for name, digest in newest.links.items():
            if name != REFERENCE and said.get(name) != digest:
                raise CorpusError(
                    f"the project's links by {name!r} are not those of {newest.version}, which is released; what was "
                    "said does not change: undo it there: nothing was written."
                )
    return keep_links(_take_reference(before), _take_reference(pulled), root)


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
    if missing := [name for name in newest.pairs if name not in links]:
        raise CorpusError(f"the links of {missing[0]} were released and are not there; restore its export.")
    compared = _take_sides({name: {REFERENCE: list(own)} for name, own in links.items()}, newest, root)
    return hash_links(compared, revisions, newest.version, newest.pairs)[REFERENCE]


def _take_reference(layers: PairLayers) -> Links:
    return {pair: own[REFERENCE] for pair, own in layers.items() if REFERENCE in own}


def _take_sides(layers: PairLayers, newest: Release, root: Path) -> dict[str, tuple[Sides, LinkLayers]]:
    """Return {pair: (sides, links of each layer)} of the pairs that were released."""
    sides = {pair.id: read_sides(pair, root) for pair in read_pairs(root)}
    return {name: (sides[name], layers[name]) for name in newest.pairs}


def _refuse_lost(name: str, before: Layer, pulled: Layer, policies: Collection[str], newest: Release) -> None:
    lost = [clause for clause in _choose(before, newest) if policy_of(clause) in policies and clause not in pulled]
    if lost:
        raise CorpusError(
            f"the project has no labels by {name!r} of {lost[0]} ({len(lost)} such clauses), which {newest.version} "
            "has; what was released stays: push the exports, then pull: nothing was written."
        )


def _refuse_said_anew(name: str, before: Layer, pulled: Layer, newest: Release) -> None:
    """Raise CorpusError where an annotator's labels are not those released.

    What an annotator said stays whatever the version, as `mepp5 check` (releases) has it.
    """
    if hash_labels(_choose({**before, **pulled}, newest)) == newest.layers[name]:
        return
    other = [clause for clause, own in _choose(pulled, newest).items() if own != before.get(clause)]
    if not other:
        raise CorpusError(
            f"annotations/exports does not have the labels by {name!r} of {newest.version}: was a file edited by hand? "
            "Restore the files as they were committed, then pull: nothing was written."
        )
    raise CorpusError(
        f"the project's labels by {name!r} are not those of {newest.version}, which is released: {other[0]} "
        f"({len(other)} such clauses); what an annotator said does not change: undo it there: nothing was written."
    )


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
