"""All baselines by name, those of both tasks."""

from baselines.baseline import Baseline, SlotBaseline
from baselines.registry import BASELINES
from baselines.slot_registry import SLOT_BASELINES

CATALOGUE: dict[str, Baseline | SlotBaseline] = {**BASELINES, **SLOT_BASELINES}
