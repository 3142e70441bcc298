"""The protocol of the task "changes": each pair of policies tested once, trained on the other pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.release.features import CHANGES, list_splits
from mepp5.release.loading import read_rows
from mepp5.release.protocols import Fold

LEAVE_ONE_PAIR_OUT = "leave-one-pair-out"


@dataclass(frozen=True, slots=True)
class ChangeFold:
    """One round: the pair that is tested, its rows, and the rows of the other pairs, to train on.

    A policy of the tested pair may stand in a training pair, too, with other links.
    """

    name: str
    train: tuple[Object, ...]
    test: tuple[Object, ...]


def read_change_rows(root: Path = ROOT) -> list[Object]:
    """Return the rows of the config "changes" in order, [] where the corpus compares no policies."""
    return [row for split in list_splits(root).get(CHANGES, ()) for row in read_rows(CHANGES, split, root)]


def make_change_folds(rows: Sequence[Object]) -> list[ChangeFold]:
    """Return a fold for each pair in the rows."""
    return [
        ChangeFold(
            pair,
            tuple(row for row in rows if row["pair"] != pair),
            tuple(row for row in rows if row["pair"] == pair),
        )
        for pair in dict.fromkeys(row["pair"] for row in rows)
    ]


def list_change_folds(root: Path = ROOT) -> list[Fold]:
    """Return a fold for each pair, of row ids: to train on those of the other pairs, to test those of its own."""
    folds = make_change_folds(read_change_rows(root))
    return [Fold(fold.name, *(tuple(row["id"] for row in rows) for rows in (fold.train, fold.test))) for fold in folds]
