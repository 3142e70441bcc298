"""The project on a Label Studio server: find or make it, bring it to a wanted state, take a snapshot of it."""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.console import Console
from rich.progress import track

from mepp5.errors import CorpusError
from mepp5.files import Object, read_text
from mepp5.forms import Fault, parse_json

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
LOOPBACK = ("127.0.0.1", "localhost", "::1")
# Who completed an annotation must come as an e-mail address: a number means someone else on another server.
SNAPSHOT = {
    "annotations__completed_by": {"only_id": False},
    "drafts": {"only_id": False},
    "predictions": {"only_id": False},
}


@contextmanager
def explain_failures(url: str) -> Iterator[None]:
    """Turn what goes wrong between here and the server into a CorpusError that says what to do."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError

    try:
        yield
    except httpx.HTTPError as error:
        raise CorpusError(f"no Label Studio server answers at {url} ({error}); start it with `serve`.") from error
    except ApiError as error:
        if error.status_code in (401, 403):
            raise CorpusError(f"{url} refuses the access token; use the token file that `serve` prints.") from error
        detail = " ".join(str(error.body).split())[:300]
        raise CorpusError(f"{url} answers {error.status_code}: {detail}; read the server's log.") from error


def connect(url: str | None, token_file: Path | None) -> Any:
    """Return the SDK's client, once the server has accepted the token; raise CorpusError otherwise."""
    try:
        import httpx
        from label_studio_sdk import LabelStudio
    except ImportError as error:
        raise CorpusError(
            "the Label Studio SDK is not installed here; run `make .venv-label-studio` and use "
            ".venv-label-studio/bin/python."
        ) from error
    token = read_text(token_file).strip() if token_file else os.environ.get("LABEL_STUDIO_API_KEY", "")
    if not url or not token:
        raise CorpusError("no server or no access token given; add --url and --token-file as `serve` prints them.")
    if urlsplit(url).scheme not in ("http", "https") or not token.isascii() or not token.isprintable():
        raise CorpusError(f"{url!r} is no http address, or the token is no single line; copy them from `serve`.")
    # A proxy knows nothing of this machine's own servers.
    http = httpx.Client(timeout=120, follow_redirects=True, trust_env=urlsplit(url).hostname not in LOOPBACK)
    client = LabelStudio(base_url=url.rstrip("/"), api_key=token, httpx_client=http)
    with explain_failures(url):
        client.users.whoami()
    return client


class Project:
    """The one project of that title on the client's server."""

    def __init__(self, client: Any, url: str, title: str):
        self.client = client
        self.url = url
        self.title = title

    def push(self, tasks: list[Object], config: str) -> Counter[str]:
        """Bring interface, users, tasks and annotations to what `tasks` (as in an export) say; return the changes.

        Annotators that `tasks` does not name keep theirs. Each annotation is a step of its own: an interrupted push
        goes on where it stopped, and a second one changes nothing.
        """
        predicted = any(task.get("predictions") for task in tasks)
        changes = Counter(dict.fromkeys(CHANGES + PREDICTION_CHANGES * predicted, 0))
        with explain_failures(self.url):
            id = self._find()
            present = self._match(self._export(id), tasks) if id else {}
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
        with explain_failures(self.url):
            id = self._find()
            if id is None:
                raise CorpusError(f"{self.url} has no project {self.title!r}; push annotations first.")
            return self._export(id)

    def _find(self) -> int | None:
        found = [project.id for project in self.client.projects.list(title=self.title) if project.title == self.title]
        if len(found) > 1:
            raise CorpusError(f"{self.url} has {len(found)} projects {self.title!r}; rename all but one.")
        return found[0] if found else None

    def _export(self, id: int) -> list[Object]:
        exports = self.client.projects.exports
        export = exports.create(id, serialization_options=SNAPSHOT)
        content = b"".join(exports.download(id, export.id))
        exports.delete(id, export.id)
        try:
            return parse_json(content.decode("utf-8", "replace"), list[Object])
        except Fault as fault:
            raise CorpusError(f"{self.url} gave an export that cannot be read ({fault}); export again.") from fault

    def _match(self, exported: list[Object], tasks: list[Object]) -> dict[Key, Object]:
        """Return {key: exported task} of the tasks' policies; raise CorpusError for one of another text, or twice."""
        policies, wanted = {task["data"]["policy"] for task in tasks}, {key(task) for task in tasks}
        present: dict[Key, Object] = {}
        for task in exported:
            if task["data"].get("policy") not in policies:
                continue
            if key(task) not in wanted or key(task) in present:
                source = "this file's" if any(each.get("predictions") for each in tasks) else "corpus/text"
                fault = "is there twice" if key(task) in present else f"is of another text than {source}"
                where = f"{task['data']['policy']}, section {task['data'].get('section')!r}"
                raise CorpusError(
                    f"task {task['id']} of {self.url} ({where}) {fault}; delete it there, or push to another --project."
                )
            present[key(task)] = task
        return present

    def _ensure_project(self, id: int | None, config: str, changes: Counter[str]) -> int:
        # The server strips white space at the ends.
        config = config.strip()
        if id is None:
            changes["projects created"] += 1
            made: int = self.client.projects.create(title=self.title, label_config=config).id
            return made
        if self.client.projects.get(id).label_config != config:
            changes["interfaces updated"] += 1
            self.client.projects.update(id, label_config=config)
        return id

    def _ensure_users(self, tasks: list[Object], changes: Counter[str]) -> dict[str, int]:
        """Return {e-mail address: user id}; users that are made here have no password and cannot log in."""
        users = {user.email: user.id for user in self.client.users.list()}
        for email in {by_email(annotation): None for task in tasks for annotation in task["annotations"]}:
            if email not in users:
                changes["users created"] += 1
                users[email] = self.client.users.create(email=email, username=email.partition("@")[0]).id
        return users

    def _import_tasks(self, id: int, tasks: list[Object], changes: Counter[str]) -> dict[Key, Object]:
        if not tasks:
            return {}
        changes["tasks created"] += len(tasks)
        request = [{"data": task["data"]} for task in tasks]
        ids = self.client.projects.import_tasks(id, request=request, return_task_ids=True).task_ids
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
            self.client.annotations.create(present["id"], completed_by=users[email], **content)
        elif any(found[0][name] != value for name, value in content.items()):
            changes["annotations updated"] += 1
            self.client.annotations.update(found[0]["id"], **content)

    def _predict(self, present: Object, wanted: Object, changes: Counter[str]) -> None:
        """Create or change the model's one prediction for the task where it is not what is wanted."""
        found = [each for each in present["predictions"] if each["model_version"] == wanted["model_version"]]
        if not found:
            changes["predictions created"] += 1
            self.client.predictions.create(task=present["id"], **wanted)
        elif found[0]["result"] != wanted["result"]:
            changes["predictions updated"] += 1
            self.client.predictions.update(found[0]["id"], task=present["id"], **wanted)


def key(task: Object) -> Key:
    """Return what tells a task from all others: policy, start and hash of its text."""
    return tuple(task["data"].get(name) for name in ("policy", "start", "sha256"))


def by_email(annotation: Object) -> str:
    """Return the e-mail address of the annotation's annotator."""
    email: str = annotation["completed_by"]["email"]
    return email
