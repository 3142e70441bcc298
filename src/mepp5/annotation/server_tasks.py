"""A server's tasks beside what is here: units that were changed since the push, and labels that a push would overwrite.

A task shows a section's text, not its units. So that a pull can tell whether labels were given for other units, a task
carries `units`, a digest of where its clauses begin and end, on the server alone: exports do not have it.
"""

from collections.abc import Sequence
from pathlib import Path

from mepp5.annotation.annotators import Annotator, read_annotators
from mepp5.annotation.exports import Layers
from mepp5.annotation.regions import read_results, write_results
from mepp5.annotation.snapshot import Completed, read_snapshot
from mepp5.annotation.tasks import Task, build_tasks
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, sha256
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

UNITS = "units"


def digest_units(task: Task) -> str:
    """Return the digest of where the clauses of the task begin and end, in code points of its text."""
    places = [[clause.start - task.start, clause.end - task.start] for clause in task.clauses]
    return sha256(dump_json(places))[:16]


def mark_units(tasks: Sequence[Object], root: Path = ROOT) -> list[Object]:
    """Return the tasks as they are pushed: those of a policy of the corpus with the digest of today's units."""
    digests: dict[tuple[object, ...], str] = {}
    named = {task["data"]["policy"] for task in tasks}
    for policy in (policy.id for policy in read_manifest(root) if policy.id in named):
        for task in build_tasks(policy, root):
            digests[policy, task.start, task.data.sha256] = digest_units(task)
    marked = []
    for each in tasks:
        digest = digests.get(tuple(each["data"][name] for name in ("policy", "start", "sha256")))
        marked.append({**each, "data": {**each["data"], UNITS: digest}} if digest else each)
    return marked


def refuse_other_units(exported: Sequence[Object], policy_id: str, source: str, root: Path = ROOT) -> None:
    """Raise CorpusError for a server's task of the policy whose units are not those of today.

    Tasks that carry no digest pass: a server has imported them from an export.
    """
    digests = {task.start: digest_units(task) for task in build_tasks(policy_id, root)}
    for task in exported:
        data = task["data"]
        start = data.get("start")
        if UNITS in data and isinstance(start, int) and data[UNITS] != digests.get(start, data[UNITS]):
            raise CorpusError(
                f"{source}: {policy_id}, section {data.get('section')!r}: its units were changed since it was pushed; "
                "undo the change of the units (mepp5 decide), or push anew to another --project."
            )


def count_other_labels(exported: Sequence[Object], layers: Layers, policy_id: str, root: Path = ROOT) -> int:
    """Return how many annotations of a server's tasks do not say what `layers` says, in sections that it labels.

    Offsets, labels and choices are compared, not the form in which a browser writes them; one that breaks a rule says
    something else. Annotators whom `layers` does not have are passed over, and so are sections of another text.
    """
    annotators, taxonomy = read_annotators(root), read_taxonomy(root)
    tasks = {task.data: task for task in build_tasks(policy_id, root)}
    count = 0
    for entry in read_snapshot(list(exported), policy_id):
        task = tasks.get(entry.data)
        for annotation in entry.annotations if task else ():
            annotator = annotators.find_email(annotation.completed_by.email)
            if task and annotator and annotator.layer in layers:
                count += _says_other(annotation, task, annotator, layers, taxonomy)
    return count


def _says_other(annotation: Completed, task: Task, annotator: Annotator, layers: Layers, taxonomy: Taxonomy) -> bool:
    wanted = write_results(task, layers[annotator.layer])
    try:
        said = read_results(annotation.result, task, taxonomy, annotator.layer, task.name)
    except CorpusError:
        return bool(wanted)
    return bool(wanted) and write_results(task, said) != wanted
