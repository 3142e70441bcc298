"""Protocols: which clauses each fold trains on and tests, and which of those are novel."""

import pytest

from mepp5.errors import CorpusError
from mepp5.release.protocols import HEADLINE, PROTOCOLS, find_novel, find_tested, make_folds, read_rows


def make_row(clause: str, split: str, group: str, lineage: str, date: str | None, fold: int) -> dict:
    own = {"id": clause, "policy": clause[0], "split": split, "duplicate_group": group}
    return own | {"lineage": lineage, "date": date, "fold": fold}


ROWS = [
    make_row("a/1", "train", "a/1", "x", "2019-01-01", 0),
    make_row("a/2", "train", "a/2", "x", "2019-01-01", 1),
    make_row("b/1", "validation", "b/1", "x", None, 1),
    make_row("c/1", "test", "a/1", "y", "2022-01-01", 0),
    make_row("c/2", "test", "b/1", "y", "2022-01-01", 1),
    make_row("c/3", "test", "c/3", "y", "2022-01-01", 2),
    make_row("c/4", "test", "c/3", "y", "2022-01-01", 2),
]


def test_holdout_trains_on_train_alone():
    (fold,) = make_folds("holdout", ROWS)
    assert fold.train == ("a/1", "a/2")
    assert fold.test == ("c/1", "c/2", "c/3", "c/4")
    # c/2 is a copy of a clause in validation, c/4 of one in its own policy: neither was trained on.
    assert find_novel([fold], ROWS) == {"c/2", "c/3", "c/4"}


def test_leave_one_policy_out_tests_every_clause_once():
    folds = make_folds("leave-one-policy-out", ROWS)
    assert [fold.name for fold in folds] == ["a", "b", "c"]
    assert sorted(sum((fold.test for fold in folds), ())) == [row["id"] for row in ROWS]
    assert all({*fold.train} | {*fold.test} == {row["id"] for row in ROWS} for fold in folds)
    assert find_tested(folds, ROWS) == ROWS
    assert find_novel(folds, ROWS) == {"a/2", "c/3", "c/4"}


def test_leave_one_lineage_out_trains_on_other_companies_alone():
    folds = make_folds("leave-one-lineage-out", ROWS)
    assert [(fold.name, fold.test) for fold in folds] == [
        ("x", ("a/1", "a/2", "b/1")),
        ("y", ("c/1", "c/2", "c/3", "c/4")),
    ]
    assert folds[0].train == folds[1].test
    assert find_novel(folds, ROWS) == {"a/2", "c/3", "c/4"}


def test_forward_trains_on_the_past_and_leaves_the_undated_out():
    (fold,) = make_folds("forward", ROWS)
    assert fold.train == ("a/1", "a/2")
    assert fold.test == ("c/1", "c/2", "c/3", "c/4")
    last = make_row("d/1", "train", "d/1", "z", "2021-12-31", 0)
    next_day = make_row("e/1", "train", "e/1", "z", "2022-01-01", 0)
    (fold,) = make_folds("forward", [last, next_day, make_row("f/1", "train", "f/1", "z", "", 0)])
    assert (fold.train, fold.test) == (("d/1",), ("e/1",))


def test_in_domain_tests_each_fold_once_and_no_group_is_on_both_sides():
    folds = make_folds("in-domain", ROWS)
    assert [fold.test for fold in folds] == [("a/1", "c/1"), ("a/2", "b/1", "c/2"), ("c/3", "c/4")]
    assert find_novel(folds, ROWS) == {row["id"] for row in ROWS}
    assert "nothing may be chosen from it" in PROTOCOLS["in-domain"].description


def test_protocols_of_the_release_are_those_of_the_design():
    rows = read_rows()
    names = {name: [fold.name for fold in make_folds(name, rows)] for name in PROTOCOLS}
    policies = ["amazfit-2018", "huami-2021", "zepp-2024", "smartmi", "xiaomi-2019"]
    assert next(iter(names)) == HEADLINE
    assert names[HEADLINE] == policies
    assert names["leave-one-lineage-out"] == ["huami", "smartmi", "xiaomi"]
    assert sorted(names["in-domain"]) == ["0", "1", "2", "3", "4"]
    policy_of = {row["id"]: row["policy"] for row in rows}
    (forward,) = make_folds("forward", rows)
    assert {policy_of[clause] for clause in forward.train} == {"amazfit-2018", "huami-2021", "xiaomi-2019"}
    assert {policy_of[clause] for clause in forward.test} == {"zepp-2024"}


def test_a_protocol_that_cannot_be_is_an_error():
    with pytest.raises(
        CorpusError,
        match="'random' is no protocol; choose one of: leave-one-policy-out, leave-one-lineage-out, holdout",
    ):
        make_folds("random", ROWS)
    with pytest.raises(CorpusError, match="holdout, fold test: no clauses to train or test on"):
        make_folds("holdout", ROWS[:3])
