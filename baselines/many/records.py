"""A block in, its records out: each document's id, and how to read it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from baselines.many.blocks import COLUMNS, Block
from mepp5.errors import CorpusError
from mepp5.extraction.document import Document
from mepp5.extraction.reader import LARGEST, read_document, read_string
from mepp5.reading.forms import Fault, load_json

LONGEST_LINE = 2 * LARGEST  # bytes; what is longer is passed over, not kept in memory
FEW = 16  # rows that are decoded at a time: texts are long
BUFFER = 2**20  # bytes of a column that are read at a time; without it pyarrow reads the whole of it


@dataclass(frozen=True, slots=True)
class Record:
    """A document: its id, None where it has none; `read` returns it, or raises CorpusError with what is wrong."""

    id: str | None
    read: Callable[[], Document]


def read_records(block: Block) -> Iterator[Record]:
    """Yield the records of a block in their order, one at a time.

    Raises CorpusError, which names the source, where that cannot be read: it is not what is written that is at fault.
    """
    import pyarrow as pa

    readers = {"parquet": _read_parquet, "jsonl": _read_jsonl, "documents": _list_files}
    try:
        yield from readers[block.kind](block)
    except pa.ArrowMemoryError:
        raise
    except (OSError, pa.ArrowException) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error).splitlines()[0]
        raise CorpusError(f"{block.path}: cannot be read ({reason}); mend the file and start again.") from error


def _list_files(block: Block) -> Iterator[Record]:
    for name in block.names:
        yield Record(os.fsencode(name).decode("utf-8", "replace"), partial(_read_file, block.path / name))


def _read_file(path: Path) -> Document:
    try:
        return read_document(path)
    except CorpusError as error:
        raise CorpusError(str(error).removeprefix(f"{path}: ")) from error  # the row's id says which


def _read_jsonl(block: Block) -> Iterator[Record]:
    with open(block.path, "rb") as file:
        file.seek(block.offset)
        for number in range(block.first + 1, block.first + block.documents + 1):
            place = f"line {number:,} of {block.path}"
            line = file.readline(LONGEST_LINE)
            too_long = len(line) == LONGEST_LINE
            while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield _refuse(None, f"{place}: too long; split it.") if too_long else _parse(line, place)


def _parse(line: bytes, place: str) -> Record:
    try:
        row = load_json(line.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError:
        return _refuse(None, f"{place}: not UTF-8; save it as UTF-8.")
    except Fault as fault:
        return _refuse(None, f"{place}: {fault}; mend the line.")
    if not isinstance(row, dict):
        return _refuse(None, f"{place}: no JSON object; give one with id and text or html.")
    return _make_record([row.get(name) for name in COLUMNS], place)


def _read_parquet(block: Block) -> Iterator[Record]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(block.path, buffer_size=BUFFER) as file:
        columns = [name for name in COLUMNS if name in file.schema_arrow.names]
        position, groups = _find_groups(file.metadata, block)
        for batch in file.iter_batches(FEW, groups, columns, use_threads=False):
            for number in range(max(block.first - position, 0), batch.num_rows):
                if position + number >= block.first + block.documents:
                    return
                values = {name: batch.column(name)[number] for name in columns}
                yield _decode(values, f"row {position + number + 1:,} of {block.path}")
            position += batch.num_rows


def _find_groups(metadata: Any, block: Block) -> tuple[int, list[int]]:
    """Return the first row of the row groups that hold the block, and which they are."""
    begin = start = 0
    groups: list[int] = []
    for group in range(metadata.num_row_groups):
        end = begin + metadata.row_group(group).num_rows
        if begin < block.first + block.documents and end > block.first:
            start = start if groups else begin
            groups.append(group)
        begin = end
    return start, groups


def _decode(values: dict[str, Any], place: str) -> Record:
    try:
        row = {name: value.as_py() for name, value in values.items()}
    except UnicodeDecodeError:
        return _refuse(None, f"{place}: not UTF-8; write the column as UTF-8.")
    return _make_record([row.get(name) for name in COLUMNS], place)


def _make_record(values: list[object], place: str) -> Record:
    """Return the record of a row's id, text and html."""
    id, text, page = values
    if not isinstance(id, str) or not id:
        return _refuse(None, f"{place}: no id, or none that is a string; give the document one.")
    if (text is None) == (page is None):
        found = "neither text nor html" if text is None else "both text and html"
        return _refuse(id, f"{place}: {found}; give one of them.")
    words, kind = (text, "") if page is None else (page, "html")
    if not isinstance(words, str):
        return _refuse(id, f"{place}: {kind or 'text'} is no string; give the document's own.")
    return Record(id, partial(read_string, id, words, kind))


def _refuse(id: str | None, problem: str) -> Record:
    def read() -> Document:
        raise CorpusError(problem)

    return Record(id, read)
