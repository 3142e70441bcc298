"""What was read or made once is not made again, as long as nobody writes: within one run of the checks.

with remember():
    read_export("alpha-2020", root)     # decorated with @remembered: read
    read_export("alpha-2020", root)     # the same object again, not to be changed
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from mepp5.errors import CorpusError

P = ParamSpec("P")
R = TypeVar("R")
# {function and arguments: what it returned, or what it raised}
Memory = dict[Any, tuple[Any, CorpusError | None]]
_SEEN: ContextVar[Memory | None] = ContextVar("seen", default=None)


@contextmanager
def remember(memory: Memory | None = None) -> Iterator[None]:
    """Remember what remembered functions return, or the CorpusError that they raise, until the end of the block.

    It is kept in `memory`, if that is given. Within another such block, that one's memory is used.
    """
    token = _SEEN.set({} if memory is None else memory) if _SEEN.get() is None else None
    try:
        yield
    finally:
        if token is not None:
            _SEEN.reset(token)


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a function of hashable arguments, and of lists of such, whose result no caller changes."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        seen = _SEEN.get()
        if seen is None:
            return function(*args, **kwargs)
        key = (function, tuple(map(_freeze, args)), tuple((name, _freeze(value)) for name, value in kwargs.items()))
        if key not in seen:
            try:
                seen[key] = function(*args, **kwargs), None
            except CorpusError as error:
                seen[key] = None, error
        result, fault = seen[key]
        if fault is not None:
            raise fault
        made: R = result
        return made

    return call


def _freeze(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
