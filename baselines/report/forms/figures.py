"""The forms of baselines/report.json and baselines/trials.json."""

from typing_extensions import TypedDict

from mepp5.reading.forms import form
from mepp5.scoring.scores import Bootstrap, Difference


@form
class ClausePoint(TypedDict):
    """A point of a learning curve over clauses; keys are read in this order, and written in it again."""

    clauses: float
    micro_f1: float
    macro_f1: float


@form
class PolicyPoint(TypedDict):
    """A point of a learning curve over policies."""

    policies: int
    clauses: float
    micro_f1: float
    macro_f1: float


@form
class InventedPoint(TypedDict):
    """A point of the learning curve over invented clauses."""

    invented: int
    micro_f1: float
    macro_f1: float


@form
class Mistake(TypedDict):
    """A confident mistake, and what a reader said of it, None where nobody has read it."""

    id: str
    predicted: str
    reference: list[str]
    margin: float
    verdict: str | None
    note: str | None


@form
class Figures(TypedDict):
    """baselines/report.json."""

    data: str
    best: str
    clauses: dict[str, list[ClausePoint]]
    policies: dict[str, list[PolicyPoint]]
    invented: dict[str, list[InventedPoint]]
    confusion: list[list[int]]
    mistakes: list[Mistake]


Gain = dict[str, Difference]  # by score


@form
class TrialLine(TypedDict):
    """A step that was tried; the first of a ladder is compared with nothing."""

    name: str
    against: str
    seconds_per_fit: float
    micro_f1: float
    macro_f1: float
    kept: bool | None
    gain: Gain | None
    parts: dict[str, Gain] | None


@form
class Trials(TypedDict):
    """baselines/trials.json."""

    data: str
    bootstrap: Bootstrap
    rule: str
    trials: list[TrialLine]
    slot_trials: list[TrialLine]
