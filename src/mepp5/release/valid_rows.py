"""The rows of data/ sorted into those that keep the schema and the faults of those that do not."""

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from mepp5.files import read_bytes
from mepp5.release.features import SCHEMA, SPLITS, build_row_schema
from mepp5.release.loading import data_path
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy


def read_valid_rows(root: Path, config: str) -> Iterator[tuple[str, str, dict]]:
    """Yield (split, place, row) of every row that has the config's columns and types."""
    taxonomy = read_taxonomy(root)
    for split in SPLITS[config]:
        path = data_path(config, split)
        for number, row in examine_rows(read_bytes(root / path), config, taxonomy)[0]:
            yield split, f"{path}: line {number}: {row['id']}", row


@lru_cache(maxsize=32)
def examine_rows(
    content: bytes, config: str, taxonomy: Taxonomy
) -> tuple[list[tuple[int, dict]], list[tuple[int, str]]]:
    """Return the good rows and the faults of a file, each with its line."""
    validator = Draft202012Validator(build_row_schema(config, taxonomy))
    rows, faults = [], []
    for number, line in enumerate(content.decode("utf-8", "replace").removesuffix("\n").split("\n"), start=1):
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            faults.append((number, f"not valid JSON ({error.msg})"))
            continue
        if fault := best_match(validator.iter_errors(row)):
            faults.append((number, f"{fault.json_path}: {fault.message}"))
        elif list(row) != list(SCHEMA[config]):
            faults.append((number, "the columns stand in another order than the schema's"))
        else:
            rows.append((number, row))
    return rows, faults
