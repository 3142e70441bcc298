"""Known issues and second reading: what is malformed is refused, what is stale or missing is found."""

from collections import Counter

import pytest

from mepp5.adjudication.known_issues import KNOWN_ISSUES, KnownIssue, find_issue_faults, read_known_issues
from mepp5.adjudication.second_reading import SECOND_READING, count_verdicts, read_verdicts
from mepp5.corpus.clauses import read_units
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl
from mepp5.release.features import POLICY_SPLITS
from mepp5.release.loading import read_rows


def test_our_lost_cells_are_the_rows_of_one_table():
    (issue,) = [issue for issue in read_known_issues() if issue.kind == "lost_cells"]
    assert issue.clauses[0] == "zepp-2024/0169"
    assert len(issue.clauses) == 10


def make_clauses():
    return {unit.id: unit for unit in read_units("zepp-2024") if unit.is_clause}


def test_a_row_without_cells_must_be_listed():
    units = make_clauses()
    issues = [issue for issue in read_known_issues() if issue.kind == "lost_cells"]
    assert list(find_issue_faults(issues, units, {}, {})) == []
    ((clause, problem),) = find_issue_faults([], units, {}, {})
    assert clause == "zepp-2024/0169"
    assert "that no issue lists" in problem


def test_near_duplicates_labelled_apart_must_be_listed():
    units = {clause: unit for clause, unit in make_clauses().items() if unit.kind == "sentence"}
    groups = {"zepp-2024/0004": "zepp-2024/0004", "zepp-2024/0005": "zepp-2024/0004"}
    apart = {"zepp-2024/0004": frozenset({"data_security"}), "zepp-2024/0005": frozenset({"policy_change"})}
    same = dict.fromkeys(apart, frozenset({"data_security"}))
    issue = KnownIssue("duplicate_labels", ("zepp-2024/0004", "zepp-2024/0005"), "They mean different things.")
    assert list(find_issue_faults([issue], units, groups, apart)) == []
    assert "that no issue lists" in next(find_issue_faults([], units, groups, apart))[1]
    assert "stale" in next(find_issue_faults([issue], units, groups, same))[1]
    gone = KnownIssue("duplicate_labels", ("zepp-2024/9999",), "none")
    assert "no such clause" in next(find_issue_faults([gone], units, {}, {}))[1]


@pytest.mark.parametrize("entry", ['kind = "lost_words"\n', "", 'kind = "lost_cells"\nclauses = []\nreason = ""\n'])
def test_malformed_issue_is_refused(tmp_path, entry):
    path = tmp_path / KNOWN_ISSUES
    path.parent.mkdir()
    path.write_text(f"[[issue]]\n{entry}")
    with pytest.raises(CorpusError, match=r"issue\[0\]\.(kind|clauses): "):
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


def test_second_reading_covers_every_annotator_and_policy():
    """Forty clauses, or all that the annotator labelled; of the reference, every clause."""
    rows = [row for split in POLICY_SPLITS for row in read_rows("annotators", split)]
    counts = count_verdicts(read_verdicts())
    assert list(counts) == ["reader", "prober", "minimalist", "retest", "reference", "reference, 0.4.0"]
    again = counts.pop("reference, 0.4.0")  # not everything was read again, but some of every policy
    assert set(again) == {row["id"].rpartition("/")[0] for row in rows}
    labelled = Counter((row["annotator"], row["id"].rpartition("/")[0]) for row in rows)
    for annotator, policies in counts.items():
        assert list(policies) == ["amazfit-2018", "huami-2021", "zepp-2024", "xiaomi-2019", "smartmi"]
        for policy, found in policies.items():
            own = labelled["reader" if annotator == "reference" else annotator, policy]
            assert sum(found.values()) == (own if annotator == "reference" else min(own, 40))
