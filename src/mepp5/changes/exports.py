"""The committed Label Studio exports of changes: checked reading, and the one canonical way to write them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from mepp5.annotation.annotators import REFERENCE
from mepp5.annotation.exports import dump_tasks
from mepp5.annotation.snapshot import User
from mepp5.changes.annotators import CHANGE_ANNOTATORS, ChangeAnnotator, read_change_annotators
from mepp5.changes.links import Link
from mepp5.changes.pairs import Pair
from mepp5.changes.reading import read_change_results
from mepp5.changes.regions import write_change_results
from mepp5.changes.tasks import ChangeTask, ChangeTaskData, build_task
from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.paths import ROOT, join_below
from mepp5.reading.forms import Fault, convert, open_form, read_json
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.system.memory import remembered

LinkLayers = dict[str, list[Link]]  # {layer: links in canonical order}


@open_form
@dataclass(frozen=True, slots=True)
class _Completed:
    completed_by: User
    result: tuple[object, ...]
    ground_truth: bool = False
    was_cancelled: bool = False


@open_form
@dataclass(frozen=True, slots=True)
class _Exported:
    data: ChangeTaskData
    annotations: tuple[_Completed, ...]


def change_export_path(pair: Pair) -> str:
    """Return the path of the pair's export below the root."""
    return f"annotations/changes/exports/{pair.id}.json"


@remembered
def read_change_export(pair: Pair, root: Path = ROOT, partial: bool = False) -> LinkLayers:
    """Return the links of each layer that the pair's committed export holds.

    Raises CorpusError as parsing does, and where the file is not what write_change_export makes of its links: what no
    link says (a comment, another layout) could say anything.
    """
    path = join_below(root, change_export_path(pair))
    layers = parse_change_export(read_json(path, list[Object]), pair, str(path), root, partial)
    if not partial and read_bytes(path) != write_change_export(layers, pair, root):
        raise CorpusError(f"{path}: not as it is written when it is pulled; restore it or pull it again.")
    return layers


def parse_change_export(
    exported: Sequence[object], pair: Pair, source: str, root: Path = ROOT, partial: bool = False
) -> LinkLayers:
    """Return {layer: links} of a pair's one task; `source` opens every error message.

    Raises CorpusError where the task is missing, there twice or of other texts, where who annotated is unknown or
    missing (unless `partial`), and as read_change_results does.
    """
    task, taxonomy = build_task(pair, root), read_taxonomy(root)
    entry = _find_task(exported, task, source)
    found: dict[str, list[Link]] = {}
    members = read_change_annotators(root)
    for annotation in entry.annotations:
        member = _find_member(annotation, members, source)
        if member.layer in found:
            raise CorpusError(f"{source}: two annotations of {pair.id} by {member.id}; delete one of them.")
        place = f"{source}: {pair.id} by {member.id}"
        found[member.layer] = read_change_results(annotation.result, task, taxonomy, place, partial)
    for member in members:
        if member.layer not in found and not partial:
            raise CorpusError(f"{source}: {pair.id} lacks the links of {member.id}; annotate it.")
    return {member.layer: found[member.layer] for member in members if member.layer in found}


def _find_task(exported: Sequence[object], task: ChangeTask, source: str) -> _Exported:
    try:
        entries = convert(list(exported), list[_Exported])
    except Fault as fault:
        raise CorpusError(f"{source}: {fault}; export the project again.") from fault
    if len(entries) != 1:
        raise CorpusError(f"{source}: {len(entries)} tasks of {task.pair.id}; there is one.")
    if entries[0].data != task.data:
        raise CorpusError(f"{source}: the task is of other texts than corpus/text; push the annotations anew.")
    return entries[0]


def _find_member(annotation: _Completed, members: Sequence[ChangeAnnotator], source: str) -> ChangeAnnotator:
    email = annotation.completed_by.email
    member = next((member for member in members if member.email == email), None)
    if member is None:
        raise CorpusError(f"{source}: an annotation by {email!r}, who is not in {CHANGE_ANNOTATORS}; add or delete it.")
    if annotation.was_cancelled:
        raise CorpusError(f"{source}: skipped by {member.id}; annotate the pair.")
    if annotation.ground_truth is not (member.layer == REFERENCE):
        raise CorpusError(
            f"{source}: ground_truth is {annotation.ground_truth} in the annotation by {member.id}; it marks the "
            "adjudicator's alone: correct it."
        )
    return member


def count_other_links(exported: Object, layers: LinkLayers, pair: Pair, root: Path = ROOT) -> int:
    """Return how many annotations of a server's task of the pair do not say what `layers` says.

    Links are compared, not the form in which a browser writes them; what breaks a rule says something else. Whom
    `layers` does not have is passed over.
    """
    emails = {member.email: member.layer for member in read_change_annotators(root) if member.layer in layers}
    count = 0
    for annotation in exported["annotations"]:
        layer = emails.get(annotation["completed_by"]["email"])
        if layer is None:
            continue
        try:
            said = parse_change_export([{**exported, "annotations": [annotation]}], pair, pair.id, root, partial=True)
        except CorpusError:
            said = {}
        count += said.get(layer) != layers[layer]
    return count


def export_change_task(layers: Mapping[str, Sequence[Link]], pair: Pair, root: Path = ROOT) -> Object:
    """Return the pair's task as Label Studio imports it, with the annotations of `layers`, {layer: links}."""
    task = build_task(pair, root)
    annotations = [
        {
            "completed_by": {"email": member.email},
            "ground_truth": member.layer == REFERENCE,
            "result": write_change_results(task, layers[member.layer]),
        }
        for member in read_change_annotators(root)
        if member.layer in layers
    ]
    return {"data": asdict(task.data), "annotations": annotations}


def write_change_export(layers: Mapping[str, Sequence[Link]], pair: Pair, root: Path = ROOT) -> bytes:
    """Return the canonical export of the pair."""
    return dump_tasks([export_change_task(layers, pair, root)])
