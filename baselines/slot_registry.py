"""The slot taggers, each a few lines; every hyper-parameter stands here, none chosen on what is scored."""

from baselines.baseline import SlotBaseline

SLOT_BASELINES: dict[str, SlotBaseline] = {}
