"""The folder of a run: whose it is, what is done in it, what was broken off, and its summary."""

import fcntl
import os
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from baselines.many.blocks import Block
from baselines.many.drafts import find_target, open_draft
from baselines.many.parts import Counts, read_counts
from baselines.many.run import find_difference, hash_run
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json
from mepp5.reading.forms import read_json

RUN, SUMMARY = "run.json", "summary.json"


@contextmanager
def open_folder(out: Path, run: Object, blocks: Sequence[Block]) -> Iterator[dict[str, Counts]]:
    """Make the folder the run's, and give the counts of the blocks that are done by their files' names.

    What was broken off is removed. Raises CorpusError for the folder of another run, foreign files in it, and a folder
    that a run is writing to.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _lock(out):
            names = {block.name for block in blocks} | {RUN, SUMMARY}
            yield _prepare(out, run, names)
            _remove_drafts(out, names)  # of workers that died on the way
    except OSError as error:
        raise CorpusError(f"{error.filename or out}: {error.strerror}; check the folder and the disk.") from error


def write_summary(out: Path, counts: Counts) -> None:
    """Write what a finished run counted."""
    _write(out / SUMMARY, asdict(counts))


def _prepare(out: Path, run: Object, names: Set[str]) -> dict[str, Counts]:
    present = {name for name in os.listdir(out) if find_target(name) not in names}
    if RUN in present:
        _compare(out, run)
    if foreign := sorted(present - names if RUN in present else present):
        raise CorpusError(f"{out}: {foreign[0]} in it is of no such run; give a folder of its own.")
    _remove_drafts(out, names)
    if RUN not in present:
        _write(out / RUN, run)
    return _read_done(out, sorted(present - {RUN, SUMMARY}), hash_run(run))


def _remove_drafts(out: Path, names: Set[str]) -> None:
    for name in os.listdir(out):
        if find_target(name) in names:
            (out / name).unlink(missing_ok=True)


def _compare(out: Path, run: Object) -> None:
    kept = read_json(out / RUN, Object, "give another folder")
    if key := find_difference(kept, run):
        raise CorpusError(f"{out}: the folder of another run ({key} differs, see {RUN}); give another folder.")


def _read_done(out: Path, names: Sequence[str], asked: str) -> dict[str, Counts]:
    """Return the counts of the blocks' files, and remove those that are cut off: some disks forget what was written."""
    done = {}
    for name in names:
        found = read_counts(out / name)
        if found is None:
            (out / name).unlink()
            continue
        counts, kept = found
        if kept != asked:
            raise CorpusError(f"{out / name}: the file of another run; give another folder.")
        done[name] = counts
    return done


def _write(path: Path, value: Object) -> None:
    try:
        with open_draft(path) as draft:
            draft.write_bytes(dump_json(value))
    except OSError as error:  # which names the draft, or nothing
        raise CorpusError(f"{path}: cannot be written ({error.strerror}); check the disk.") from error


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    """Keep others from the folder; the system lets go of it however the process ends."""
    number = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(number)
        raise CorpusError(f"{out}: a run is writing to it; wait for its end.") from error
    except OSError:
        pass  # storage without locks, as some that nodes share: two runs write the same files there, each whole
    try:
        yield
    finally:
        os.close(number)
