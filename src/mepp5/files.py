"""Read and write the project's files: strict UTF-8, LF, fixed key order, all or nothing."""

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from mepp5.errors import CorpusError
from mepp5.paths import join_below
from mepp5.system.drafts import name_draft, open_draft, remove_left

Object = dict[str, Any]  # of JSON or TOML


def read_bytes(path: Path) -> bytes:
    """Return the file's bytes; raise CorpusError if it cannot be read, or is a pipe or device, which may never end."""
    try:
        check_ends(path)
        return Path(path).read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); restore the file.") from error
    except ValueError as error:  # NUL, or what the system's encoding lacks
        raise CorpusError(f"{str(path)!r}: is no name of a file ({error}); mend the name.") from error


def is_common(path: Path) -> bool:
    """Whether a file, links followed, can be read to its end: a common one, or a pipe of this process (/dev/stdin).

    A corpus of others may hold a pipe, or a link to a device. A folder is left to be refused as such. Raises OSError.
    """
    mode = os.stat(path).st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode) or (stat.S_ISFIFO(mode) and Path(path).is_relative_to("/dev"))


def check_ends(*paths: Path | None) -> None:
    """Raise CorpusError for the first of the files, None left out, that may never end: a pipe that nobody writes to."""
    for path in paths:
        if path is not None and not is_common(path):
            raise CorpusError(f"{path}: cannot be read (it is no common file); put the file itself there.")


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


def write_files(root: Path, contents: Mapping[str, bytes]) -> None:
    """Write every {relative path: bytes} under root, all prepared before the first is put in place, in their order.

    Each file is written beside its target, flushed to the disk and renamed: whoever is killed, and if the power fails,
    it is the old one or the new one in whole. Which of several are new is not promised then; write them again. A file
    keeps its mode. Raises CorpusError that names the file, with all files as they were, for a target that is a folder,
    a link or a device, and where the disk is full or cannot be written.
    """
    prepared: list[_Prepared] = []
    made: list[Path] = []
    try:
        targets = [join_below(root, name) for name in contents]
        for target in targets:
            _check_target(target)
        remove_left({target.parent for target in targets})  # of earlier runs that were killed
        for target, content in zip(targets, contents.values(), strict=True):
            with _naming(target):
                made += _make_folders(target.parent)
                prepared.append(_Prepared(target))
                prepared[-1].write(content)
        for each in prepared:
            with _naming(each.target):
                each.put_in_place()
        for folder in dict.fromkeys(each.target.parent for each in prepared):
            _sync_folder(folder)
    finally:
        for each in prepared:
            each.end()
        for folder in reversed(made):
            with suppress(OSError):  # it has files
                folder.rmdir()


class _Prepared:
    """A file that is written beside its target, and takes its place or goes."""

    def __init__(self, target: Path):
        self.target, self.draft = target, target.with_name(name_draft(target.name))
        self.number = open_draft(self.draft)

    def write(self, content: bytes) -> None:
        if self.target.exists():
            os.chmod(self.draft, stat.S_IMODE(self.target.stat().st_mode))
        left = memoryview(content)
        while left:
            left = left[os.write(self.number, left) :]
        os.fsync(self.number)

    def put_in_place(self) -> None:
        if sys.platform == "win32":  # an open file is not renamed there
            self.end(keep=True)
        os.replace(self.draft, self.target)

    def end(self, keep: bool = False) -> None:
        """Let go of the draft, and remove it unless it was put in place."""
        if not keep:
            with suppress(OSError):
                self.draft.unlink()
        if self.number >= 0:
            os.close(self.number)
            self.number = -1


def _check_target(target: Path) -> None:
    """Raise CorpusError for a target that is there and no common file: renaming would put a file in its place."""
    with _naming(target):
        if target.is_symlink():
            kind = "a link"
        elif target.is_dir():
            kind = "a folder"
        elif os.path.lexists(target) and not target.is_file():
            kind = "no common file"
        else:
            return
    raise CorpusError(f"{target}: cannot be written (it is {kind}); name another file.")


@contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Raise CorpusError that names the target in place of an OSError, which names a draft, or nothing."""
    try:
        yield
    except OSError as error:
        raise CorpusError(f"{target}: cannot be written ({error.strerror}); check the disk.") from error
    except ValueError as error:  # a null byte
        raise CorpusError(f"{str(target)!r}: cannot be written ({error}); name another file.") from error


def _make_folders(folder: Path) -> list[Path]:
    """Make the folder and those above it, and return those that were not there, from the top."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _sync_folder(folder: Path) -> None:
    """Have the disk keep the folder's new names; not every system can."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
