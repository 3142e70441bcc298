"""Parquet: every column of a config, label names as strings, a file for each split."""

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mepp5.exports.selection import Exported, Selection
from mepp5.files import Object
from mepp5.release.features import OPTIONAL, SCHEMA

_TYPES = {"int32": pa.int32(), "bool": pa.bool_(), "date32": pa.date32()}


def export(selection: Selection) -> Exported:
    """Return SPLIT.parquet for each split, with the columns of the schema in their order."""
    kinds = SCHEMA[selection.config]
    schema = pa.schema([pa.field(name, _find_type(kind)) for name, kind in kinds.items()])
    contents = {f"{split}.parquet": _write_table(rows, schema) for split, rows in selection.rows.items()}
    return Exported(contents, {})


def _write_table(rows: list[Object], schema: pa.Schema) -> bytes:
    columns = [_make_column([row[field.name] for row in rows], field.type) for field in schema]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=schema), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _make_column(values: list[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_date(kind):
        return pa.array(values, pa.string()).cast(kind)
    return pa.array(values, kind)


def _find_type(kind: Any) -> pa.DataType:
    """Return Arrow's type for a type of the schema; label sets are strings."""
    if isinstance(kind, list):
        return pa.list_(_find_type(kind[0]))
    if isinstance(kind, dict):
        return pa.struct([pa.field(name, _find_type(inner)) for name, inner in kind.items()])
    return _TYPES.get(kind.removesuffix(OPTIONAL), pa.string())
