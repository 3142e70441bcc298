"""The released clauses, loaded with `datasets.load_dataset` as a stranger would, and their files' hash."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config

ROOT = Path(__file__).parents[1]  # baselines belong to a clone, whatever mepp5 is installed
COLUMNS = ["id", "policy", "lineage", "date", "split", "fold", "text", "section", "context"]
COLUMNS += ["labels", "slots", "duplicate_group"]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The clauses (indexed by id, with COLUMNS; labels and slots are lists), the categories, the hash."""

    frame: pd.DataFrame
    categories: tuple[str, ...]
    sha256: str

    @property
    def rows(self) -> list[Object]:
        """The clauses as dictionaries, in the order of the release."""
        return self.frame.to_dict("records", into=dict)


def load_corpus(root: Path = ROOT) -> Corpus:
    """Load the config "clauses" of the clone at root, offline; section titles are joined to one string.

    Raises CorpusError where the release cannot be loaded.
    """
    splits = _load_splits(root)
    features = next(iter(splits.values())).features
    label = features["labels"].feature
    parts = [dataset.to_pandas().assign(split=split) for split, dataset in splits.items()]
    frame = pd.concat(parts, ignore_index=True)[COLUMNS].set_index("id", drop=False)
    frame["labels"] = [label.int2str(list(ids)) for ids in frame["labels"]]
    frame["date"] = pd.Series([date.isoformat() if date else None for date in frame["date"]], frame.index, object)
    frame["slots"] = [[_name_slot(slot, features["slots"].feature) for slot in slots] for slots in frame["slots"]]
    frame["section"] = [" ".join(titles) for titles in frame["section"]]
    return Corpus(frame, tuple(label.names), hash_clauses(root))


def hash_clauses(root: Path = ROOT) -> str:
    """Return the content hash of the config "clauses", the one that the card carries."""
    return hash_config("clauses", read_bytes(Path(root) / SUMS))


def _name_slot(slot: Object, features: Mapping[str, Any]) -> Object:
    """Return the slot with its type and value as ids where they are numbers."""
    named = {"slot", "value"}
    return {
        key: features[key].int2str(value) if key in named and hasattr(features[key], "int2str") else value
        for key, value in slot.items()
    }


def _load_splits(root: Path) -> Mapping[str, Any]:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # read when datasets is first imported, hence the late import
    import datasets

    datasets.disable_progress_bars()
    # A cache of our own: the shared one goes by the directory's name and card, and can serve rows long gone.
    with TemporaryDirectory() as cache:
        try:
            splits: Mapping[str, Any] = datasets.load_dataset(
                str(Path(root).resolve()), "clauses", cache_dir=cache, keep_in_memory=True
            )
        except Exception as error:  # the library raises a dozen unrelated kinds, none of them ours to tell apart
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise CorpusError(
                f"{root}: load_dataset cannot read config 'clauses' ({reason}); run mepp5 check."
            ) from error
    return splits
