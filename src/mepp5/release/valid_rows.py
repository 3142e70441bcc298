"""The rows of data/ sorted into those that keep the schema and the faults of those that do not."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes, sha256
from mepp5.reading.forms import Fault, parse_json, split_lines
from mepp5.release.features import SCHEMA, build_row_form, list_splits
from mepp5.release.loading import data_path, read_sums
from mepp5.release.row_faults import find_row_faults
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy


def read_valid_rows(root: Path, config: str) -> Iterator[tuple[str, str, Object]]:
    """Yield (split, place, row) of every row that has the config's columns and types."""
    taxonomy = read_taxonomy(root)
    for split in list_splits(root).get(config, ()):
        path = data_path(config, split)
        for number, row in examine_rows(read_bytes(root / path), config, taxonomy)[0]:
            yield split, f"{path}: line {number}: {row['id']}", row


def check_rows(root: Path, configs: Iterable[str]) -> None:
    """Raise CorpusError, which names file and line, for the first row of the configs that is none.

    It keeps the schema, and what it refers to in another of the configs is there. For who is about to use the rows of
    anybody's corpus: its data/SHA256SUMS says only that they are as they were written. Files that are missing, or not
    as it says, are left to be refused by who reads them.
    """
    taxonomy, sums, splits = read_taxonomy(root), read_sums(root), list_splits(root)
    rows: dict[str, list[tuple[str, Object]]] = {config: [] for config in configs}
    places = [(name, data_path(name, split)) for name in rows for split in splits.get(name, ())]
    whole = True
    for config, path in places:
        content = read_bytes(Path(root) / path) if (Path(root) / path).is_file() else b""
        if sha256(content) != sums.get(path):
            whole = False
            continue
        found, faults = examine_rows(content, config, taxonomy)
        for number, fault in faults:
            raise CorpusError(f"{Path(root) / path}: line {number}: {fault}; run mepp5 build.")
        rows[config] += [(f"{path}: line {number}", row) for number, row in found]
    for place, fault in find_row_faults(rows, root) if whole else ():
        raise CorpusError(f"{Path(root) / place}: {fault}; run mepp5 build.")


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
