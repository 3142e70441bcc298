"""Arrow batches in, one Parquet file of a block out, with its counts; and these counts read back."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from baselines.many.drafts import open_draft

GROUP = 10_000  # rows of a row group: what is kept before it is written
ASKED = "asked"  # the key of the hash of what was asked


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents a block has, how many clauses were labelled, and how many documents are an error."""

    documents: int = 0
    clauses: int = 0
    errors: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        pairs = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return Counts(*(one + two for one, two in pairs))


def write_part(path: Path, documents: Iterable[tuple[list[Any], bool]], schema: Any) -> Counts:
    """Write the batches of each document, and return what there were; the second of a pair says that it is an error.

    The file is there whole or not at all. Raises OSError where it cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    counts = Counts()
    kept: list[Any] = []
    with open_draft(path) as draft, pq.ParquetWriter(draft, schema, compression="zstd") as writer:
        for batches, is_error in documents:
            rows = sum(batch.num_rows for batch in batches)
            counts += Counts(1, 0 if is_error else rows, int(is_error))
            kept += batches
            if sum(batch.num_rows for batch in kept) >= GROUP:
                writer.write_table(pa.Table.from_batches(kept, schema))
                kept = []
        writer.write_table(pa.Table.from_batches(kept, schema))
        writer.add_key_value_metadata({field.name: str(getattr(counts, field.name)) for field in fields(counts)})
    return counts


def read_counts(path: Path) -> tuple[Counts, str] | None:
    """Return the counts of a block's file and the hash of what was asked; None for a file that was broken off."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_metadata(path).metadata or {}
        counts = Counts(*(int(metadata[field.name.encode()]) for field in fields(Counts)))
        return counts, metadata[ASKED.encode()].decode()
    except (pa.ArrowInvalid, KeyError, ValueError):
        return None
