"""The forms of baselines/results: scores with their intervals, results of baselines, and what stands beside them."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from mepp5.reading.fields import Identifier, OneLine, PersonId, Version
from mepp5.reading.forms import Count, form
from mepp5.reading.values import (
    Amount,
    BaselineName,
    CutName,
    Draws,
    Interval,
    Library,
    LibraryVersion,
    ProtocolName,
    ScoreName,
    Sha256,
    Share,
    Shift,
    ShiftInterval,
    TaskName,
)
from mepp5.scoring.tracks import Track

Intervals = dict[ScoreName, Interval]
Supports = dict[Identifier, Count]


@form
class Bootstrap(TypedDict):
    """How intervals were drawn."""

    draws: Draws
    seed: Count
    level: Share
    unit: Identifier


@form
class Each(TypedDict):
    """The scores of one category or slot."""

    precision: Share
    recall: Share
    f1: Share
    support: Count
    interval: Interval


@form
class Merged(TypedDict):
    """F1 with categories merged as in OPP-115."""

    micro_f1: Share
    macro_f1: Share
    intervals: Intervals


@form
class CategoryCut(TypedDict):
    """The scores of categories over all tested clauses, or over the novel ones."""

    clauses: Count
    groups: Count
    micro_f1: Share
    macro_f1: Share
    exact_match: Share
    ranking_precision: NotRequired[Share]
    intervals: Intervals
    merged: Merged
    per_category: NotRequired[dict[Identifier, Each]]
    sections: Count
    section_intervals: Intervals


@form
class Scheme(TypedDict):
    """F1 of slots under one way of matching."""

    micro_f1: Share
    macro_f1: Share
    intervals: Intervals
    per_slot: NotRequired[dict[Identifier, Each]]


@form
class SlotCut(TypedDict):
    """The scores of slots over all tested clauses, or over the novel ones."""

    clauses: Count
    groups: Count
    strict: Scheme
    partial: Scheme
    sections: Count
    section_intervals: Intervals


@form
class CategoryScores(TypedDict):
    """What the scorer says of predicted categories; task, protocol and track are missing where many share them."""

    task: NotRequired[Literal["categories"]]
    protocol: NotRequired[ProtocolName]
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
    protocol: NotRequired[ProtocolName]
    track: NotRequired[Track]
    bootstrap: Bootstrap
    slots: Supports
    all: SlotCut
    novel: SlotCut | None


@form
class Run(TypedDict):
    """How a result came about."""

    data: Sha256
    version: Version
    code: Sha256
    libraries: dict[Library, LibraryVersion]
    seeds: dict[Identifier, Count]


@form
class _Baseline(Run):
    name: BaselineName
    description: OneLine
    track: Track
    invented: NotRequired[Sha256]
    deterministic: bool
    seconds: Amount
    peak_memory_mb: Amount


# How often a category stands where its probability is in a bin, "from" excluded words of Python's own.
ReliabilityBin = TypedDict(
    "ReliabilityBin", {"from": Share, "to": Share, "predictions": Count, "mean": Share, "share": Share}
)


@form
class Calibration(TypedDict):
    """Whether stated probabilities hold under the headline protocol, on all tested clauses."""

    bins: list[ReliabilityBin]
    expected_error: Share
    brier: Share


@form
class CategoryResult(_Baseline):
    """A baseline of categories under every protocol; with calibration where its scores are probabilities."""

    task: Literal["categories"]
    fallback: bool
    calibration: NotRequired[Calibration]
    protocols: dict[ProtocolName, CategoryScores]


@form
class SlotResult(_Baseline):
    """A slot tagger under every protocol."""

    task: Literal["slots"]
    protocols: dict[ProtocolName, SlotScores]


@form
class Difference(TypedDict):
    """One score less another, with the interval of paired draws."""

    difference: Shift
    interval: ShiftInterval


@form
class PairedDifference(TypedDict):
    """Two baselines and their differences; None where no clause is novel."""

    first: BaselineName
    second: BaselineName
    all: dict[ScoreName, Difference]
    novel: dict[ScoreName, Difference] | None


@form
class Differences(Run):
    """Every two baselines of a task under one protocol."""

    protocol: ProtocolName
    bootstrap: Bootstrap
    tasks: dict[TaskName, list[PairedDifference]]


@form
class AnnotatorTasks(TypedDict):
    """The annotators' scores by task."""

    categories: dict[PersonId, CategoryScores]
    slots: dict[PersonId, SlotScores]


@form
class AnnotatorScores(Run):
    """The annotators scored against the reference under one protocol."""

    annotators: Sha256
    protocol: ProtocolName
    note: OneLine
    tasks: AnnotatorTasks


# {version: {task: {protocol: {baseline: {cut: score}}}}}
History = dict[Version, dict[TaskName, dict[ProtocolName, dict[BaselineName, dict[CutName, Share | None]]]]]
