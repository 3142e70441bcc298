"""Which cases were adjudicated though the readers agree, and why (annotations/changes/draw.json)."""

from dataclasses import dataclass
from pathlib import Path

from mepp5.forms import form, read_json
from mepp5.paths import ROOT

CHANGE_DRAW = "annotations/changes/draw.json"


@form
@dataclass(frozen=True, slots=True)
class ChangeDraw:
    """The first clauses of the cases that were adjudicated though nobody disputes them, by pair.

    `drawn` at random; `rulings`, because a ruling made after the hand-ins may touch them.
    """

    about: str
    drawn: dict[str, tuple[str, ...]]
    rulings: dict[str, tuple[str, ...]]


def read_change_draws(root: Path = ROOT) -> ChangeDraw:
    """Return the file's content; without the file, a draw of nothing."""
    path = Path(root) / CHANGE_DRAW
    return read_json(path, ChangeDraw, "restore the file") if path.exists() else ChangeDraw("", {}, {})
