"""The released clauses and the invented ones, loaded with `datasets.load_dataset` as a stranger would; their hashes."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.invented.markup import CHROME
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config

ROOT = Path(__file__).parents[1]  # baselines belong to a clone, whatever mepp5 is installed
COLUMNS = ["id", "policy", "lineage", "date", "split", "fold", "text", "section", "context"]
COLUMNS += ["labels", "topics", "slots", "duplicate_group", "source"]
SHARED = ["id", "source", "text", "section", "context", "labels", "topics", "slots", "duplicate_group"]
# What the library takes for a pattern of paths, or for one address inside another, where it stands in a folder's name.
PATTERN = re.compile(r"[][*?]|::")
INPUTS = ["source", "text", "section", "context"]  # what a model of categories sees; of the source, where one ends


@dataclass(frozen=True, slots=True)
class Corpus:
    """The clauses (indexed by id, with COLUMNS; labels, topics and slots are lists), the categories, the hash.

    "source" is the document of a clause: its policy, or that of an invented one.

    `invented` has the invented clauses, no part of the corpus, with those of COLUMNS in SHARED; each is a duplicate
    group of its own. `invented_sha256` is the hash of their config.
    """

    frame: pd.DataFrame
    categories: tuple[str, ...]
    sha256: str
    invented: pd.DataFrame
    invented_sha256: str

    @property
    def rows(self) -> list[Object]:
        """The clauses as dictionaries, in the order of the release."""
        return self.frame.to_dict("records", into=dict)


def load_corpus(root: Path = ROOT) -> Corpus:
    """Load the configs "clauses" and "invented" of the clone at root, offline; titles are joined to one string.

    Raises CorpusError where the release cannot be loaded.
    """
    clauses, invented = (_load_frame(config, root) for config in ("clauses", "invented"))
    frame, categories = clauses
    frame["date"] = pd.Series([date.isoformat() if date else None for date in frame["date"]], frame.index, object)
    return Corpus(
        frame.assign(source=frame["policy"])[COLUMNS],
        categories,
        hash_clauses(root),
        _leave_out_chrome(invented[0]),
        hash_invented(root),
    )


def load_rows(config: str, root: Path = ROOT) -> list[Object]:
    """Return all rows of a config, in the order of its splits, names in the place of the numbers of labels."""
    return [_name_labels(row, split.features) for split in _load_splits(config, root).values() for row in split]


def _name_labels(value: Any, feature: Any) -> Any:
    if value is None:
        return None
    if hasattr(feature, "int2str"):
        return feature.int2str(value)
    if isinstance(value, dict):
        return {name: _name_labels(inner, feature[name]) for name, inner in value.items()}
    if isinstance(value, list):
        return [_name_labels(inner, getattr(feature, "feature", feature)) for inner in value]
    return value


def _load_frame(config: str, root: Path) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the rows of a config by id, names in the place of numbers, and the categories."""
    splits = _load_splits(config, root)
    features = next(iter(splits.values())).features
    label = features["labels"].feature
    parts = [dataset.to_pandas().assign(split=split) for split, dataset in splits.items()]
    frame = pd.concat(parts, ignore_index=True).set_index("id", drop=False)
    frame["kind"] = features["kind"].int2str(frame["kind"].tolist())
    for column in ("labels", "topics"):
        frame[column] = [label.int2str(list(ids)) for ids in frame[column]]
    frame["slots"] = [[_name_slot(slot, features["slots"].feature) for slot in slots] for slots in frame["slots"]]
    frame["section"] = [" ".join(titles) for titles in frame["section"]]
    return frame, tuple(label.names)


def _leave_out_chrome(units: pd.DataFrame) -> pd.DataFrame:
    """Return the invented clauses without the page furniture; none of them is near to another."""
    return units[units["kind"] != CHROME].assign(duplicate_group=units["id"])[SHARED]


def hash_clauses(root: Path = ROOT) -> str:
    """Return the content hash of the config "clauses", the one that the card carries."""
    return hash_config("clauses", read_bytes(Path(root) / SUMS))


def hash_invented(root: Path = ROOT) -> str:
    """Return the content hash of the config "invented"."""
    return hash_config("invented", read_bytes(Path(root) / SUMS))


def _name_slot(slot: Object, features: Mapping[str, Any]) -> Object:
    """Return the slot with its type and value as ids where they are numbers."""
    named = {"slot", "value"}
    return {
        key: features[key].int2str(value) if key in named and hasattr(features[key], "int2str") else value
        for key, value in slot.items()
    }


def _load_splits(config: str, root: Path) -> Mapping[str, Any]:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when datasets is first imported, hence the late import
    import datasets

    datasets.disable_progress_bars()
    try:
        # A cache of our own: the shared one goes by the directory's name and card, and can serve rows long gone.
        with TemporaryDirectory() as cache, _name_plainly(Path(root).resolve()) as folder:
            splits: Mapping[str, Any] = datasets.load_dataset(str(folder), config, cache_dir=cache, keep_in_memory=True)
    except Exception as error:  # the library raises a dozen unrelated kinds, none of them ours to tell apart
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise CorpusError(f"{root}: load_dataset cannot read config {config!r} ({reason}); run mepp5 check.") from error
    return splits


@contextmanager
def _name_plainly(root: Path) -> Iterator[Path]:
    """Yield the root, or a copy of card and data where the library would take the root's name for a pattern."""
    if not PATTERN.search(str(root)):
        yield root
        return
    with TemporaryDirectory() as scratch:
        shutil.copy(root / "README.md", scratch)
        shutil.copytree(root / "data", Path(scratch) / "data")
        yield Path(scratch)
