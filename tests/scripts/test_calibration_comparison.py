"""The calibration script: annotators, a made-up copy of OPP-115, its majority and its people compared."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from click.testing import Result
from sklearn.metrics import cohen_kappa_score, f1_score

from mepp5.agreement.people import find_comparison_faults, hash_labels, read_comparison
from mepp5.scheme.taxonomy import read_taxonomy
from tests.scripts.fixture_calibration import (
    FIRST,
    FORUM,
    INTERNATIONAL,
    INTRODUCTORY,
    PEOPLE,
    RETENTION,
    SCRIPTS,
    SECURITY,
    SHOP,
    compare,
    make_calibration,
    make_copy,
)

# What two of three say.
MAJORITY = [{INTRODUCTORY}, {FIRST, RETENTION}, {SECURITY}, {INTERNATIONAL}, {SECURITY}]


@pytest.fixture
def copy(tmp_path) -> Path:
    return make_copy(tmp_path)


@pytest.fixture
def root(tmp_path) -> Path:
    return make_calibration(tmp_path)


@pytest.fixture
def run(root, copy, monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return partial(compare, root, copy)


def find_row(result: Result, first: str, second: str) -> dict:
    assert result.exit_code == 0, result.output
    rows = json.loads(result.stdout)["comparisons"]
    return next(row for row in rows if (row["first"], row["second"]) == (first, second))


def measure_oracle(first: list[set], second: list[set]) -> tuple[float, float, float]:
    """Return kappa, micro-F1 and macro-F1 by scikit-learn."""
    names = list(dict.fromkeys(category.opp115 for category in read_taxonomy().categories))
    one, other = (np.array([[name in labels for name in names] for labels in sets], int) for sets in (first, second))
    given = (one | other).any(axis=0)
    kappa = cohen_kappa_score(one.ravel(), other.ravel())
    micro = f1_score(one, other, average="micro", zero_division=0)
    macro = f1_score(one[:, given], other[:, given], average="macro", zero_division=0)
    return kappa, micro, macro


def test_an_annotator_and_the_majority(run):
    row = find_row(run("--json"), "reader", "majority")
    guess = [{INTRODUCTORY}, {FIRST, RETENTION}, {SECURITY}, {INTERNATIONAL}, {RETENTION}]
    kappa, micro, macro = measure_oracle(MAJORITY, guess)
    assert (row["segments"], row["compared"]) == (5, 5)
    assert row["kappa"]["value"] == pytest.approx(kappa, abs=1e-4)
    # By hand: 5 of 6 labels on either side are the same.
    assert row["micro_f1"]["value"] == round(micro, 4) == round(5 / 6, 4)
    assert row["macro_f1"]["value"] == round(macro, 4)
    security = row["categories"][SECURITY]
    assert (security["first"], security["second"], security["f1"]) == (1, 2, round(2 / 3, 4))
    assert row["categories"]["Do Not Track"]["kappa"]["value"] is row["categories"]["Do Not Track"]["f1"] is None


def test_the_categories_are_the_twelve_of_opp115(run):
    categories = find_row(run("--json"), "reader", "majority")["categories"]
    assert len(categories) == 12
    assert categories[INTERNATIONAL]["first"] == 1
    assert "Other" not in categories


def test_an_annotator_and_each_person(run):
    result = run("--json")
    assert find_row(result, "reader", "31")["segments"] == 5
    assert find_row(result, "reader", "33")["segments"] == 3
    # Person 40 says something else of the first segment, and of a third one that was not calibrated.
    row = find_row(result, "reader", "40")
    assert (row["segments"], row["micro_f1"]["value"]) == (2, 0.0)
    # Person 33 has left one segment without a category, and one with a kind of Other that is none.
    person = find_row(result, "reader", "33")
    assert person["micro_f1"]["value"] == round(2 * 1 / (4 + 1), 4)


def test_people_with_people(run):
    result = run("--json")
    row = find_row(result, "people", "people")
    # Three pairs of people in each of five segments.
    assert (row["segments"], row["compared"]) == (5, 15)
    said = {policy: [[people[p].get(n, []) for n in range(3)] for p in people] for policy, people in PEOPLE.items()}
    first, second = [], []
    for policy, numbers in ((SHOP, 3), (FORUM, 2)):
        for one, other in ((0, 1), (0, 2), (1, 2)):
            for number in range(numbers):
                for sets, person in ((first, one), (second, other)):
                    names = {name.replace("Other: ", "") for name in said[policy][person][number]}
                    sets.append(names - {"Other"})
    kappa, micro, macro = measure_oracle(first, second)
    assert row["kappa"]["value"] == pytest.approx(kappa, abs=1e-4)
    assert (row["micro_f1"]["value"], row["macro_f1"]["value"]) == (round(micro, 4), round(macro, 4))
    assert find_row(result, "31", "32")["segments"] == 5
    assert find_row(result, "32", "40")["segments"] == 2
    pairs = [(row["first"], row["second"]) for row in json.loads(result.stdout)["comparisons"]]
    assert ("33", "40") not in pairs  # no policy in common


def test_an_annotator_and_all_people(run):
    row = find_row(run("--json"), "reader", "people")
    assert (row["segments"], row["compared"]) == (5, 15)
    assert row["kappa"]["low"] <= row["kappa"]["value"] <= row["kappa"]["high"]


def test_what_is_no_category_is_left_out_and_counted(run):
    assert json.loads(run("--json").stdout)["left_out"] == {"Other": 1}
    assert "left out: 'Other' 1" in run().stderr


def test_the_tables_show_every_comparison(run):
    shown = run().stdout
    assert all(name in shown for name in ("majority", "people", "micro-F1", SECURITY))


def test_the_same_copy_gives_the_same_report(run):
    assert run("--json").stdout == run("--json").stdout


def test_what_is_written_names_no_person_and_is_of_todays_labels(run, root):
    report = json.loads(run("--json").stdout)
    assert read_comparison(root) is None  # nothing is written unasked
    assert run("--write").exit_code == 0
    kept = read_comparison(root)
    assert {key: value for key, value in kept.items() if key != "comparisons"} == {
        key: value for key, value in report.items() if key != "comparisons"
    }
    pairs = [(row["first"], row["second"]) for row in kept["comparisons"]]
    ours = [(name, other) for name in ("reader", "second") for other in ("majority", "people")]
    assert pairs == [*ours, ("people", "people")]
    assert kept["comparisons"] == report["comparisons"][: len(pairs)]
    assert kept["labels"] == hash_labels(root)
    assert sorted(kept["opp115"]) == sorted(
        f"{folder}/{policy}.{suffix}"
        for folder, suffix in (("annotations", "csv"), ("sanitized_policies", "html"))
        for policy in PEOPLE
    )
    assert list(find_comparison_faults(root)) == []


def test_the_script_runs_as_it_is_documented(root, copy):
    command = [sys.executable, SCRIPTS / "calibration.py", "--opp115", copy, "--root", root]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "reader" in result.stdout


def test_no_text_is_shown(run):
    assert "made-up phrase" not in run("--json").output
    assert "lamps" not in run("--json").output
