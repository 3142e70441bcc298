"""Rounds of kills and of full disks: each begins with the old folder, and is judged file by file.

counts = Counts(); kill_rounds(trial, directory, forks, rounds=3, seed=1, counts=counts)
"""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from mepp5.build import SCRATCH
from tests.baselines.many.fixture_runs import list_session
from tests.fixture_limits import can_mount
from tests.fixture_trials import Forks, Trial, is_any_draft, judge, make_environment, read_tree

FORKED = "mepp5.cli"  # what is started without its imports
IN_DISK = 'mount -t tmpfs -o "size=$1k" none "$2" && cp -a "$3/." "$2" && out=$4 && disk=$2 && shift 4 && "$@"\n'
IN_DISK += 'status=$?; cp -a "$disk/." "$out"; exit $status'
PAGE = 4096  # bytes, which every file on such a disk takes a multiple of


@dataclass
class Counts:
    """What was done, by command: kills, those of them that came while files were being written, and refusals."""

    kills: Counter = field(default_factory=Counter)
    writing: Counter = field(default_factory=Counter)
    full: Counter = field(default_factory=Counter)
    limited: Counter = field(default_factory=Counter)


def kill_rounds(trial: Trial, directory: Path, forks: Forks, rounds: int, seed: int, counts: Counts) -> None:
    """Kill the command so often: at any moment, once it has begun to write, and once a file is being put in place."""
    draw = random.Random(f"{trial.name} {seed}")
    span = measure(trial, directory, forks)
    for number in range(rounds):
        work = trial.copy_old(directory / "work")
        killed, writing = _kill(trial, work, forks, draw, span, number % 3)
        counts.kills[trial.name] += killed
        counts.writing[trial.name] += writing
        judge(trial, work, drafts=True)
        _run(trial, work, forks)
        assert read_tree(work) == trial.new  # as an undisturbed run leaves it, no draft among it


def measure(trial: Trial, directory: Path, forks: Forks) -> float:
    """Return how many seconds an undisturbed run takes."""
    work, start = trial.copy_old(directory / "work"), time.monotonic()
    _run(trial, work, forks)
    return time.monotonic() - start


def _run(trial: Trial, work: Path, forks: Forks) -> None:
    """Run the command undisturbed."""
    if trial.module == FORKED:
        forks.start(trial.make_command(work)[3:])
        assert forks.wait() == 0, forks.said.read_text()
    else:
        trial.run(work)


def _kill(trial: Trial, work: Path, forks: Forks, draw: random.Random, span: float, kind: int) -> tuple[bool, bool]:
    """Start it, kill its whole session, and return whether it was at work, and whether it had begun to write."""
    process = None if trial.module == FORKED else trial.start(work)
    number = forks.start(trial.make_command(work)[3:]) if process is None else process.pid
    before = _look(work)
    if kind == 2:
        time.sleep(draw.random() * span)
    else:
        known, end = _look(work, drafts=kind == 0), time.monotonic() + 2 * span + 60
        while _look(work, drafts=kind == 0) == known and time.monotonic() < end and _lives(number):
            pass
        time.sleep(draw.random() ** 2 / (20 if kind == 0 else 500))
    with suppress(ProcessLookupError):
        os.killpg(number, signal.SIGKILL)
    if process is None:
        status = forks.wait()
    else:
        process.communicate()
        status = process.returncode
    wait_for_session(number)
    return status == -signal.SIGKILL, status == -signal.SIGKILL and _look(work) != before


def wait_for_session(number: int) -> None:
    end = time.monotonic() + 60
    while list_session(number):
        assert time.monotonic() < end, "what it started goes on"
        time.sleep(0.01)


def _lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _look(work: Path, drafts: bool = True) -> list[tuple[str, int, int]]:
    """Return what is seen of a change: names, inodes and sizes, with those of drafts or without."""
    found = []
    for folder, _, names in os.walk(work):
        for name in names:
            if is_any_draft(name) and not drafts:
                continue
            try:
                each = os.lstat(f"{folder}/{name}")
            except OSError:
                continue
            found.append((f"{folder}/{name}", each.st_ino, each.st_size))
    return sorted(found)


def fill_rounds(trial: Trial, directory: Path, rounds: int, seed: int, counts: Counts) -> None:
    """Run it on a disk that the old files fit on and the new ones beside them do not, by another size each time."""
    draw = random.Random(f"{trial.name} {seed}")
    held = _measure_pages(read_tree(trial.old))
    needed = _measure_pages({k: v for k, v in trial.new.items() if read_tree(trial.old).get(k) != v})
    for _ in range(rounds):
        disk, out = directory / "disk", directory / "out"
        shutil.rmtree(out, ignore_errors=True)
        disk.mkdir(exist_ok=True)
        out.mkdir()
        size = held + 4 * draw.randint(2, max(3, needed // 8))
        inside = ["unshare", "-m", "sh", "-c", IN_DISK, "sh", str(size), str(disk), str(trial.old), str(out)]
        done = subprocess.run(
            [*inside, *trial.make_command(disk)], capture_output=True, text=True, check=False, env=make_environment()
        )
        said = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("Error: ")]
        assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
        assert len(said) == 1
        assert f"Error: {disk}/" in said[0], said
        assert "No space left on device" in said[0], said
        assert "Traceback" not in done.stderr
        judge(trial, out, drafts=trial.name == "predict-many")
        counts.full[trial.name] += 1


def _measure_pages(tree: dict[str, bytes]) -> int:
    """Return the KiB that the files and their folders take on a disk of pages."""
    return sum(-(-len(content) // PAGE) * 4 for content in tree.values())


def limit_rounds(trial: Trial, directory: Path, forks: Forks, rounds: int, seed: int, counts: Counts) -> None:
    """Run it where no file may be larger than so many bytes, which some of the new ones are."""
    draw = random.Random(f"{trial.name} {seed}")
    old = read_tree(trial.old)
    largest = max(len(content) for path, content in trial.new.items() if old.get(path) != content)
    for _ in range(rounds):
        work = trial.copy_old(directory / "work")
        forks.start(trial.make_command(work)[3:], limit=draw.randint(1000, largest - 1))
        status, said = forks.wait(), forks.said.read_text()
        assert status == 1, said
        errors = [line for line in said.splitlines() if line.startswith("Error: ")]
        assert len(errors) == 1, said
        # A build makes everything in a copy first, elsewhere; there too the file is named.
        assert f"Error: {work}/" in errors[0] or f"/{SCRATCH}" in errors[0], said
        assert "cannot be written" in errors[0] or "cannot be copied" in errors[0], said
        assert "File too large" in errors[0], said
        judge(trial, work, drafts=False)
        counts.limited[trial.name] += 1


CAN_FILL = can_mount()
