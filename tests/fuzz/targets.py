"""The table of targets: what is fed, with what it begins, and for how many runs.

A target's `prepare(directory)` is called once and returns `feed(content)`, which may raise CorpusError and, of those
that are fed a line or a text, what they say that they raise. Every other exception is a crash, and so is an assertion
of a property that what was read must keep.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.reading.forms import Fault
from tests.fuzz import documents, mutation, records
from tests.fuzz.mutation import Mutator, Plain

Feed = Callable[[bytes], object]
ALLOWED = (CorpusError, Fault)
CRASHES = Path(__file__).parents[1] / "fixtures/crashes"


@dataclass(frozen=True)
class Target:
    """A reader: how it is set up and fed, its seeds, how they are changed; `runs` of `make fuzz`, each `most` bytes."""

    prepare: Callable[[Path], tuple[Feed, list[bytes]]]
    mutator: Callable[[Plain], Mutator]
    runs: int
    most: int = 20_000


TARGETS = {
    "exports": Target(records.prepare_exports, mutation.keep_json, 8_000),
    "change-exports": Target(records.prepare_change_exports, mutation.keep_json, 5_000),
    "category-predictions": Target(records.prepare_categories, mutation.keep_json, 6_000),
    "slot-predictions": Target(records.prepare_slots, mutation.keep_json, 6_000),
    "change-predictions": Target(records.prepare_changes, mutation.keep_json, 6_000),
    "task-predictions": Target(records.prepare_tasks, mutation.keep_json, 6_000),
    "hand-ins": Target(records.prepare_hand_ins, mutation.keep_json, 10_000),
    "change-hand-ins": Target(records.prepare_change_hand_ins, mutation.keep_json, 10_000),
    "invented": Target(records.prepare_invented, mutation.keep_plain, 20_000),
    "toml": Target(records.prepare_toml, mutation.keep_toml, 6_000),
    "json": Target(records.prepare_json, mutation.keep_json, 6_000),
    "rows": Target(records.prepare_rows, mutation.keep_json, 3_000),
    "documents-jsonl": Target(documents.prepare_jsonl, mutation.keep_json, 8_000),
    "html": Target(documents.prepare_html, mutation.keep_plain, 6_000),
    "markdown": Target(documents.prepare_markdown, mutation.keep_plain, 5_000),
    "plain": Target(documents.prepare_plain, mutation.keep_plain, 6_000),
    "encodings": Target(documents.prepare_encodings, mutation.keep_plain, 10_000),
    "docx": Target(documents.prepare_docx, mutation.keep_zip, 6_000, 60_000),
    "pdf": Target(documents.prepare_pdf, mutation.keep_plain, 6_000),
}


def _prepare_broken(directory: Path) -> tuple[Feed, list[bytes]]:
    def feed(content: bytes) -> None:
        if b"y" in content:
            raise KeyError("y")

    return feed, [b"x"]


# No reader: what shows that a crash is found and told.
BROKEN = Target(_prepare_broken, mutation.keep_plain, 20_000, 100)


def feed_once(feed: Feed, content: bytes) -> None:
    """Feed the bytes; return where they are read or refused as they should be, and let every other exception out."""
    try:
        feed(content)
    except ALLOWED as error:
        message = str(error)
        assert message.strip(), "a refusal without a word"
        if isinstance(error, CorpusError):
            assert message.isprintable(), "a refusal that moves a terminal's cursor, or is more than a line"


def read_crashes(name: str) -> list[Path]:
    """Return the files that once crashed a target."""
    return sorted(path for path in (CRASHES / name).glob("*") if path.is_file())


def add_scripts() -> None:
    """Let scripts/ be imported from."""
    folder = str(Path(__file__).parents[2] / "scripts")
    if folder not in sys.path:
        sys.path.insert(0, folder)
