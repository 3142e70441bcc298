"""By how much a version must rise, for each kind of change of the rows."""

import copy

import pytest

from mepp5.past.version_rule import find_changes, is_enough

ROW = {"id": "a/1", "text": "We ask.", "practices": [{"start": 0, "polarity": "affirmed"}], "date": None}
TABLES = {
    "clauses": {"train": [ROW, ROW | {"id": "a/2"}], "test": [ROW | {"id": "b/1"}]},
    "annotators": {
        "train": [{"id": "a/1", "annotator": "x", "labels": []}, {"id": "a/1", "annotator": "y", "labels": []}]
    },
}


def change(edit) -> list[tuple[str, str]]:
    after = copy.deepcopy(TABLES)
    edit(after)
    return list(find_changes(TABLES, after))


def move(tables) -> None:
    tables["clauses"]["test"].append(tables["clauses"]["train"].pop())


@pytest.mark.parametrize(
    ("edit", "part", "said"),
    [
        (lambda t: t["clauses"]["train"][0].update(text="We ask you."), "major", "clauses: a/1: text is another"),
        (lambda t: t["clauses"]["train"][0].update(date="2020-01-01"), "major", "clauses: a/1: date is another"),
        (lambda t: t["clauses"]["train"][0]["practices"][0].update(start=1), "major", "practices is another"),
        (lambda t: t["clauses"]["train"][0]["practices"].append({}), "major", "practices is another"),
        (lambda t: t["clauses"]["train"][0].pop("date"), "major", "date is another"),
        (
            lambda t: t["annotators"]["train"][1].update(labels=["c"]),
            "major",
            "annotators: a/1 by y: labels is another",
        ),
        (lambda t: t["clauses"]["train"].pop(), "major", "clauses: a/2 is gone"),
        (move, "major", "clauses: a/2 is in test, was in train"),
        (lambda t: t["clauses"]["train"].reverse(), "major", "another order"),
        (lambda t: t.pop("annotators"), "major", "the config annotators is gone"),
        (lambda t: t.update(new={}), "minor", "the config new is new"),
        (lambda t: t["clauses"]["train"].append(ROW | {"id": "a/3"}), "minor", "clauses: a/3 is new"),
        (lambda t: t["clauses"]["train"][0].update(note=""), "minor", "the column note is new"),
        (lambda t: t["clauses"]["train"][0]["practices"][0].update(note=""), "minor", "practices has a new column"),
    ],
)
def test_each_kind_of_change_asks_for_its_part(edit, part, said):
    (found, *_) = change(edit)
    assert found[0] == part
    assert said in found[1]


def test_equal_rows_ask_for_nothing():
    assert change(lambda tables: None) == []


@pytest.mark.parametrize(
    ("before", "after", "enough"),
    [
        ("0.7.0", "0.7.1", ["patch"]),
        ("0.7.0", "0.8.0", ["patch", "minor", "major"]),
        ("0.7.0", "0.9.0", ["patch", "minor", "major"]),
        ("0.9.0", "1.0.0", ["patch", "minor", "major"]),
        ("1.0.0", "1.1.0", ["patch", "minor"]),
        ("1.0.0", "1.0.10", ["patch"]),
        ("1.0.0", "2.0.0", ["patch", "minor", "major"]),
        ("1.0.0", "1.0.0", []),
        ("1.1.0", "1.0.9", []),
    ],
)
def test_what_a_version_may_follow(before, after, enough):
    assert [part for part in ("patch", "minor", "major") if is_enough(before, after, part)] == enough
