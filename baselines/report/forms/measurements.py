"""The forms of benchmarks/results, each with the machine that it was measured on."""

from typing_extensions import TypedDict

from mepp5.measures.intervals import Estimate
from mepp5.reading.forms import form
from mepp5.reading.values import Sha256
from mepp5.scoring.scores import Bootstrap, Each, Intervals, Run
from mepp5.scoring.tracks import Track


@form
class Machine(TypedDict):
    """What was measured on."""

    processor: str
    cores: int
    system: str


@form
class GrowthRow(TypedDict):
    """Time and memory for so many clauses."""

    clauses: int
    seconds: float
    clauses_per_second: int
    peak_memory_mb: float


@form
class GrowthRun(TypedDict):
    """The growth of one model, with or without slots."""

    model: str
    slots: str | None
    rows: list[GrowthRow]
    times_proportional: float


@form
class Growth(Run):
    """benchmarks/results/growth.json."""

    machine: Machine
    bound: float
    runs: list[GrowthRun]


@form
class PageReader(TypedDict):
    """How well one reader reads pages."""

    reader: str
    recall: float
    precision: float
    lowest_recall: float
    below: int
    seconds: float


@form
class PageClauses(TypedDict):
    """What the clauses drafted of pages are."""

    drafted: int
    outside: int
    outside_share: float
    lost_to_chrome_share: float


@form
class Pages(TypedDict):
    """benchmarks/results/pages.json."""

    version: str
    pages: int
    readers: list[PageReader]
    clauses: PageClauses


@form
class DraftLine(TypedDict):
    """How near one drafter comes to a policy's decided units."""

    drafter: str
    policy: str
    drafted: int
    decided: int
    f1: float
    f1_with_kind: float
    section: float | None


@form
class Drafts(Run):
    """benchmarks/results/drafts.json."""

    machine: Machine
    rows: list[DraftLine]


@form
class Boundaries(TypedDict):
    """A splitter's boundaries in a set of paragraphs."""

    paragraphs: int
    exact: int
    boundaries: int
    precision: float | None
    recall: float | None
    f1: float | None


@form
class Splitter(TypedDict):
    """How well and fast one splitter finds sentence ends."""

    characters_per_second: int
    scores: dict[str, Boundaries]


@form
class SentenceEnds(Run):
    """benchmarks/results/sentence_ends.json."""

    machine: Machine
    candidates: dict[str, Splitter]


@form
class Bound(TypedDict):
    """How many times the floor a model may take."""

    model: str
    times_floor: float


@form
class SpeedLine(TypedDict):
    """The speed of one model, with or without slots."""

    model: str
    slots: str | None
    fit_seconds: float
    seconds: float
    clauses_per_second: int
    times_floor: float
    times_single_words_floor: float
    steps_seconds: dict[str, float]


@form
class Speed(Run):
    """benchmarks/results/predict_speed.json."""

    machine: Machine
    characters: int
    clauses: int
    bound: Bound
    floor_seconds: float
    single_words_floor_seconds: float
    models: list[SpeedLine]


@form
class Answers(TypedDict):
    """The scores of what was said of paragraphs, against one reference."""

    answers: int
    micro_f1: float
    macro_f1: float
    intervals: Intervals
    per_category: dict[str, Each]


@form
class Kappas(TypedDict):
    """Cohen's kappa of two people, over all categories and of each."""

    all: Estimate
    per_category: dict[str, Estimate]


@form
class PeopleScores(TypedDict):
    """How far people agree on paragraphs."""

    majority: Answers
    pairs: Answers
    kappa: Kappas


@form
class ModelScores(TypedDict):
    """What one model, asked in one way, says of paragraphs."""

    name: str
    track: Track
    trained_on: str
    way: str
    empty: int
    majority: Answers
    pairs: Answers


@form
class Transfer(Run):
    """benchmarks/results/transfer.json."""

    invented: Sha256
    opp115: Sha256
    bootstrap: Bootstrap
    policies: int
    folds: int
    paragraphs: int
    without_majority: int
    clauses: int
    asked_as_a_whole: int
    left_out: dict[str, int]
    people: PeopleScores
    models: list[ModelScores]
