"""Folders that users name and a command fills: what an earlier run wrote there goes, what is anybody else's stays.

A listing in the folder says which files are ours and what was in them, so that no other file is ever removed.
"""

import os
from collections.abc import Iterable, Mapping, Set
from pathlib import Path, PurePosixPath
from typing import Any

import click

from mepp5.errors import CorpusError, show_signs
from mepp5.files import read_bytes, sha256, write_files
from mepp5.system.drafts import remove_left

LISTING = ".mepp5-files"
Line = tuple[str, str]  # SHA-256 and path below the folder


class OutFolder(click.Path):
    """A folder that a command is told to fill: one that is there, links followed, or a name that nothing has yet.

    Anything else is wrong usage, told before there is any work done; nothing is made of a link that leads to nothing.
    """

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the folder's path; raises click.UsageError."""
        if fault := find_folder_fault(Path(value)):
            self.fail(fault, param, ctx)
        return super().convert(value, param, ctx)


def find_folder_fault(folder: Path) -> str:
    """Return why the folder can be neither filled nor made, in a sentence, "" where it can."""
    for each in (folder, *folder.parents):
        if os.path.isdir(each):
            return ""
        if os.path.lexists(each):
            break
    else:
        return ""
    name = show_signs(os.fspath(each))
    if os.path.exists(each):
        return f"{name} is a file; name a folder."
    return f"{name} is a link that leads to nothing; make the folder that it leads to, or name another."


def refuse_inputs(output: Path | None, inputs: Iterable[Path]) -> None:
    """Raise click.UsageError for an output that is one of the inputs, links followed, or lies in one that is a folder.

    It would be read and then lost. None is standard output; inputs that are not there are left to who reads them.
    """
    if output is None:
        return
    for each in filter(os.path.exists, inputs):
        same = os.path.exists(output) and os.path.samefile(output, each)
        if same or (os.path.isdir(each) and Path(os.path.realpath(output)).is_relative_to(os.path.realpath(each))):
            name, read = show_signs(os.fspath(output)), show_signs(os.fspath(each))
            raise click.UsageError(f"{name} {'is' if same else f'lies in {read},'} what is read; name another output.")


def is_free(folder: Path) -> bool:
    """Whether the folder holds no files, or is not there; what a killed run of ours left half-written is removed."""
    if not folder.is_dir():
        return True
    remove_left([Path(each) for each, _, _ in os.walk(folder)])
    return not _list_files(folder)


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> list[str]:
    """Write {path below the folder: bytes} and return the paths of what else is there, which is not ours, in order.

    Files that an earlier run wrote and this one does not are removed, unless they were changed since. Raises
    CorpusError, with nothing written, for a file of the same name that is not ours, and as write_files does.
    """
    is_free(folder)
    before = _read_listing(folder)
    _check_ours(folder, contents, before)
    now = {(sha256(content), path) for path, content in contents.items()}
    # Both, until the old ones are gone: if this is killed, the next run knows them all the same. It comes first.
    write_files(folder, {LISTING: _dump(before | now), **contents})
    for digest, path in sorted(before):
        if path not in contents:
            _remove(folder, path, digest)
    if before - now:
        write_files(folder, {LISTING: _dump(now)})
    return [path for path in _list_files(folder) if path not in contents and path != LISTING]


def tell_others(others: list[str], folder: Path) -> str:
    """Return a sentence about files that are not ours, "" where there are none."""
    if not others:
        return ""
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    return f"{folder}: {others[0]}{more} in it was not written by this command, and stays."


def _check_ours(folder: Path, paths: Iterable[str], listed: Set[Line]) -> None:
    """Raise CorpusError where a file is to be overwritten that is not as an earlier run wrote it, or none did."""
    there = [path for path in paths if (folder / path).is_file() and not (folder / path).is_symlink()]
    if kept := sorted(path for path in there if (sha256(read_bytes(folder / path)), path) not in listed):
        more = f" (and {len(kept) - 1} more)" if len(kept) > 1 else ""
        raise CorpusError(
            f"{folder / kept[0]}: was not written by this command, or changed since{more}; "
            "take it away or name another folder, nothing was written."
        )


def _list_files(folder: Path) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _read_listing(folder: Path) -> set[Line]:
    """Return the lines of the listing that are sound; whoever wrote the others, they name nothing of ours."""
    path = folder / LISTING
    if path.is_symlink() or not path.is_file():
        return set()
    lines = (line.partition("  ") for line in read_bytes(path).decode("utf-8", "replace").splitlines())
    return {(digest, name) for digest, _, name in lines if len(digest) == 64 and _is_below(name)}


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\0" not in name


def _dump(lines: Iterable[Line]) -> bytes:
    return "".join(f"{digest}  {path}\n" for digest, path in sorted(lines, key=lambda line: line[::-1])).encode()


def _remove(folder: Path, path: str, digest: str) -> None:
    """Remove the file if it is as it was written, and the folders that are empty then."""
    target = folder / path
    parents = [folder / parent for parent in PurePosixPath(path).parents if parent.name]
    if any(each.is_symlink() for each in (target, *parents)) or not target.is_file():
        return
    if sha256(read_bytes(target)) != digest:
        return
    try:
        target.unlink()
        for parent in parents:
            if not any(parent.iterdir()):
                parent.rmdir()
    except OSError as error:
        raise CorpusError(f"{target}: cannot be removed ({error.strerror}); check the folder.") from error
