"""Rebuild everything generated from the inputs and the decisions, byte for byte."""

from collections.abc import Callable
from pathlib import Path

from mepp5.agreement import changes as change_agreement
from mepp5.agreement import measurement as agreement
from mepp5.changes import interface as change_interface
from mepp5.corpus import clauses, text
from mepp5.documents import card
from mepp5.files import write_files
from mepp5.metadata import croissant, schemas
from mepp5.paths import ROOT
from mepp5.release import rows as release
from mepp5.scheme import guidelines

# In the order the data flow: a stage reads what the stages before it have written.
STAGES: tuple[tuple[str, Callable[[Path], dict[str, bytes]]], ...] = (
    ("text", text.generate),
    ("clauses", clauses.generate),
    ("taxonomy", guidelines.generate),
    ("change interface", change_interface.generate),
    ("release", release.generate),
    ("agreement", agreement.generate),
    ("change agreement", change_agreement.generate),
    ("card", card.generate),
    ("schemas", schemas.generate),
    ("croissant", croissant.generate),
)


def build(root: Path = ROOT) -> list[str]:
    """Write what is not as generated and return its paths; raise CorpusError, that stage unwritten, on bad input."""
    written: list[str] = []
    for _, generate in STAGES:
        changed = _find_changed(root, generate(root))
        write_files(root, changed)
        written += changed
    return written


def find_stale(root: Path = ROOT) -> list[str]:
    """Return the paths that a build would change, and write nothing.

    Stages after the first that differs are not compared: they would be made of what is stale.
    """
    for _, generate in STAGES:
        changed = _find_changed(root, generate(root))
        if changed:
            return list(changed)
    return []


def _find_changed(root: Path, contents: dict[str, bytes]) -> dict[str, bytes]:
    return {
        name: content
        for name, content in contents.items()
        if not (Path(root) / name).is_file() or (Path(root) / name).read_bytes() != content
    }
