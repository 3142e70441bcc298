"""The project on a Label Studio server: find or make it, bring it to a wanted state, take a snapshot of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from label_studio_connection import ask, ask_all, join_parts, read_answer, read_tasks
from rich.console import Console
from rich.progress import track

from mepp5.annotation.server_tasks import UNITS
from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes

CHANGES = (
    "projects created",
    "interfaces updated",
    "users created",
    "tasks created",
    "annotations created",
    "annotations updated",
)
# Counted only where predictions are pushed.
PREDICTION_CHANGES = ("predictions created", "predictions updated")
Key = tuple[Any, ...]  # policy, start and hash of a task's text, None for what an exported task lacks
Refusal = Callable[[Mapping[Key, Object]], None]
# Who completed an annotation must come as an e-mail address: a number means someone else on another server.
SNAPSHOT = {
    "annotations__completed_by": {"only_id": False},
    "drafts": {"only_id": False},
    "predictions": {"only_id": False},
}


class Project:
    """The one project of that title on the client's server."""

    def __init__(self, client: Any, url: str, title: str):
        self.client = client
        self.url = url
        self.title = title

    def push(self, tasks: list[Object], config: str, refuse: Refusal | None = None) -> Counter[str]:
        """Bring interface, users, tasks and annotations to what `tasks` (as in an export) say; return the changes.

        Annotators that `tasks` does not name keep theirs. `refuse` is given {key: exported task} of what is there, and
        raises CorpusError where it must stay so. Each annotation is a step of its own: an interrupted push goes on
        where it stopped, and a second one changes nothing.
        """
        predicted = any(task.get("predictions") for task in tasks)
        changes = Counter(dict.fromkeys(CHANGES + PREDICTION_CHANGES * predicted, 0))
        id = self._find()
        present = self._match(self._export(id), tasks) if id else {}
        if refuse:
            refuse(present)
        id = self._ensure_project(id, config, changes)
        users = self._ensure_users(tasks, changes)
        present |= self._import_tasks(id, [task for task in tasks if key(task) not in present], changes)
        for task in track(tasks, "annotations", console=Console(stderr=True), disable=not tasks):
            for annotation in task["annotations"]:
                self._update(present[key(task)], annotation, users, changes)
            for prediction in task.get("predictions", ()):
                self._predict(present[key(task)], prediction, changes)
        return changes

    def snapshot(self) -> list[Object]:
        """Return all tasks with their annotations as Label Studio exports them; CorpusError without a project."""
        id = self._find()
        if id is None:
            raise CorpusError(f"{self.url} has no project {self.title!r}; push annotations first.")
        return self._export(id)

    def _ask(self, call: Any, *words: Any, **more: Any) -> Any:
        return ask(self.url, call, *words, **more)

    def _read(self, answer: Any, name: str, kind: type[Any]) -> Any:
        return read_answer(self.url, answer, name, kind)

    def _find(self) -> int | None:
        listed = ask_all(self.url, self.client.projects.list, title=self.title)
        own = [project for project in listed if self._read(project, "title", str) == self.title]
        found = [self._read(project, "id", int) for project in own]
        if len(found) > 1:
            raise CorpusError(f"{self.url} has {len(found)} projects {self.title!r}; rename all but one.")
        return found[0] if found else None

    def _export(self, id: int) -> list[Object]:
        exports = self.client.projects.exports
        export = self._read(self._ask(exports.create, id, serialization_options=SNAPSHOT), "id", int)
        content = self._ask(lambda: join_parts(self.url, exports.download(id, export)))
        self._ask(exports.delete, id, export)
        return read_tasks(self.url, content)

    def _match(self, exported: list[Object], tasks: list[Object]) -> dict[Key, Object]:
        """Return {key: exported task} of the tasks' policies; raise CorpusError for one of another text, or twice."""
        policies, wanted = {task["data"]["policy"] for task in tasks}, {key(task) for task in tasks}
        present: dict[Key, Object] = {}
        for task in exported:
            if key(task)[0] not in policies:
                continue
            if key(task) not in wanted or key(task) in present:
                source = "this file's" if any(each.get("predictions") for each in tasks) else "corpus/text"
                fault = "is there twice" if key(task) in present else f"is of another text than {source}"
                where = f"{task['data']['policy']}, section {task['data'].get('section')!r}"
                raise CorpusError(
                    f"task {task['id']} of {self.url} ({where}) {fault}; delete it there, or push to another --project."
                )
            present[key(task)] = task
        _refuse_other_units(present, tasks, self.url)
        return present

    def _ensure_project(self, id: int | None, config: str, changes: Counter[str]) -> int:
        # The server strips white space at the ends.
        config = config.strip()
        if id is None:
            changes["projects created"] += 1
            made: int = self._read(
                self._ask(self.client.projects.create, title=self.title, label_config=config), "id", int
            )
            return made
        if getattr(self._ask(self.client.projects.get, id), "label_config", None) != config:
            changes["interfaces updated"] += 1
            self._ask(self.client.projects.update, id, label_config=config)
        return id

    def _ensure_users(self, tasks: list[Object], changes: Counter[str]) -> dict[str, int]:
        """Return {e-mail address: user id}; users that are made here have no password and cannot log in."""
        listed = ask_all(self.url, self.client.users.list)
        users = {self._read(user, "email", str): self._read(user, "id", int) for user in listed}
        for email in {by_email(annotation): None for task in tasks for annotation in task["annotations"]}:
            if email not in users:
                changes["users created"] += 1
                made = self._ask(self.client.users.create, email=email, username=email.partition("@")[0])
                users[email] = self._read(made, "id", int)
        return users

    def _import_tasks(self, id: int, tasks: list[Object], changes: Counter[str]) -> dict[Key, Object]:
        if not tasks:
            return {}
        changes["tasks created"] += len(tasks)
        request = [{"data": task["data"]} for task in tasks]
        answer = self._ask(self.client.projects.import_tasks, id, request=request, return_task_ids=True)
        ids = self._read(answer, "task_ids", list)
        if len(ids) != len(tasks):
            raise CorpusError(f"{self.url} made {len(ids)} tasks of {len(tasks)}; delete the project and push again.")
        made = ({"id": number, "annotations": [], "predictions": []} for number in ids)
        return dict(zip(map(key, tasks), made, strict=True))

    def _update(self, present: Object, wanted: Object, users: dict[str, int], changes: Counter[str]) -> None:
        """Create or change the annotator's one annotation of the task where it is not what is wanted."""
        email = by_email(wanted)
        content = {"result": wanted["result"], "ground_truth": wanted["ground_truth"]}
        found = [annotation for annotation in present["annotations"] if by_email(annotation) == email]
        if len(found) > 1:
            raise CorpusError(f"task {present['id']} of {self.url} has {len(found)} annotations by {email}; keep one.")
        if not found:
            changes["annotations created"] += 1
            self._ask(self.client.annotations.create, present["id"], completed_by=users[email], **content)
        elif any(found[0][name] != value for name, value in content.items()):
            changes["annotations updated"] += 1
            self._ask(self.client.annotations.update, found[0]["id"], **content)

    def _predict(self, present: Object, wanted: Object, changes: Counter[str]) -> None:
        """Create or change the model's one prediction for the task where it is not what is wanted."""
        found = [each for each in present.get("predictions", ()) if each["model_version"] == wanted["model_version"]]
        if not found:
            changes["predictions created"] += 1
            self._ask(self.client.predictions.create, task=present["id"], **wanted)
        elif found[0]["result"] != wanted["result"]:
            changes["predictions updated"] += 1
            self._ask(self.client.predictions.update, found[0]["id"], task=present["id"], **wanted)


def _refuse_other_units(present: Mapping[Key, Object], tasks: list[Object], url: str) -> None:
    for task in tasks:
        there, own = present.get(key(task), task)["data"], task["data"]
        if UNITS in there and there[UNITS] != own.get(UNITS, there[UNITS]):
            raise CorpusError(
                f"task {present[key(task)]['id']} of {url} ({there['policy']}, section {there.get('section')!r}) was "
                "pushed with other units; undo the change of the units, or push to another --project."
            )


def key(task: Object) -> Key:
    """Return what tells a task from all others: policy, start and hash of its text."""
    values = (task["data"].get(name) for name in ("policy", "start", "sha256"))
    return tuple(value if isinstance(value, str | int | None) else repr(value) for value in values)


def holds(path: Path, content: bytes) -> bool:
    """Return whether the file is there with this very content."""
    return path.exists() and read_bytes(path) == content


def by_email(annotation: Object) -> str:
    """Return the e-mail address of the annotation's annotator."""
    email: str = annotation["completed_by"]["email"]
    return email
