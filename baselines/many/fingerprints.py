"""Sources in, what tells them from others out: path, size, and a hash."""

import hashlib
import os
from collections.abc import Iterator

from baselines.many.inputs import Source
from mepp5.errors import CorpusError
from mepp5.files import Object

WHOLE = 64 * 2**20  # bytes: a larger file is known by its ends and its size, since to read it takes minutes
END = 2**20  # bytes of each end


def describe_source(source: Source) -> Object:
    """Return path, kind, size in bytes and hash of a source.

    Of a directory it is the hash of its files' names and sizes. Raises CorpusError where it cannot be read.
    """
    try:
        size, digest = _hash_names(source) if source.kind == "documents" else _hash_file(source)
    except OSError as error:
        raise CorpusError(f"{error.filename}: cannot be read ({error.strerror}); check the file.") from error
    return {
        "path": os.fsencode(source.path).decode("utf-8", "replace"),
        "kind": source.kind,
        "size": size,
        "hash": digest,
    }


def _hash_file(source: Source) -> tuple[int, str]:
    digest = hashlib.sha256()
    with open(source.path, "rb") as file:
        size = os.fstat(file.fileno()).st_size
        for start, length in _choose_parts(size):
            file.seek(start)
            digest.update(file.read(length))
    return size, f"{'sha256' if size <= WHOLE else 'ends-sha256'}:{digest.hexdigest()}"


def _choose_parts(size: int) -> Iterator[tuple[int, int]]:
    if size > WHOLE:
        yield from ((0, END), (size - END, END))
        return
    yield from ((start, END) for start in range(0, size, END))


def _hash_names(source: Source) -> tuple[int, str]:
    digest = hashlib.sha256()
    total = 0
    for name in source.names:
        size = os.stat(source.path / name).st_size
        digest.update(os.fsencode(name) + b"\0%d\n" % size)
        total += size
    return total, f"names-sha256:{digest.hexdigest()}"
