"""Workers with jobs that nobody waits for, by who starts them: python -m tests.baselines.fixture_workers KIND."""

import subprocess
import sys
import time

import baselines  # noqa: F401  # as every program of the project does that has such workers

LONG = 1000  # seconds


def sleep(job: int) -> int:
    time.sleep(LONG)
    return job


def start_loky() -> None:
    """Start one worker more than there are jobs: it is idle."""
    from joblib import Parallel, delayed

    Parallel(n_jobs=3)(delayed(sleep)(job) for job in range(2))


def start_forked() -> None:
    from benchmarks.processes import run_jobs

    list(run_jobs(sleep, [1, 2], LONG, 3))


def start_program() -> None:
    from mepp5.system.processes import end_with_parent

    subprocess.run([sys.executable, "-c", f"import time; time.sleep({LONG})"], preexec_fn=end_with_parent, check=True)


KINDS = {"loky": (start_loky, 3), "forked": (start_forked, 3), "program": (start_program, 1)}  # with how many others

if __name__ == "__main__":
    KINDS[sys.argv[1]][0]()
