"""data/schema/: a JSON Schema for each kind of line, and the hashes of these files."""

from pathlib import Path

from mepp5.changes.pairs import read_pairs
from mepp5.files import dump_json, sha256
from mepp5.metadata.prediction_schemas import CHANGES, TASKS, draw_prediction_schema
from mepp5.metadata.row_schemas import draw_row_schema
from mepp5.paths import ROOT
from mepp5.release.features import list_splits
from mepp5.scheme.taxonomy import read_taxonomy

FOLDER = "data/schema"
# Of their own, since data/SHA256SUMS is of what is loaded: the scorer's forms stand above the release.
SCHEMA_SUMS = f"{FOLDER}/SHA256SUMS"


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of everything in data/schema/; raise CorpusError where the taxonomy cannot be read."""
    taxonomy, pairs = read_taxonomy(root), [pair.id for pair in read_pairs(root)]
    contents = {
        f"{FOLDER}/rows/{config}.json": dump_json(draw_row_schema(config, taxonomy)) for config in list_splits(root)
    }
    for task in TASKS:
        if pairs or task != CHANGES:
            schema = draw_prediction_schema(task, taxonomy, pairs)
            contents[f"{FOLDER}/predictions/{task}.json"] = dump_json(schema)
    lines = (f"{sha256(contents[path])}  {path.removeprefix(f'{FOLDER}/')}\n" for path in sorted(contents))
    return contents | {SCHEMA_SUMS: "".join(lines).encode()}
