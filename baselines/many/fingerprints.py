"""Sources in, what tells them from others out: path, size, and a hash."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from baselines.many.inputs import Source
from mepp5.errors import CorpusError
from mepp5.files import Object

WHOLE = 64 * 2**20  # bytes: of a larger file only the ends are read, since to read it all takes minutes
END = 2**20  # bytes of each end


def describe_source(source: Source) -> Object:
    """Return path, kind, size in bytes and hash of a source.

    The hash is that of the file's bytes; beyond 64 MiB that of its ends, its size and its time of change in ns, so that
    a copy of such a file is another source. Of a directory it is that of its files' names, sizes and such hashes.
    Raises CorpusError where it cannot be read.
    """
    try:
        size, digest = _hash_documents(source) if source.kind == "documents" else _hash_file(source.path)
    except OSError as error:
        raise CorpusError(f"{error.filename}: cannot be read ({error.strerror}); check the file.") from error
    return {
        "path": os.fsencode(source.path).decode("utf-8", "replace"),
        "kind": source.kind,
        "size": size,
        "hash": digest,
    }


def _hash_file(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        found = os.fstat(file.fileno())
        for start, length in _choose_parts(found.st_size):
            file.seek(start)
            digest.update(file.read(length))
    if found.st_size <= WHOLE:
        return found.st_size, f"sha256:{digest.hexdigest()}"
    digest.update(b"\0%d %d" % (found.st_size, found.st_mtime_ns))
    return found.st_size, f"ends-time-sha256:{digest.hexdigest()}"


def _choose_parts(size: int) -> Iterator[tuple[int, int]]:
    if size > WHOLE:
        yield from ((0, END), (size - END, END))
        return
    yield from ((start, END) for start in range(0, size, END))


def _hash_documents(source: Source) -> tuple[int, str]:
    digest = hashlib.sha256()
    total = 0
    for name in source.names:
        size, content = _hash_file(source.path / name)
        digest.update(os.fsencode(name) + f"\0{size} {content}\n".encode())
        total += size
    return total, f"documents-sha256:{digest.hexdigest()}"
