"""Parquet: read back by pandas."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from mepp5.release.features import SCHEMA
from tests.exports.fixture_exports import (
    CONFIGS,
    Found,
    add_spans,
    check_kept,
    export_release,
    read_jsonl,
    read_starts,
)
from tests.fixture_corpus import REPOSITORY


def plain(value: Any) -> Any:
    """Return a value of a table as JSON has it."""
    if isinstance(value, np.ndarray | list):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, np.generic):
        return value.item()
    return value


def read_rows(path: Path) -> list[dict]:
    table = pd.read_parquet(path)
    table = table.astype(object).where(table.notna(), None)
    return [plain(row) for row in table.to_dict("records")]


@pytest.mark.parametrize("config", [*CONFIGS, "changes"])
def test_every_row_of_every_split_comes_back(config, tmp_path):
    directory = export_release("parquet", config, tmp_path)
    files = sorted(path.stem for path in directory.glob("[!.]*"))
    assert files == sorted(path.stem for path in (REPOSITORY / "data" / config).iterdir())
    for split in files:
        assert read_rows(directory / f"{split}.parquet") == read_jsonl(REPOSITORY / f"data/{config}/{split}.jsonl")


def test_the_table_is_right_about_annotators(tmp_path):
    directory, found, starts = export_release("parquet", "annotators", tmp_path), Found(), read_starts()
    for path in directory.glob("[!.]*"):
        for row in read_rows(path):
            add_spans(found, (path.stem, row["annotator"], row["id"]), starts[row["id"]], row)
    check_kept("parquet", "annotators", found.sort())


def test_columns_have_the_types_of_the_schema(tmp_path):
    schema = pq.read_schema(export_release("parquet", "clauses", tmp_path) / "test.parquet")
    assert schema.names == list(SCHEMA["clauses"])
    assert str(schema.field("date").type) == "date32[day]"
    assert str(schema.field("kind").type) == "string"
    assert "polarity: string" in str(schema.field("practices").type)
    assert str(schema.field("position").type) == "int32"
