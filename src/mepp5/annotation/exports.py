"""The committed Label Studio exports: checked reading, and the one canonical way to write them."""

import json
from collections import defaultdict
from pathlib import Path

from mepp5.annotation.annotators import ANNOTATORS, REFERENCE, Annotator, Annotators, read_annotators
from mepp5.annotation.regions import read_results, write_results
from mepp5.annotation.spans import Annotation
from mepp5.annotation.tasks import Task, build_tasks
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, read_json
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy

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


def read_export(policy_id: str, root: Path = ROOT) -> Layers:
    """Return {annotator id: {clause id: Annotation}} of one policy's export, checked like `read_exports`."""
    path = Path(root) / export_path(policy_id)
    exported = read_json(path)
    layers = parse_export(exported, policy_id, str(path), root)
    if read_bytes(path) != write_export(layers, policy_id, root):
        raise CorpusError(f"{path}: not as `pull` writes it; push it to Label Studio and pull it again.")
    return layers


def parse_export(exported: list[dict], policy_id: str, source: str, root: Path = ROOT) -> Layers:
    """Return {annotator id: {clause id: Annotation}} from Label Studio's JSON for the tasks of one policy.

    `exported` may be a server's snapshot with its volatile keys; `source` (file or server) opens every message.
    """
    annotators, taxonomy = read_annotators(root), read_taxonomy(root)
    tasks = build_tasks(policy_id, root)
    entries = match_tasks(exported, tasks, source)
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
            elif annotators.must_complete(annotator):
                raise CorpusError(f"{place}: the annotation is missing; push that annotator's work and pull again.")
    return layers


def match_tasks(exported: list[dict], tasks: list[Task], source: str) -> dict[int, dict]:
    """Return {start of the task: its exported entry}; raise CorpusError for one of another text, or one twice."""
    task_at = {task.start: task for task in tasks}
    entries: dict[int, dict] = {}
    for number, entry in enumerate(exported if isinstance(exported, list) else [None], start=1):
        data = entry.get("data") if isinstance(entry, dict) else None
        if not isinstance(data, dict) or not isinstance(entry.get("annotations"), list):
            raise CorpusError(f"{source}: task {number} has no data or no annotations; export the project again.")
        task = task_at.get(data.get("start"))
        if task is None or any(data.get(key) != value for key, value in task.data.items()):
            raise CorpusError(
                f"{source}: task {number} ({data.get('policy')}, section {data.get('section')!r}) is of another "
                "text than corpus/text (text, sha256 or start differ); delete it and push the annotations anew."
            )
        if task.start in entries:
            raise CorpusError(f"{source}: {task.name} is there twice; delete one of the two tasks.")
        entries[task.start] = entry
    return entries


def _results_of(entry: dict, annotators: Annotators, place: str) -> dict[Annotator, list[dict]]:
    """Return the results of each annotator's one annotation of a task."""
    found: dict[Annotator, list[dict]] = {}
    for annotation in entry["annotations"]:
        by = annotation.get("completed_by")
        email = by.get("email") if isinstance(by, dict) else None
        annotator = annotators.find_email(email)
        if annotator is None:
            raise CorpusError(
                f"{place}: an annotation by {email or by!r}, who is not in {ANNOTATORS}; add or delete it."
            )
        if annotator in found:
            raise CorpusError(f"{place}: two annotations by {annotator.id}; delete one of them.")
        if annotation.get("was_cancelled"):
            raise CorpusError(f"{place}: skipped by {annotator.id}; annotate the section.")
        if annotation.get("ground_truth", False) is not (annotator.layer == REFERENCE):
            raise CorpusError(
                f"{place}: ground_truth is {annotation.get('ground_truth')!r} in the annotation by "
                f"{annotator.id}; it marks the adjudicator's alone: correct it."
            )
        found[annotator] = annotation.get("result")
    return found


def write_export(layers: Layers, policy_id: str, root: Path = ROOT) -> bytes:
    """Return the canonical export: tasks in text order, annotations in annotators.toml's, one result a line."""
    return dump_tasks(export_tasks(layers, policy_id, root))


def export_tasks(layers: Layers, policy_id: str, root: Path = ROOT) -> list[dict]:
    """Return the policy's tasks as Label Studio imports them, with the annotations of `layers`."""
    members = read_annotators(root).members
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
        exported.append({"data": task.data, "annotations": annotations})
    return exported


def dump_tasks(tasks: list[dict]) -> bytes:
    """Return the tasks as JSON, one line for a task's data and for each result: diffs stay readable."""

    def dump(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    def dump_annotation(annotation: dict) -> str:
        head = ", ".join(f"{dump(key)}: {dump(value)}" for key, value in annotation.items() if key != "result")
        return f'  {{{head}, "result": [\n   ' + ",\n   ".join(map(dump, annotation["result"])) + "\n  ]}"

    def dump_task(task: dict) -> str:
        annotations = ",\n".join(map(dump_annotation, task["annotations"]))
        return f'{{"data": {dump(task["data"])},\n "annotations": [\n{annotations}\n ]}}'

    return ("[\n" + ",\n".join(map(dump_task, tasks)) + "\n]\n").encode()
