"""A path in, a file out that is there whole or not at all, even if the power fails."""

import os
import re
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DRAFT = re.compile(r"\.(.+)\.[^.]*-\d+-[0-9a-f]{8}\.draft")


@contextmanager
def open_draft(target: Path) -> Iterator[Path]:
    """Give the path of a draft beside the target, which takes its place when the block ends without an error.

    The name is nobody else's on any machine: two may write the same target, and either's is whole. Raises OSError.
    """
    host = socket.gethostname().replace(".", "_")
    draft = target.with_name(f".{target.name}.{host}-{os.getpid()}-{secrets.token_hex(4)}.draft")
    try:
        yield draft
        _sync(draft)
        os.replace(draft, target)
        _sync(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def count_drafts(target: Path) -> int:
    """Return how many drafts of the target there are: those who wrote them write still, or have died of it."""
    return sum(find_target(path.name) == target.name for path in target.parent.glob(f".{target.name}.*"))


def find_target(name: str) -> str | None:
    """Return the name that a draft is of, None for a file that is no draft."""
    match = DRAFT.fullmatch(name)
    return match[1] if match else None


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
