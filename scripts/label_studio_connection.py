"""The way to a Label Studio server: its address, its client, and what it answers held to what is needed of it."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NotRequired, TypeVar
from urllib.parse import urlsplit

from typing_extensions import TypedDict

from mepp5.errors import CorpusError
from mepp5.files import Object, read_text
from mepp5.reading.forms import Fault, convert, load_json, open_form

Answer = TypeVar("Answer")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST = 10_000  # projects or users of a server: what says that it has more, answers without end
LARGEST = 2**30  # bytes of an export


@open_form
class Completer(TypedDict):
    """Who made an annotation."""

    email: str


@open_form
class GivenAnnotation(TypedDict):
    """An annotation of a task."""

    id: int
    completed_by: Completer
    result: list[Object]
    ground_truth: bool


@open_form
class GivenPrediction(TypedDict):
    """A model's prediction for a task."""

    id: int
    model_version: str | None
    result: list[Object]


@open_form
class GivenTask(TypedDict):
    """A task as the server exports it, of whatever project."""

    id: int
    data: Object
    annotations: list[GivenAnnotation]
    predictions: NotRequired[list[GivenPrediction]]


def check_url(url: str) -> str:
    """Return the address without a slash at its end; raise CorpusError where it is none, or says more than where."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise CorpusError(f"{url!r} is no http address ({error}); copy it from `serve`.") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable() or " " in url:
        raise CorpusError(f"{url!r} is no http address; copy it from `serve`.")
    if "@" in url:
        raise CorpusError("the address of --url holds a user or password; leave it out, the token says who you are.")
    if parts.query or parts.fragment:
        raise CorpusError("the address of --url goes on behind its path with ? or #; copy it from `serve`.")
    return url.rstrip("/")


def connect(url: str | None, token_file: Path | None) -> Any:
    """Return the SDK's client, once the server has accepted the token; raise CorpusError otherwise."""
    try:
        from label_studio_sdk import LabelStudio
    except ImportError as error:
        raise CorpusError(
            "the Label Studio SDK is not installed here; run `make .venv-label-studio` and use "
            ".venv-label-studio/bin/python."
        ) from error
    token = read_text(token_file).strip() if token_file else os.environ.get("LABEL_STUDIO_API_KEY", "")
    if not url or not token:
        raise CorpusError("no server or no access token given; add --url and --token-file as `serve` prints them.")
    address = check_url(url)
    if not token.isascii() or not token.isprintable():
        raise CorpusError("the access token is no single line; copy it from `serve`.")
    client = LabelStudio(base_url=address, api_key=token, httpx_client=_open_client(address))
    ask(address, client.users.whoami)
    return client


def _open_client(address: str) -> Any:
    import httpx

    # A proxy knows nothing of this machine's own servers.
    trusted = urlsplit(address).hostname not in LOOPBACK
    try:
        return httpx.Client(timeout=120, follow_redirects=True, trust_env=trusted)
    except (ValueError, ImportError, OSError, httpx.InvalidURL) as error:
        raise CorpusError(
            f"the proxy or certificates that the environment names cannot be used ({error}); see HTTP_PROXY, "
            "HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."
        ) from error


def ask(url: str, call: Callable[..., Answer], *words: Any, **more: Any) -> Answer:
    """Return what a method of the client answers; raise CorpusError that says what to do where it fails."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError

    try:
        return call(*words, **more)
    except CorpusError:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise CorpusError(f"no Label Studio server answers at {url} ({error}); start it with `serve`.") from error
    except ApiError as error:
        if error.status_code in (401, 403):
            raise CorpusError(f"{url} refuses the access token; use the token file that `serve` prints.") from error
        detail = " ".join(str(error.body).split())[:300]
        raise CorpusError(f"{url} answers {error.status_code}: {detail}; read the server's log.") from error
    except Exception as error:  # the client raises whatever it stumbles over in an answer
        raise _refuse_answer(url, f"{type(error).__name__}: {error}") from error


def ask_all(url: str, call: Callable[..., Any], **more: Any) -> list[Any]:
    """Return all that a listing method of the client answers, page by page; raise CorpusError as `ask` does."""
    found: dict[int, Any] = {}
    for each in ask(url, lambda: _list(call(**more))):
        found[read_answer(url, each, "id", int)] = each
    return list(found.values())


def _list(pages: Iterable[Any]) -> list[Any]:
    """Return what the pages hold; raise ValueError where they come again and again, as of a server that has no end."""
    found: list[Any] = []
    seen: set[object] = set()
    for each in pages:
        id = getattr(each, "id", None)
        if id in seen or len(found) == MOST:
            raise ValueError("a list that does not end")
        seen.add(id)
        found.append(each)
    return found


def read_answer(url: str, answer: Any, name: str, kind: type[Answer]) -> Answer:
    """Return an attribute of what the client answered; raise CorpusError where it is missing or of another kind."""
    value = getattr(answer, name, None)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _refuse_answer(url, f"no {name}")
    return value


def read_tasks(url: str, content: bytes) -> list[Object]:
    """Return the tasks of an export as they stand in it; raise CorpusError, naming the first that is no task."""
    try:
        tasks = load_json(content.decode("utf-8", "replace"))
        if not isinstance(tasks, list):
            raise Fault("no list of tasks")
    except Fault as fault:
        raise CorpusError(f"{url} gave an export that cannot be read ({fault}); export again.") from fault
    for number, task in enumerate(tasks, start=1):
        try:
            convert(task, GivenTask)
        except Fault as fault:
            raise CorpusError(
                f"{url} gave an export whose task {number} cannot be read ({fault}); mend or delete it there."
            ) from fault
    return tasks


def join_parts(url: str, parts: Any) -> bytes:
    """Return the parts of an answer as one; raise CorpusError for one without end."""
    content = bytearray()
    for part in parts:
        content += part
        if len(content) > LARGEST:
            raise _refuse_answer(url, f"an export of more than {LARGEST // 2**20} MiB")
    return bytes(content)


def _refuse_answer(url: str, reason: str) -> CorpusError:
    shown = " ".join(reason.split())[:200]
    return CorpusError(f"{url} gave an answer that cannot be read ({shown}); is it a Label Studio server?")
