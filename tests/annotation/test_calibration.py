"""The calibration files: what is read from them, and what their check finds."""

from itertools import pairwise
from pathlib import Path

import pytest

from mepp5.annotation.calibration import CALIBRATION, ROUNDS, find_calibration_faults, read_calibration
from mepp5.checks.agreement import CHECKS
from mepp5.contents import find_strays
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, write_files
from mepp5.paths import ROOT
from tests.fixture_corpus import make_corpus
from tests.scripts.fixture_calibration import FORUM, READER, SHOP, dump_labels, make_calibration

CHECK = next(check for check in CHECKS if check.id == "calibration")


@pytest.fixture
def root(tmp_path) -> Path:
    return make_calibration(tmp_path)


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


def test_every_round_of_ours_is_labelled_by_all_three():
    """Other policies in each round, the same segments by each annotator, and one category or more for each."""
    rounds = [read_calibration(ROOT, folder) for folder in ROUNDS]
    assert [list(labelled) for labelled in rounds] == [["minimalist", "prober", "reader"]] * 2
    for labelled, number in zip(rounds, (137, 439), strict=True):
        assert [len(segments) for segments in labelled.values()] == [number] * 3
        assert len({frozenset(segments) for segments in labelled.values()}) == 1
        assert all(labels for segments in labelled.values() for labels in segments.values())
    first, second = ({policy for policy, _ in labelled["reader"]} for labelled in rounds)
    assert not first & second


def test_each_round_is_examined_on_its_own(root):
    """What one round lacks is no matter of the other's; a fault is named with its round's folder."""
    labels = dump_labels({(SHOP, 7): ["data_security"]})
    write_files(root, {f"{ROUNDS[1]}/{name}.jsonl": labels for name in ("reader", "second")})
    assert list(CHECK.find(root)) == []
    assert read_calibration(root, ROUNDS[1])["second"] == {(SHOP, 7): {"data_security"}}
    assert (SHOP, 7) not in read_calibration(root)["second"]
    place = f"{ROUNDS[1]}/second.jsonl"
    write_files(root, {place: dump_labels({(SHOP, 8): ["data_security"]})})
    problem = "of 12_shop.example is missing, which another annotator has labelled"
    assert sorted(CHECK.find(root)) == [
        (f"{ROUNDS[1]}/reader.jsonl", f"segment 8 {problem}"),
        (place, f"segment 7 {problem}"),
    ]
    write_files(root, {place: dump_jsonl([GOOD | {"segment": 7, "labels": []}])})
    assert (f"{place}: line 1", "labels: [] should have at least 1 item after validation, not 0") in list(
        CHECK.find(root)
    )


GOOD = {"policy": SHOP, "segment": 0, "labels": ["data_security"]}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"text": "Of lamps"}, "text: is an unknown key"),
        ({"segment": -1}, "segment: -1 should be greater than or equal to 0"),
        ({"segment": "0"}, 'segment: "0" should be a valid integer'),
        ({"segment": True}, "segment: true should be a valid integer"),
        ({"policy": "../12_shop"}, "policy: "),
        ({"policy": 12}, "policy: 12 should be a valid string"),
        ({"labels": []}, "labels: "),
        ({"labels": ["data_safety"]}, "labels: 'data_safety' is no category"),
        ({"labels": ["data_security"] * 2}, "labels: a category stands twice"),
        ({"labels": "data_security"}, 'labels: "data_security" should be a valid array'),
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
    assert f"{key}: is missing" in next(find_calibration_faults(root))[1]


def test_a_segment_twice_is_found(root):
    place = f"{CALIBRATION}/reader.jsonl"
    write_files(root, {place: dump_labels(READER) + dump_jsonl([GOOD])})
    assert list(CHECK.find(root)) == [(f"{place}: line 6", f"segment 0 of {SHOP} stands twice")]


def test_a_segment_that_one_lacks_is_found(root):
    write_files(root, {f"{CALIBRATION}/second.jsonl": dump_labels(dict(list(READER.items())[1:]))})
    problem = f"segment 0 of {SHOP} is missing, which another annotator has labelled"
    assert list(CHECK.find(root)) == [(f"{CALIBRATION}/second.jsonl", problem)]


def test_a_file_of_no_annotator_is_found_and_not_read(root):
    (root / CALIBRATION / "second.jsonl").rename(root / CALIBRATION / "nobody.jsonl")
    assert list(find_strays(root, "annotations")) == [(f"{CALIBRATION}/nobody.jsonl", "no file that anything names")]
    assert "nobody" not in read_calibration(root)


def test_a_file_that_is_no_jsonl_is_told(root):
    write_files(root, {f"{CALIBRATION}/reader.jsonl": b"{\n"})
    assert next(iter(CHECK.find(root))) == (
        f"{CALIBRATION}/reader.jsonl: line 1",
        "not valid JSON (Expecting property name enclosed in double quotes at column 2)",
    )
    with pytest.raises(CorpusError, match="line 1: not valid JSON"):
        read_calibration(root)


def test_files_are_read_in_order(root):
    names = list(read_calibration(root))
    assert all(first < second for first, second in pairwise(names))
