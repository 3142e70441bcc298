"""The forms of baselines/results: scores with their intervals, results of baselines, and what stands beside them."""

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from mepp5.reading.forms import form
from mepp5.scoring.tracks import Track

Interval = Annotated[list[float], Field(min_length=2, max_length=2)] | None
Intervals = dict[str, Interval]
Supports = dict[str, int]
Sha256 = Annotated[str, Field(pattern=r"\Asha256:[0-9a-f]{64}\z")]


@form
class Bootstrap(TypedDict):
    """How intervals were drawn."""

    draws: int
    seed: int
    level: float
    unit: str


@form
class Each(TypedDict):
    """The scores of one category or slot."""

    precision: float
    recall: float
    f1: float
    support: int
    interval: Interval


@form
class Merged(TypedDict):
    """F1 with categories merged as in OPP-115."""

    micro_f1: float
    macro_f1: float
    intervals: Intervals


@form
class CategoryCut(TypedDict):
    """The scores of categories over all tested clauses, or over the novel ones."""

    clauses: int
    groups: int
    micro_f1: float
    macro_f1: float
    exact_match: float
    ranking_precision: NotRequired[float]
    intervals: Intervals
    merged: Merged
    per_category: NotRequired[dict[str, Each]]
    sections: int
    section_intervals: Intervals


@form
class Scheme(TypedDict):
    """F1 of slots under one way of matching."""

    micro_f1: float
    macro_f1: float
    intervals: Intervals
    per_slot: NotRequired[dict[str, Each]]


@form
class SlotCut(TypedDict):
    """The scores of slots over all tested clauses, or over the novel ones."""

    clauses: int
    groups: int
    strict: Scheme
    partial: Scheme
    sections: int
    section_intervals: Intervals


@form
class CategoryScores(TypedDict):
    """What the scorer says of predicted categories; task, protocol and track are missing where many share them."""

    task: NotRequired[Literal["categories"]]
    protocol: NotRequired[str]
    track: NotRequired[Track]
    bootstrap: Bootstrap
    categories: Supports
    merged_categories: Supports
    all: CategoryCut
    novel: CategoryCut | None


@form
class SlotScores(TypedDict):
    """What the scorer says of predicted slots."""

    task: NotRequired[Literal["slots"]]
    protocol: NotRequired[str]
    track: NotRequired[Track]
    bootstrap: Bootstrap
    slots: Supports
    all: SlotCut
    novel: SlotCut | None


@form
class Run(TypedDict):
    """How a result came about."""

    data: Sha256
    version: str
    code: Sha256
    libraries: dict[str, str]
    seeds: dict[str, int]


@form
class _Baseline(Run):
    name: str
    description: str
    track: Track
    invented: NotRequired[Sha256]
    deterministic: bool
    seconds: float
    peak_memory_mb: float


# How often a category stands where its probability is in a bin, "from" excluded words of Python's own.
ReliabilityBin = TypedDict(
    "ReliabilityBin", {"from": float, "to": float, "predictions": int, "mean": float, "share": float}
)


@form
class Calibration(TypedDict):
    """Whether stated probabilities hold under the headline protocol, on all tested clauses."""

    bins: list[ReliabilityBin]
    expected_error: float
    brier: float


@form
class CategoryResult(_Baseline):
    """A baseline of categories under every protocol; with calibration where its scores are probabilities."""

    task: Literal["categories"]
    fallback: bool
    calibration: NotRequired[Calibration]
    protocols: dict[str, CategoryScores]


@form
class SlotResult(_Baseline):
    """A slot tagger under every protocol."""

    task: Literal["slots"]
    protocols: dict[str, SlotScores]


@form
class Difference(TypedDict):
    """One score less another, with the interval of paired draws."""

    difference: float
    interval: Interval


@form
class PairedDifference(TypedDict):
    """Two baselines and their differences; None where no clause is novel."""

    first: str
    second: str
    all: dict[str, Difference]
    novel: dict[str, Difference] | None


@form
class Differences(Run):
    """Every two baselines of a task under one protocol."""

    protocol: str
    bootstrap: Bootstrap
    tasks: dict[str, list[PairedDifference]]


@form
class AnnotatorTasks(TypedDict):
    """The annotators' scores by task."""

    categories: dict[str, CategoryScores]
    slots: dict[str, SlotScores]


@form
class AnnotatorScores(Run):
    """The annotators scored against the reference under one protocol."""

    annotators: Sha256
    protocol: str
    note: str
    tasks: AnnotatorTasks


# {version: {task: {protocol: {baseline: {cut: score}}}}}
History = dict[str, dict[str, dict[str, dict[str, dict[str, float | None]]]]]
