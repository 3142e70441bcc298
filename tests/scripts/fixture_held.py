"""A Label Studio project without a server, and the commands of scripts/label_studio.py on it.

held = Held(tasks)                      # as a server exports them
held.run(root, "pull")                  # the click Result
"""

import copy
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from click.testing import CliRunner, Result

from mepp5.annotation.exports import export_tasks, read_export
from mepp5.changes.exports import export_change_task, read_change_export
from mepp5.changes.pairs import read_pairs
from mepp5.corpus.manifest import read_manifest
from mepp5.files import Object
from mepp5.paths import ROOT

URL = "http://127.0.0.1:1"


def list_tasks(root: Path) -> list[Object]:
    """Return the tasks of all policies that have an export, as a push of the exports makes them."""
    tasks = []
    for policy in read_manifest(root):
        tasks += export_tasks(read_export(policy.id, root), policy.id, root)
    return copy.deepcopy(tasks)


def list_change_tasks(root: Path) -> list[Object]:
    """Return the same of the links of all pairs."""
    return copy.deepcopy([export_change_task(read_change_export(pair, root), pair, root) for pair in read_pairs(root)])


class Held:
    """The tasks that a server holds, which pushes change; `updates` are the annotations that were overwritten."""

    def __init__(self, tasks: list[Object]):
        self.tasks: list[Object] = []
        self.updates: list[int] = []
        for task in tasks:
            self._add(task["data"], task["annotations"])

    def run(self, root: Path, *words: str | Path, changes: bool = False) -> Result:
        """Run push or pull, of labels or of links between policies; a traceback is an error of the test."""
        sys.path.insert(0, str(ROOT / "scripts"))
        import label_studio
        import label_studio_changes

        script, opener = (label_studio_changes, "_open") if changes else (label_studio, "_open_project")
        with patch.object(script, opener, lambda *_: self._open()):
            result = CliRunner().invoke(script.main, ["--root", str(root), *map(str, words)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def _open(self) -> object:
        from label_studio_project import Project, by_email

        held = self

        class Local(Project):
            def _find(self) -> int:
                return 1

            def _export(self, id: int) -> list[Object]:
                return copy.deepcopy(held.tasks)

            def _ask(self, call, *words, **more):
                return call(*words, **more)

            def _read(self, answer, name: str, kind):
                return getattr(answer, name)

            def _ensure_users(self, tasks: list[Object], changes) -> dict:
                emails = [by_email(annotation) for task in tasks for annotation in task["annotations"]]
                return dict(zip(emails, emails, strict=True))

        projects = SimpleNamespace(
            get=lambda _: None,
            update=lambda *_, **__: None,
            import_tasks=lambda _, request, **__: self._import(request),
        )
        annotations = SimpleNamespace(create=self._create, update=self._update)
        predictions = SimpleNamespace(create=lambda **_: None)
        return Local(
            SimpleNamespace(projects=projects, annotations=annotations, predictions=predictions), URL, "MEPP-5"
        )

    def _import(self, request: list[Object]) -> SimpleNamespace:
        return SimpleNamespace(task_ids=[self._add(each["data"], [])["id"] for each in request])

    def _add(self, data: Object, annotations: list[Object]) -> Object:
        id = len(self.tasks) + 1
        own = [{"id": 100 * id + number} | each for number, each in enumerate(annotations)]
        self.tasks.append({"id": id, "data": data, "annotations": own, "predictions": []})
        return self.tasks[-1]

    def _create(self, task: int, completed_by: str, **content: object) -> None:
        own = self.tasks[task - 1]["annotations"]
        own.append({"id": 100 * task + len(own), "completed_by": {"email": completed_by}, **content})

    def _update(self, id: int, **content: object) -> None:
        self.updates.append(id)
        next(each for task in self.tasks for each in task["annotations"] if each["id"] == id).update(content)
