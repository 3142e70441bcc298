"""Patterns tried in a process that is ended if one of them does not."""

import re
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import process_time
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from tests.patterns.attacks import list_attacks, write

SHORT, LONG = 12_000, 1_000_000  # code points
WORST = 3  # texts of each pattern that are also made of full length: those that took longest when they were short
PATIENCE = 30.0  # seconds of one text; what grows with its length takes less than one


@dataclass(frozen=True, slots=True)
class Trial:
    """A pattern and how it is used."""

    pattern: str | bytes
    flags: int
    place: str
    uses: tuple[str, ...]
    is_rust: bool = False


def run_trials(trials: Sequence[Trial]) -> list[str]:
    """Return what is wrong with the patterns: a sentence for each that does not end in good time."""
    faults: list[str] = []
    context = get_context("fork")
    left = list(trials)
    while left:
        here, there = context.Pipe()
        process = context.Process(target=_work, args=(there, left), daemon=True)
        process.start()
        there.close()
        done, doing = 0, ""
        while here.poll(PATIENCE):
            try:
                message = here.recv()
            except EOFError:
                break
            if message is None:
                done, doing = done + 1, ""
            else:
                doing = message
        if done < len(left):
            faults.append(f"{left[done].place}: {left[done].pattern!r} does not end on {doing}")
            process.kill()
        process.join()
        left = left[done + 1 :]
    return faults


def _work(connection: Connection, trials: Sequence[Trial]) -> None:
    for trial in trials:
        _try(trial, connection)
        connection.send(None)


def _try(trial: Trial, connection: Connection) -> None:
    """Use the pattern as it is used on all short texts, then on long ones of those that took longest."""
    attacks = list_attacks(trial.pattern, trial.flags)
    run = _make_runner(trial)
    took = {}
    for attack in attacks:
        connection.send(f"{SHORT:,} of {attack}")
        took[attack] = _measure(run, attack, SHORT)
    for attack in sorted(took, key=lambda attack: -took[attack])[:WORST]:
        connection.send(f"{LONG:,} of {attack}")
        _measure(run, attack, LONG)


def _measure(run: Any, attack: tuple[str, str, str], length: int) -> float:
    text = write(attack, length)
    start = process_time()
    run(text)
    return process_time() - start


def _make_runner(trial: Trial) -> Any:
    if trial.is_rust:
        return _make_validator(str(trial.pattern))
    pattern = re.compile(trial.pattern, trial.flags)

    def run(text: str) -> None:
        content: Any = text.encode() if isinstance(trial.pattern, bytes) else text
        for use in trial.uses:
            if use in ("search", "match", "fullmatch"):
                getattr(pattern, use)(content)
            else:
                deque(pattern.finditer(content), maxlen=0)

    return run


def _make_validator(pattern: str) -> Any:
    """Return what has pydantic look whether a text keeps the pattern, by its own engine."""
    adapter: TypeAdapter[str] = TypeAdapter(Annotated[str, Field(pattern=pattern)])

    def run(text: str) -> None:
        with suppress(ValidationError):
            adapter.validate_python(text)

    return run
