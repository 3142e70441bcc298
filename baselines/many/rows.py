"""Labelled clauses and errors in, Arrow batches of one fixed schema out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from mepp5.files import Object

AT_ONCE = 1000  # clauses that are dictionaries at a time; in Arrow's columns they take a tenth of the memory
COPIED = ("position", "kind", "section", "start", "end", "text", "labels", "topics", "fallback", "scores")
SPAN = ("start", "end", "slot", "text")


def make_schema(categories: Sequence[str], metadata: Mapping[str, str]) -> Any:
    """Return the pyarrow schema of every file of a run: `scores` has a field for each category, in the scheme's order.

    `start` and `end` are code points, half-open: a clause's of the document's text, a slot's of the clause's. In a row
    with an error all but it and the id are null.
    """
    import pyarrow as pa

    strings = pa.list_(pa.string())
    span = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("slot", pa.string()), ("text", pa.string())])
    fields = [("id", pa.string()), ("position", pa.int32()), ("kind", pa.string()), ("section", strings)]
    fields += [("start", pa.int32()), ("end", pa.int32()), ("text", pa.string()), ("labels", strings)]
    fields += [
        ("topics", strings),
        ("fallback", pa.bool_()),
        ("scores", pa.struct([(name, pa.float32()) for name in categories])),
    ]
    fields += [("slots", pa.list_(span)), ("error", pa.string())]
    return pa.schema(fields, metadata=dict(metadata))


def make_batches(id: str, clauses: Iterable[Object], schema: Any) -> list[Any]:
    """Return the labelled clauses of a document, as predict has them, as Arrow batches."""
    import pyarrow as pa

    rows = (_as_row(id, clause) for clause in clauses)
    return [pa.RecordBatch.from_pylist(part, schema) for part in _divide(rows)]


def make_error(id: str | None, problem: str, schema: Any) -> Any:
    """Return the Arrow batch of a document that could not be labelled: one row."""
    import pyarrow as pa

    return pa.RecordBatch.from_pylist([{"id": id, "error": problem}], schema)


def _as_row(id: str, clause: Object) -> Object:
    slots = [{key: slot[key] for key in SPAN} for slot in clause["slots"]]
    return {"id": id, **{key: clause[key] for key in COPIED}, "slots": slots, "error": None}


def _divide(rows: Iterator[Object]) -> Iterator[list[Object]]:
    while part := list(islice(rows, AT_ONCE)):
        yield part
