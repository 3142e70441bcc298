"""Standard streams that no character, closed descriptor, gone reader or full disk turns into a traceback."""

import io
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

OUTPUT = "standard output"
# The whole run is taken at once: a pattern that looks for the @ itself would read on from each of many ":/".
_ADDRESS = re.compile(r":/[^\s'\"<>]*")


def strip_secrets(text: str) -> str:
    """Return the text without what stands before the @ of an address: user and password."""
    return _ADDRESS.sub(_strip, text)


def _strip(match: re.Match[str]) -> str:
    before, at, after = match[0].rpartition("@")
    # pathlib makes one slash of two.
    return f"{'://' if before.startswith('://') else ':/'}…@{after}" if at else match[0]


class OutputError(Exception):
    """Standard output takes nothing more; `error` is the system's reason."""

    def __init__(self, error: OSError):
        super().__init__(f"{OUTPUT}: {error.strerror}")
        self.error = error


class _Output(io.FileIO):
    """Standard output: its first failure is told as OutputError, and whatever comes after it is dropped."""

    fault: OSError | None = None

    def write(self, content: "bytes | memoryview") -> int | None:  # type: ignore[override]
        if self.fault is not None:
            return len(content)
        try:
            return super().write(content)
        except OSError as error:
            self.fault = error
            raise OutputError(error) from error


class _Errors(io.FileIO):
    """Standard error: where it takes nothing, nobody is left to be told."""

    def write(self, content: "bytes | memoryview") -> int | None:  # type: ignore[override]
        try:
            return super().write(content)
        except OSError:
            return len(content)


class _Told(io.TextIOWrapper):
    """What is told to the user, without passwords."""

    def write(self, text: str) -> int:
        super().write(strip_secrets(text))
        return len(text)


def fit_streams() -> None:
    """Put streams in place of this process's own that replace characters which their encoding lacks.

    A stream that was closed from the start is there again, and fails when it is used; else the next file that is
    opened would take its number. Streams that a caller has put in their place are left alone.
    """
    _take_numbers()
    if sys.stdin is None:
        sys.stdin = open(os.open(os.devnull, os.O_WRONLY), encoding="utf-8")  # noqa: SIM115 (as long as the process)
    if sys.stdout is sys.__stdout__:
        sys.stdout = _fit(sys.stdout, _Output, os.O_RDONLY)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _fit(sys.stderr, _Errors, os.O_WRONLY)


def _take_numbers() -> None:
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Opened the wrong way round, so that what is written or read there fails, and nothing else gets the number.
            os.open(os.devnull, os.O_WRONLY if number == 0 else os.O_RDONLY)


def _fit(stream: TextIO | None, kind: Callable[..., io.FileIO], mode: int) -> TextIO:
    encoding, by_line = "utf-8", kind is _Errors
    number = None
    if stream is not None:
        with suppress(OSError, ValueError):
            stream.flush()
        encoding, number = stream.encoding, stream.fileno()
        by_line = by_line or getattr(stream, "line_buffering", False) or getattr(stream, "write_through", False)
    raw = kind(os.open(os.devnull, mode) if number is None else number, "w", closefd=False)
    text = _Told if kind is _Errors else io.TextIOWrapper
    return text(io.BufferedWriter(raw), encoding, errors="backslashreplace", line_buffering=by_line)
