"""Read a copy of OPP-115 in its original layout: what three annotators say of each segment of a policy.

annotations/<policy>.csv has no header and nine columns, one row a practice: its id, batch, annotator, policy number,
segment (from 0), category, attributes (JSON: {name: {"value": …}}), date and address of the policy.
sanitized_policies/<policy>.html has the segments, separated by "|||" (Wilson et al. 2016, The Creation and Analysis of
a Website Privacy Policy Corpus).
"""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import read_bytes
from mepp5.paths import join_inside
from mepp5.reading.forms import Fault, load_json

COLUMNS = 9
ANNOTATOR, SEGMENT, CATEGORY, ATTRIBUTES = 2, 4, 5, 6
SEPARATOR = b"|||"
LONGEST_NUMBER, SHOWN = 9, 60  # digits of a segment; characters of what stands there instead
ANNOTATORS = 3
# This category is told apart by an attribute, whose value names the category that is meant, if it is one.
OTHER, OTHER_TYPE = "Other", "Other Type"

# annotator -> segment number -> names of categories; a segment of which the annotator says nothing is not in it.
Labels = dict[str, dict[int, set[str]]]


@dataclass(frozen=True, slots=True)
class Policy:
    """What people say of one policy, and how many practices of the segments asked for are of no category, by name."""

    labels: Labels
    left_out: Counter[str]


def list_sources(policies: Collection[str]) -> list[str]:
    """Return the files of a copy, below its directory, that the policies ("<number>_<site>") are read from."""
    return [name for p in policies for name in (f"annotations/{p}.csv", f"sanitized_policies/{p}.html")]


def read_policy(directory: Path, policy: str, segments: Collection[int], categories: Collection[str]) -> Policy:
    """Return the labels of a policy ("<number>_<site>"); `categories` are the names that can be.

    Raises CorpusError where a file is missing or malformed, lacks one of the segments, or is not by three annotators.
    """
    _require_segments(directory, policy, segments)
    path = join_inside(directory, "annotations", f"{policy}.csv")
    found = Policy({}, Counter())
    for number, row in _read_rows(path):
        place = f"{path}: row {number}"
        segment, name = _parse(row, categories, place)
        of_annotator = found.labels.setdefault(row[ANNOTATOR], {})
        if name in categories:
            of_annotator.setdefault(segment, set()).add(name)
        elif segment in segments:
            found.left_out[name] += 1
    if len(found.labels) != ANNOTATORS:
        raise CorpusError(
            f"{path}: annotated by {len(found.labels)}, not {ANNOTATORS}; take the file from OPP-115 again."
        )
    return found


def _require_segments(directory: Path, policy: str, segments: Collection[int]) -> None:
    path = join_inside(directory, "sanitized_policies", f"{policy}.html")
    held = read_bytes(path).count(SEPARATOR) + 1
    missing = sorted(segment for segment in segments if segment >= held)
    if missing:
        numbers = ", ".join(map(str, missing))
        raise CorpusError(f"{path}: no segment {numbers}, only 0 to {held - 1}; use a complete copy of OPP-115.")


def _read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    # Only ids and names are used, which are ASCII; the rest may be in any encoding.
    text = read_bytes(path).decode("utf-8", errors="replace")
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), start=1):
            if row:  # an empty line says nothing
                yield number, row
    except csv.Error as error:
        raise CorpusError(
            f"{path}: row {number + 1} is not valid CSV ({error}); take the file from OPP-115 again."
        ) from error


def _parse(row: list[str], categories: Collection[str], place: str) -> tuple[int, str]:
    """Return the row's segment and category, "Other" resolved by its attribute."""
    if len(row) != COLUMNS:
        raise CorpusError(f"{place} has {len(row)} columns, not {COLUMNS}; use the files of annotations/, unchanged.")
    if not row[SEGMENT].isdecimal() or len(row[SEGMENT]) > LONGEST_NUMBER:
        raise CorpusError(
            f"{place}: {row[SEGMENT][:SHOWN]!r} in column {SEGMENT + 1} is no number of a segment; mend the row."
        )
    name = row[CATEGORY]
    if name == OTHER:
        name = _find_other_type(row[ATTRIBUTES], place)
    elif name not in categories:
        raise CorpusError(f"{place}: unknown category {name!r}; use one of: {', '.join((*categories, OTHER))}.")
    return int(row[SEGMENT]), name


def _find_other_type(attributes: str, place: str) -> str:
    try:
        return str(load_json(attributes)[OTHER_TYPE]["value"])
    except (Fault, KeyError, TypeError) as error:
        raise CorpusError(
            f"{place}: column {ATTRIBUTES + 1} is no JSON with a value of {OTHER_TYPE!r}; mend the row."
        ) from error
