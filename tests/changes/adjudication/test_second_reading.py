"""Verdicts of the second reading of changes: read strictly, and of links that stand in the reference."""

import pytest

from mepp5.changes.adjudication.second_reading import CHANGE_SECOND_READING, read_change_verdicts
from mepp5.changes.pairs import read_pairs
from mepp5.errors import CorpusError
from mepp5.release.change_protocols import read_change_rows


def test_each_verdict_is_of_a_link_of_the_reference():
    held = {(row["pair"], tuple(row["old"]), tuple(row["new"])) for row in read_change_rows()}
    verdicts = read_change_verdicts()
    assert {verdict.pair for verdict in verdicts} == {pair.id for pair in read_pairs()}
    assert {(verdict.pair, verdict.old, verdict.new) for verdict in verdicts} <= held


@pytest.mark.parametrize("line", ['"verdict": "wrong"', '"verdict": "right", "why": "it is not"'])
def test_why_is_said_where_it_is_wrong_and_only_there(tmp_path, line):
    file = tmp_path / CHANGE_SECOND_READING
    file.parent.mkdir(parents=True)
    file.write_text(f'{{"pair": "a--b", "old": ["a/0001"], "new": [], {line}}}\n')
    with pytest.raises(CorpusError, match="line 1: say why where the verdict is wrong, and only there"):
        read_change_verdicts(tmp_path)


def test_without_the_file_there_is_none(tmp_path):
    assert read_change_verdicts(tmp_path) == []
