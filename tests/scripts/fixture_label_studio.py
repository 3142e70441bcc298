"""A real Label Studio server and what its tests do with it; the server itself is a fixture of conftest.py."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mepp5.annotation.exports import export_path
from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.paths import ROOT

SCRIPT = ROOT / "scripts/label_studio.py"
NOTHING = "projects created: 0\ninterfaces updated: 0\nusers created: 0\ntasks created: 0\n"
NOTHING += "annotations created: 0\nannotations updated: 0\n"
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("LABEL_STUDIO_")}


@dataclass(frozen=True)
class Running:
    """A served Label Studio."""

    url: str
    data: Path

    def client(self):
        from label_studio_sdk import LabelStudio

        return LabelStudio(base_url=self.url, api_key=(self.data / "token").read_text().strip())


def serve(data: Path, *arguments: str) -> subprocess.Popen:
    command = [sys.executable, SCRIPT, "serve", "--data", data, *arguments]
    return subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)


def stop(process: subprocess.Popen) -> None:
    """Stop the server as a user would, and see that it has gone."""
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


@contextmanager
def keep_serving(data: Path) -> Iterator[Running]:
    """Serve a new directory as long as the block runs, and see that nothing listens afterwards."""
    process = serve(data)
    try:
        first = process.stderr.readline()
        assert first.startswith("Label Studio: http://127.0.0.1:"), first + process.stderr.read()
        yield Running(first.split()[-1], data)
    finally:
        stop(process)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(first.rpartition(":")[2]))) != 0


def run(server: Running | None, root: Path, command: str, *arguments: str | Path) -> subprocess.CompletedProcess:
    address = ("--url", server.url, "--token-file", server.data / "token") if server else ()
    words = [sys.executable, SCRIPT, "--root", root, command, *address, *arguments]
    return subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def succeed(server: Running, root: Path, command: str, *arguments: str | Path) -> str:
    done = run(server, root, command, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fail(server: Running | None, root: Path, command: str, *arguments: str | Path) -> str:
    """Return the one sentence of a command that fails as it should."""
    done = run(server, root, command, *arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


def exports(root: Path) -> dict[str, bytes]:
    return {policy.id: (root / export_path(policy.id)).read_bytes() for policy in read_manifest(root)}


def copy(root: Path, to: Path) -> Path:
    """Copy the corpus and what it needs, without the exports."""
    for folder in ("corpus", "annotations"):
        shutil.copytree(root / folder, to / folder, ignore=shutil.ignore_patterns("exports"))
    shutil.copy(root / "pyproject.toml", to)  # whose version says whether what was released may be pulled anew
    return to


def raw_snapshot(server: Running, title: str) -> list[dict]:
    """Return the project as the server exports it, volatile keys and all."""
    client = server.client()
    (project,) = [project.id for project in client.projects.list() if project.title == title]
    options = {"annotations__completed_by": {"only_id": False}}
    export = client.projects.exports.create(project, serialization_options=options)
    return json.loads(b"".join(client.projects.exports.download(project, export.id)))


def hand_in(root: Path, policy: str) -> list[dict]:
    """Return a hand-in of the whole policy of the tiny corpus."""
    practices = [{"quote": "*", "category": "data_security", "polarity": "affirmed"}]
    return [{"id": unit.id, "practices": practices, "slots": []} for unit in read_units(policy, root) if unit.is_clause]


def write_hand_in(path: Path, rows: list[dict]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
