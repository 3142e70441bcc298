"""Rows of the release as a comparison."""

import pytest

from mepp5.changes.pairs import read_pairs
from mepp5.diff.labelled import make_entries, read_labelled, split_of
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl, sha256, write_files
from tests.diff.fixture_comparison import COMPARISON, ENTRIES, make_changes, make_rows


def test_rows_are_entries_in_order():
    assert make_entries(make_rows()) == ENTRIES


def test_a_column_that_is_not_shown_is_passed_over():
    assert make_entries([row | {"annotator": "reader"} for row in make_rows()]) == ENTRIES


def test_a_pair_is_read_with_its_documents_and_relation(tmp_path):
    root = make_changes(tmp_path)
    pair = read_pairs(root)[0]
    assert split_of(pair) == "alpha_2020__gamma_2022"
    assert read_labelled(pair, root) == COMPARISON


def test_no_order_of_time_is_claimed_of_a_template(tmp_path):
    root = make_changes(tmp_path)
    name = "changes/beta__alpha_2020.jsonl"
    content = dump_jsonl([])
    sums = (root / "data/SHA256SUMS").read_bytes() + f"{sha256(content)}  {name}\n".encode()
    write_files(root, {f"data/{name}": content, "data/SHA256SUMS": sums})
    assert read_labelled(read_pairs(root)[1], root).notes == (
        "beta → alpha-2020: a template and what was made of it.",
        "alpha-2020 was written from beta, not after it: no order of time is claimed.",
    )


@pytest.mark.parametrize(
    ("damage", "words"),
    [({"form": 3}, "form"), ({"old_texts": []}, "without their text"), ({"differences": [{}]}, "differences[0]")],
)
def test_a_row_of_another_form_is_one_sentence_with_its_file(tmp_path, damage, words):
    rows = make_rows()
    rows[0] |= damage
    root = make_changes(tmp_path, rows)
    with pytest.raises(
        CorpusError, match=r"data/changes/alpha_2020__gamma_2022\.jsonl: .*; run mepp5 build\.$"
    ) as error:
        read_labelled(read_pairs(root)[0], root)
    assert words in str(error.value)
