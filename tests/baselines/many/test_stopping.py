"""Runs that are killed, at whatever moment, and started again: every document once, nothing left behind."""

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.baselines.many.fixture_runs import (
    MODEL,
    list_session,
    make_rows,
    read_rows,
    start,
    write_parquet,
)

DOCUMENTS = 120
LEFT = 60.0  # seconds, at most, for anything


@pytest.fixture
def path(tmp_path):
    return write_parquet(tmp_path / "rows.parquet", make_rows(DOCUMENTS), 50)


def count_parts(out: Path) -> int:
    return len(list(out.glob("part-*")))


def wait_for(condition) -> bool:
    end = time.monotonic() + LEFT
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.002)
    return False


def check_whole(out: Path) -> None:
    """Check that every document has its rows once, and that nothing else is there."""
    rows = read_rows(out)
    assert not any(row["error"] for row in rows)
    found = Counter((row["id"], row["position"]) for row in rows)
    assert set(found.values()) == {1}
    assert {id for id, _ in found} == {f"d{number}" for number in range(DOCUMENTS)}
    names = {path.name for path in out.iterdir() if not path.name.startswith("part-")}
    assert names == {"run.json", "summary.json"}


def finish(process) -> str:
    _, told = process.communicate(timeout=LEFT)
    assert process.returncode == 0, told
    return told


def kill_midway(process, out: Path, draw: random.Random, group: bool = True) -> bool:
    """Kill a run when it has made some more files, and return whether it was still at work."""
    target = count_parts(out) + draw.randint(0, 15)
    wait_for(lambda: count_parts(out) >= target or process.poll() is not None)
    time.sleep(draw.random() / 20)
    working = process.poll() is None
    if working:
        (os.killpg if group else os.kill)(process.pid, signal.SIGKILL)
    process.communicate()
    return working


def test_a_killed_run_of_processes_goes_on(release, path, tmp_path):
    out, draw = tmp_path / "out", random.Random(5)
    words = (path, out, *MODEL, "--workers", "2", "--block-size", "2")
    killed = []
    for number in range(3):
        process = start(release, *words)
        killed.append(kill_midway(process, out, draw, group=number > 0))
        # Killed alone, it takes its workers with it.
        assert wait_for(lambda number=process.pid: not list_session(number))
    assert any(killed)
    before = count_parts(out)
    assert 0 < before < DOCUMENTS / 2
    kept = {part: part.stat().st_mtime_ns for part in out.glob("part-*")}
    assert finish(start(release, *words)).startswith(f"{DOCUMENTS} documents: ")
    check_whole(out)
    assert {part: part.stat().st_mtime_ns for part in kept} == kept


def test_a_killed_run_of_ray_goes_on(release, path, tmp_path):
    out, draw = tmp_path / "out", random.Random(7)
    words = (path, out, *MODEL, "--engine", "ray", "--workers", "2", "--block-size", "2")
    process = start(release, *words)
    assert kill_midway(process, out, draw)
    assert wait_for(lambda: not list_session(process.pid))
    assert count_parts(out) < DOCUMENTS / 2
    finish(start(release, *words))
    check_whole(out)


def test_an_interrupt_ends_cleanly(release, tmp_path):
    # So many documents that the run is far from its end, however busy the machine is.
    path, out = write_parquet(tmp_path / "rows.parquet", make_rows(20 * DOCUMENTS), 50), tmp_path / "out"
    process = start(release, path, out, *MODEL, "--workers", "2", "--block-size", "2")
    assert wait_for(lambda: count_parts(out) > 3)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=LEFT)
    assert (process.returncode, told.strip()) == (130, "Interrupted.")
    assert wait_for(lambda: not list_session(process.pid))
    assert not list(out.glob(".*"))


@pytest.mark.parametrize("engine", ["local", "ray"])
def test_a_block_of_which_workers_die_is_left_out_and_named(release, tmp_path, engine):
    rows = make_rows(20)
    rows[9] = {"id": "slow", "text": "".join(f"We keep letter {number} of yours.\n" for number in range(10_000))}
    path, out, name = write_parquet(tmp_path / "rows.parquet", rows), tmp_path / "out", "part-00000-0000004.parquet"
    process = start(release, path, out, *MODEL, "--engine", engine, "--workers", "2", "--block-size", "2")
    killed: set[int] = set()
    for _ in range(2):
        assert wait_for(lambda: find_writers(out, name) - killed)
        (number,) = find_writers(out, name) - killed
        os.kill(number, signal.SIGKILL)
        killed.add(number)
    _, told = process.communicate(timeout=LEFT)
    assert process.returncode == 1
    assert f"Error: {name}: the workers died of it; give them more memory and start again.\n" in told
    assert count_parts(out) == 9
    assert name not in os.listdir(out)


def find_writers(out: Path, name: str) -> set[int]:
    """Return the processes that write a block, whose numbers are in the names of their drafts."""
    return {int(path.name.split("-")[-2]) for path in out.glob(f".{name}.*.draft")}
