"""Servers that answer anything but what Label Studio answers: each ends in one sentence, and nothing is written."""

import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from mepp5.paths import ROOT

pytestmark = pytest.mark.label_studio
ME = {
    "id": 1,
    "email": "me@annotators.example.org",
    "username": "me",
    "first_name": "",
    "last_name": "",
    "initials": "",
}
ME |= {
    "avatar": None,
    "phone": "",
    "active_organization": 1,
    "last_activity": "2024-01-01T00:00:00Z",
    "custom_hotkeys": {},
}
ME |= {"date_joined": "2024-01-01T00:00:00Z", "allow_newsletters": False, "lse_fields": {}, "org_membership": []}
PROJECT = {"id": 7, "title": "MEPP-5", "label_config": "<View/>"}
LIST = {"count": 1, "next": None, "previous": None, "results": [PROJECT]}
EXPORT = {"id": 3, "title": "x", "status": "completed"}
TASK = {"id": 1, "data": {"policy": "alpha"}, "annotations": []}
NOTE = {"id": 1, "result": [], "ground_truth": False, "completed_by": {"email": "a@b.example"}}
# What stands in the place of a sound body; half: less than Content-Length says; loop: redirects without end.
BODIES = {
    "broken": b'{"id": 1,',
    "html": b"<html><body>Please log in</body></html>",
    "empty": b"",
    "number": b"7",
    "list": b"[]",
    "without end": json.dumps({**LIST, "next": "page=3"}).encode(),
    "null": b"null",
    "object": b"{}",
    "wrong types": b'{"id": "x", "email": 3, "title": [], "results": 4, "task_ids": {}}',
    "deep": b"[" * 100_000 + b"]" * 100_000,
    "binary": b"\xff\xfe\x00",
    "half": b'{"id"',
    "loop": b"",
    "error": b"<h1>Server Error</h1>",
}
ADDRESSES = ["", "//x", "http://", "http://[::1", "ftp://127.0.0.1", "127.0.0.1:80", "http://127.0.0.1:99999"]
ADDRESSES += ["http://127.0.0.1:x", "http://me:secret@127.0.0.1:1", "http://127.0.0.1:1/?a=secret", "http://a b"]
ADDRESSES += ["http://x\ny", "http://..", "http://é€"]
EXPORTS = {
    "no data": [{"id": 1, "annotations": []}],
    "data of another type": [{**TASK, "data": []}],
    "tasks of another type": ["x"],
    "policy of another type": [{**TASK, "data": {"policy": ["alpha"], "start": {}, "sha256": 1.5}}],
    "annotations of another type": [{**TASK, "annotations": {}}],
    "nobody's annotation": [{**TASK, "annotations": [{**NOTE, "completed_by": 3}]}],
    "a result of another type": [{**TASK, "annotations": [{**NOTE, "result": "x"}]}],
    "an id of another type": [{**TASK, "id": "1"}],
}


class Handler(BaseHTTPRequestHandler):
    """Answers as a Label Studio server, but for the server's `damaged` place, whose body is `body`."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        place = self.find_place()
        sound = {"whoami": ME, "projects": LIST, "export": EXPORT, "download": [TASK], "delete": None}[place]
        kind, body = self.server.damage.get(place, ("", json.dumps(sound).encode()))
        self.send_response({"loop": 302, "error": 500}.get(kind, 404 if "page=2" in self.path and not kind else 200))
        if kind == "loop":
            self.send_header("Location", self.path)
        self.send_header("Content-Type", "text/html" if kind == "html" else "application/json")
        self.send_header("Content-Length", str(len(body) + 100 * (kind == "half")))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_PATCH = do_DELETE = do_GET

    def find_place(self) -> str:
        path = self.path.partition("?")[0]
        if "whoami" in path:
            return "whoami"
        if self.command == "DELETE":
            return "delete"
        if "download" in path:
            return "download"
        return "export" if "export" in path else "projects"

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.damage = {}
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def pull(url: str, tmp_path: Path, *words: str) -> Result:
    sys.path.insert(0, str(ROOT / "scripts"))
    from label_studio import main

    (tmp_path / "token").write_text("x" * 40)
    return CliRunner().invoke(main, ["pull", "--url", url, "--token-file", str(tmp_path / "token"), *words])


def assert_told(result: Result) -> None:
    assert result.exit_code in (1, 2), (result.output, result.exception)
    assert isinstance(result.exception, SystemExit), result.exception
    assert "This is a fault" not in result.stderr
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert len(result.stderr) < 1500
    assert "secret" not in result.stderr


@pytest.mark.parametrize("place", ["whoami", "projects", "export", "download", "delete"])
@pytest.mark.parametrize("kind", BODIES)
def test_any_other_answer_is_told(server: ThreadingHTTPServer, tmp_path: Path, place: str, kind: str) -> None:
    server.damage = {place: (kind, BODIES[kind])}
    assert_told(pull(f"http://127.0.0.1:{server.server_port}", tmp_path))


@pytest.mark.parametrize("kind", EXPORTS)
def test_tasks_of_any_other_form_are_told(server: ThreadingHTTPServer, tmp_path: Path, kind: str) -> None:
    server.damage = {"download": ("", json.dumps(EXPORTS[kind]).encode())}
    assert_told(pull(f"http://127.0.0.1:{server.server_port}", tmp_path))


@pytest.mark.parametrize("url", ADDRESSES)
def test_addresses_that_are_none_are_told(tmp_path: Path, url: str) -> None:
    assert_told(pull(url, tmp_path))


@pytest.mark.parametrize("proxy", ["ftp://127.0.0.1", "http://[::1", "socks5://me:secret@127.0.0.1:1", "x"])
def test_a_proxy_that_is_none_is_told(tmp_path: Path, proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, proxy)
    monkeypatch.setenv("NO_PROXY", "")
    assert_told(pull("http://labels.invalid", tmp_path))


@pytest.mark.parametrize("title", ["ab", "x" * 51, " abc", "a\nbc"])
def test_a_title_that_the_server_would_refuse_is_told_first(tmp_path: Path, title: str) -> None:
    result = pull("http://127.0.0.1:1", tmp_path, "--project", title)
    assert_told(result)
    assert "3 to 50 characters" in result.stderr
