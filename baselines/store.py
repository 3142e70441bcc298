"""Fitted models in the user's cache: a file is a line with two hashes, of what it was made of and of the rest.

The rest is as skops writes it. skops holds no pickle: a file can name types, but those that are neither named as
trusted nor in skops' own list are never made.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from mepp5.errors import CorpusError
from mepp5.files import write_files

FOLDER = "mepp5"
HEAD = 4096  # bytes; more than the first line of any kept file has


class UnkeepableError(Exception):
    """Models of a kind that cannot be kept."""


def find_cache() -> Path:
    """Return the folder in the user's cache that keeps models."""
    from platformdirs import user_cache_path

    return user_cache_path(FOLDER)


def read_kept(path: Path, made: str, trusted: Sequence[str], tell: Callable[[str], None]) -> Any:
    """Return what is kept in the file, None where there is none or it is not of `made`, or not what it should be.

    `tell` is told in one line why a file is not used.
    """
    if not path.is_file():
        return None
    import skops.io

    try:
        content = path.read_bytes()
        head, _, body = content.partition(b"\n")
        of, whole = head[:HEAD].decode("ascii").split(" ")
        if of != made:
            tell(f"{path}: kept models of other data, code or libraries; fitting anew.")
            return None
        if whole != hashlib.sha256(body).hexdigest():
            tell(f"{path}: the kept models were changed; fitting anew.")
            return None
        return skops.io.loads(body, trusted=list(trusted))
    except Exception as error:  # whatever a damaged file makes skops or numpy raise, the models can be fitted
        tell(f"{path}: the kept models cannot be read ({type(error).__name__}); fitting anew.")
        return None


def dump_kept(state: Any, made: str, trusted: Sequence[str]) -> bytes:
    """Return the content of a kept file; raise UnkeepableError for a state with types that are not trusted."""
    import skops.io

    body = skops.io.dumps(state)
    unknown = skops.io.get_untrusted_types(data=body)
    if foreign := sorted(set(unknown) - set(trusted)):
        raise UnkeepableError(f"types that are not trusted: {', '.join(foreign)}")
    return f"{made} {hashlib.sha256(body).hexdigest()}\n".encode() + bytes(body)


def keep(path: Path, dump: Callable[[], bytes], tell: Callable[[str], None]) -> None:
    """Write the kept file; `tell` is told in one line where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_files(path.parent, {path.name: dump()})
    except (CorpusError, OSError, UnkeepableError) as error:
        tell(f"The fitted models are not kept ({error}).")
