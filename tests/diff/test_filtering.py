"""Which entries are shown."""

from dataclasses import replace

import pytest

from mepp5.diff.filtering import find_status, select_entries
from tests.diff.fixture_comparison import COMPARISON, ENTRIES


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({}, [3, 4, 5, 6, 7]),
        ({"changed_only": False}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"effects": ["narrower"]}, [4]),
        ({"effects": ["narrower", "different"]}, [4, 6, 7]),
        ({"categories": ["first_party_collection_use"]}, [5]),
        ({"categories": ["first_party_collection_use"], "changed_only": False}, [1, 5]),
        # An effect and a category, of one entry.
        ({"effects": ["broader"], "categories": ["data_security", "specific_audiences"]}, [3, 4]),
        ({"effects": ["narrower"], "categories": ["data_security"]}, []),
    ],
)
def test_entries_that_pass(wanted, places):
    assert select_entries(COMPARISON, **wanted) == tuple(ENTRIES[place] for place in places)


def test_the_status_follows_meaning_and_form():
    assert [find_status(entry) for entry in ENTRIES] == [
        *["same"] * 3,
        "removed",
        "changed",
        "added",
        "removed",
        "added",
    ]
    assert find_status(replace(ENTRIES[0], meaning=None)) == "same"
    assert find_status(replace(ENTRIES[4], meaning=None)) == "changed"
