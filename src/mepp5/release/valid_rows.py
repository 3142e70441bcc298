"""The rows of data/ sorted into those that keep the schema and the faults of those that do not."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from mepp5.files import Object, read_bytes
from mepp5.reading.forms import Fault, parse_json, split_lines
from mepp5.release.features import SCHEMA, build_row_form, list_splits
from mepp5.release.loading import data_path
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy


def read_valid_rows(root: Path, config: str) -> Iterator[tuple[str, str, Object]]:
    """Yield (split, place, row) of every row that has the config's columns and types."""
    taxonomy = read_taxonomy(root)
    for split in list_splits(root).get(config, ()):
        path = data_path(config, split)
        for number, row in examine_rows(read_bytes(root / path), config, taxonomy)[0]:
            yield split, f"{path}: line {number}: {row['id']}", row


@lru_cache(maxsize=32)
def examine_rows(
    content: bytes, config: str, taxonomy: Taxonomy
) -> tuple[list[tuple[int, Object]], list[tuple[int, str]]]:
    """Return the good rows and the faults of a file, each with its line."""
    kind = build_row_form(config, taxonomy)
    rows, faults = [], []
    for number, line in enumerate(split_lines(content.decode("utf-8", "replace")), start=1):
        try:
            row = parse_json(line, kind)
        except Fault as fault:
            faults.append((number, str(fault)))
            continue
        if list(json.loads(line)) != list(SCHEMA[config]):
            faults.append((number, "the columns stand in another order than the schema's"))
        else:
            rows.append((number, row))
    return rows, faults
