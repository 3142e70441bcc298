"""The labels that scripts/label_studio.py pushes and compares: hand-ins, exports, and what a push would overwrite."""

from collections.abc import Mapping
from pathlib import Path

import click
from label_studio_project import Key, Refusal

from mepp5.annotation.annotators import read_annotators
from mepp5.annotation.exports import Layers, export_path, parse_export, read_export
from mepp5.annotation.handin import find_hand_in_faults, read_hand_in
from mepp5.annotation.server_tasks import count_other_labels
from mepp5.changes.exports import LinkLayers, count_other_links
from mepp5.changes.pairs import Pair
from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.reading.forms import read_json
from mepp5.scheme.taxonomy import read_taxonomy

Present = Mapping[Key, Object]  # tasks that the server has


def read_all_exports(root: Path) -> dict[str, Layers]:
    """Return {policy: its labels} of every export; raise CorpusError where one is missing or broken."""
    return {policy.id: read_export(policy.id, root) for policy in read_manifest(root)}


def read_hand_ins(files: tuple[Path, ...], annotator: str, partial: bool, root: Path) -> dict[str, Layers]:
    """Return {policy: {annotator: {clause id: Annotation}}} of the policies that the files name, whole or in part."""
    layer, taxonomy = read_annotators(root).find(annotator).layer, read_taxonomy(root)
    text = "".join(read_bytes(path).decode(errors="replace") for path in files)
    policies = [policy.id for policy in read_manifest(root) if f'"{policy.id}/' in text]
    units = [unit for policy in policies for unit in read_units(policy, root)]
    if faults := find_hand_in_faults(files, units, taxonomy, layer, partial):
        for fault in faults:
            click.echo(fault, err=True)
        raise CorpusError(f"{len(faults)} faults in what {annotator} handed in; nothing was pushed, mend them all.")
    annotations = read_hand_in(files, units, taxonomy, layer, partial)
    of_policy: dict[str, Layers] = {policy: {layer: {}} for policy in policies}
    for id, annotation in annotations.items():
        of_policy[id.partition("/")[0]][layer][id] = annotation
    return of_policy


def read_layers(names: list[str], root: Path) -> Layers:
    """Return the labels of all exports that there are, canonical or not; of those not pulled, if they are sound."""
    before: Layers = {}
    for policy in read_manifest(root):
        path = root / export_path(policy.id)
        try:
            if path.is_file():
                add_layers(parse_export(read_json(path, list[Object]), policy.id, str(path), root), before)
        except CorpusError:
            if policy.id in names:
                raise
    return before


def add_layers(layers: Layers, to: Layers) -> None:
    """Put the labels to those in `to`."""
    for name, labels in layers.items():
        to.setdefault(name, {}).update(labels)


def keep_from_overwriting(layers: Mapping[str, Layers], root: Path) -> Refusal:
    """Return what raises CorpusError where the server's tasks have labels that a push of `layers` would overwrite."""

    def refuse(present: Present) -> None:
        others = {}
        for policy, of_policy in layers.items():
            exported = [task for key, task in present.items() if key[0] == policy]
            if count := count_other_labels(exported, of_policy, policy, root):
                others[policy] = count
        _refuse_overwriting(others)

    return refuse


def keep_links_from_overwriting(layers: Mapping[Pair, LinkLayers], root: Path) -> Refusal:
    """Return what raises CorpusError where the server's tasks have links that a push of `layers` would overwrite."""

    def refuse(present: Present) -> None:
        of_pair = {task["data"]["policy"]: task for task in present.values()}
        pairs = [pair for pair in layers if pair.id in of_pair]
        others = {pair.id: count_other_links(of_pair[pair.id], layers[pair], pair, root) for pair in pairs}
        _refuse_overwriting({pair: count for pair, count in others.items() if count})

    return refuse


def _refuse_overwriting(others: Mapping[str, int]) -> None:
    """Raise CorpusError where the server has annotations, {policy: how many}, that say other than the exports."""
    if others:
        named = ", ".join(f"{policy} ({count} annotations)" for policy, count in others.items())
        raise CorpusError(
            f"the project says other than the exports: {named}; pull first, or lose what is there with --overwrite: "
            "nothing was pushed."
        )
