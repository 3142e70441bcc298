"""A copy of OPP-115: in comes its directory, out go the policies, their segments and who says what of each."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mepp5.agreement.opp115 import ANNOTATORS, SEPARATOR, Labels, list_sources, read_policy
from mepp5.errors import CorpusError
from mepp5.extraction.document import check_length
from mepp5.extraction.encoding import decode
from mepp5.files import list_files, read_bytes, sha256
from mepp5.paths import join_inside
from mepp5.scheme.taxonomy import Taxonomy
from mepp5.scoring.categories import MERGED, MERGED_NAME, mark_labels, name_categories

FOLDERS = {"sanitized_policies": ".html", "annotations": ".csv"}
MOST_SEGMENTS = 10_000  # of a policy; the longest have some hundred
REMEDY = "use a complete copy of OPP-115"


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy: the HTML of its P segments, and which of the K categories each person gives them, (3, P, K)."""

    name: str
    segments: tuple[str, ...]
    votes: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Copy:
    """All policies by name, how many practices are of none of the categories, by what they are, and the files' hash."""

    policies: tuple[Policy, ...]
    left_out: dict[str, int]
    sha256: str


def find_counterparts(taxonomy: Taxonomy) -> dict[str, str]:
    """Return {our category, two of them merged: what OPP-115 calls it}, in our order."""
    counterparts = {category.id: category.opp115 for category in taxonomy.categories}
    counterparts[MERGED_NAME] = counterparts[MERGED[0]]
    return {name: counterparts[name] for name in name_categories(taxonomy)["merged"]}


def read_copy(directory: Path, names: Sequence[str]) -> Copy:
    """Return what the copy in a directory holds; `names` are OPP-115's of the K categories, in order.

    Raises CorpusError where a folder, or one of the two files of a policy, is missing, malformed or unreadable.
    """
    found = _list_policies(directory)
    left_out: Counter[str] = Counter()
    policies = [_read_policy(directory, name, names, left_out) for name in found]
    hashes = "".join(f"{name} {sha256(read_bytes(directory / name))}\n" for name in list_sources(found))
    return Copy(tuple(policies), dict(sorted(left_out.items())), sha256(hashes.encode()))


def _list_policies(directory: Path) -> list[str]:
    """Return the names of the policies, of which each folder has to have a file."""
    held = {folder: _list_names(directory / folder, suffix) for folder, suffix in FOLDERS.items()}
    every = sorted(set().union(*held.values()))
    for name in every:
        for folder, suffix in FOLDERS.items():
            if name not in held[folder]:
                raise CorpusError(f"{directory / folder / name}{suffix}: no such file; {REMEDY}.")
    return every


def _list_names(folder: Path, suffix: str) -> set[str]:
    if not folder.is_dir():
        raise CorpusError(f"{folder}: no such folder; give the one of OPP-115 that holds {' and '.join(FOLDERS)}.")
    names = {path.stem for path in list_files(folder, f"*{suffix}") if not path.name.startswith(".")}
    if not names:
        raise CorpusError(f"{folder}: no file in it is called *{suffix}; {REMEDY}.")
    return names


def _read_policy(directory: Path, name: str, names: Sequence[str], left_out: Counter[str]) -> Policy:
    segments = _read_segments(join_inside(directory, "sanitized_policies", f"{name}.html"))
    found = read_policy(directory, name, range(len(segments)), names)
    highest = max((number for labels in found.labels.values() for number in labels), default=0)
    if highest >= len(segments):
        where = directory / "annotations" / f"{name}.csv"
        raise CorpusError(f"{where}: of segment {highest}, while there are only 0 to {len(segments) - 1}; {REMEDY}.")
    left_out.update(found.left_out)
    return Policy(name, segments, _mark_votes(found.labels, len(segments), names))


def _read_segments(path: Path) -> tuple[str, ...]:
    text = decode(read_bytes(path), is_page=True)
    if text is None:
        raise CorpusError(f"{path}: it is no text in UTF-8 or windows-1252; {REMEDY}.")
    try:
        check_length(len(text))
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}") from error
    segments = tuple(text.split(SEPARATOR.decode()))
    if len(segments) > MOST_SEGMENTS:
        raise CorpusError(f"{path}: more than {MOST_SEGMENTS:,} segments, as no policy of it has; {REMEDY}.")
    return segments


def _mark_votes(labels: Labels, segments: int, names: Collection[str]) -> NDArray[np.bool_]:
    """Return who gives which category to which segment, (3, P, K), people in the order of their ids."""
    rows = [labels[person].get(number, ()) for person in sorted(labels) for number in range(segments)]
    return mark_labels([set(row) for row in rows], list(names)).reshape(ANNOTATORS, segments, len(names))
