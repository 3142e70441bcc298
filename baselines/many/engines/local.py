"""Processes of this machine: a block at a time to each, so that nothing piles up, and counts back."""

import os
import signal
import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from threading import Thread

from joblib import cpu_count

from baselines.many.blocks import Block
from baselines.many.engines.engine import Label
from baselines.many.parts import Counts
from baselines.many.work import Task, Worker
from mepp5.errors import CorpusError
from mepp5.system.processes import end_with_parent

SPAWN = get_context("spawn")  # a fork would copy the threads' locks of the libraries in whatever state they are
TRIES = 2  # of a block whose process dies: the system may have ended it for another's hunger
MOST_DEATHS = 4  # in a row
PATIENCE = 5.0  # seconds for a process to end by itself


@contextmanager
def open_local(address: str | None, workers: int | None) -> Iterator[Label]:
    """Give what labels blocks in processes, one a core unless `workers` says how many; `address` is of no use here."""

    def label(task: Task, blocks: Sequence[Block]) -> Iterator[tuple[str, Counts]]:
        return label_blocks(task, blocks, workers or cpu_count())

    yield label


def label_blocks(task: Task, blocks: Sequence[Block], workers: int) -> Iterator[tuple[str, Counts]]:
    """Yield the name and counts of each block as it is done; those of which a process dies twice are left out.

    Raises CorpusError where a block cannot be written, or where processes die whatever they are given.
    """
    left, tries = deque(blocks), Counter[str]()
    pool = _Pool(task, min(workers, len(blocks)))
    try:
        while pool.fill(left):
            for process in pool.wait():
                block, outcome = process.receive()
                if isinstance(outcome, str):
                    raise CorpusError(outcome)
                pool.count(process, died=outcome is None)
                if outcome:
                    yield block.name, outcome
                    continue
                tries[block.name] += 1
                left.extend([block] if tries[block.name] < TRIES else [])
    finally:
        pool.end()


class _Pool:
    """So many processes; one that dies is replaced, unless they die one after another."""

    def __init__(self, task: Task, size: int) -> None:
        self.task, self.deaths = task, 0
        self.processes = [_Process(task) for _ in range(size)]

    def fill(self, left: deque[Block]) -> bool:
        """Give each process without a block one of those that are left, and return whether any is at work."""
        for process in self.processes:
            if process.block is None and left:
                process.begin(left.popleft())
        return any(process.block for process in self.processes)

    def wait(self) -> list["_Process"]:
        """Return the processes that are done with their block, or dead, once there are any."""
        busy = [process for process in self.processes if process.block]
        ready = wait([process.connection for process in busy])
        return [process for process in busy if process.connection in ready]

    def count(self, process: "_Process", died: bool) -> None:
        """Replace the process if it died; raises CorpusError where too many did without a block done between."""
        self.deaths = self.deaths + 1 if died else 0
        if self.deaths > MOST_DEATHS:
            raise CorpusError("workers die one after another; give them more memory or --workers 1, and start again.")
        if died:
            process.end()
            self.processes[self.processes.index(process)] = _Process(self.task)

    def end(self) -> None:
        """End all processes."""
        for process in self.processes:
            process.ask_to_end()
        for process in self.processes:
            process.end()


class _Process:
    """A process that labels one block after another; `block` is the one it is at."""

    def __init__(self, task: Task) -> None:
        self.connection, other = SPAWN.Pipe()
        self.block: Block | None = None
        self._process = SPAWN.Process(target=_serve, args=(task, other), daemon=True)
        # Blocked in the process from its first moment: an interrupt is for the driver, which ends its workers itself,
        # and they end in order once they have begun.
        resource_tracker.ensure_running()  # first: it lets the signals in again when it starts
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        other.close()

    def begin(self, block: Block) -> None:
        """Have the process label the block."""
        self.block = block
        try:
            self.connection.send(block)
        except OSError:
            return  # it died at its start, which receive() tells

    def receive(self) -> tuple[Block, Counts | str | None]:
        """Return the block it was at and what came of it, None where the process died."""
        block, self.block = self.block, None
        assert block is not None
        try:
            outcome: Counts | str = self.connection.recv()
        except (EOFError, OSError):
            return block, None
        return block, outcome

    def ask_to_end(self) -> None:
        """Have the process end by itself, what it is writing removed."""
        self._process.terminate()

    def end(self) -> None:
        """End the process, whatever it is doing: a draft that is left is removed at the next start."""
        self._process.join(PATIENCE)
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(task: Task, connection: Connection) -> None:
    """Label the blocks that come through the connection until it is closed."""
    end_with_parent()  # at once, also in native code that lets no thread run
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    Thread(target=_die_with_parent, daemon=True).start()
    worker = Worker(task)
    while True:
        try:
            block = connection.recv()
        except EOFError:
            return
        connection.send(worker.work(block))


def _die_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)  # from a thread nothing else ends the process at once
