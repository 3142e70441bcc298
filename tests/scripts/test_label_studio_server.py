"""Serving Label Studio: secrets, loopback, starting and stopping, and directories or ports that are taken."""

import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mepp5.paths import ROOT
from tests.scripts.fixture_label_studio import ENVIRONMENT, SCRIPT, Running, fail, serve, stop

pytestmark = pytest.mark.label_studio


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


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells processes that another has ended")
def test_a_server_ends_with_a_serve_that_is_killed(tmp_path: Path) -> None:
    process = serve(tmp_path / "data")
    log = tmp_path / "data/server.log"
    while not log.exists() or not log.stat().st_size:
        assert process.poll() is None
        time.sleep(0.1)
    assert running_in(tmp_path)
    process.kill()
    process.communicate()
    end = time.monotonic() + 60
    while running_in(tmp_path) and time.monotonic() < end:
        time.sleep(0.1)
    assert running_in(tmp_path) == []


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
