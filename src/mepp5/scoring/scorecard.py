"""Scores as tables for people."""

from collections.abc import Mapping
from itertools import chain

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mepp5.display import exact
from mepp5.display.lines import clean
from mepp5.files import Object
from mepp5.scoring.results import dump_result
from mepp5.scoring.tracks import UNSTATED, Track

# What a board shows of a task, by cut: (heading, path to the score in the cut, with its interval or without).
BOARDS = {
    "categories": (
        ("novel", "micro", ("micro_f1",), True),
        ("novel", "macro", ("macro_f1",), True),
        ("novel", "exact", ("exact_match",), False),
        ("all", "micro", ("micro_f1",), False),
        ("all", "macro", ("macro_f1",), False),
    ),
    "slots": (
        ("novel", "strict", ("strict", "micro_f1"), True),
        ("novel", "partial", ("partial", "micro_f1"), True),
        ("all", "strict", ("strict", "micro_f1"), False),
        ("all", "partial", ("partial", "micro_f1"), False),
    ),
}
EACH: dict[str, tuple[tuple[str, ...], ...]] = {
    "categories": (("per_category",),),
    "slots": (("strict", "per_slot"), ("partial", "per_slot")),
}
DASH = "–"


def show_scores(result: Object, as_json: bool = False) -> None:
    """Print what score_file returned, on standard output: as tables, or as JSON."""
    if as_json:
        print_json(result)
        return
    tables = [make_sheet(result), *(make_each_board(result, path) for path in EACH[result["task"]])]
    for table in tables:
        Console().print(table)


def show_differences(result: Object, as_json: bool = False) -> None:
    """Print what compare_files returned: first less second, with intervals."""
    if as_json:
        print_json(result)
        return
    table = make_lines(f"{result['protocol']}: first less second, with 95 % intervals", result)
    Console().print(table)


def show_annotators(result: Object, as_json: bool = False) -> None:
    """Print what score_annotators returned, and what it is not."""
    if as_json:
        print_json(result)
        return
    if result["annotators"]:
        Console().print(make_board(result["protocol"], result["annotators"], result["task"]))
    for name, scores in result["annotators"].items():
        line = f"{name}: {scores['all']['clauses']} clauses, {len(scores[result['task']])} {result['task']}"
        Console().print(Text(clean(line)))
    Console().print(f"Each on the tested clauses that it labelled; {result['note']}.")


def print_json(result: Object) -> None:
    """Print a result as JSON for machines."""
    exact.print_json(dump_result(result))


def make_board(
    protocol: str, results: Mapping[str, Object], task: str = "categories", track: Track | None = None
) -> Table:
    """Return a row of scores, the headline's with intervals, for each {name: what score_predictions returned}.

    The title names the track where all are of one.
    """
    most = max(results.values(), key=lambda result: result["all"]["clauses"])
    title = _title(protocol, most, task) + (f"; {track} track" if track else "")
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    table.padding = 0  # so that it fits 80 columns, with two intervals and names of 20 characters
    table.add_column("", no_wrap=True)
    for cut, heading, _, _ in BOARDS[task]:
        table.add_column(f"{cut}\n{heading}", justify="right", no_wrap=True)
    for name, result in results.items():
        cells = (_show(result[cut], path, interval) for cut, _, path, interval in BOARDS[task])
        table.add_row(Text(clean(name)), *cells)
    return table


def make_sheet(result: Object) -> Table:
    """Return a row for each score of one result, over all tested clauses and the novel ones, with intervals."""
    return make_lines(f"{_title(result['protocol'], result, result['task'])}; {name_track(result)}", result)


def make_lines(title: str, result: Object) -> Table:
    """Return a row for each score that stands in both cuts of a result."""
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", no_wrap=True)
    for cut in ("all", "novel"):
        table.add_column(cut, justify="right", no_wrap=True)
    for path in _list_scores(result["all"]):
        table.add_row(
            " ".join(path).replace("_", " ").replace(".", " "),
            *(_show(result[cut], path, True) for cut in ("all", "novel")),
        )
    return table


def make_each_board(result: Object, path: tuple[str, ...]) -> Table:
    """Return precision, recall, F1 and positives (n) of each category or slot, over all and the novel clauses."""
    table = Table(box=SIMPLE_HEAD, padding=0)
    table.add_column(path[0] if len(path) > 1 else "category", no_wrap=True)
    cuts = {cut: _follow(result[cut], path) for cut in ("all", "novel") if result[cut]}
    for cut in cuts:
        for score in ("P", "R", "F1", "n"):
            table.add_column(f"{cut} {score}", justify="right", min_width=5)
    for name in cuts["all"]:
        table.add_row(Text(clean(name)), *chain(*(_show_line(lines[name]) for lines in cuts.values())))
    return table


def show_interval(score: float, interval: list[float] | None) -> str:
    """Return a score with its interval, as text."""
    return f"{score:.3f} [{interval[0]:.3f} {interval[1]:.3f}]" if interval else f"{score:.3f}"


def _title(protocol: str, result: Object, task: str) -> str:
    novel = result["novel"]["clauses"] if result["novel"] else 0
    return f"{protocol}: {result['all']['clauses']} clauses, {novel} novel; {len(result[task])} {task}"


def name_track(result: Object) -> str:
    """Return how a table names the track of a result."""
    return f"{result['track']} track" if result.get("track") else UNSTATED


def _list_scores(cut: Object, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return the paths of the scores in a cut that have an interval, outermost first."""
    own = [(*path, name) for name in cut.get("intervals", {})]
    inner = (_list_scores(value, (*path, key)) for key, value in cut.items() if isinstance(value, dict))
    return own + list(chain(*inner))


def _show(cut: Object | None, path: tuple[str, ...], interval: bool) -> str:
    holder = _follow(cut, path[:-1]) if cut else {}
    if path[-1] not in holder:
        return DASH
    return show_interval(holder[path[-1]], holder["intervals"][path[-1]] if interval else None)


def _follow(cut: Object, path: tuple[str, ...]) -> Object:
    for key in path:
        cut = cut[key]
    return cut


def _show_line(line: Object) -> list[str]:
    return [*(f"{line[key]:.3f}" for key in ("precision", "recall", "f1")), str(line["support"])]
