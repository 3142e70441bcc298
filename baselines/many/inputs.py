"""Paths in, sources out: files of rows, and directories of documents with the names of their files."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mepp5.errors import CorpusError
from mepp5.extraction.files import list_documents
from mepp5.files import refuse_listing

Kind = Literal["parquet", "jsonl", "documents"]
SUFFIXES: dict[str, Kind] = {".parquet": "parquet", ".jsonl": "jsonl"}


@dataclass(frozen=True, slots=True)
class Source:
    """A file of rows or a directory of documents, by its absolute path; `names` are the documents' relative ones."""

    kind: Kind
    path: Path
    names: tuple[str, ...] = ()


def find_sources(paths: Sequence[Path], tell: Callable[[str], None] = print) -> list[Source]:
    """Return the sources among the paths in their order; a directory of files of rows is a source for each of these.

    `tell` hears what is left out of a directory. Raises CorpusError for what is not there, is no source, holds no
    document, or is given twice.
    """
    sources: dict[Path, Source] = {}
    for path in paths:
        for source in _find(path, tell):
            if source.path in sources:
                raise CorpusError(f"{source.path}: given twice; name every input once.")
            sources[source.path] = source
    return list(sources.values())


def _find(path: Path, tell: Callable[[str], None]) -> Iterator[Source]:
    if not path.exists():
        raise CorpusError(f"{path}: no such file or directory; check the name.")
    path = path.resolve()
    if not path.is_dir():
        yield Source(_find_kind(path), path)
        return
    parts = sorted(_walk_parts(path))
    if parts:
        yield from (Source(_find_kind(part), part) for part in parts)
        return
    files, notes = list_documents([path])
    for note in notes:
        tell(note)
    yield Source("documents", path, tuple(file.relative_to(path).as_posix() for file in files))


def _find_kind(path: Path) -> Kind:
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None or not path.is_file():
        raise CorpusError(f"{path}: neither {', '.join('*' + name for name in SUFFIXES)} nor a directory; convert it.")
    return kind


def _refuse(error: OSError) -> None:
    raise refuse_listing(error) from error


def _walk_parts(directory: Path) -> Iterator[Path]:
    """Yield the files of rows below a directory, without what is hidden, as others that read such directories do."""
    for folder, folders, names in os.walk(directory, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith((".", "_"))]
        files = [Path(folder) / name for name in names if not name.startswith((".", "_"))]
        yield from (file for file in files if file.suffix.lower() in SUFFIXES and file.is_file())
