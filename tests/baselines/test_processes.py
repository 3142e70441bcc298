"""Workers end with whoever started them, even if that is killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from mepp5.paths import CLONE
from tests.baselines.fixture_workers import KINDS
from tests.baselines.many.fixture_runs import list_session
from tests.release.fixture_release import make_release

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells processes that another has ended")
LEFT = 60.0  # seconds, at most, for anything


def wait_for(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + LEFT
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def start(*words: str) -> subprocess.Popen:
    """Start Python in a session of its own, whose processes can be told by its number."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, *words], cwd=CLONE, env=environment, start_new_session=True, stderr=subprocess.DEVNULL
    )


def kill_alone(process: subprocess.Popen, most: int) -> bool:
    """Kill a process once it has so many others beside it, and return whether those end too."""
    assert wait_for(lambda: len(list_session(process.pid)) > most), list_session(process.pid)
    time.sleep(0.5)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    try:
        return wait_for(lambda: not list_session(process.pid))
    finally:
        for number in list_session(process.pid):
            os.kill(number, signal.SIGKILL)


@pytest.mark.parametrize("kind", KINDS)
def test_workers_end_with_a_parent_that_is_killed(kind):
    assert kill_alone(start("-m", "tests.baselines.fixture_workers", kind), KINDS[kind][1])


def test_fits_end_with_a_run_that_is_killed(tmp_path):
    root = make_release(tmp_path)
    process = start("-m", "baselines", "--root", str(root), "run", "--all", "--jobs", "3")
    assert kill_alone(process, 3)
    assert not (root / "baselines").exists()
