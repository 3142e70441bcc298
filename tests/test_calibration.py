"""Calibration: its files are checked, and compared with a made-up copy in the layout of OPP-115."""

import csv
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from fixture_corpus import make_corpus
from sklearn.metrics import cohen_kappa_score, f1_score

from mepp5.calibration import CALIBRATION, find_calibration_faults, read_calibration
from mepp5.checks_agreement import CHECKS
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, write_files
from mepp5.paths import ROOT
from mepp5.taxonomy import read_taxonomy

SCRIPTS = ROOT / "scripts"
CHECK = next(check for check in CHECKS if check.id == "calibration")
FIRST, SECURITY, RETENTION = "First Party Collection/Use", "Data Security", "Data Retention"
INTERNATIONAL, INTRODUCTORY = "International and Specific Audiences", "Introductory/Generic"
SHOP, FORUM = "12_shop.example", "7_forum.example"

# policy -> person -> segment -> what the person says of it; "Other: …" is the value of Other Type.
PEOPLE = {
    SHOP: {
        "31": {0: ["Other: Introductory/Generic"], 1: [FIRST, FIRST], 2: [SECURITY]},
        "32": {0: ["Other: Introductory/Generic"], 1: [FIRST, RETENTION], 2: [SECURITY]},
        "33": {0: ["Other: Other"], 1: [RETENTION], 2: []},
    },
    FORUM: {
        "31": {0: [INTERNATIONAL], 1: [SECURITY]},
        "32": {0: [INTERNATIONAL], 1: [SECURITY]},
        "40": {0: [FIRST], 1: [SECURITY], 2: ["Do Not Track"]},
    },
}
READER = {
    (SHOP, 0): ["introductory_generic"],
    (SHOP, 1): ["first_party_collection_use", "data_retention"],
    (SHOP, 2): ["data_security"],
    (FORUM, 0): ["international_transfer", "specific_audiences"],
    (FORUM, 1): ["data_retention"],
}
# What two of three say.
MAJORITY = [{INTRODUCTORY}, {FIRST, RETENTION}, {SECURITY}, {INTERNATIONAL}, {SECURITY}]


def dump_labels(labels: dict) -> bytes:
    rows = [{"policy": policy, "segment": number, "labels": names} for (policy, number), names in labels.items()]
    return dump_jsonl(rows)


def write_row(number: int, person: str, segment: int, said: str) -> list[str]:
    category, _, kind = said.partition(": ")
    attributes = {"Purpose": {"value": "not-selected", "selectedText": 'a "quoted", made-up phrase\nof two lines'}}
    if kind:
        attributes = {"Other Type": {"value": kind, "startIndexInSegment": -1, "endIndexInSegment": -1}}
    return [
        str(number),
        "batch",
        person,
        "9",
        str(segment),
        category,
        json.dumps(attributes),
        "1/2/15",
        "http://x.example",
    ]


@pytest.fixture
def copy(tmp_path) -> Path:
    """A made-up copy of OPP-115 in its original layout."""
    directory = tmp_path / "OPP-115"
    for policy, people in PEOPLE.items():
        rows = [(person, n, said) for person, labels in people.items() for n, names in labels.items() for said in names]
        path = directory / "annotations" / f"{policy}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="") as file:
            csv.writer(file).writerows(write_row(n, *row) for n, row in enumerate(rows))
        html = directory / "sanitized_policies" / f"{policy}.html"
        html.parent.mkdir(exist_ok=True)
        html.write_text("<strong> Of lamps </strong>|||We count your lamps.|||We lock them away.")
    return directory


@pytest.fixture
def root(tmp_path) -> Path:
    """The tiny corpus, with the reader's calibration and a second annotator's that says the same."""
    root = make_corpus(tmp_path)
    write_files(root, {f"{CALIBRATION}/{name}.jsonl": dump_labels(READER) for name in ("reader", "second")})
    return root


