"""The section of the report on stated probabilities, a generated block: how often what is said to hold does."""

from collections.abc import Mapping, Sequence
from typing import Any

from mepp5.documents.tables import draw_table
from mepp5.files import Object
from mepp5.release.protocols import HEADLINE


def find_calibrated(results: Sequence[Object]) -> dict[str, Mapping[str, Any]]:
    """Return {baseline: its calibration} of those whose scores are probabilities."""
    return {result["name"]: result["calibration"] for result in results if result.get("calibration")}


def write_reliability(results: Sequence[Object]) -> str:
    """Return plot and table of each calibrated baseline, or that there is none."""
    calibrated = find_calibrated(results)
    if not calibrated:
        return "No baseline whose scores are probabilities has run on these data."
    parts = ["![Share of right labels by stated probability](plots/reliability.svg)"]
    for name, measured in calibrated.items():
        rows = [
            (
                f"{each['from']:.1f}–{each['to']:.1f}",
                f"{each['predictions']:,}",
                f"{each['mean']:.3f}",
                f"{each['share']:.3f}",
            )
            for each in measured["bins"]
        ]
        head = ("stated probability", "labels asked", "mean stated", "share that hold")
        parts.append(
            f"`{name}` under `{HEADLINE}`, all tested clauses, every category of each: expected calibration error "
            f"{measured['expected_error']:.3f}, Brier score {measured['brier']:.3f}. Its second model is fitted on "
            "scores of documents that the first ones had not seen.\n\n" + draw_table(head, rows, numbers=3)
        )
    return "\n\n".join(parts)
