"""annotations/calibration/comparison.json: how far annotators and OPP-115's people agree on its segments.

Written by scripts/calibration.py from a user's copy of OPP-115; it holds figures and hashes, never a text or a label.
"""

from collections.abc import Iterator
from pathlib import Path

from typing_extensions import TypedDict

from mepp5.annotation.calibration import COMPARISON, list_calibration
from mepp5.files import read_bytes, sha256
from mepp5.measures.intervals import Estimate
from mepp5.paths import ROOT
from mepp5.reading.forms import form, read_json

MAJORITY, PEOPLE = "majority", "people"


@form
class CategoryComparison(TypedDict):
    """How often each gives a category, and how far the two agree on it."""

    first: int
    second: int
    kappa: Estimate
    f1: float | None


@form
class ComparisonRow(TypedDict):
    """Two who are compared: an annotator with all people together or their majority, or people with people."""

    first: str
    second: str
    segments: int
    compared: int
    kappa: Estimate
    micro_f1: Estimate
    macro_f1: Estimate
    categories: dict[str, CategoryComparison]


@form
class PeopleComparison(TypedDict):
    """The file: hashes of what was read of OPP-115 and of our labels, and the figures."""

    opp115: dict[str, str]
    labels: dict[str, str]
    segments: int
    policies: list[str]
    left_out: dict[str, int]
    comparisons: list[ComparisonRow]


def read_comparison(root: Path = ROOT) -> PeopleComparison | None:
    """Return comparison.json, None before it was written; raise CorpusError where it is malformed."""
    path = Path(root) / COMPARISON
    return read_json(path, PeopleComparison, "write it anew with scripts/calibration.py") if path.exists() else None


def hash_labels(root: Path = ROOT) -> dict[str, str]:
    """Return {annotator: SHA-256 of the file of its labels}."""
    return {path.stem: sha256(read_bytes(path)) for path in list_calibration(root)}


def find_comparison_faults(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield (place, fault) where the comparison is of other labels than today's."""
    comparison = read_comparison(root)
    if comparison is not None and comparison["labels"] != hash_labels(root):
        yield COMPARISON, "made of other labels than those in the folder"
