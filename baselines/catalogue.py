"""All baselines by name, those of both tasks, and which to take."""

from baselines.baseline import Baseline, SlotBaseline
from baselines.categories.registry import BASELINES
from baselines.slots.registry import SLOT_BASELINES

CATALOGUE: dict[str, Baseline | SlotBaseline] = {**BASELINES, **SLOT_BASELINES}


def find_recommended(task: str) -> str:
    """Return the name of the one baseline of the task ("categories" or "slots") that its registry recommends."""
    (name,) = (name for name, baseline in CATALOGUE.items() if baseline.task == task and baseline.recommended)
    return name
