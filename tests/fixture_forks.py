"""A program run in a fork of this process, which has loaded it already, with streams as an interpreter would open them.

ending = run_forked(main, ["policies"], Surroundings(output="full"))
"""

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 300  # seconds after which a fork ends itself: only a hang takes as long
FAULTS = (b"Traceback", b"This is a fault of MEPP-5 itself", b"Exception ignored", b"Fatal Python error")


@dataclass(frozen=True)
class Surroundings:
    """What a program finds; `output` and `errors` are file, closed, full or gone (a pipe without a reader)."""

    output: str = "file"
    errors: str = "file"
    encoding: str = "utf-8"
    environment: Mapping[str, str | None] = field(default_factory=dict)
    folder: Path | None = None  # made, entered, and deleted before the program begins
    interrupt: float = 0.0  # seconds after which Ctrl-C comes


@dataclass(frozen=True)
class Ending:
    """How it ended: exit status, and what stands on both streams."""

    status: int
    output: bytes
    errors: bytes

    @property
    def has_fault(self) -> bool:
        return any(fault in self.errors + self.output for fault in FAULTS)


def run_forked(main: Callable[..., Any], words: Sequence[str], around: Surroundings) -> Ending:
    """Run `main` with the words in a fork and return how it ended."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = os.fork()
        if not child:
            _run(main, words, around, (output.fileno(), errors.fileno()))
        _, status = os.waitpid(child, 0)
        output.seek(0), errors.seek(0)
        return Ending(os.waitstatus_to_exitcode(status), output.read(), errors.read())


def _run(main: Callable[..., Any], words: Sequence[str], around: Surroundings, files: tuple[int, int]) -> None:
    status = 99
    try:
        signal.alarm(PATIENCE)
        _enter(around)
        _connect(1, around.output, files[0])
        _connect(2, around.errors, files[1])
        sys.stdin = sys.__stdin__ = open(os.devnull)  # noqa: SIM115
        sys.stdout = sys.__stdout__ = _open(1, around, "strict")
        sys.stderr = sys.__stderr__ = _open(2, around, "backslashreplace")
        status = _call(main, words, around.interrupt)
    finally:
        os._exit(status)


def _enter(around: Surroundings) -> None:
    for name, value in around.environment.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value
    if around.folder is not None:
        around.folder.mkdir()
        os.chdir(around.folder)
        around.folder.rmdir()


def _connect(number: int, kind: str, file: int) -> None:
    if kind == "closed":
        os.close(number)
        return
    if kind == "gone":
        reading, writing = os.pipe()
        os.close(reading)
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # as Python does
    else:
        writing = os.open("/dev/full", os.O_WRONLY) if kind == "full" else file
    os.dup2(writing, number)


def _open(number: int, around: Surroundings, errors: str) -> Any:
    kind = around.output if number == 1 else around.errors
    return None if kind == "closed" else open(number, "w", encoding=around.encoding, errors=errors, closefd=False)


def _interrupt(ended: list[bool]) -> None:
    """Come as Ctrl-C does, unless the program has ended already."""
    if not ended:
        raise KeyboardInterrupt


def _call(main: Callable[..., Any], words: Sequence[str], interrupt: float) -> int:
    """Return the status that an interpreter would end with."""
    ended: list[bool] = []
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if interrupt:
        signal.signal(signal.SIGALRM, lambda *_: _interrupt(ended))
        signal.setitimer(signal.ITIMER_REAL, interrupt)
    try:
        try:
            main(list(words))
        finally:
            ended.append(True)
        status = 0
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    signal.setitimer(signal.ITIMER_REAL, 0)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        print("Exception ignored", file=sys.stderr)
        status = 120
    return status
