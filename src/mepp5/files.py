"""Read and write the project's files: strict UTF-8, LF, fixed key order, all or nothing."""

import hashlib
import json
import os
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from mepp5.errors import CorpusError
from mepp5.paths import join_below

Object = dict[str, Any]  # of JSON or TOML


def read_bytes(path: Path) -> bytes:
    """Return the file's bytes; raise CorpusError if it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); restore the file.") from error
    except ValueError as error:  # NUL, or what the system's encoding lacks
        raise CorpusError(f"{str(path)!r}: is no name of a file ({error}); mend the name.") from error


def read_text(path: Path) -> str:
    """Return the file decoded as strict UTF-8, newlines untouched; raise CorpusError otherwise."""
    return decode_text(path, read_bytes(path))


def decode_text(path: Path, content: bytes) -> str:
    """Return the content of a file decoded as strict UTF-8; raise CorpusError, naming the file, otherwise."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8.") from error


def list_files(folder: Path, pattern: str) -> list[Path]:
    """Return the paths in the folder whose names keep the pattern, sorted; [] where there is no folder.

    Raise CorpusError for a folder that cannot be listed, or is none: it may hold files, and none must be lost silently.
    """
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise refuse_listing(error) from error
    return sorted(Path(folder) / name for name in names if fnmatchcase(name, pattern))


def refuse_listing(error: OSError) -> CorpusError:
    """Return what to raise for a folder that cannot be listed."""
    return CorpusError(
        f"{error.filename}: cannot be listed ({error.strerror}); restore the folder and its permissions."
    )


def dump_json(value: Any) -> bytes:
    """Return the value as indented JSON with a final newline; keys keep their order."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def dump_jsonl(rows: Iterable[Object]) -> bytes:
    """Return the rows as JSON lines; keys keep their order."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def sha256(content: bytes) -> str:
    """Return the hexadecimal SHA-256 of the bytes."""
    return hashlib.sha256(content).hexdigest()


def write_files(root: Path, contents: dict[str, bytes]) -> None:
    """Write every {relative path: bytes} under root, all prepared before the first is put in place.

    Each file is written beside its target and renamed, so that none is ever seen half-written.
    """
    prepared = []
    try:
        for name, content in contents.items():
            target = join_below(root, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.{os.getpid()}.draft")
            prepared.append((draft, target))
            draft.write_bytes(content)
        for draft, target in prepared:
            os.replace(draft, target)
    except OSError as error:
        raise CorpusError(f"{error.filename}: cannot be written ({error.strerror}); check the disk.") from error
    finally:
        for draft, _ in prepared:
            draft.unlink(missing_ok=True)
