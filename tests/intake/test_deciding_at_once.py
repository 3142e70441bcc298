"""Two who decide at the same time: no decision is lost."""

import subprocess
import sys

import pytest

from mepp5.corpus.drafts import read_drafts
from tests.intake.fixture_nimbus import ID, add, write

COMMAND = "import sys; from mepp5.cli import main; main(sys.argv[1:])"


@pytest.mark.parametrize("round", range(5))
def test_of_two_decisions_none_is_lost(tmp_path, round):
    root = tmp_path / "own"
    add(root, write(tmp_path / "nimbus.html"))
    before = len(read_drafts(ID, root))
    deciders = [
        subprocess.Popen([sys.executable, "-c", COMMAND, "--root", str(root), "decide", ID, *numbers])
        for numbers in (("1", "2"), ("3", "4"), ("5", "6"))
    ]
    assert [decider.wait() for decider in deciders] == [0, 0, 0]
    assert not {f"{ID}/{number:04d}" for number in range(1, 7)} & {draft.id for draft in read_drafts(ID, root)}
    assert len(read_drafts(ID, root)) >= before - 6
