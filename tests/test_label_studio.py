"""A real Label Studio server: what is pushed is pulled byte for byte, and failures are told."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fixture_corpus import make_corpus

from mepp5.clauses import read_units
from mepp5.exports import export_path, read_exports, write_export
from mepp5.handin import read_hand_in
from mepp5.manifest import read_manifest
from mepp5.paths import ROOT
from mepp5.taxonomy import read_taxonomy

pytestmark = pytest.mark.label_studio

SCRIPT = ROOT / "scripts/label_studio.py"
TEN = Path(__file__).parent / "fixtures/ten_clauses.jsonl"
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


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    data = tmp_path_factory.mktemp("server") / "data"
    process = serve(data)
    try:
        first = process.stderr.readline()
        assert first.startswith("Label Studio: http://127.0.0.1:"), first + process.stderr.read()
        yield Running(first.split()[-1], data)
    finally:
        stop(process)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(first.rpartition(":")[2]))) != 0


@pytest.fixture
def title(request: pytest.FixtureRequest) -> str:
    """A project of the test's own; the server allows 50 characters."""
    return request.node.name[:44]


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
    return to


def raw_snapshot(server: Running, title: str) -> list[dict]:
    """Return the project as the server exports it, volatile keys and all."""
    client = server.client()
    (project,) = [project.id for project in client.projects.list() if project.title == title]
    options = {"annotations__completed_by": {"only_id": False}}
    export = client.projects.exports.create(project, serialization_options=options)
    return json.loads(b"".join(client.projects.exports.download(project, export.id)))


# Serving


