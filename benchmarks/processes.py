"""Jobs in processes that can be ended: a hang in native code, which no signal handler ends, costs one job alone."""

import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

from mepp5.system.processes import end_with_parent

Job = TypeVar("Job")
Result = TypeVar("Result")
FORK = get_context("fork")


class Worker(Generic[Job, Result]):
    """A process that does one job after another; `job` is the one it is at."""

    def __init__(self, work: Callable[[Job], Result], patience: float) -> None:
        self.connection, other = FORK.Pipe()
        self.patience = patience
        self.deadline = 0.0
        self.job: Job | None = None
        self._process = FORK.Process(target=_serve, args=(work, other), daemon=True)
        self._process.start()
        other.close()

    def begin(self, job: Job) -> None:
        """Have the process do the job."""
        self.job, self.deadline = job, time.monotonic() + self.patience
        self.connection.send(job)

    def receive(self) -> Result | None:
        """Return what came of the job; None where the process died of it."""
        self.job = None
        try:
            result: Result = self.connection.recv()
        except (EOFError, ConnectionError):
            return None
        return result

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def run_jobs(
    work: Callable[[Job], Result], jobs: Sequence[Job], patience: float, processes: int
) -> Iterator[tuple[Job, Result | None]]:
    """Yield each job and its result as they end; None for one that took more than `patience` seconds or crashed."""
    left = list(jobs)[::-1]
    workers = [Worker(work, patience) for _ in range(processes)]
    try:
        while left or any(worker.job is not None for worker in workers):
            for worker in workers:
                if worker.job is None and left:
                    worker.begin(left.pop())
            busy = [worker for worker in workers if worker.job is not None]
            ready = wait([worker.connection for worker in busy], timeout=1.0)
            for worker in busy:
                job = worker.job
                assert job is not None
                result = worker.receive() if worker.connection in ready else None
                if result is None and (worker.connection in ready or time.monotonic() > worker.deadline):
                    worker.end()
                    workers[workers.index(worker)] = Worker(work, patience)
                elif worker.connection not in ready:
                    continue
                yield job, result
    finally:
        for worker in workers:
            worker.end()


def _serve(work: Callable[[Job], Result], connection: Connection) -> None:
    end_with_parent()
    while True:
        connection.send(work(connection.recv()))
