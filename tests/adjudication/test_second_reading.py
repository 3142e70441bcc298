"""Whose reference labels count as read: those of the release that last changed any, and no earlier ones."""

from pathlib import Path

import pytest

from mepp5.adjudication.revisions import REVISIONS, read_revisions
from mepp5.adjudication.second_reading import SECOND_READING, count_verdicts, find_read, read_verdicts
from mepp5.files import dump_jsonl, write_files

PRACTICE = {"start": 0, "end": 4, "category": "data_security", "polarity": "affirmed"}


def read(clause: str, release: str | None = None, annotator: str = "reference") -> dict:
    """Return a line of the second reading."""
    line = {"id": clause, "annotator": annotator, "verdict": "right", "note": ""}
    return line if release is None else line | {"release": release}


VERDICTS = [
    read("beta/0002"),
    read("beta/0002", "0.4.0"),
    read("beta/0004"),
    read("beta/0005", "0.3.0"),
    read("beta/0005", annotator="reader"),
    read("beta/0006", "0.4.0", "reader"),
    read("beta/0007", "0.4.0"),
]


def write(root: Path, *releases: str) -> Path:
    """Write the second reading, and one revision for each release that changed labels."""
    rows = [{"version": v, "id": "beta/0002", "before": {"practices": [PRACTICE], "slots": []}} for v in releases]
    write_files(root, {SECOND_READING: dump_jsonl(VERDICTS)} | ({REVISIONS: dump_jsonl(rows)} if rows else {}))
    return root


@pytest.mark.parametrize(
    ("releases", "read"),
    [
        ((), {"beta/0002", "beta/0004"}),  # nothing has changed since the first reading
        (("0.3.0",), {"beta/0005"}),
        (("0.3.0", "0.4.0"), {"beta/0002", "beta/0007"}),
        (("0.3.0", "0.4.0", "0.5.0"), set()),
    ],
)
def test_only_the_reference_of_the_last_change_counts_as_read(tmp_path, releases, read):
    assert find_read(write(tmp_path, *releases)) == read


def test_nothing_is_read_before_there_is_a_reading(tmp_path):
    assert find_read(tmp_path) == frozenset()


def test_readings_of_two_releases_are_counted_apart(tmp_path):
    counts = count_verdicts(read_verdicts(write(tmp_path)))
    assert {whose: sum(found["beta"].values()) for whose, found in counts.items()} == {
        "reference": 2,
        "reference, 0.4.0": 2,
        "reference, 0.3.0": 1,
        "reader": 1,
        "reader, 0.4.0": 1,
    }


def test_our_reading_of_the_last_change_is_part_of_the_whole_reading():
    """Who was read again had been read before: the first reading left no clause out."""
    first = {v.id for v in read_verdicts() if v.annotator == "reference" and not v.release}
    last = read_revisions()[-1].version
    assert find_read() == {v.id for v in read_verdicts() if v.annotator == "reference" and v.release == last}
    assert find_read() < first