def test_secrets_are_readable_by_their_owner_alone(server: Running) -> None:
    for name in ("token", "password", "username", "label_studio.sqlite3"):
        assert stat.S_IMODE((server.data / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


def test_the_server_listens_on_loopback_alone(server: Running) -> None:
    port = f"{int(server.url.rpartition(':')[2]):04X}"
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    listening = [row[1] for row in rows if row[3] == "0A" and row[1].endswith(f":{port}")]
    assert listening == [f"0100007F:{port}"]


def test_a_directory_in_use_is_told(server: Running) -> None:
    assert "is in use by another server; stop it or choose another --data" in fail(
        None, ROOT, "serve", "--data", server.data
    )


def test_a_taken_port_is_told(server: Running, tmp_path: Path) -> None:
    port = server.url.rpartition(":")[2]
    said = fail(None, ROOT, "serve", "--data", tmp_path, "--port", port)
    assert f"port {port} of 127.0.0.1 is taken; leave --port out or choose another" in said


def test_other_credentials_for_a_directory_are_told(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("one\n")
    command = [sys.executable, SCRIPT, "serve", "--data", tmp_path]
    environment = {**ENVIRONMENT, "LABEL_STUDIO_USER_TOKEN": "two"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "LABEL_STUDIO_USER_TOKEN is not what" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_a_server_that_is_still_starting(tmp_path: Path, number: signal.Signals) -> None:
    process = serve(tmp_path / "data")
    log = tmp_path / "data/server.log"
    while not log.exists() or not log.stat().st_size:
        assert process.poll() is None
        time.sleep(0.1)
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert (process.stderr.read(), running_in(tmp_path)) == ("", [])


def running_in(directory: Path) -> list[str]:
    """Return the command lines of the processes whose environment names the directory."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if str(directory).encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_text())
        except OSError:
            continue
    return found


def test_a_server_that_ends_by_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "label_studio.sqlite3").write_text("no database")
    assert "the server ended by itself" in fail(None, ROOT, "serve", "--data", tmp_path)


def test_a_stopped_server_comes_back_with_all_it_had(server: Running, tmp_path: Path) -> None:
    """On a copy of the directory: that the token is still good shows that it is kept, not made anew."""
    shutil.copytree(server.data, tmp_path / "data")
    process = serve(tmp_path / "data")
    try:
        url = process.stderr.readline().split()[-1]
        assert Running(url, server.data).client().users.whoami().email == "admin@mepp5.example.org"
    finally:
        stop(process)


# There and back


def test_ten_clauses_go_there_and_back(server: Running, tmp_path: Path, title: str) -> None:
    root = copy(ROOT, tmp_path / "root")
    path = root / "annotations/annotators.toml"
    # Ten clauses are no whole policy: nobody has to be complete, and nothing is adjudicated yet.
    annotators = path.read_text().replace('scope = "all"', 'scope = "some"')
    path.write_text(annotators.replace('reference = "reference"', 'reference = "reader"'))
    annotations = read_hand_in(TEN, read_units("huami-2021", root), read_taxonomy(root), "reader", partial=True)
    pushed = succeed(server, root, "push", "--project", title, "--annotator", "reader", "--partial", TEN)
    assert "tasks created: 16\nannotations created: 4\n" in pushed
    pulled = succeed(server, root, "pull", "--project", title, "--policy", "huami-2021")
    assert pulled == "annotations/exports/huami-2021.json: changed\n"
    content = (root / export_path("huami-2021")).read_bytes()
    assert content == write_export({"reader": annotations}, "huami-2021", root)
    assert b"children under 13" in content


def test_exports_go_there_and_back(server: Running, tmp_path: Path, title: str) -> None:
    """Two annotators keep their own, and the second push changes nothing at all, time stamps included."""
    root = make_corpus(tmp_path)
    before = exports(root)
    pushed = succeed(server, root, "push", "--project", title, "--exports")
    assert "tasks created: 7\nannotations created: 10\n" in pushed
    snapshot = raw_snapshot(server, title)
    assert succeed(server, root, "push", "--project", title, "--exports") == NOTHING
    assert raw_snapshot(server, title) == snapshot
    other = copy(root, tmp_path / "other")
    assert succeed(server, other, "pull", "--project", title).count(": changed") == 3
    assert exports(other) == before
    assert succeed(server, other, "pull", "--project", title).count(": unchanged") == 3


def test_the_committed_exports_go_there_and_back(server: Running, tmp_path: Path, title: str) -> None:
    pushed = succeed(server, ROOT, "push", "--project", title, "--exports")
    assert (
        f"annotations created: {sum(content.count(b'completed_by') for content in exports(ROOT).values())}\n" in pushed
    )
    assert succeed(server, ROOT, "push", "--project", title, "--exports") == NOTHING
    root = copy(ROOT, tmp_path / "root")
    succeed(server, root, "pull", "--project", title)
    assert exports(root) == exports(ROOT)
    assert read_exports(root) == read_exports(ROOT)


def test_a_committed_export_is_imported_by_any_server(server: Running, tmp_path: Path, title: str) -> None:
    """As it is, through Label Studio's own import; the users must exist."""
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", f"{title} users", "--exports")
    client = server.client()
    project = client.projects.create(title=title, label_config=(ROOT / "annotations/label_studio.xml").read_text())
    before = exports(root)
    for content in before.values():
        client.projects.import_tasks(project.id, request=json.loads(content))
    other = copy(root, tmp_path / "other")
    succeed(server, other, "pull", "--project", title)
    assert exports(other) == before


def hand_in(root: Path, policy: str) -> list[dict]:
    """Return a hand-in of the whole policy of the tiny corpus."""
    practices = [{"quote": "*", "category": "data_security", "polarity": "affirmed"}]
    return [{"id": unit.id, "practices": practices, "slots": []} for unit in read_units(policy, root) if unit.is_clause]


def write_hand_in(path: Path, rows: list[dict]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_a_push_goes_on_where_it_stopped_and_updates_what_changed(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    rows = hand_in(root, "beta")
    path = write_hand_in(tmp_path / "beta.jsonl", rows)
    words = ("--project", title, "--annotator", "reader", path)
    assert "annotations created: 2\n" in succeed(server, root, "push", *words)
    first = raw_snapshot(server, title)[0]["annotations"][0]["id"]
    server.client().annotations.delete(first)
    assert succeed(server, root, "push", *words) == NOTHING.replace("annotations created: 0", "annotations created: 1")
    rows[0]["practices"][0] |= {"polarity": "negated"}
    write_hand_in(path, rows[:1] + hand_in(root, "beta")[1:])
    assert succeed(server, root, "push", *words) == NOTHING.replace("annotations updated: 0", "annotations updated: 1")
    succeed(server, root, "pull", "--project", title, "--policy", "beta")
    reader = [task["annotations"][0] for task in json.loads((root / export_path("beta")).read_text())]
    assert reader[0]["result"][1]["value"]["choices"] == ["negated"]
    assert reader[0]["completed_by"] == {"email": "reader@annotators.example.org"}


# What goes wrong


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("x" * 40)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = Running(f"http://127.0.0.1:{taken.getsockname()[1]}", tmp_path)
        said = fail(gone, ROOT, "pull")
    assert f"no Label Studio server answers at {gone.url}" in said
    assert "start it with `serve`" in said


def test_a_wrong_token_is_told(server: Running, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("0" * 40)
    assert "refuses the access token; use the token file" in fail(Running(server.url, tmp_path), ROOT, "pull")


def test_missing_address_and_project_are_told(server: Running) -> None:
    assert "no server or no access token given; add --url and --token-file" in fail(None, ROOT, "pull")
    assert "has no project 'none'; push annotations first" in fail(server, ROOT, "pull", "--project", "none")


def test_a_missing_sdk_is_told(server: Running) -> None:
    words = ["label_studio.py", "pull", "--url", server.url, "--token-file", str(server.data / "token")]
    without = f"""
import runpy, sys
sys.modules["label_studio_sdk"] = None
sys.argv = {words!r}
sys.path.insert(0, {str(SCRIPT.parent)!r})
runpy.run_path({str(SCRIPT)!r}, run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", without], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "run `make .venv-label-studio`" in done.stderr.splitlines()[-1]


def test_nothing_is_written_where_the_server_holds_a_fault(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", title, "--exports")
    before = exports(root)
    client = server.client()
    # The last policy's: those before it are good, and are not written either.
    annotation = raw_snapshot(server, title)[-1]["annotations"][0]
    good = annotation["result"]
    shifted = json.loads(json.dumps(good))
    for result in shifted[:2]:
        result["value"]["start"] += 1
    client.annotations.update(annotation["id"], result=shifted, ground_truth=False)
    root_of_beta = root / export_path("beta")
    root_of_beta.unlink()
    said = fail(server, root, "pull", "--project", title)
    assert "gamma-2022, section 'The rest' at " in said
    assert "mark it again" in said
    assert not root_of_beta.exists()
    client.annotations.update(annotation["id"], result=good[:2], ground_truth=False)
    assert "no practice; give it at least one" in fail(server, root, "pull", "--project", title)
    client.annotations.delete(annotation["id"])
    assert "reader: the annotation is missing" in fail(server, root, "pull", "--project", title)
    root_of_beta.write_bytes(before["beta"])
    assert "annotations created: 1\n" in succeed(server, root, "push", "--project", title, "--exports")


def test_a_task_of_another_text_is_told(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", title, "--exports")
    client = server.client()
    task = raw_snapshot(server, title)[0]
    client.tasks.update(task["id"], data={**task["data"], "text": "x", "sha256": "0"})
    assert "task 1 (alpha-2020, section '') is of another text" in fail(server, root, "pull", "--project", title)
    said = fail(server, root, "push", "--project", title, "--exports")
    assert "is of another text than corpus/text; delete it there, or push to another --project" in said


def test_nothing_is_pushed_where_a_hand_in_has_a_fault(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    rows = hand_in(root, "beta")
    rows[1]["practices"][0]["quote"] = "not there"
    path = write_hand_in(tmp_path / "beta.jsonl", rows)
    done = run(server, root, "push", "--project", title, "--annotator", "reader", path)
    assert done.returncode == 1
    assert "line 2, beta/0004: quote 'not there' is not in the clause" in done.stderr
    assert "has no project" in fail(server, root, "pull", "--project", title)
