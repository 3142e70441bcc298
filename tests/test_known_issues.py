"""Known issues and second reading: what is malformed is refused, what is stale or missing is found."""

import pytest

from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl
from mepp5.known_issues import KNOWN_ISSUES, find_stale, read_known_issues
from mepp5.second_reading import SECOND_READING, count_verdicts, read_verdicts


def test_our_lost_cells_are_the_rows_of_one_table():
    (issue,) = read_known_issues()
    assert issue.kind == "lost_cells"
    assert issue.clauses[0] == "zepp-2024/0169"
    assert len(issue.clauses) == 10


def test_a_row_without_cells_must_be_listed():
    from mepp5.clauses import read_units

    units = {unit.id: unit for unit in read_units("zepp-2024")}
    assert find_stale(read_known_issues(), units) == []
    assert len(find_stale([], units)) == 10


@pytest.mark.parametrize("entry", ['kind = "lost_words"\n', "", 'kind = "lost_cells"\nclauses = []\nreason = ""\n'])
def test_malformed_issue_is_refused(tmp_path, entry):
    path = tmp_path / KNOWN_ISSUES
    path.parent.mkdir()
    path.write_text(f"[[issue]]\n{entry}")
    with pytest.raises(CorpusError, match="issue 1: give kind"):
        read_known_issues(tmp_path)


@pytest.mark.parametrize(
    "row",
    [
        {"id": "smartmi/0002"},
        {"id": "smartmi/0002", "annotator": "reader", "verdict": "fine", "note": ""},
        {"id": "smartmi/0002", "annotator": "reader", "verdict": "wrong", "note": ""},
        {"id": "smartmi/0002", "annotator": "reader", "verdict": "right", "note": "but"},
    ],
)
def test_malformed_verdict_is_refused(tmp_path, row):
    path = tmp_path / SECOND_READING
    path.parent.mkdir()
    path.write_bytes(dump_jsonl([row]))
    with pytest.raises(CorpusError, match="line 1"):
        read_verdicts(tmp_path)


def test_second_reading_covers_forty_clauses_of_each_policy():
    counts = count_verdicts(read_verdicts())
    assert list(counts) == ["amazfit-2018", "huami-2021", "zepp-2024", "xiaomi-2019", "smartmi"]
    assert {row["read"] for row in counts.values()} == {40}
    for row in counts.values():
        assert row["right"] + row["arguable"] + row["wrong"] == row["read"]
