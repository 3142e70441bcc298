"""Load the release as `datasets.load_dataset` does, from a clone or an installed wheel, without a cache."""

from pathlib import Path
from typing import TYPE_CHECKING

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes, sha256
from mepp5.paths import ROOT
from mepp5.reading.forms import read_jsonl
from mepp5.release.features import build_features, check_config, list_splits

if TYPE_CHECKING:
    from datasets import Dataset, DatasetDict, Features, NamedSplit

SUMS = "data/SHA256SUMS"


def load(config: str = "clauses", root: Path = ROOT) -> "DatasetDict":
    """Return the config's splits, equal to `load_dataset(root, config)` in features and rows.

    `config` is "clauses", "annotators", "policies", "invented" or "changes". Nothing is cached, so nothing goes
    stale. Raise CorpusError for an unknown config, and for a data file that is missing or not as data/SHA256SUMS
    has it.
    """
    check_config(config)
    splits = list_splits(root)
    if config not in splits:
        raise CorpusError(
            f"no config {config!r} in {root}, which compares no policies; choose one of: {', '.join(splits)}."
        )
    from datasets import DatasetDict, NamedSplit

    features = build_features(config, root)
    sums = read_sums(root)
    return DatasetDict(
        {
            split: make_dataset(read_rows(config, split, root, sums), features, NamedSplit(split))
            for split in splits[config]
        }
    )


def make_dataset(rows: list[Object], features: "Features", split: "NamedSplit | None" = None) -> "Dataset":
    """Return the rows as a dataset; without rows too, where `Dataset.from_list` finds no columns."""
    from datasets import Dataset

    columns = {name: [row[name] for row in rows] for name in features}
    return Dataset.from_dict(columns, features=features, split=split)


def data_path(config: str, split: str) -> str:
    """Return the path of a split's rows below the root."""
    return f"data/{config}/{split}.jsonl"


def read_rows(config: str, split: str, root: Path = ROOT, sums: dict[str, str] | None = None) -> list[Object]:
    """Return a split's rows with string labels; raise CorpusError if they are not as data/SHA256SUMS has them."""
    path = data_path(config, split)
    expected = (read_sums(root) if sums is None else sums).get(path)
    if sha256(read_bytes(Path(root) / path)) != expected:
        raise CorpusError(
            f"{Path(root) / path}: edited by hand (its SHA-256 is not that of {SUMS}); restore it or run mepp5 build."
        )
    return read_jsonl(Path(root) / path, Object, "run mepp5 build")


def read_sums(root: Path = ROOT) -> dict[str, str]:
    """Return {path below the root: SHA-256} of data/SHA256SUMS; raise CorpusError for another form of line."""
    path = Path(root) / SUMS
    sums = {}
    for number, line in enumerate(read_bytes(path).decode("utf-8", "replace").splitlines(), start=1):
        digest, gap, name = line.partition("  ")
        if len(digest) != 64 or not gap or not name:
            raise CorpusError(f"{path}: line {number} is not a hash and a file name; run mepp5 build.")
        sums[f"data/{name}"] = digest
    return sums
