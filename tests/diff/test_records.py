"""The comparison as JSON."""

import json

from mepp5.diff.filtering import select_entries
from mepp5.diff.records import make_record
from mepp5.diff.sections import COUNTED
from mepp5.files import dump_json
from tests.diff.fixture_comparison import COMPARISON, ENTRIES


def test_keys_keep_their_order_and_everything_is_there():
    record = json.loads(dump_json(make_record(COMPARISON, ENTRIES)))
    assert list(record) == ["old", "new", "predicted", "notes", "sections", "entries"]
    assert record["old"] == {"name": "alpha-2020", "title": "A policy | of privacy", "date": "2020-05-01"}
    assert record["entries"][4] == {
        "old": [
            {
                "id": "alpha-2020/0006",
                "text": "No lamps for children under 13.",
                "section": ["Data"],
                "categories": ["specific_audiences"],
            }
        ],
        "new": [
            {
                "id": "gamma-2022/0006",
                "text": "No lamps for children under 16 and buyers.",
                "section": ["Your data"],
                "categories": ["specific_audiences"],
            }
        ],
        "form": "reworded",
        "moved": False,
        "meaning": "changed",
        "effects": ["broader", "narrower"],
        "differences": [
            {
                "old_clause": "alpha-2020/0006",
                "old_start": 27,
                "old_text": "13",
                "new_clause": "gamma-2022/0006",
                "new_start": 27,
                "new_text": "16",
                "about": "audience",
                "effect": "narrower",
            },
            {
                "old_clause": "",
                "old_start": 0,
                "old_text": "",
                "new_clause": "gamma-2022/0006",
                "new_start": 31,
                "new_text": "and buyers",
                "about": "audience",
                "effect": "broader",
            },
        ],
        "categories": ["specific_audiences"],
        "scores": {},
    }
    assert len({tuple(entry) for entry in record["entries"]}) == 1


def test_sections_are_of_all_entries_and_the_total_is_last():
    record = make_record(COMPARISON, select_entries(COMPARISON, effects=["narrower"]))
    assert len(record["entries"]) == 1
    *sections, total = record["sections"]
    assert (total["old"], total["new"]) == (None, None)
    assert {name: sum(section[name] for section in sections) for name in COUNTED} == {
        name: total[name] for name in COUNTED
    }
    assert sum(total[name] for name in ("same", "changed", "added", "removed")) == len(ENTRIES)