@pytest.fixture
def run(root, copy, monkeypatch):
    """Run the script on corpus and copy; the command is called as the script would call it."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    from calibration import main

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--opp115", str(copy), "--root", str(root), *arguments])

    return call


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


# The comparison


def test_an_annotator_and_the_majority(run):
    row = find_row(run("--json"), "reader", "majority")
    guess = [{INTRODUCTORY}, {FIRST, RETENTION}, {SECURITY}, {INTERNATIONAL}, {RETENTION}]
    kappa, micro, macro = measure_oracle(MAJORITY, guess)
    assert (row["segments"], row["compared"]) == (5, 5)
    assert row["kappa"]["value"] == pytest.approx(kappa, abs=1e-4)
    # By hand: 5 of 6 labels on either side are the same.
    assert row["micro_f1"] == round(micro, 4) == round(5 / 6, 4)
    assert row["macro_f1"] == round(macro, 4)
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
    assert (row["segments"], row["micro_f1"]) == (2, 0.0)
    # Person 33 has left one segment without a category, and one with a kind of Other that is none.
    person = find_row(result, "reader", "33")
    assert person["micro_f1"] == round(2 * 1 / (4 + 1), 4)


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
    assert (row["micro_f1"], row["macro_f1"]) == (round(micro, 4), round(macro, 4))
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


def test_the_script_runs_as_it_is_documented(root, copy):
    command = [sys.executable, SCRIPTS / "calibration.py", "--opp115", copy, "--root", root]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "reader" in result.stdout


def test_no_text_is_shown(run):
    assert "made-up phrase" not in run("--json").output
    assert "lamps" not in run("--json").output


# A copy that cannot be used


def test_a_missing_directory_is_a_usage_error(run, copy):
    result = run("--opp115", str(copy / "nowhere"))
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


@pytest.mark.parametrize("folder", ["annotations", "sanitized_policies"])
def test_a_missing_policy_is_named(run, copy, folder):
    path = next(copy.joinpath(folder).glob(f"{SHOP}.*"))
    path.unlink()
    result = run()
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {path}: cannot be read (No such file or directory)")
    assert result.stdout == ""


def test_a_segment_that_the_copy_lacks_is_named(run, copy):
    path = copy / "sanitized_policies" / f"{SHOP}.html"
    path.write_text("Of lamps|||We count your lamps.")
    assert f"{path}: no segment 2, only 0 to 1" in run().stderr


ROW = write_row(1, "31", 0, SECURITY)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (ROW[:-1], "has 8 columns, not 9"),
        ([*ROW[:4], "one", *ROW[5:]], "'one' in column 5 is no number"),
        ([*ROW[:4], "-1", *ROW[5:]], "'-1' in column 5 is no number"),
        ([*ROW[:5], "Data Safety", *ROW[6:]], "unknown category 'Data Safety'"),
        ([*ROW[:5], "Other", "{", *ROW[7:]], "column 7 is no JSON with a value of 'Other Type'"),
        ([*ROW[:5], "Other", "{}", *ROW[7:]], "column 7 is no JSON"),
        ([*ROW[:5], "Other", "[]", *ROW[7:]], "column 7 is no JSON"),
        ([*ROW[:5], "Other", '{"Other Type": "Other"}', *ROW[7:]], "column 7 is no JSON"),
    ],
)
def test_a_malformed_row_is_named(run, copy, row, problem):
    path = copy / "annotations" / f"{SHOP}.csv"
    rows = len(list(csv.reader(path.open(newline=""))))
    with path.open("a", newline="") as file:
        csv.writer(file).writerow(row)
    result = run()
    assert result.exit_code == 1
    assert f"{path}: row {rows + 1}" in result.stderr
    assert problem in result.stderr
    assert "Traceback" not in result.output


def test_broken_quotes_are_told(run, copy):
    path = copy / "annotations" / f"{SHOP}.csv"
    path.write_text('1,"batch"es,31\n')
    assert f"{path}: row 1 is not valid CSV" in run().stderr


def test_a_policy_by_two_people_is_told(run, copy):
    path = copy / "annotations" / f"{FORUM}.csv"
    rows = [row for row in csv.reader(path.open(newline="")) if row[2] != "40"]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    assert f"{path}: annotated by 2, not 3" in run().stderr


def test_an_empty_line_does_not_matter(run, copy):
    expected = run("--json").stdout
    with (copy / "annotations" / f"{SHOP}.csv").open("a", newline="") as file:
        file.write("\r\n")
    assert run("--json").stdout == expected


def test_bytes_that_are_no_utf8_do_not_matter(run, copy):
    path = copy / "annotations" / f"{SHOP}.csv"
    expected = run("--json").stdout
    path.write_bytes(path.read_bytes().replace(b"batch", b"b\xe9tch"))
    assert run("--json").stdout == expected


def test_without_calibration_there_is_nothing_to_compare(run, root):
    for path in (root / CALIBRATION).iterdir():
        path.unlink()
    result = run()
    assert result.exit_code == 1
    assert "no calibration file" in result.stderr


# The calibration files


def test_calibration_is_read(root):
    calibration = read_calibration(root)
    assert list(calibration) == ["reader", "second"]
    assert calibration["reader"][(FORUM, 0)] == {"international_transfer", "specific_audiences"}
    assert list(CHECK.find(root)) == []


def test_no_calibration_is_no_finding(tmp_path):
    root = make_corpus(tmp_path)
    assert list(CHECK.find(root)) == []
    assert read_calibration(root) == {}


def test_our_calibration_is_sound_and_holds_no_text():
    assert list(find_calibration_faults(ROOT)) == []
    for labelled in read_calibration(ROOT).values():
        assert all(len(labels) < 14 for labels in labelled.values())


GOOD = {"policy": SHOP, "segment": 0, "labels": ["data_security"]}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": "Of lamps"}, "'text' was unexpected"),
        ({"segment": -1}, "segment: -1 is less than the minimum"),
        ({"segment": "0"}, "segment: '0' is not of type 'integer'"),
        ({"segment": True}, "segment: True is not of type 'integer'"),
        ({"policy": "../12_shop"}, "policy: "),
        ({"policy": 12}, "policy: 12 is not of type 'string'"),
        ({"labels": []}, "labels: [] should be non-empty"),
        ({"labels": ["data_safety"]}, "'data_safety' is not one of"),
        ({"labels": ["data_security"] * 2}, "has non-unique elements"),
        ({"labels": "data_security"}, "is not of type 'array'"),
    ],
)
def test_a_malformed_line_is_named(root, changes, problem):
    place = f"{CALIBRATION}/reader.jsonl"
    labels = (root / place).read_bytes()
    write_files(root, {place: labels + dump_jsonl([GOOD | {"segment": 9} | changes])})
    findings = list(CHECK.find(root))
    assert findings[0][0] == f"{place}: line 6"
    assert problem in findings[0][1]
    with pytest.raises(CorpusError, match=r"reader\.jsonl: line 6: .*; mend it\."):
        read_calibration(root)


@pytest.mark.parametrize("key", GOOD)
def test_a_missing_key_is_named(root, key):
    write_files(root, {f"{CALIBRATION}/reader.jsonl": dump_jsonl([{k: v for k, v in GOOD.items() if k != key}])})
    assert f"'{key}' is a required property" in next(find_calibration_faults(root))[1]


def test_a_segment_twice_is_found(root):
    place = f"{CALIBRATION}/reader.jsonl"
    write_files(root, {place: dump_labels(READER) + dump_jsonl([GOOD])})
    assert list(CHECK.find(root)) == [(f"{place}: line 6", f"segment 0 of {SHOP} stands twice")]


def test_a_segment_that_one_lacks_is_found(root):
    write_files(root, {f"{CALIBRATION}/second.jsonl": dump_labels(dict(list(READER.items())[1:]))})
    problem = f"segment 0 of {SHOP} is missing, which another annotator has labelled"
    assert list(CHECK.find(root)) == [(f"{CALIBRATION}/second.jsonl", problem)]


def test_a_file_of_no_annotator_is_found(root):
    (root / CALIBRATION / "second.jsonl").rename(root / CALIBRATION / "nobody.jsonl")
    problem = "no annotator 'nobody' in annotations/annotators.toml"
    assert list(CHECK.find(root)) == [(f"{CALIBRATION}/nobody.jsonl", problem)]


def test_a_file_that_is_no_jsonl_is_told(root):
    write_files(root, {f"{CALIBRATION}/reader.jsonl": b"{\n"})
    with pytest.raises(CorpusError, match="line 1 is not valid JSON"):
        list(CHECK.find(root))


def test_files_are_read_in_order(root):
    names = list(read_calibration(root))
    assert all(first < second for first, second in pairwise(names))
