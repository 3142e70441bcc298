"""The labeller, fitted once and kept."""

from collections.abc import Callable
from pathlib import Path

from baselines.categories.registry import BASELINES
from baselines.corpus import load_corpus
from baselines.predict.labeller import Labeller
from baselines.slots.registry import SLOT_BASELINES


def load_labeller(
    root: Path, model: str, slots: str | None, fall_back: bool = True, tell: Callable[[str], None] = print
) -> Labeller:
    """Return the labeller of a model of categories and perhaps a slot tagger, by their names; `tell` hears of a refit."""
    return Labeller(load_corpus(root), BASELINES[model], SLOT_BASELINES[slots] if slots else None, fall_back)
