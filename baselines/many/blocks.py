"""Sources in, blocks out: the documents that are read, labelled and written as one, each block on its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from baselines.many.inputs import Kind, Source
from mepp5.errors import CorpusError

CHUNK = 2**20  # bytes
COLUMNS = ("id", "text", "html")


@dataclass(frozen=True, slots=True)
class Block:
    """Documents of a source, `first` (from 0) and those that follow; `source` and `number` count from 0 too.

    `offset` is where the first line begins in a file of JSON lines, in bytes; `names` are the files' of a directory.
    """

    source: int
    number: int
    kind: Kind
    path: Path
    first: int
    documents: int
    offset: int = 0
    names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file that the block's rows are written to."""
        return f"part-{self.source:05}-{self.number:07}.parquet"


def plan_blocks(sources: Sequence[Source], size: int) -> list[Block]:
    """Return the sources' documents in blocks of `size`, the last of a source smaller.

    Raises CorpusError for a file that cannot be read, is no Parquet, or lacks the columns.
    """
    plans = {"parquet": _plan_parquet, "jsonl": _plan_jsonl, "documents": _plan_documents}
    return [block for number, source in enumerate(sources) for block in plans[source.kind](source, number, size)]


def _plan_documents(source: Source, number: int, size: int) -> Iterator[Block]:
    for block, first in enumerate(range(0, len(source.names), size)):
        names = source.names[first : first + size]
        yield Block(number, block, source.kind, source.path, first, len(names), names=names)


def _plan_parquet(source: Source, number: int, size: int) -> Iterator[Block]:
    rows = _count_rows(source.path)
    for block, first in enumerate(range(0, rows, size)):
        yield Block(number, block, source.kind, source.path, first, min(size, rows - first))


def _count_rows(path: Path) -> int:
    """Return how many rows a Parquet file has; CorpusError if it is none, or lacks the columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            rows, schema = int(file.metadata.num_rows), file.schema_arrow
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise CorpusError(f"{path}: cannot be read as Parquet ({reason}); write it anew.") from error
    if twice := [name for name in COLUMNS if schema.names.count(name) > 1]:
        raise CorpusError(f"{path}: column {twice[0]} stands twice; leave one of them.")
    found = [name for name in COLUMNS if name in schema.names]
    if found[:1] != ["id"] or len(found) == 1:
        raise CorpusError(f"{path}: no column id, or neither text nor html; name the columns so.")
    for name in found:
        if not _holds_text(schema.field(name).type):
            raise CorpusError(f"{path}: column {name} holds no text but {schema.field(name).type}; make it strings.")
    return rows


def _holds_text(kind: object) -> bool:
    import pyarrow as pa

    value = kind.value_type if isinstance(kind, pa.DictionaryType) else kind
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(test(value) for test in tests)


def _plan_jsonl(source: Source, number: int, size: int) -> Iterator[Block]:
    begins, lines = _find_lines(source.path, size)
    for block, offset in enumerate(begins):
        first = block * size
        yield Block(number, block, source.kind, source.path, first, min(size, lines - first), offset)


def _find_lines(path: Path, size: int) -> tuple[list[int], int]:
    """Return where every `size`-th line begins (bytes), and how many lines there are."""
    begins, lines, position = [0], 0, 0
    try:
        with open(path, "rb") as file:
            ended = True
            while chunk := file.read(CHUNK):
                found = -1
                while (found := chunk.find(b"\n", found + 1)) >= 0:
                    lines += 1
                    if lines % size == 0:
                        begins.append(position + found + 1)
                position += len(chunk)
                ended = chunk.endswith(b"\n")
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check the file.") from error
    lines += not ended
    return begins[: -(-lines // size)], lines
