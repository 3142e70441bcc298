"""What was tried, as the report shows it; the numbers are those of trials.json."""

from collections.abc import Mapping, Sequence
from typing import Any

from mepp5.documents.tables import DASH, draw_table

RESULT = "baselines/trials.json"


def write_trials(trials: Mapping[str, Any] | None) -> str:
    """Return a table for each task of what trials.json holds, or that nothing has been measured."""
    if not trials:
        return f"Nothing has been measured (`{RESULT}` is missing)."
    return "\n\n".join(
        [
            f"A step is {trials['rule']}. Scores are of all inner predictions together; a gain is of micro-F1, over "
            "the step that it is compared with.",
            "Categories:",
            _draw(trials["trials"]),
            "Slots (strict F1):",
            _draw(trials["slot_trials"]),
        ]
    )


def _draw(lines: Sequence[Mapping[str, Any]]) -> str:
    head = ("step", "compared with", "kept", "micro-F1", "macro-F1", "gain [95 % interval]", "in the worst fold")
    rows = [
        (
            line["name"],
            line["against"] or DASH,
            {True: "yes", False: "no", None: DASH}[line["kept"]],
            f"{line['micro_f1']:.3f}",
            f"{line['macro_f1']:.3f}",
            _show_gain(line["gain"]),
            f"{min(part['micro_f1']['difference'] for part in line['parts'].values()):+.3f}" if line["parts"] else DASH,
        )
        for line in lines
    ]
    return draw_table(head, rows, numbers=4)


def _show_gain(gain: Mapping[str, Any] | None) -> str:
    if not gain:
        return DASH
    low, high = gain["micro_f1"]["interval"]
    return f"{gain['micro_f1']['difference']:+.3f} [{low:+.3f}, {high:+.3f}]"
