"""The section of the report on very many policies, a generated block, and the form of what it is read from."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from baselines.report.forms.measurements import Machine
from mepp5.documents.tables import draw_table
from mepp5.reading.forms import form
from mepp5.scoring.scores import Run

MANY = "benchmarks/results/many.json"


@form
class TreeMemory(TypedDict):
    """Resident memory of a run's processes together, in MB: at most, and on average early and late."""

    peak_mb: float
    early_mb: float
    late_mb: float


@form
class ManyRun(TypedDict):
    """A run of predict-many; steady is without what comes before the first block is done."""

    engine: str
    workers: int
    documents: int
    clauses: int
    errors: int
    seconds: float
    clauses_per_second: int
    processor_seconds: float
    clauses_per_processor_second: int
    steady_seconds: float | None
    steady_clauses_per_second: int | None
    memory: TreeMemory


@form
class Estimate(TypedDict):
    """What so many real policies would cost."""

    policies: int
    clauses_per_policy: int
    clauses_per_processor_second: int
    core_hours: float


@form
class Many(Run):
    """benchmarks/results/many.json."""

    machine: Machine
    model: str
    slots: str
    runs: list[ManyRun]
    estimate: Estimate


def write_many(many: Mapping[str, Any] | None) -> str:
    """Return the table of runs by engine and workers with the estimate, or that they have not been measured."""
    if not many:
        return f"The benchmark of very many policies has not been run (`{MANY}` is missing)."
    rows = [
        (
            run["engine"],
            run["workers"],
            f"{run['documents']:,}",
            f"{run['clauses']:,}",
            f"{run['seconds']:.0f}",
            f"{run['clauses_per_second']:,}",
            f"{run['clauses_per_processor_second']:,}",
            f"{run['memory']['early_mb']:,.0f}",
            f"{run['memory']['late_mb']:,.0f}",
        )
        for run in many["runs"]
    ]
    head: tuple[str, ...] = ("engine", "workers", "documents", "clauses", "seconds", "clauses a second")
    head += ("per processor second", "MB early", "MB late")
    estimate = many["estimate"]
    about = (
        f"`python -m baselines predict-many` with `{many['model']}` and `{many['slots']}` on short documents made of "
        "sections of the corpus and of invented policies, with other words and numbers. The start of the processes is "
        "in the seconds. Memory is that of all processes together. On paper, "
        f"{estimate['policies']:,} policies of {estimate['clauses_per_policy']} clauses cost "
        f"{estimate['core_hours']:.0f} core-hours at the first run's speed; that is an estimate, not a measurement."
    )
    return "\n\n".join([about, draw_table(head, rows, numbers=8)])
