"""All baselines by name, those of both tasks, and which to take."""

from baselines.baseline import Baseline, SlotBaseline
from baselines.categories.registry import BASELINES
from baselines.slots.registry import SLOT_BASELINES
from mepp5.scoring.tracks import CLOSED, Track

CATALOGUE: dict[str, Baseline | SlotBaseline] = {**BASELINES, **SLOT_BASELINES}


def find_recommended(task: str, track: Track = CLOSED) -> str:
    """Return the one baseline of a task ("categories" or "slots") and track that its registry recommends."""
    (name,) = (
        name
        for name, baseline in CATALOGUE.items()
        if baseline.recommended and (baseline.task, baseline.track) == (task, track)
    )
    return name
