"""The committed Label Studio exports: checked reading, and the one canonical way to write them."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from mepp5.annotation.annotators import ANNOTATORS, REFERENCE, Annotator, Annotators, read_annotators
from mepp5.annotation.regions import read_results, write_results
from mepp5.annotation.snapshot import ExportedTask, Result, TaskData, read_snapshot
from mepp5.annotation.spans import Annotation
from mepp5.annotation.tasks import Task, build_tasks
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes, sha256
from mepp5.paths import ROOT, join_below
from mepp5.reading.forms import read_json
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.system.memory import remembered

# For one policy: annotator id (or "reference") -> clause id -> annotation.
Layers = dict[str, dict[str, Annotation]]


def export_path(policy_id: str) -> str:
    """Return the path of the policy's export below the root."""
    return f"annotations/exports/{policy_id}.json"


def read_exports(root: Path = ROOT) -> Layers:
    """Return {annotator id: {clause id: Annotation}} of all policies, in corpus order.

    The adjudicated annotation, if there is one, is under "reference". Raises CorpusError where an export is
    missing, broken, of another text, incomplete or not canonical, or where an annotation breaks a rule.
    """
    layers: Layers = defaultdict(dict)
    for policy in read_manifest(root):
        for annotator, annotations in read_export(policy.id, root).items():
            layers[annotator] |= annotations
    return dict(layers)


@remembered
def read_export(policy_id: str, root: Path = ROOT) -> Layers:
    """Return {annotator id: {clause id: Annotation}} of one policy's export, checked like `read_exports`."""
    path = join_below(root, export_path(policy_id))
    if not path.exists():
        raise CorpusError(f"{path}: {policy_id} is not annotated yet; annotate it in Label Studio and pull it.")
    exported = read_json(path, list[ExportedTask], "export the project again")
    layers = _read_tasks(exported, policy_id, str(path), root)
    if read_bytes(path) != write_export(layers, policy_id, root):
        raise CorpusError(f"{path}: not as `pull` writes it; push it to Label Studio and pull it again.")
    return layers


def parse_export(exported: object, policy_id: str, source: str, root: Path = ROOT) -> Layers:
    """Return {annotator id: {clause id: Annotation}} from Label Studio's JSON for the tasks of one policy.

    `exported` may be a server's snapshot with its volatile keys; `source` (file or server) opens every message.
    """
    return _read_tasks(read_snapshot(exported, source), policy_id, source, root)


def _read_tasks(exported: Sequence[ExportedTask], policy_id: str, source: str, root: Path) -> Layers:
    annotators, taxonomy = read_annotators(root), read_taxonomy(root)
    tasks = build_tasks(policy_id, root)
    entries = _match_tasks(exported, tasks, source, read_text_of(policy_id, root))
    layers: Layers = {}
    for task in tasks:
        if task.start not in entries:
            raise CorpusError(f"{source}: {task.name} is missing; push the annotations and pull again.")
        results = _results_of(entries[task.start], annotators, f"{source}: {task.name}")
        for annotator in annotators.members:
            place = f"{source}: {task.name}, {annotator.id}"
            if annotator in results:
                read = read_results(results[annotator], task, taxonomy, annotator.layer, place)
                layers.setdefault(annotator.layer, {}).update(read)
            elif annotators.must_complete(annotator, policy_id):
                raise CorpusError(f"{place}: the annotation is missing; push that annotator's work and pull again.")
    return layers


def _match_tasks(
    exported: Sequence[ExportedTask], tasks: list[Task], source: str, text: str
) -> dict[int, ExportedTask]:
    """Return {start of the task: its exported entry}; raise CorpusError for one of another text, or one twice."""
    task_at = {task.start: task for task in tasks}
    entries: dict[int, ExportedTask] = {}
    for number, entry in enumerate(exported, start=1):
        task = task_at.get(entry.data.start)
        if task is None or entry.data != task.data:
            raise CorpusError(f"{source}: task {number} {_tell_other(entry.data, tasks, text)}")
        if task.start in entries:
            raise CorpusError(f"{source}: {task.name} is there twice; delete one of the two tasks.")
        entries[task.start] = entry
    return entries


def _tell_other(data: TaskData, tasks: list[Task], text: str) -> str:
    """Say what is wrong with a task that is none of today's, and what to do."""
    place = f"({data.policy}, section {data.section!r})"
    is_here = data.policy == tasks[0].policy and data.text and text.startswith(data.text, data.start)
    if is_here and data.sha256 == sha256(data.text.encode()):
        return (
            f"{place} is no section of today's units; undo the change of the units (mepp5 decide), or push anew to "
            "another --project."
        )
    return (
        f"{place} is of another text than corpus/text (text, sha256 or start differ); delete it and push the "
        "annotations anew."
    )


def _results_of(entry: ExportedTask, annotators: Annotators, place: str) -> dict[Annotator, tuple[Result, ...]]:
    """Return the results of each annotator's one annotation of a task."""
    found: dict[Annotator, tuple[Result, ...]] = {}
    for annotation in entry.annotations:
        email = annotation.completed_by.email
        annotator = annotators.find_email(email)
        if annotator is None:
            raise CorpusError(f"{place}: an annotation by {email!r}, who is not in {ANNOTATORS}; add or delete it.")
        if annotator in found:
            raise CorpusError(f"{place}: two annotations by {annotator.id}; delete one of them.")
        if annotation.was_cancelled:
            raise CorpusError(f"{place}: skipped by {annotator.id}; annotate the section.")
        # Whoever is alone with a policy need not be told from others by a star.
        if not annotator.policies and annotation.ground_truth is not (annotator.layer == REFERENCE):
            raise CorpusError(
                f"{place}: ground_truth is {annotation.ground_truth} in the annotation by "
                f"{annotator.id}; it marks the adjudicator's alone: correct it."
            )
        found[annotator] = annotation.result
    return found


def write_export(layers: Layers, policy_id: str, root: Path = ROOT) -> bytes:
    """Return the canonical export: tasks in text order, annotations in annotators.toml's, one result a line."""
    return dump_tasks(export_tasks(layers, policy_id, root))


def export_tasks(layers: Layers, policy_id: str, root: Path = ROOT) -> list[Object]:
    """Return the policy's tasks as Label Studio imports them, with the annotations of `layers`."""
    annotators = read_annotators(root)
    members = [member for member in annotators.members if annotators.concerns(member, policy_id)]
    exported = []
    for task in build_tasks(policy_id, root):
        annotations = [
            {
                "completed_by": {"email": annotator.email},
                "ground_truth": annotator.layer == REFERENCE,
                "result": results,
            }
            for annotator in members
            if (results := write_results(task, layers.get(annotator.layer, {})))
        ]
        exported.append({"data": asdict(task.data), "annotations": annotations})
    return exported


def dump_tasks(tasks: list[Object]) -> bytes:
    """Return the tasks as JSON, one line for a task's data and for each result: diffs stay readable."""

    def dump(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def dump_annotation(annotation: Object) -> str:
        head = ", ".join(f"{dump(key)}: {dump(value)}" for key, value in annotation.items() if key != "result")
        return f'  {{{head}, "result": [\n   ' + ",\n   ".join(map(dump, annotation["result"])) + "\n  ]}"

    def dump_task(task: Object) -> str:
        annotations = ",\n".join(map(dump_annotation, task["annotations"]))
        return f'{{"data": {dump(task["data"])},\n "annotations": [\n{annotations}\n ]}}'

    return ("[\n" + ",\n".join(map(dump_task, tasks)) + "\n]\n").encode()
