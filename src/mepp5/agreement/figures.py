"""The form of agreement.json."""

from typing_extensions import TypedDict

from mepp5.measures.intervals import Estimate
from mepp5.reading.forms import form


@form
class Decisions(TypedDict):
    """How often two annotators decide alike."""

    observed: Estimate
    kappa: Estimate


@form
class CategoryDecisions(TypedDict):
    """Decisions on one category, and how often each and both gave it."""

    first: int
    second: int
    both: int
    observed: Estimate
    kappa: Estimate


@form
class PolarityDecisions(TypedDict):
    """Decisions on the polarity of shared categories."""

    decisions: int
    observed: Estimate
    kappa: Estimate


@form
class SpanFigures(TypedDict):
    """F1 of spans."""

    exact: Estimate
    overlapping: Estimate


@form
class SlotFigures(TypedDict):
    """F1 of slots, and how many each marked."""

    first: int
    second: int
    with_value: SpanFigures
    without_value: SpanFigures


@form
class ExtentFigures(TypedDict):
    """F1 of practices where either has two or more in a clause, in how many clauses, and how many each marked."""

    clauses: int
    first: int
    second: int
    exact: Estimate
    overlapping: Estimate


@form
class SubjectDecisions(TypedDict):
    """What practices of one category that both give are about: whole sets, and each subject as a yes or no, pooled."""

    practices: int
    sets: Decisions
    pooled: Decisions


@form
class PairFigures(TypedDict):
    """All figures of two annotators; None for what one of the two does not give."""

    first: str
    second: str
    clauses: int
    sections: int
    sets: Decisions
    pooled: Decisions
    categories: dict[str, CategoryDecisions]
    polarity: PolarityDecisions | None
    slots: SlotFigures | None
    extents: ExtentFigures | None
    subjects: SubjectDecisions | None


@form
class Agreement(TypedDict):
    """The file: the hash of the exports that it was made from, how intervals were drawn, and every pair."""

    exports: str
    seed: int
    draws: int
    level: float
    pairs: list[PairFigures]
