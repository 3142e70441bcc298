"""What comes of each document: of rows and files of every kind, whole and broken."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baselines.many import records
from baselines.many.blocks import plan_blocks
from baselines.many.inputs import find_sources
from baselines.predict.labeller import LONGEST
from mepp5.errors import CorpusError
from tests.baselines.many.fixture_runs import (
    PAGE,
    TEXT,
    label_here,
    make_rows,
    make_worker,
    write_jsonl,
    write_parquet,
)
from tests.baselines.predict.fixture_policies import write
from tests.baselines.predict.test_command import FRENCH


@pytest.mark.parametrize("size", [1, 3, 7, 10, 100])
@pytest.mark.parametrize("group", [1, 4, 100])
def test_blocks_of_parquet_are_its_rows_whatever_the_row_groups(tmp_path, size, group):
    rows = make_rows(20)
    (path,) = [write_parquet(tmp_path / "rows.parquet", rows, group)]
    blocks = plan_blocks(find_sources([path]), size)
    assert [record.id for block in blocks for record in records.read_records(block)] == [row["id"] for row in rows]
    assert [block.documents for block in blocks[:-1]] == [size] * (len(blocks) - 1)


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("size", [1, 3, 10, 20, 100])
def test_blocks_of_json_lines_are_its_lines(tmp_path, size, end):
    path = write_jsonl(tmp_path / "rows.jsonl", make_rows(20))
    path.write_text(path.read_text().rstrip("\n") + end)
    blocks = plan_blocks(find_sources([path]), size)
    found = [record.id for block in blocks for record in records.read_records(block)]
    assert found == [f"d{number}" for number in range(20)]
    assert sum(block.documents for block in blocks) == 20


def test_nothing_gives_no_block(tmp_path):
    paths = [write_jsonl(tmp_path / "rows.jsonl", []), write_parquet(tmp_path / "rows.parquet", [])]
    assert plan_blocks(find_sources(paths), 10) == []


def test_the_same_rows_from_parquet_json_lines_and_parts(worker, tmp_path):
    rows = make_rows(10)
    expected = label_here(worker, write_parquet(tmp_path / "rows.parquet", rows))
    assert {row["id"] for row in expected} == {row["id"] for row in rows}
    assert not any(row["error"] for row in expected)
    assert label_here(worker, write_jsonl(tmp_path / "rows.jsonl", rows)) == expected
    write_parquet(tmp_path / "parts/a/1.parquet", rows[:4])
    write_jsonl(tmp_path / "parts/b.jsonl", rows[4:])
    write(tmp_path / "parts/_SUCCESS", b"")
    write(tmp_path / "parts/_old/c.parquet", b"no Parquet")
    assert label_here(worker, tmp_path / "parts") == expected


BAD = [
    ({"text": TEXT}, "no id"),
    ({"id": 7, "text": TEXT}, "no id, or none that is a string"),
    ({"id": "", "text": TEXT}, "no id"),
    ({"id": "none"}, "neither text nor html"),
    ({"id": "both", "text": TEXT, "html": PAGE}, "both text and html"),
    ({"id": "number", "text": 7}, "text is no string"),
    ({"id": "list", "html": ["a"]}, "html is no string"),
    ({"id": "empty", "text": " \n"}, "the text is empty"),
    ({"id": "binary", "text": "We keep \0 data."}, "it is no text"),
    ({"id": "wordless", "html": "<html><script>We sell it.</script></html>"}, "no text in it"),
    ({"id": "heading", "text": "Privacy Policy\n"}, "no sentence in it"),
    ({"id": "endless", "text": "word " * (LONGEST // 5 + 1)}, "a sentence of more than"),
    ({"id": "french", "text": FRENCH * 3}, "it is in French"),
    ({"id": "good", "text": TEXT}, "the id stands twice"),
]


def test_every_bad_row_is_one_row_with_an_error(worker, tmp_path):
    rows = [{"id": "good", "text": TEXT}, *(row for row, _ in BAD)]
    found = label_here(worker, write_jsonl(tmp_path / "rows.jsonl", rows), size=100)
    errors = [row for row in found if row["error"]]
    assert len(errors) == len(BAD)
    for row, (given, problem) in zip(errors, BAD, strict=True):
        assert problem in row["error"], row
        assert row["id"] == (given["id"] if isinstance(given.get("id"), str) and given["id"] else None)
        assert {key for key, value in row.items() if value is not None} <= {"id", "error"}
    assert len(found) == len(BAD) + 4


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b'{"id": "\xff"}', "not UTF-8"),
        (b"[1]", "no JSON object"),
        (b'{"id": "a", "id": "b", "text": "c"}', "stands twice in one object"),
        (b'{"id": "a", "text": "\\ud800"}', "a lone surrogate"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_line_is_an_error_with_its_place(worker, tmp_path, line, problem):
    good = b'{"id": "good", "text": "We keep your data."}\n'
    path = write(tmp_path / "rows.jsonl", good + line + b"\n" + good)
    found = label_here(worker, path, size=2)
    assert [row["id"] for row in found] == ["good", None, "good"]
    assert f"line 2 of {path}: " in found[1]["error"]
    assert problem in found[1]["error"]


def test_a_line_that_is_too_long_is_passed_over(worker, tmp_path, monkeypatch):
    monkeypatch.setattr(records, "LONGEST_LINE", 100)
    path = write_jsonl(tmp_path / "rows.jsonl", [{"id": "long", "text": "We share. " * 50}, *make_rows(0)])
    path.write_bytes(path.read_bytes() + b'{"id": "good", "text": "We keep your data."}\n')
    found = label_here(worker, path)
    assert "too long" in found[0]["error"]
    assert [row["id"] for row in found] == [None, "good"]


def test_a_string_of_parquet_that_is_no_utf_8_is_an_error(worker, tmp_path):
    raw = pa.array([b"We keep your data.", b"We \xff keep it."]).cast(pa.string(), safe=False)
    raw = raw if raw.type == pa.string() else raw.view(pa.string())
    pq.write_table(pa.table({"id": ["a", "b"], "text": raw}), tmp_path / "rows.parquet")
    found = label_here(worker, tmp_path / "rows.parquet")
    assert ["not UTF-8" in (row["error"] or "") for row in found] == [False, True]


def test_files_have_their_place_for_an_id_and_errors_name_no_path_again(worker, tmp_path):
    write(tmp_path / "in/a/policy.html", PAGE)
    write(tmp_path / "in/b.txt", b"")
    write(tmp_path / "in/c.md", TEXT)
    found = label_here(worker, tmp_path / "in")
    assert dict.fromkeys(row["id"] for row in found) == dict.fromkeys(["a/policy.html", "b.txt", "c.md"])
    assert [row["error"] for row in found if row["error"]] == ["the file is empty; give a policy."]


def test_a_page_that_claims_another_encoding_is_read_as_decoded(worker, tmp_path):
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>We keep your résumé.</p></body></html>'
    (row,) = label_here(worker, write_jsonl(tmp_path / "rows.jsonl", [{"id": "a", "html": page}]))
    assert row["text"] == "We keep your résumé."


def test_whatever_else_goes_wrong_with_a_document_is_an_error_to_report(release, tmp_path):
    worker = make_worker(release, tmp_path / "out")
    path = write_jsonl(tmp_path / "rows.jsonl", make_rows(3))
    label_here(worker, path)
    worker.labeller.fitted = None  # as a fault in a model would be
    found = label_here(worker, path)
    assert [row["id"] for row in found] == ["d0", "d1", "d2"]
    assert all(row["error"].startswith("AttributeError: ") for row in found)
    assert all(row["error"].endswith(": report this") for row in found)


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"text": ["a"]}, "no column id"),
        ({"id": ["a"], "words": ["b"]}, "neither text nor html"),
        ({"id": [1], "text": ["a"]}, "column id holds no text but int64"),
    ],
)
def test_a_table_without_the_columns_is_told_at_once(tmp_path, columns, problem):
    pq.write_table(pa.table(columns), tmp_path / "rows.parquet")
    with pytest.raises(CorpusError, match=problem):
        plan_blocks(find_sources([tmp_path / "rows.parquet"]), 10)


def test_a_name_of_parquet_is_not_enough(tmp_path):
    with pytest.raises(CorpusError, match="cannot be read as Parquet"):
        plan_blocks(find_sources([write(tmp_path / "rows.parquet", b"text")]), 10)
