"""Ray: actors of this machine or of a cluster, through which the blocks' descriptions stream, and counts back.

It is Ray Data's `map_batches`, a block's description a row, and not an ActorPool: it starts a dead actor anew and tries
its rows again, adds actors as a cluster grows, and holds rows back where actors have enough. What it does not promise,
that each row is done once and in order, is not needed: a block tried twice writes the same file, whole either time.
"""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from baselines.many.blocks import Block
from baselines.many.drafts import count_drafts
from baselines.many.engines.cluster import connect, import_ray, shorten
from baselines.many.engines.engine import Label
from baselines.many.parts import Counts
from baselines.many.work import Task, Worker
from mepp5.errors import CorpusError

TRIES = 2  # of a block whose actor dies
MOST_ROW_GROUPS = 10_000  # Ray keeps an entry for each


@contextmanager
def open_ray(address: str | None, workers: int | None) -> Iterator[Label]:
    """Give what labels blocks in actors: of the cluster at the address, of this machine for None.

    Raises CorpusError where Ray is not installed and where no cluster answers.
    """
    ray = import_ray()
    connect(ray, address, workers)

    def label(task: Task, blocks: Sequence[Block]) -> Iterator[tuple[str, Counts]]:
        return label_blocks(task, blocks, workers)

    try:
        yield label
    finally:
        ray.shutdown()


def label_blocks(task: Task, blocks: Sequence[Block], workers: int | None) -> Iterator[tuple[str, Counts]]:
    """Yield the name and counts of each block as it is done; those of which an actor dies twice are left out.

    Raises CorpusError where a block cannot be written.
    """
    ray = import_ray()
    cores = max(int(ray.cluster_resources().get("CPU", 1)), 1)
    most = min(workers or cores, len(blocks))
    rows = [{"block": pickle.dumps(block)} for block in blocks]
    pool = ray.data.ActorPoolStrategy(min_size=min(most, cores), max_size=most, max_tasks_in_flight_per_actor=2)
    results = ray.data.from_items(rows, override_num_blocks=min(len(rows), MOST_ROW_GROUPS)).map_batches(
        _Actor, fn_constructor_args=(task,), batch_size=1, compute=pool, num_cpus=1
    )
    try:
        for row in results.iter_rows():
            if row["problem"]:
                raise CorpusError(row["problem"])
            if row["name"]:
                yield row["name"], Counts(row["documents"], row["clauses"], row["errors"])
    except ray.exceptions.RayError as error:
        raise CorpusError(f"Ray gave up ({shorten(error)}); start again, finished blocks are kept.") from error


class _Actor:
    """A worker as Ray calls it: a batch of blocks in, a row of counts for each out."""

    def __init__(self, task: Task) -> None:
        self.worker = Worker(task)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[Any]]:
        """Return what came of the pickled blocks, columns of equal length."""
        columns: dict[str, list[Any]] = {"name": [], "problem": [], "documents": [], "clauses": [], "errors": []}
        for block in map(pickle.loads, batch["block"].tolist()):
            for column, value in zip(columns.values(), self._work(block), strict=True):
                column.append(value)
        return columns

    def _work(self, block: Block) -> tuple[str, str, int, int, int]:
        """Return name, problem and counts of a block; no name where actors have died of it."""
        # Ray tries without end what its actors die of; each that did has left a draft.
        if count_drafts(self.worker.task.out / block.name) >= TRIES:
            return "", "", 0, 0, 0
        outcome = self.worker.work(block)
        problem, counts = (outcome, Counts()) if isinstance(outcome, str) else ("", outcome)
        return block.name, problem, counts.documents, counts.clauses, counts.errors
