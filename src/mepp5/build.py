"""Rebuild everything generated from the inputs and the decisions, byte for byte: all of it or nothing."""

import os
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from mepp5.adjudication.cases import read_draw, read_reasons
from mepp5.adjudication.known_issues import read_known_issues
from mepp5.adjudication.revisions import read_revisions
from mepp5.adjudication.second_reading import read_verdicts
from mepp5.annotation.annotators import read_annotators
from mepp5.changes.adjudication.cases import read_change_draw
from mepp5.changes.adjudication.decisions import read_change_reasons
from mepp5.changes.adjudication.second_reading import read_change_verdicts
from mepp5.changes.annotators import read_change_annotators
from mepp5.changes.pairs import read_pairs
from mepp5.corpus.corrections import check_corrections
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.invented.collection import read_collection
from mepp5.past.releases import read_releases
from mepp5.paths import ROOT, check_links
from mepp5.scheme.faults import check_taxonomy
from mepp5.stages import STAGES, find_changed, generate
from mepp5.system.drafts import is_draft, open_scratch, remove_left
from mepp5.system.folders import list_folders
from mepp5.system.memory import remember

# Every file of decisions, by its reader: a stage may read it late, or none does. The texts and exports are the stages'.
READERS: tuple[Callable[[Path], object], ...] = (
    check_corrections,  # and the manifest
    check_taxonomy,
    read_annotators,
    read_reasons,
    read_draw,
    read_revisions,
    read_verdicts,
    read_known_issues,
    read_releases,
    read_pairs,
    lambda root: read_pairs(root) and read_change_annotators(root),
    read_change_reasons,
    read_change_draw,
    read_change_verdicts,
    read_collection,
)
SCRATCH = "mepp5-build-"
# What the stages read, below the root.
READ_FOLDERS = ("corpus", "annotations", "invented", "data", "baselines/results")
READ_FILES = ("README.md", "DATASHEET.md", "CHANGELOG.md", "CITATION.cff", "pyproject.toml", "baselines/history.json")


def build(root: Path = ROOT) -> list[str]:
    """Write what is not as generated and return its paths, in the order of the stages.

    Raise CorpusError, with nothing written, on bad input: all decisions are read first, and the first file is written
    when the last stage is through. What a stage made before that stands in a copy, which the later stages read.
    What broken-off writes left behind is removed first. Two builds at once write the same files, each whole.
    """
    remove_left(list_folders(root))
    changed: dict[str, bytes] = {}
    _read_decisions(root)
    with ExitStack() as stack:
        place = Path(root)
        for name in STAGES:
            try:
                with remember():
                    own = find_changed(root, generate(name, place))
            except CorpusError as error:
                # The copy is gone when this is read: the place is that of the original.
                message = str(error).replace(str(place), str(root)).rstrip(".")
                raise CorpusError(f"{message} (build wrote nothing; its stage was {name!r}).") from error
            if own and place == Path(root):
                place = _copy(place, stack.enter_context(open_scratch(SCRATCH)))
            write_files(place, own)
            changed |= own
    write_files(root, changed)
    return list(changed)


def find_stale(root: Path = ROOT) -> list[str]:
    """Return the paths that a build would change, and write nothing.

    Stages after the first that differs are not compared: they would be made of what is stale.
    """
    _read_decisions(root)
    with remember():
        for name in STAGES:
            if changed := find_changed(root, generate(name, Path(root))):
                return list(changed)
    return []


def _read_decisions(root: Path) -> None:
    """Raise CorpusError for the first decision file that is malformed, and for a link that leads out of the root."""
    check_links(root, (*READ_FOLDERS, *READ_FILES))
    for read in READERS:
        read(root)


def _copy(root: Path, place: Path) -> Path:
    """Copy what the stages read to the place, and return it."""
    try:
        for folder in READ_FOLDERS:
            if (root / folder).is_dir():
                shutil.copytree(
                    root / folder, place / folder, symlinks=True, ignore=_list_drafts, copy_function=shutil.copyfile
                )
        for name in READ_FILES:
            if (root / name).is_file():
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / name, place / name)
        for inner, _, _ in os.walk(place):
            os.chmod(inner, 0o700)  # whatever those of the root allow
    except OSError as error:
        # shutil collects what it could not copy: (from, to, why).
        first = error.args[0][0] if isinstance(error, shutil.Error) else (error.filename or root, place, error.strerror)
        raise CorpusError(f"{first[0]}: cannot be copied to {place} for a build ({first[2]}); check both.") from error
    return place


def _list_drafts(_: str, names: list[str]) -> list[str]:
    """Return what another build is writing, which has its own name before it could be copied."""
    return [name for name in names if is_draft(name)]
