"""The calibration script: copies of OPP-115 that are damaged, or odd, or have nothing to be compared with."""

import csv
import json
from functools import partial
from pathlib import Path

import pytest

from mepp5.annotation.calibration import CALIBRATION
from tests.scripts.fixture_calibration import (
    FORUM,
    SCRIPTS,
    SECURITY,
    SHOP,
    compare,
    make_calibration,
    make_copy,
    write_row,
)


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


def read_figures(run) -> dict:
    """Return the report without the hashes of the copy's files."""
    report = json.loads(run("--json").stdout)
    assert report.pop("opp115")
    return report


def test_an_empty_line_does_not_matter(run, copy):
    expected = read_figures(run)
    with (copy / "annotations" / f"{SHOP}.csv").open("a", newline="") as file:
        file.write("\r\n")
    assert read_figures(run) == expected


def test_bytes_that_are_no_utf8_do_not_matter(run, copy):
    path = copy / "annotations" / f"{SHOP}.csv"
    expected = read_figures(run)
    path.write_bytes(path.read_bytes().replace(b"batch", b"b\xe9tch"))
    assert read_figures(run) == expected


def test_without_calibration_there_is_nothing_to_compare(run, root):
    for path in (root / CALIBRATION).iterdir():
        path.unlink()
    result = run()
    assert result.exit_code == 1
    assert "no calibration file" in result.stderr
