"""baselines/recorded.sha256: what it says of files, and of the words of documents that a build writes into."""

import subprocess

import pytest

from mepp5.checks import recorded
from mepp5.checks.catalogue import CHECKS, run_check
from mepp5.files import write_files

CARD = "---\nold: yes\n---\nOurs.\n<!-- generated:counts -->\n5\n<!-- /generated:counts -->\nRead it.\n"
CHECK = next(check for check in CHECKS if check.id == "recorded")


@pytest.fixture
def root(tmp_path):
    write_files(tmp_path, {"README.md": CARD.encode(), "DATASHEET.md": b"Ours.\n", "LICENSE": b"Free.\n"})
    write_files(tmp_path, {recorded.RECORDED: recorded.dump_recorded(tmp_path)})
    return tmp_path


def find(root):
    return [(finding.place, finding.problem) for finding in run_check(CHECK, root)]


def test_what_is_recorded_is_found_as_it_is(root):
    assert find(root) == []


@pytest.mark.parametrize(
    ("before", "after"), [("Read it.\n", ""), ("Ours.", "Theirs."), ("generated:counts", "generated:x")]
)
def test_a_word_between_the_blocks_is_not_changed_unseen(root, before, after):
    (root / "README.md").write_text(CARD.replace(before, after))
    assert [place for place, _ in find(root)] == ["README.md"]
    assert "words between its blocks" in find(root)[0][1]


@pytest.mark.parametrize(("before", "after"), [("\n5\n", "\n6\nand\n"), ("old: yes", "old: no")])
def test_what_a_build_writes_is_left_to_other_checks(root, before, after):
    (root / "README.md").write_text(CARD.replace(before, after))
    assert find(root) == []


def test_sha256sum_reads_what_is_recorded(root):
    """Its lines are those of files; the words of documents stand in comments."""
    run = subprocess.run(["sha256sum", "-c", "--strict", recorded.RECORDED], cwd=root, capture_output=True, text=True)
    assert (run.returncode, run.stdout) == (0, "LICENSE: OK\n")
