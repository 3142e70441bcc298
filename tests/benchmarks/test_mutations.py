"""Corruptions change what they say, the same ones for a seed; the judge finds them and leaves the copy sound."""

import random
from pathlib import Path

import pytest

from benchmarks.mutations import command
from benchmarks.mutations.command import _open_work
from benchmarks.mutations.corruptions import CORRUPTIONS
from benchmarks.mutations.drawing import Mutation, draw_mutations
from benchmarks.mutations.judging import Judge
from benchmarks.mutations.kinds import KINDS, list_kinds
from benchmarks.mutations.table import draw_mutations_table
from mepp5.paths import ROOT
from tests.checks.fixture_generated_damages import make_whole

ROWS = "data/clauses/train.jsonl"
TEXT = """---
a: 3
---
Three words of 2019-05-17, with five others there, said there.
<!-- generated:x -->
| 12 |
<!-- /generated:x -->
{"reason": "one", "start": 3, "polarity": "affirmed"}
{"reason": "two", "start": 4, "hash": "HASH"}
""".replace("HASH", 64 * "a")


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_each_corruption_changes_a_text_the_same_way_for_a_seed(name: str) -> None:
    after = CORRUPTIONS[name](TEXT, random.Random(1))
    assert after not in (None, TEXT)
    assert CORRUPTIONS[name](TEXT, random.Random(1)) == after


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_text_with_nothing_to_corrupt_is_left_alone(name: str) -> None:
    assert CORRUPTIONS[name]("", random.Random(1)) is None


def test_every_kind_has_files_and_every_way_a_name() -> None:
    files = list_kinds(ROOT)
    assert [kind for kind in KINDS if not files[kind]] == []
    ways = {way for _, each in KINDS.values() for way in each}
    assert ways - {"file removed", "file added", "byte changed"} == set(CORRUPTIONS)


def test_a_run_that_is_longer_begins_with_the_same_mutations() -> None:
    short, long = (list(draw_mutations(ROOT, range(count), 3)) for count in (5, 9))
    assert long[: len(short)] == short


def test_a_corrupted_row_is_found_and_the_copy_is_sound_again(tmp_path: Path) -> None:
    root = make_whole(tmp_path)
    judge = Judge(root)
    judge.prepare()
    before = (root / ROWS).read_bytes()
    changed = Mutation(0, "rows", "another value", ROWS, before.replace(b"affirmed", b"negated", 1))
    removed = Mutation(1, "rows", "file removed", ROWS, None)
    harmless = Mutation(2, "notes", "another word", "annotations/protocols/retest.md", b"Other words.")
    assert "data-hash" in judge.judge(changed)
    assert judge.judge(removed)
    assert judge.judge(harmless) == {}
    assert (root / ROWS).read_bytes() == before


def test_the_table_names_who_finds_and_what_nothing_finds() -> None:
    verdict = {"number": 0, "kind": "rows", "corruption": "another value", "path": ROWS, "found": {"data-hash": ["x"]}}
    table = draw_mutations_table([verdict, verdict | {"number": 1, "path": "b.md", "found": {}}], 7)
    assert "2 corruptions (seed 7), 1 of them found." in table
    assert "| rows | another value | 2 | `data-hash`, **nothing** |" in table
    assert table.endswith("- b.md: another value (number 1)")


def test_verdicts_are_of_the_files_as_they_stand(tmp_path, monkeypatch):
    """A finished run was once told again after the checks had changed."""
    folder = _open_work(tmp_path)
    folder.mkdir()
    assert _open_work(tmp_path) == folder
    assert folder.is_dir()
    monkeypatch.setattr(command, "read_bytes", lambda path: b"changed")
    assert _open_work(tmp_path) != folder
    assert not folder.exists()
