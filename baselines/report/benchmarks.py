"""The sections of the report on speed and growth; each returns the text of one generated block."""

from collections.abc import Mapping
from typing import Any

from mepp5.documents.tables import DASH, draw_table

GROWTH = "benchmarks/results/growth.json"
SPEED = "benchmarks/results/predict_speed.json"


def write_speed(speed: Mapping[str, Any] | None) -> str:
    """Return the table of the benchmark of predict's speed, or that it has not been run."""
    if not speed:
        return f"The benchmark of speed has not been run (`{SPEED}` is missing)."
    rows = [
        (
            f"`{model['model']}`",
            f"`{model['slots']}`" if model["slots"] else DASH,
            f"{model['clauses_per_second']:,}",
            f"{model['times_floor']:.2f}",
            f"{model['times_single_words_floor']:.2f}",
            ", ".join(f"{step} {seconds / model['seconds']:.0%}" for step, seconds in model["steps_seconds"].items()),
        )
        for model in speed["models"]
    ]
    head = ("categories", "slots", "clauses a second", "times the floor", "of single words", "where the time goes")
    bound = speed["bound"]
    about = (
        f"From raw text to labels, {speed['clauses']:,} clauses, one thread ({_tell_machine(speed)}). The floor hashes "
        "the words of the same lines (1–2-grams, as the models do; single words beside it) and multiplies one sparse "
        f"matrix: {speed['floor_seconds']:.3f} s. `{bound['model']}`, the model of words alone, may take "
        f"{bound['times_floor']:g} times as long. The steps were measured one by one, so that their shares need not "
        "add up to 100 %."
    )
    return "\n\n".join([about, draw_table(head, rows)])


def write_growth(growth: Mapping[str, Any] | None) -> str:
    """Return the table of the benchmark of growth, or that it has not been run."""
    if not growth:
        return f"The benchmark of growth has not been run (`{GROWTH}` is missing)."
    rows = [
        (
            name,
            f"{row['clauses']:,}",
            f"{row['seconds']:.1f}",
            f"{row['clauses'] / row['seconds']:,.0f}",
            f"{row['peak_memory_mb']:,.0f}",
        )
        for name, run in name_runs(growth).items()
        for row in run["rows"]
    ]
    head = ("what is predicted", "clauses", "seconds", "clauses a second", "peak memory, MB")
    before, after = (f"{row['clauses']:,}" for row in growth["runs"][0]["rows"][-2:])
    times = ", ".join(f"{run['times_proportional']:.2f} ({name})" for name, run in name_runs(growth).items())
    about = (
        f"`predict`, one process ({_tell_machine(growth)}): from {before} to {after} clauses, the time over ten times "
        f"the one before is {times}; at most {growth['bound']} is asked for."
    )
    image = "![Seconds and peak memory over clauses](plots/growth.svg)"
    return "\n\n".join([about, image, draw_table(head, rows, numbers=4)])


def name_runs(growth: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the runs of the benchmark of growth by what was predicted, and by what."""
    return {
        f"categories ({run['model']})" + (f" and slots ({run['slots']})" if run["slots"] else ""): run
        for run in growth["runs"]
    }


def _tell_machine(measured: Mapping[str, Any]) -> str:
    machine = measured["machine"]
    return f"mepp5 {measured['version']}, {machine['processor']}, {machine['cores']} cores, {machine['system']}"
