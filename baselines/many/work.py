"""A task in, then blocks: each is read, labelled and written, and what was counted goes out."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from baselines.many.blocks import Block
from baselines.many.parts import Counts, write_part
from baselines.many.records import Record, read_records
from baselines.many.rows import make_batches, make_error, make_schema
from baselines.predict.kept import load_labeller
from baselines.predict.labeller import BATCH, Labeller, check_document
from mepp5.errors import CorpusError
from mepp5.extraction.foreign import leave_out_foreign
from mepp5.files import Object
from mepp5.segmentation.outline import Unit, outline


@dataclass(frozen=True, slots=True)
class Task:
    """What every worker is told: the release, the models' names, the options, and where to write, absolute paths all.

    `metadata` is that of every file.
    """

    root: Path
    out: Path
    model: str
    slots: str | None
    fall_back: bool
    any_language: bool
    metadata: Mapping[str, str]

    def load(self, tell: Callable[[str], None]) -> Labeller:
        """Return the labeller; `tell` hears of a refit."""
        return load_labeller(self.root, self.model, self.slots, self.fall_back, tell)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document of a block: its clauses, or what is wrong with it."""

    id: str | None
    name: str = ""
    clauses: Sequence[Unit] = ()
    problem: str = ""


class Worker:
    """Labels one block after another with a labeller that it loads once, in one thread."""

    def __init__(self, task: Task):
        self.task = task
        self.labeller: Labeller | None = None
        self.schema: Any = None

    def work(self, block: Block) -> Counts | str:
        """Label the block, write its file and return its counts, or in a sentence why that could not be done."""
        try:
            if self.labeller is None:
                self._load()
            return write_part(self.task.out / block.name, self._label_all(block), self.schema)
        except CorpusError as error:
            return str(error)
        except OSError as error:
            reason = os.strerror(error.errno) if error.errno else str(error)
            return f"{self.task.out / block.name}: cannot be written ({reason}); mend that and start again."
        except Exception as error:  # no error of a document, and none that another block would not meet
            return f"{block.name}: not written ({type(error).__name__}: {error}); mend that and start again."

    def _load(self) -> None:
        import pyarrow as pa

        pa.set_cpu_count(1)
        self.labeller = self.task.load(lambda note: None)  # the driver has told it
        threadpool_limits(1)  # now that the libraries with threads are there
        categories = self.labeller.categories.tolist()
        self.schema = make_schema(categories, {**self.task.metadata, "categories": " ".join(categories)})

    def _label_all(self, block: Block) -> Iterator[tuple[list[Any], bool]]:
        """Yield the batches of each document of the block, in order, and whether they are an error."""
        seen: set[str] = set()
        waiting: list[_Read] = []
        for record in read_records(block):
            waiting.append(self._read(record, seen))
            seen |= {record.id} if record.id else set()
            if sum(len(each.clauses) for each in waiting) >= BATCH:
                yield from self._label(waiting)
                waiting = []
        yield from self._label(waiting)

    def _read(self, record: Record, seen: set[str]) -> _Read:
        """Return a document's clauses, or in a sentence what is wrong with it."""
        try:
            if record.id in seen:
                raise CorpusError("the id stands twice in its block; give every document its own.")
            document = record.read()
            document = document if self.task.any_language else leave_out_foreign(document)
            check_document(document)
            return _Read(record.id, document.name, [unit for unit in outline(document) if unit.is_clause])
        except CorpusError as error:
            return _Read(record.id, problem=str(error))
        except Exception as error:  # whatever it is, the other documents must not be lost by it
            return _Read(record.id, problem=_report(error))

    def _label(self, documents: list[_Read]) -> Iterator[tuple[list[Any], bool]]:
        """Yield what _label_all does of these documents, labelled together; each alone where that cannot be done."""
        assert self.labeller is not None
        good = [(each.name, each.clauses) for each in documents if not each.problem]
        try:
            rows = self.labeller.label_together(good)
            done = [(self._write(each, next(rows)), False) if not each.problem else None for each in documents]
        except Exception as error:
            if len(documents) > 1:
                for each in documents:
                    yield from self._label([each])
                return
            done = [None]
            documents = [_Read(documents[0].id, problem=_report(error))]
        for each, answer in zip(documents, done, strict=True):
            yield answer or ([make_error(each.id, each.problem, self.schema)], True)

    def _write(self, document: _Read, rows: list[Object]) -> list[Any]:
        return make_batches(document.id or "", rows, self.schema)


def _report(error: Exception) -> str:
    return f"{type(error).__name__}: {error}: report this".encode("utf-8", "replace").decode()
