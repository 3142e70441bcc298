"""What no annotation may say of subjects and of unknown polarity, as practices and in exports.

practice, message = FAULTS["more than three subjects"]
write_practice(root, practice)      # as the reader's only one of FAULTY
"""

from dataclasses import replace
from pathlib import Path

import pytest

from mepp5.annotation.exports import export_path, read_export, write_export
from mepp5.annotation.spans import Annotation, Practice
from mepp5.files import write_files
from tests.fixture_corpus import POLICIES, make_corpus

FAULTY, LOST = "gamma-2022/0010", "gamma-2022/0009"
LISTED = f'[[issue]]\nkind = "lost_cells"\nclauses = ["{LOST}"]\nreason = "The cell was lost."\n'
END = len("Ask the shop’s clerk if you are a child.")


def about(*subjects: str, category: str = "specific_audiences", polarity: str = "affirmed") -> Practice:
    return Practice(0, END, category, polarity, subjects)


FAULTS = {
    "subjects of another category": (
        about("data_security", category="policy_change"),
        "subjects of practice policy_change; only do_not_track, international_transfer, specific_audiences",
    ),
    "a subject that stands alone itself": (
        about("international_transfer"),
        "unknown subject 'international_transfer'; use up to 3 of: first_party_collection_use",
    ),
    "a subject that is no category": (
        about("data_safety"),
        "unknown subject 'data_safety'; use up to 3 of: first_party_collection_use",
    ),
    "more than three subjects": (
        about("user_choice_control", "data_retention", "data_security", "policy_change"),
        "4 subjects of practice specific_audiences; keep the 3",
    ),
    "subjects out of order": (
        about("data_security", "data_retention"),
        "subjects data_security, data_retention stand twice or out of order",
    ),
    "a subject twice": (
        about("data_security", "data_security"),
        "subjects data_security, data_security stand twice or out of order",
    ),
    "an unknown polarity of a clause that says what is done": (
        about(polarity="unknown"),
        "polarity 'unknown' of practice specific_audiences, but no cell was lost here",
    ),
}


def write_practice(root: Path, practice: Practice) -> None:
    """Write the sound export anew with that practice as the reader's only one of FAULTY, as `pull` would write it."""
    layers = read_export("gamma-2022", root)
    layers["reader"][FAULTY] = replace(layers["reader"][FAULTY], practices=(practice,))
    write_files(root, {export_path("gamma-2022"): write_export(layers, "gamma-2022", root)})


def make_lost_corpus(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the root of the tiny corpus with a table row, LOST, whose cell was lost before the file was received."""
    split, lineage, units = POLICIES["gamma-2022"]
    lost = [(*unit[:3], unit[3].removesuffix(" Yes"), unit[4]) for unit in units]
    monkeypatch.setitem(POLICIES, "gamma-2022", (split, lineage, lost))
    return make_corpus(directory)


def forget(annotation: Annotation) -> Annotation:
    """Return the annotation of LOST with an unknown polarity, every other one as it is."""
    if annotation.id != LOST:
        return annotation
    return replace(annotation, practices=(replace(annotation.practices[0], polarity="unknown"),))
