"""The card's front matter: what the Hub and `load_dataset` read of README.md."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.paths import ROOT
from mepp5.release.features import CONFIGS, build_features, list_splits
from mepp5.release.loading import SUMS, data_path, make_dataset
from mepp5.release.rows import STATS, hash_config
from mepp5.version import read_version

if TYPE_CHECKING:
    from datasets import Features, SplitDict

FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.M | re.S)
ABOUT: Object = {
    "pretty_name": "MEPP-5: Mi Ecosystem Privacy Policies",
    "license": "other",
    "license_name": "cc-by-4.0-annotations",
    "license_link": "LICENSE-DATA",
    "task_categories": ["text-classification", "token-classification"],
    "task_ids": ["multi-label-classification"],
    "annotations_creators": ["machine-generated"],
    "language_creators": ["found"],
    "multilinguality": ["monolingual"],
    "source_datasets": ["original"],
    "tags": ["privacy", "privacy-policies", "legal", "span-annotation", "opp-115"],
}
# The bounds of the Hub's names for numbers of rows.
BOUNDS = ("1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T")


def read_data(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of everything in data/; raise CorpusError where a file is missing."""
    paths = [data_path(config, split) for config, splits in list_splits(root).items() for split in splits]
    return {path: read_bytes(Path(root) / path) for path in (*paths, STATS, SUMS)}


def draw_front_matter(data: Mapping[str, bytes], root: Path = ROOT) -> str:
    """Return the card's YAML between its two "---" lines.

    Every config carries the version and its content hash: `load_dataset` caches a local directory by its card, so
    rows would go stale if the card did not change with them.
    """
    rows = {config: read_rows_of(data, config) for config in list_splits(root)}
    clauses = sum(map(len, rows["clauses"]))
    languages = sorted({row["language"] for row in rows["policies"][0]})
    card = {
        **ABOUT,
        "language": languages,
        "size_categories": [name_size(clauses)],
        "configs": [_config_entry(config, data, root) for config in rows],
        "dataset_info": _infos(rows, data, root),
    }
    return f"---\n{yaml.safe_dump(card, sort_keys=False, allow_unicode=True, width=1000)}---\n"


def name_size(rows: int) -> str:
    """Return the Hub's name for a number of rows, which goes by its digits: "1K<n<10K" has four."""
    place = max(len(str(rows)) - 3, 0)
    if place in range(1, len(BOUNDS)):
        return f"{BOUNDS[place - 1]}<n<{BOUNDS[place]}"
    return f"n>{BOUNDS[-1]}" if place else f"n<{BOUNDS[0]}"


def _config_entry(config: str, data: Mapping[str, bytes], root: Path) -> Object:
    return {
        "config_name": config,
        **({"default": True} if config == CONFIGS[0] else {}),
        "version": read_version(root),
        "description": f"sha256:{hash_config(config, data[SUMS])}",
        "data_files": [{"split": split, "path": path} for split, path in _list_filled(config, data, root).items()],
    }


def _list_filled(config: str, data: Mapping[str, bytes], root: Path) -> dict[str, str]:
    """Return {split: path} of the splits with rows, all if none has any: `load_dataset` cannot read an empty one."""
    paths = {split: data_path(config, split) for split in list_splits(root)[config]}
    return {split: path for split, path in paths.items() if data[path]} or paths


def _infos(rows: Mapping[str, list[list[Object]]], data: Mapping[str, bytes], root: Path) -> list[Object]:
    """Return features and sizes as `datasets` writes them.

    num_bytes is the size of a split as one Arrow table; load_dataset counts the same, but a little more where it reads
    a file in several blocks. It verifies num_examples alone.
    """
    from datasets import DatasetInfo
    from datasets.info import DatasetInfosDict
    from huggingface_hub import DatasetCardData

    infos = DatasetInfosDict()
    for config in list_splits(root):
        features, filled = build_features(config, root), _list_filled(config, data, root)
        members = dict(zip(list_splits(root)[config], rows[config], strict=True))
        splits = _measure_splits(list(filled), [members[split] for split in filled], features)
        infos[config] = DatasetInfo(
            features=features,
            splits=splits,
            download_size=sum(len(data[data_path(config, split)]) for split in splits),
            dataset_size=sum(info.num_bytes for info in splits.values()),
        )
    card = DatasetCardData()
    infos.to_dataset_card_data(card)
    return sorted(card["dataset_info"], key=lambda entry: CONFIGS.index(entry["config_name"]))


def _measure_splits(names: Sequence[str], rows: list[list[Object]], features: "Features") -> "SplitDict":
    from datasets import SplitDict, SplitInfo

    splits = SplitDict()
    for split, members in zip(names, rows, strict=True):
        try:
            size = make_dataset(members, features).data.nbytes
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # whatever pyarrow raises is one of them
            raise CorpusError(f"data: rows of {split} do not keep the schema; run mepp5 build.") from error
        splits.add(SplitInfo(name=split, num_bytes=size, num_examples=len(members)))
    return splits


def read_rows_of(data: Mapping[str, bytes], config: str) -> list[list[Object]]:
    """Return the rows of each split of the config, in the order of `data`."""
    own = [content for path, content in data.items() if path.startswith(f"data/{config}/")]
    try:
        return [[json.loads(line) for line in content.decode().split("\n") if line] for content in own]
    except (ValueError, RecursionError) as error:
        raise CorpusError(f"data/{config}: a line is no JSON; run mepp5 build.") from error
