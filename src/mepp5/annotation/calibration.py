"""What the annotators say of OPP-115's segments: ids and labels alone.

Round 1 is annotations/calibration/<annotator>.jsonl, round 2, of other policies, annotations/calibration/2/.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from mepp5.annotation.annotators import read_annotators
from mepp5.errors import CorpusError
from mepp5.files import list_files, read_text
from mepp5.paths import ROOT, join_inside
from mepp5.reading.forms import Count, Fault, form, parse_json, split_lines
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

CALIBRATION = "annotations/calibration"
COMPARISON = f"{CALIBRATION}/comparison.json"  # figures against people's labels
ROUNDS = (CALIBRATION, f"{CALIBRATION}/2")
# (OPP-115's name of the policy, number of the segment in it, from 0)
Segment = tuple[str, int]


@form
@dataclass(frozen=True, slots=True)
class LabelledSegment:
    """A line of a calibration file. No other key is allowed: OPP-115's text is its owners'."""

    # The name of a file in OPP-115, less its suffix.
    policy: Annotated[str, Field(pattern=r"\A[0-9]+_[A-Za-z0-9_.-]+\z")]
    segment: Count
    labels: Annotated[tuple[str, ...], Field(min_length=1)]


def read_calibration(root: Path = ROOT, folder: str = CALIBRATION) -> dict[str, dict[Segment, frozenset[str]]]:
    """Return {annotator: {segment: categories}} of a round, {} where there is no file.

    Raises CorpusError for the first fault.
    """
    labelled, faults = _examine_all(Path(root), folder)
    for place, fault in faults:
        raise CorpusError(f"{Path(root) / place}: {fault}; mend it.")
    return labelled


def list_calibration(root: Path = ROOT, folder: str = CALIBRATION) -> list[Path]:
    """Return the calibration files of a round that are there, of the annotators there are, sorted by name.

    Raises CorpusError where the folder cannot be listed.
    """
    known = {f"{name}.jsonl" for name in read_annotators(root).ids}
    names = [path.name for path in list_files(Path(root) / folder, "*.jsonl") if path.name in known]
    return [join_inside(root, folder, name) for name in names]


def find_calibration_faults(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield (place, fault): lines that break the format, segments that stand twice or that one file alone lacks."""
    for folder in ROUNDS:
        yield from _examine_all(Path(root), folder)[1]


def _examine_all(root: Path, folder: str) -> tuple[dict[str, dict[Segment, frozenset[str]]], list[tuple[str, str]]]:
    """Return {annotator: {segment: categories}} of the good lines, and the faults of the others."""
    taxonomy = read_taxonomy(root)
    labelled: dict[str, dict[Segment, frozenset[str]]] = {}
    faults = []
    for path in list_calibration(root, folder):
        place = f"{folder}/{path.name}"
        labelled[path.stem] = {}
        for number, line in enumerate(split_lines(read_text(path)), start=1):
            if fault := _add(line, labelled[path.stem], taxonomy):
                faults.append((f"{place}: line {number}", fault))
    everything = {segment for segments in labelled.values() for segment in segments}
    for annotator, segments in labelled.items():
        faults += [
            (
                f"{folder}/{annotator}.jsonl",
                f"segment {number} of {policy} is missing, which another annotator has labelled",
            )
            for policy, number in sorted(everything - set(segments))
        ]
    return labelled, faults


def _add(line: str, segments: dict[Segment, frozenset[str]], taxonomy: Taxonomy) -> str | None:
    """Put what the line labels into `segments`; return its fault, None if it has none."""
    try:
        row = parse_json(line, LabelledSegment)
    except Fault as fault:
        return str(fault)
    segment = (row.policy, row.segment)
    twice = segment in segments
    segments[segment] = frozenset(row.labels)
    if twice:
        return f"segment {segment[1]} of {segment[0]} stands twice"
    if unknown := [label for label in row.labels if label not in taxonomy.category_ids]:
        return f"labels: {unknown[0]!r} is no category (there are: {', '.join(taxonomy.category_ids)})"
    if len(set(row.labels)) < len(row.labels):
        return "labels: a category stands twice"
    return None
