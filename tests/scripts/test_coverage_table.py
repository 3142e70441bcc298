"""The table of what tests run, out of counts of files."""

import sys

from tests.fixture_corpus import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

from coverage_table import draw_table, name_room


def count(*numbers: int) -> dict:
    names = ("num_statements", "covered_lines", "num_branches", "covered_branches")
    return {"summary": dict(zip(names, numbers, strict=True))}


def test_rooms_are_folders():
    paths = (
        "src/mepp5/errors.py",
        "src/mepp5/extraction/pdf/rows.py",
        "baselines/many/engines/ray.py",
        "scripts/x.py",
    )
    assert [name_room(path) for path in paths] == ["src/mepp5", "src/mepp5/extraction", "baselines/many", "scripts"]


def test_counts_of_a_room_are_added_and_shares_never_rounded_up():
    table = draw_table(
        {
            "scripts/x.py": count(10, 5, 0, 0),
            "src/mepp5/diff/a.py": count(1000, 1000, 9, 8),
            "src/mepp5/diff/b.py": count(2000, 1999, 1, 1),
        }
    )
    assert table.splitlines()[-3:] == [
        "| `src/mepp5/diff/` | 3,000 | 99.9 % | 10 | 90.0 % |",
        "| `scripts/` | 10 | 50.0 % | 0 | – |",
        "| **all** | 3,010 | 99.8 % | 10 | 90.0 % |",
    ]
