"""A received file is read once, and no further than a document may be long: a pipe has nothing more, or no end."""

import os
import resource
import subprocess
from pathlib import Path

import pytest

from tests.fixture_terminals import MEPP5
from tests.intake.fixture_nimbus import CLAUSES, ID, PAGE, TEXT, list_clauses

MEMORY = 2 * 2**30  # bytes; what is read without a limit needs more
HANG = 300  # seconds
TOO_LARGE = "larger than 64 MiB; split it."


def add(root: Path, path: object, **words) -> subprocess.CompletedProcess:
    command = [*MEPP5, "new", ID, str(path), "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=HANG, **words)


def bound() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("content", [TEXT, PAGE], ids=["text", "page"])
def test_a_pipe_is_read_whole(tmp_path: Path, content: str) -> None:
    reading, writing = os.pipe()
    os.write(writing, content.encode())
    os.close(writing)
    done = add(tmp_path / "own", f"/dev/fd/{reading}", pass_fds=[reading])
    os.close(reading)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(CLAUSES[2:8]) <= set(list_clauses(tmp_path / "own"))


def test_standard_input_without_an_end_is_refused(tmp_path: Path) -> None:
    with subprocess.Popen(["yes", "We keep your letters."], stdout=subprocess.PIPE) as source:
        done = add(tmp_path / "own", "/dev/stdin", stdin=source.stdout, preexec_fn=bound)
        source.kill()
    _check_refused(done, tmp_path / "own")


def test_a_file_of_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with open(path, "wb") as file:
        file.truncate(5 * 2**30)
    _check_refused(add(tmp_path / "own", path, preexec_fn=bound), tmp_path / "own")


def _check_refused(done: subprocess.CompletedProcess, root: Path) -> None:
    assert done.returncode == 1
    assert done.stderr.endswith(f": {TOO_LARGE}\n")
    assert not root.exists()
