"""Drafts: what a file is written as beside its place, until it is whole; those that a killed process left are found.

A draft is locked as long as its writer lives, and the system lets go of the lock however that ends. So a draft of a
live build is told from one that was left behind, whatever machine or container its writer runs in.
"""

import os
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from mepp5.contents import DRAFT

if sys.platform != "win32":
    import fcntl

# Of a name, bytes that its draft has too: names may have 255, and a draft's has some more than its target's.
SHOWN = 180
YOUNG = 60.0  # seconds
MARK, WORK = ".mepp5-scratch", "work"  # in a scratch folder: the file that says that it is one, and what is worked in


def name_draft(name: str) -> str:
    """Return a name for a draft of the file, which no other draft has."""
    shown = name.encode(errors="surrogateescape")[:SHOWN].decode(errors="ignore")
    return f".{shown}.{os.getpid()}-{secrets.token_hex(4)}.mepp5.draft"


def is_draft(name: str) -> bool:
    """Whether a file of that name is a draft."""
    return DRAFT.fullmatch(name) is not None


def open_draft(path: Path, mode: int = 0o666) -> int:
    """Make the draft, locked, with that mode less the umask, and return its number; raises OSError."""
    while True:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0), mode)
        if _lock(number) is not False and os.fstat(number).st_nlink:
            return number
        os.close(number)  # somebody cleaned up between the two: once more


def find_left(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the drafts whose writers no longer live, in the folders themselves, not below them."""
    for folder in folders:
        with suppress(OSError):
            names = sorted(name for name in os.listdir(folder) if is_draft(name))
            yield from (folder / name for name in names if is_left(folder / name))


def is_left(path: Path) -> bool:
    """Whether the draft's writer no longer lives; False where that cannot be told."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return False
    try:
        return _lock(number) is True
    finally:
        os.close(number)


def remove_left(folders: Iterable[Path]) -> list[Path]:
    """Remove the drafts whose writers no longer live, in the folders themselves, and return them."""
    removed = []
    for path in find_left(folders):
        with suppress(OSError):  # another cleans up too, or the disk cannot be written, which whoever writes will say
            path.unlink()
            removed.append(path)
    return removed


@contextmanager
def open_scratch(prefix: str) -> Iterator[Path]:
    """Give a folder that is gone when the block ends; those of that prefix that killed processes left go first.

    It lies where the system keeps what is temporary, in a folder with a mark: whatever has the prefix and no mark is
    somebody else's, and stays. Raises OSError where nothing can be made there.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):
            # One that was made a moment ago may not be locked yet.
            if time.time() - left.lstat().st_mtime > YOUNG and (left / MARK).is_file() and is_left(left):
                shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=prefix) as folder, ExitStack() as stack:
        with suppress(OSError):  # not every system opens folders
            number = os.open(folder, os.O_RDONLY)
            stack.callback(os.close, number)
            _lock(number)
        (Path(folder) / MARK).touch()
        place = Path(folder) / WORK
        place.mkdir()
        yield place


@contextmanager
def take_turn(path: Path) -> Iterator[None]:
    """Wait until no other process is in this for that file, which must be there; nothing is written.

    Where the system or the disk has no locks, nobody waits.
    """
    with path.open("rb") as file:
        if sys.platform != "win32":
            with suppress(OSError):
                fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield


def _lock(number: int) -> bool | None:
    """Return whether the file could be locked, None where the system or the disk has no locks.

    What has no locks is never taken for left behind.
    """
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
