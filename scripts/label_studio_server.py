"""A Label Studio server of one's own: loopback only, SQLite, no telemetry, all its files in one directory."""

import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from mepp5.errors import CorpusError
from mepp5.paths import CLONE
from mepp5.system.processes import end_with_parent

HOST = "127.0.0.1"
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
FIRST_PORT = 8080
# The first start makes the database, which takes most of a minute.
PATIENCE = 300
ENVIRONMENT = {
    "DJANGO_DB": "sqlite",
    "LABEL_STUDIO_COLLECT_ANALYTICS": "false",
    "LABEL_STUDIO_SENTRY_DSN": "",
    "LABEL_STUDIO_FRONTEND_SENTRY_DSN": "",
    "LABEL_STUDIO_LATEST_VERSION_CHECK": "false",
    "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
    "LABEL_STUDIO_CONVERTER_DOWNLOAD_RESOURCES": "false",
    # Where it is not said, the server looks for a folder of its working directory to serve files from.
    "LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED": "false",
    "LABEL_STUDIO_SSRF_PROTECTION_ENABLED": "true",
    "LABEL_STUDIO_DEBUG": "false",
    # A page of another's must not send forms to the server under a name of its own.
    "LABEL_STUDIO_ALLOWED_HOSTS": f"{HOST},localhost",
    # Else the server answers 401 to the token.
    "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
}
# The server takes a setting under any of these, and without them.
OF_SERVERS = ("LABEL_STUDIO_", "HEARTEX_", "DJANGO_")


class Server:
    """One server process and its data directory.

    The user name, password and access token come from LABEL_STUDIO_USERNAME, LABEL_STUDIO_PASSWORD and
    LABEL_STUDIO_USER_TOKEN at the first start, or are made; they are then kept in the directory, readable by its
    owner alone, because the server never changes those of an existing user.
    """

    def __init__(self, data: Path, port: int | None = None):
        self.data = data.resolve()
        self.port = port
        self.token_file = self.data / "token"
        self.password_file = self.data / "password"
        self.username = ""
        self.process: subprocess.Popen[bytes] | None = None
        self.lock: TextIO | None = None

    @property
    def url(self) -> str:
        """The server's address."""
        return f"http://{HOST}:{self.port}"

    def __enter__(self) -> "Server":
        """Start the server and return when it answers; raise CorpusError if it cannot be started."""
        executable = find_executable()
        self._lock_directory()
        self.port = choose_port(self.port)
        environment = {**_clean(os.environ), **ENVIRONMENT, **self._credentials()}
        environment["LABEL_STUDIO_BASE_DATA_DIR"] = str(self.data)
        command = [executable, "start", "--no-browser", "--internal-host", HOST, "--port", str(self.port)]
        for number in SIGNALS:
            signal.signal(number, lambda *_: sys.exit(0))
        try:
            with open(self.data / "server.log", "ab") as log:
                # Detached from the terminal: Ctrl-C reaches this process alone, which then stops the server once.
                # The database holds the token: it is for its owner alone, like the files here.
                self.process = subprocess.Popen(
                    command,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    umask=0o077,
                    preexec_fn=lambda: end_with_parent(signal.SIGTERM),  # also where nobody is left to stop it
                )
            self._await_health(self.process)
        except BaseException:
            self.__exit__()
            raise
        return self

    def wait(self) -> None:
        """Wait for the signal that ends this process with status 0; raise CorpusError if the server ends by itself."""
        assert self.process is not None  # it has been started
        status = self.process.wait()
        raise CorpusError(f"the server ended by itself (status {status}); read {self.data / 'server.log'}.")

    def __exit__(self, *_: object) -> None:
        """Stop the server if it runs, and return when it has gone."""
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _lock_directory(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = self.lock = open(self.data / "lock", "w")  # noqa: SIM115 (held until the process ends)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CorpusError(f"{self.data} is in use by another server; stop it or choose another --data.") from error

    def _credentials(self) -> dict[str, str]:
        defaults = {
            "username": "admin@mepp5.example.org",
            "password": secrets.token_urlsafe(18),
            "token": secrets.token_hex(20),
        }
        names = {
            "username": "LABEL_STUDIO_USERNAME",
            "password": "LABEL_STUDIO_PASSWORD",
            "token": "LABEL_STUDIO_USER_TOKEN",
        }
        credentials = {}
        for kind, name in names.items():
            path = self.data / kind
            if not path.exists():
                with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                    file.write((os.environ.get(name) or defaults[kind]) + "\n")
            credentials[name] = path.read_text().strip()
            if os.environ.get(name) not in (None, "", credentials[name]):
                raise CorpusError(f"{name} is not what {path} says; unset it or choose another --data.")
        self.username = credentials["LABEL_STUDIO_USERNAME"]
        return credentials

    def _await_health(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.monotonic() < deadline:
            if process.poll() is not None:
                self.wait()
            try:
                opener.open(f"{self.url}/health", timeout=5).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
        raise CorpusError(f"the server did not answer at {self.url}/health; read {self.data / 'server.log'}.")


def find_executable() -> str:
    """Return the `label-studio` beside this Python or in the clone's environment; raise CorpusError if none is."""
    for directory in (Path(sys.executable).parent, CLONE / ".venv-label-studio/bin"):
        if (directory / "label-studio").exists():
            return str(directory / "label-studio")
    raise CorpusError("Label Studio is not installed; run `make .venv-label-studio` first.")


def choose_port(port: int | None) -> int:
    """Return the port, or from 8080 on the first free one; raise CorpusError if the given one is taken.

    Label Studio would silently take the next port.
    """
    if port is not None:
        if not _is_free(port):
            raise CorpusError(f"port {port} of {HOST} is taken; leave --port out or choose another.")
        return port
    for candidate in range(FIRST_PORT, FIRST_PORT + 1000):
        if _is_free(candidate):
            return candidate
    raise CorpusError(f"no free port from {FIRST_PORT} on; choose one with --port.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _clean(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without settings that were meant for another server."""
    return {name: value for name, value in environment.items() if not name.startswith(OF_SERVERS)}
