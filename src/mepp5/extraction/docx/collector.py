"""The collector of garbage held back while a library makes a great many objects that all stay in use.

Each time it looks, it goes through all that there is, and of a tree of millions of objects finds nothing to free: that
took more than half of the time of a long docx.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Pauses:
    """How many are under way, in whatever threads, and whether the collector was on before the first of them."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.number = 0
        self.was_on = False


_PAUSES = _Pauses()


@contextmanager
def pause_collector() -> Iterator[None]:
    """Hold back the collector; after the last of the pauses that are under way it is as it was before the first."""
    with _PAUSES.lock:
        if not _PAUSES.number:
            _PAUSES.was_on = gc.isenabled()
            gc.disable()
        _PAUSES.number += 1
    try:
        yield
    finally:
        with _PAUSES.lock:
            _PAUSES.number -= 1
            if not _PAUSES.number and _PAUSES.was_on:
                gc.enable()
