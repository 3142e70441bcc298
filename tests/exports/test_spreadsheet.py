"""CSV: read back by pandas, and safe to be opened in a spreadsheet."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mepp5.exports import spreadsheet
from mepp5.exports.selection import Selection
from tests.exports.fixture_exports import (
    CONFIGS,
    ODD,
    Found,
    check_kept,
    expect,
    export_release,
    make_odd_selection,
    read_jsonl,
    write_selection,
)
from tests.fixture_corpus import REPOSITORY

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_csv(path: Path) -> pd.DataFrame:
    """Return the cells as they stand, all of them texts, after the rule by which texts are restored."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return table.map(lambda cell: cell.removeprefix("'"))


def read_found(directory: Path, config: str) -> Found:
    found, starts = Found(), {}
    for row in read_csv(directory / f"{config}.csv").to_dict("records"):
        found.texts[row["split"], row["id"]] = row["text"]
        found.clauses[row["split"], row["id"]] = (int(row["start"]), int(row["end"]))
        starts[row["id"]] = int(row["start"])
    for row in read_csv(directory / "spans.csv").to_dict("records"):
        start = starts[row["id"]]
        place = (start + int(row["start"]), start + int(row["end"]))
        key = (row["split"], row.get("annotator", ""), row["id"], *place)
        if row["layer"] == "practice":
            found.practices.append((*key, row["category"], row["polarity"], tuple(json.loads(row["subjects"]))))
        else:
            found.slots.append((*key, row["slot"], row["value"]))
    return found.sort()


def read_cells(directory: Path) -> list[str]:
    """Return all cells as a spreadsheet has them, by the standard library's reader."""
    cells = []
    for path in directory.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += [cell for row in csv.reader(file) for cell in row]
    return cells


@pytest.mark.parametrize("config", CONFIGS)
def test_all_policies_come_back(config, tmp_path):
    directory = export_release("csv", config, tmp_path)
    check_kept("csv", config, read_found(directory, config))
    assert not [cell for cell in read_cells(directory) if cell.startswith(FORMULA)]


def test_all_columns_of_clauses_come_back(tmp_path):
    table = read_csv(export_release("csv", "clauses", tmp_path) / "clauses.csv")
    expected = read_jsonl(REPOSITORY / "data/clauses/test.jsonl")
    rows = table[table["split"] == "test"].to_dict("records")
    for row, whole in zip(rows, expected, strict=True):
        for name, cell in row.items():
            if name != "split":
                assert (cell if isinstance(whole[name], str) else json.loads(cell or "null")) == whole[name]


def test_changes_and_their_differences_come_back(tmp_path):
    directory = export_release("csv", "changes", tmp_path)
    links = {row["id"]: row for path in (REPOSITORY / "data/changes").iterdir() for row in read_jsonl(path)}
    rows = read_csv(directory / "changes.csv").to_dict("records")
    assert {row["id"]: json.loads(row["old_texts"]) for row in rows} == {
        id: link["old_texts"] for id, link in links.items()
    }
    assert {row["id"]: row["meaning"] for row in rows} == {id: link["meaning"] or "" for id, link in links.items()}
    assert {row["moved"] for row in rows} <= {"true", "false"}
    found: dict[str, list] = {id: [] for id in links}
    for row in read_csv(directory / "differences.csv").to_dict("records"):
        numbers = {name: int(row[name]) for name in row if name.endswith(("_start", "_end"))}
        found[row["id"]].append({name: row[name] for name in row if name not in ("split", "id")} | numbers)
    assert found == {id: link["differences"] for id, link in links.items()}


def test_a_text_like_a_formula_is_guarded_and_comes_back(tmp_path):
    directory = write_selection("csv", tmp_path)
    assert f"'{ODD}" in read_cells(directory)
    assert not [cell for cell in read_cells(directory) if cell.startswith(FORMULA)]
    found, expected = read_found(directory, "clauses"), expect(make_odd_selection())
    assert (found.practices, found.slots, found.texts["test", "odd/0007"]) == (
        expected.practices,
        expected.slots,
        ODD,
    )


@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8) | st.sampled_from("='\t\r\n@＝"))
def test_any_text_comes_back_and_none_begins_as_a_formula(text):
    selection = make_odd_selection()
    row = selection.rows["test"][0] | {"text": text}
    content = spreadsheet.export(Selection("clauses", {"test": [row]}, (), selection.taxonomy)).contents["clauses.csv"]
    [head, cells] = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    cell = dict(zip(head, cells, strict=True))["text"]
    assert not cell.startswith(FORMULA)
    assert cell.removeprefix("'") == text


def test_excel_is_told_that_it_is_utf_8(tmp_path):
    assert (write_selection("csv", tmp_path) / "spans.csv").read_bytes().startswith(b"\xef\xbb\xbfsplit,id,layer,")
