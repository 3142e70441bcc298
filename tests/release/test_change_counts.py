"""Counts of changes in data/stats.json, against counts by hand."""

from pathlib import Path

import pytest

from mepp5.paths import ROOT
from mepp5.reading.forms import read_json
from mepp5.release.change_counts import count_changes
from mepp5.release.change_protocols import read_change_rows
from mepp5.release.counts import Statistics
from mepp5.release.rows import STATS
from mepp5.scheme.taxonomy import read_taxonomy
from tests.fixture_changes import FIRST, SECOND
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("counts"))


def test_a_pair_in_full(release):
    assert read_json(release / STATS, Statistics)["changes"][FIRST] == {
        "links": 3,
        "linked_pairs": 4,
        "clauses": {"old": 7, "new": 6},
        "forms": {"identical": 1, "edited": 0, "reworded": 1, "split": 0, "merged": 1, "removed": 3, "added": 3},
        "moved": 1,
        "meanings": {"same": 1, "changed": 2},
        "effects": {
            "links": {"broader": 0, "narrower": 1, "different": 2},
            "removed": {"broader": 1, "narrower": 1, "different": 1},
            "added": {"broader": 0, "narrower": 2, "different": 1},
        },
        "differences": {
            "effects": {"broader": 0, "narrower": 1, "different": 2},
            "about": {
                "data_type": {"broader": 0, "narrower": 0, "different": 1},
                "audience": {"broader": 0, "narrower": 1, "different": 0},
                "contact": {"broader": 0, "narrower": 0, "different": 1},
            },
        },
    }


def test_each_pair_has_counts_of_its_own(release):
    counts = count_changes(read_change_rows(release), read_taxonomy(release))
    assert list(counts) == [FIRST, SECOND]
    assert (counts[SECOND]["links"], counts[SECOND]["linked_pairs"], counts[SECOND]["forms"]["added"]) == (3, 4, 3)


def test_a_corpus_that_compares_nothing_counts_nothing(tmp_path):
    root = make_release(tmp_path, pairs=False)
    assert read_json(root / STATS, Statistics)["changes"] == {}


def test_counts_of_ours_add_up():
    rows = read_change_rows()
    for pair, counts in read_json(ROOT / STATS, Statistics)["changes"].items():
        own = [row for row in rows if row["pair"] == pair]
        assert sum(counts["forms"].values()) == len(own)
        assert (
            counts["links"] == sum(counts["meanings"].values()) == sum(bool(row["old"] and row["new"]) for row in own)
        )
        assert counts["clauses"]["old"] == len({id for row in own for id in row["old"]})
        assert counts["clauses"]["new"] == len({id for row in own for id in row["new"]})
        assert sum(sum(each.values()) for each in counts["differences"]["about"].values()) == sum(
            len(row["differences"]) for row in own
        )
