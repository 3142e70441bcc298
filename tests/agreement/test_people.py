"""Annotators beside people: figures of three segments worked out by hand, the file, and its two tables."""

import json
from pathlib import Path

import pytest

from mepp5.agreement.people import find_comparison_faults, hash_labels, read_comparison
from mepp5.annotation.calibration import CALIBRATION, COMPARISON
from mepp5.documents.people import draw_people, draw_people_briefly
from mepp5.errors import CorpusError
from mepp5.files import dump_json, dump_jsonl, write_files
from mepp5.paths import ROOT
from tests.agreement.fixture_people import make_figure, make_people
from tests.annotation.fixture_annotators import MEMBER
from tests.fixture_corpus import ANNOTATORS

NOTHING = "Nobody has compared the labels with people's yet."
LABELS = {name: dump_jsonl([{"policy": "12_a", "segment": 0, "labels": [name]}]) for name in ("reader", "second")}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with two annotators' labels, and a comparison made of them."""
    write_files(tmp_path, {"annotations/annotators.toml": ANNOTATORS.encode()})
    write_files(tmp_path, {f"{CALIBRATION}/{name}.jsonl": content for name, content in LABELS.items()})
    write_files(tmp_path, {COMPARISON: dump_json(make_people(hash_labels(tmp_path)))})
    return tmp_path


# Figures


@pytest.fixture
def measure(monkeypatch):
    """How the script measures a comparison, with the two categories A and B alone."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from calibration_measures import Comparison, measure_comparison

    def run(*segments: tuple[str, str]) -> dict:
        marked = tuple(((f"{n}_a", n), frozenset(one), frozenset(two)) for n, (one, two) in enumerate(segments))
        return measure_comparison(Comparison("reader", "majority", marked), ("A", "B"))

    return run


def test_three_segments_by_hand(measure):
    """A, A and B, B against A, B and B, B: of six decisions five are alike."""
    row = measure(("A", "A"), ("AB", "B"), ("B", "B"))
    assert (row["segments"], row["compared"]) == (3, 3)
    # The reader says yes in 4 of 6, the majority in 3 of 6: by chance 4/6 · 3/6 + 2/6 · 3/6 = 1/2.
    assert row["kappa"]["value"] == round((5 / 6 - 1 / 2) / (1 - 1 / 2), 4) == 0.6667
    # Three labels are the same of 4 and 3.
    assert row["micro_f1"]["value"] == round(2 * 3 / (4 + 3), 4) == 0.8571
    # A: 2 · 1 / (2 + 1); B: 1.
    assert row["macro_f1"]["value"] == round((2 / 3 + 1) / 2, 4) == 0.8333
    # A: two of three alike, by chance 2/3 · 1/3 + 1/3 · 2/3 = 4/9.
    cell = row["categories"]["A"]
    assert (cell["first"], cell["second"], cell["f1"]) == (2, 1, 0.6667)
    assert cell["kappa"]["value"] == round((2 / 3 - 4 / 9) / (1 - 4 / 9), 4) == 0.4
    assert row["categories"]["B"]["kappa"]["value"] == row["categories"]["B"]["f1"] == 1.0


def test_a_category_that_nobody_gives_has_no_figure_and_no_part_in_the_mean(measure):
    row = measure(("A", "A"), ("A", ""), ("", "A"))
    assert row["categories"]["B"] == {"first": 0, "second": 0, "kappa": make_figure(None), "f1": None}
    assert row["macro_f1"]["value"] == row["micro_f1"]["value"] == row["categories"]["A"]["f1"] == 0.5


# The file


def test_the_file_is_read_and_is_of_the_labels_beside_it(root):
    assert read_comparison(root) == make_people(hash_labels(root))
    assert list(hash_labels(root)) == ["reader", "second"]
    assert list(find_comparison_faults(root)) == []


@pytest.mark.parametrize("change", ["label", "file", "gone"])
def test_a_comparison_of_other_labels_is_found(root, change):
    path = root / CALIBRATION / "second.jsonl"
    if change == "gone":
        path.unlink()
    elif change == "file":
        member = MEMBER.format(id="third", scope="some", more="")
        write_files(root, {"annotations/annotators.toml": f"{ANNOTATORS}{member}".encode()})
        write_files(root, {f"{CALIBRATION}/third.jsonl": LABELS["reader"]})
    else:
        path.write_bytes(LABELS["reader"])
    assert list(find_comparison_faults(root)) == [(COMPARISON, "made of other labels than those in the folder")]


def test_no_comparison_is_no_fault(root):
    (root / COMPARISON).unlink()
    assert read_comparison(root) is None
    assert list(find_comparison_faults(root)) == []


def test_a_malformed_comparison_is_told(root):
    comparison = json.loads((root / COMPARISON).read_text())
    del comparison["comparisons"][0]["kappa"]
    (root / COMPARISON).write_text(json.dumps(comparison))
    with pytest.raises(CorpusError, match=r"comparison\.json: .*comparisons\[0\]\.kappa: is missing.*calibration\.py"):
        list(find_comparison_faults(root))


def test_our_comparison_is_of_our_labels_and_names_no_person():
    comparison = read_comparison()
    assert comparison is not None
    assert comparison["labels"] == hash_labels()
    annotators = sorted(comparison["labels"])
    pairs = [(row["first"], row["second"]) for row in comparison["comparisons"]]
    assert sorted(pairs) == sorted(
        [("people", "people"), *((name, other) for name in annotators for other in ("majority", "people"))]
    )
    assert comparison["segments"] == 137
    assert all(len(row["categories"]) == 12 for row in comparison["comparisons"])


# The tables

OVERALL = ".750 [.500, 1.000] | .625 [.250, .875] | .500 |"


def test_people_come_first_and_what_is_below_them_is_bold():
    lines = draw_people(make_people({})).splitlines()
    assert lines[0].startswith("3 segments of 1 policies, the twelve categories of OPP-115.")
    assert [line for line in lines if OVERALL in line] == [
        f"| one person | another person | {OVERALL}",
        f"| `reader` | people's majority | {OVERALL}",
        f"| `reader` | each person | {OVERALL}",
    ]
    assert "| category | one person | `reader` |" in lines
    # Of Change no two persons give a kappa: there is nothing to be below.
    assert lines[-3:] == [
        "| Security | .500 | **.375** |",
        "| Retention | .250 | .625 |",
        "| Change | – | .125 |",
    ]


def test_the_short_table_leaves_the_majority_out():
    lines = draw_people_briefly(make_people({})).splitlines()
    assert [line for line in lines if OVERALL in line] == [
        f"| `reader` | each person | {OVERALL}",
        f"| one person | another person | {OVERALL}",
    ]
    assert len(lines) == 4


def test_before_anything_was_compared_it_is_said():
    assert draw_people(None) == draw_people_briefly(None) == NOTHING
