"""Scores of the task "changes" as tables for people."""

from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mepp5.display.lines import clean
from mepp5.files import Object
from mepp5.scoring.scorecard import print_json, show_interval

# (heading, part, cut, path to the score, whether its interval is shown)
COLUMNS = (
    ("links: F1 of\nnot identical", "align", "not_identical", ("f1",), True),
    ("of\nall", "align", "all", ("f1",), False),
    ("form\nmacro", "judge", "not_identical", ("form", "macro_f1"), False),
    ("meaning\nmacro", "judge", "not_identical", ("meaning", "macro_f1"), False),
    ("effect\nmicro", "judge", "not_identical", ("effects", "micro_f1"), False),
    ("effect\nmacro", "judge", "not_identical", ("effects", "macro_f1"), False),
)
DASH = "–"


def make_change_board(results: Mapping[str, Object]) -> Table:
    """Return a row of scores for each {name: what score_changes returned}, 80 columns wide; judged are links alike."""
    table = Table(title="changes: leave-one-pair-out", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for heading, *_ in COLUMNS:
        table.add_column(heading, justify="right", no_wrap=True)
    for name, result in results.items():
        cells = (show_change_score(result, part, cut, path, interval) for _, part, cut, path, interval in COLUMNS)
        table.add_row(Text(clean(name)), *cells)
    return table


def show_change_score(result: Object, part: str, cut: str, path: tuple[str, ...], interval: bool) -> str:
    """Return a score of a result as text, a dash where the part is not answered."""
    if not result[part]:
        return DASH
    holder = result[part][cut]
    for key in path[:-1]:
        holder = holder[key]
    found = holder["intervals"].get(path[-1]) if interval else None
    return show_interval(holder[path[-1]], found) if path[-1] in holder else DASH


def show_change_scores(result: Object, as_json: bool = False) -> None:
    """Print what score_changes returned: the row, the pairs and each label, or JSON."""
    if as_json:
        print_json(result)
        return
    console = Console()
    console.print(make_change_board({"predictions": result}))
    if result["align"]:
        table = Table(box=SIMPLE_HEAD)
        table.add_column("linked pairs of")
        table.add_column("F1, all", justify="right")
        table.add_column("F1, not identical", justify="right")
        for pair, f1 in result["align"]["all"]["per_pair"].items():
            table.add_row(Text(clean(pair)), f"{f1:.3f}", f"{result['align']['not_identical']['per_pair'][pair]:.3f}")
        console.print(table)
    if result["judge"]:
        table = Table(box=SIMPLE_HEAD)
        for heading in ("of links not identical", "label", "F1", "n"):
            table.add_column(heading, justify="right" if heading in ("F1", "n") else "left")
        for name in ("form", "meaning", "effects"):
            for label, line in result["judge"]["not_identical"][name]["per_label"].items():
                table.add_row(name, label, f"{line['f1']:.3f}", str(line["support"]))
        console.print(table)
