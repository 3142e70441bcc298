"""The dataset card: README's front matter and the generated blocks of README, DATASHEET and CHANGELOG."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from mepp5.agreement_file import read_agreement
from mepp5.blocks import fill_blocks
from mepp5.card_agreement import draw_agreement
from mepp5.card_outcome import draw_changes, draw_history, draw_outcome
from mepp5.card_scores import draw_scores
from mepp5.card_tables import draw_examples, draw_second_reading, draw_tables
from mepp5.clauses import read_units
from mepp5.errors import CorpusError
from mepp5.examples import find_quoted, read_examples
from mepp5.features import CONFIGS, SPLITS, build_features
from mepp5.files import read_bytes, read_text, read_toml
from mepp5.loading import SUMS, data_path
from mepp5.manifest import read_manifest
from mepp5.outcome import count_outcome
from mepp5.paths import ROOT
from mepp5.release import STATS, hash_config
from mepp5.results import read_annotator_scores, read_history, read_results
from mepp5.second_reading import count_verdicts, read_verdicts

if TYPE_CHECKING:
    from datasets import Features, SplitDict

# Which generated blocks stand in which document; in CHANGELOG.md, those of every release that changed labels.
DOCUMENTS = {
    "README.md": ("policies", "counts", "categories", "scores"),
    "DATASHEET.md": (
        "policies",
        "counts",
        "lengths",
        "categories",
        "slots",
        "overlap",
        "reused",
        "annotators",
        "agreement",
        "outcome",
        "second_reading",
        "examples",
    ),
}
FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.M | re.S)
ABOUT: dict = {
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
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"))


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of README.md, DATASHEET.md and CHANGELOG.md, front matter and generated blocks.

    Raise CorpusError where a document's blocks are not those of DOCUMENTS, where data/ is incomplete, and where a
    score was made from other data.
    """
    data = read_data(root)
    digest = hash_config("clauses", data[SUMS])
    tables = draw_tables(json.loads(data[STATS]), _read_rows(data, "policies")[0])
    taggers = read_results(digest, root, "slots")
    annotators = read_annotator_scores(digest, hash_config("annotators", data[SUMS]), root)
    tables["scores"] = draw_scores(read_results(digest, root), taggers, annotators)
    tables |= _draw_annotation(root)
    tables["examples"] = draw_examples(count_examples(root))
    tables["second_reading"] = draw_second_reading(count_verdicts(read_verdicts(root)))
    releases = tuple(name for name in tables if name.startswith(("changes-", "history-")))
    documents = {}
    for name, blocks in {**DOCUMENTS, "CHANGELOG.md": releases}.items():
        try:
            documents[name] = fill_blocks(read_text(Path(root) / name), {block: tables[block] for block in blocks})
        except CorpusError as error:
            raise CorpusError(f"{Path(root) / name}: {error}") from error
    documents["README.md"] = draw_front_matter(data, root) + FRONT_MATTER.sub("", documents["README.md"])
    return {name: document.encode() for name, document in documents.items()}


def _draw_annotation(root: Path) -> dict[str, str]:
    """Return the blocks on agreement, adjudication and what it changed."""
    outcome = count_outcome(root=root)
    return {
        "agreement": draw_agreement(read_agreement(root)),
        "outcome": draw_outcome(outcome),
        **_draw_releases(draw_changes(outcome), draw_history(read_history(root))),
    }


def _draw_releases(changes: Mapping[str, str], history: Mapping[str, str]) -> dict[str, str]:
    """Return the blocks of every release that changed labels: what it changed, and what that did to the scores."""
    blocks = {}
    for version, table in changes.items():
        blocks[f"changes-{version}"] = table
        blocks[f"history-{version}"] = history.get(version, "The baselines have not run on these labels yet.")
    return blocks


def count_examples(root: Path = ROOT) -> dict[str, tuple[int, int]]:
    """Return {policy: (clauses quoted as an example in the guidelines, clauses)}."""
    examples = read_examples(root)
    counts = {}
    for policy in read_manifest(root):
        units = read_units(policy.id, root)
        counts[policy.id] = len(find_quoted(examples, units)), sum(unit.is_clause for unit in units)
    return counts


def read_data(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of everything in data/; raise CorpusError where a file is missing."""
    paths = [data_path(config, split) for config in CONFIGS for split in SPLITS[config]]
    return {path: read_bytes(Path(root) / path) for path in (*paths, STATS, SUMS)}


def draw_front_matter(data: Mapping[str, bytes], root: Path = ROOT) -> str:
    """Return the card's YAML between its two "---" lines.

    Every config carries the version and its content hash: `load_dataset` caches a local directory by its card, so
    rows would go stale if the card did not change with them.
    """
    rows = {config: _read_rows(data, config) for config in CONFIGS}
    clauses = sum(map(len, rows["clauses"]))
    languages = sorted({row["language"] for row in rows["policies"][0]})
    card = {
        **ABOUT,
        "language": languages,
        "size_categories": [next(name for limit, name in SIZES if clauses < limit)],
        "configs": [_config_entry(config, data, root) for config in CONFIGS],
        "dataset_info": _infos(rows, data, root),
    }
    return f"---\n{yaml.safe_dump(card, sort_keys=False, allow_unicode=True, width=1000)}---\n"


def read_version(root: Path = ROOT) -> str:
    """Return the version that pyproject.toml states."""
    return read_toml(Path(root) / "pyproject.toml")["project"]["version"]


def _config_entry(config: str, data: Mapping[str, bytes], root: Path) -> dict:
    return {
        "config_name": config,
        **({"default": True} if config == CONFIGS[0] else {}),
        "version": read_version(root),
        "description": f"sha256:{hash_config(config, data[SUMS])}",
        "data_files": [{"split": split, "path": data_path(config, split)} for split in SPLITS[config]],
    }


def _infos(rows: Mapping[str, list[list[dict]]], data: Mapping[str, bytes], root: Path) -> list[dict]:
    """Return features and sizes as `datasets` writes them.

    num_bytes is the size of a split as one Arrow table; load_dataset counts the same, but a little more where it reads
    a file in several blocks. It verifies num_examples alone.
    """
    from datasets import DatasetInfo
    from datasets.info import DatasetInfosDict
    from huggingface_hub import DatasetCardData

    infos = DatasetInfosDict()
    for config in CONFIGS:
        features = build_features(config, root)
        splits = _measure_splits(config, rows[config], features)
        infos[config] = DatasetInfo(
            features=features,
            splits=splits,
            download_size=sum(len(data[data_path(config, split)]) for split in splits),
            dataset_size=sum(info.num_bytes for info in splits.values()),
        )
    card = DatasetCardData()
    infos.to_dataset_card_data(card)
    return sorted(card["dataset_info"], key=lambda entry: CONFIGS.index(entry["config_name"]))


def _measure_splits(config: str, rows: list[list[dict]], features: "Features") -> "SplitDict":
    from datasets import Dataset, SplitDict, SplitInfo

    splits = SplitDict()
    for split, members in zip(SPLITS[config], rows, strict=True):
        size = Dataset.from_list(members, features=features).data.nbytes
        splits.add(SplitInfo(name=split, num_bytes=size, num_examples=len(members)))
    return splits


def _read_rows(data: Mapping[str, bytes], config: str) -> list[list[dict]]:
    """Return the rows of each split of the config."""
    return [
        [json.loads(line) for line in data[data_path(config, split)].decode().split("\n") if line]
        for split in SPLITS[config]
    ]
