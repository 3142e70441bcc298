"""The leaderboards: committed results as rows of a score with its interval, best first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.paths import ROOT
from mepp5.release.loading import SUMS
from mepp5.release.protocols import HEADLINE
from mepp5.release.rows import hash_config
from mepp5.scoring.change_results import read_change_results
from mepp5.scoring.results import read_annotator_scores, read_results

CUT = "not_identical"  # of the task "changes": links whose sides are letter for letter the same are no feat
STALE = "Its results were not made from today's data, and are not shown."


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 1 under its heading, with low and high end of its interval if it has one."""

    heading: str
    value: float
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A system: name, what it is, track ("" of annotators), scores, of which the first is drawn."""

    name: str
    about: str
    track: str
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A task's rows, best first, and a sentence on what is scored."""

    title: str
    about: str
    rows: tuple[Row, ...]


def list_boards(root: Path = ROOT) -> tuple[list[Board], list[str]]:
    """Return a board for each task that has results, and a sentence for each task whose results cannot be shown.

    They cannot where they were made from other data than today's, or break their form. Such a board has no rows.
    """
    sums = read_bytes(Path(root) / SUMS)
    hashes = {config: hash_config(config, sums) for config in ("clauses", "annotators", "changes")}
    boards, notes = [], []
    for task, make in _MAKERS.items():
        try:
            board = make(task, Path(root), hashes)
        except CorpusError as error:
            board = Board(f"Task: {task}", STALE, ())
            notes.append(str(error))
        if board:
            boards.append(board)
    return boards, notes


def _make_board(task: str, root: Path, hashes: dict[str, str]) -> Board | None:
    results = read_results(hashes["clauses"], root, task)
    if not results:
        return None
    rows = [_make_row(result, result["protocols"][HEADLINE], task) for result in results]
    beside = read_annotator_scores(hashes["clauses"], hashes["annotators"], root)
    people = [
        _make_row({"name": name, "track": "annotator", "description": "an annotator before adjudication"}, scores, task)
        for name, scores in (beside["tasks"][task] if beside else {}).items()
    ]
    scores = results[0]["protocols"][HEADLINE]
    cut = "novel" if scores["novel"] else "all"
    matched = "" if task == "categories" else ", type and both ends exact"
    about = f"F1 under {HEADLINE} on {scores[cut]['clauses']} tested clauses ({cut}){matched}."
    if people:
        about += " Annotators are no independent bound: the reference was made from them."
    return Board(f"Task: {task}", about, (*sorted(rows, key=_rank), *sorted(people, key=_rank)))


def _make_row(result: Object, scores: Object, task: str) -> Row:
    cut = scores["novel"] or scores["all"]
    found = cut if task == "categories" else cut["strict"]
    names = {"micro_f1": "micro-F1", "macro_f1": "macro-F1"}
    shown = tuple(Score(heading, found[name], _pair(found["intervals"].get(name))) for name, heading in names.items())
    return Row(result["name"], result["description"], result["track"], shown)


def _make_change_board(task: str, root: Path, hashes: dict[str, str]) -> Board | None:
    if (results := read_change_results(root)) is None:
        return None
    rows = [
        Row(name, system["description"], system["track"], tuple(_list_change_scores(system)))
        for name, system in results["baselines"].items()
    ]
    about = (
        f"Scores under {results['protocol']} of links whose two sides are not identical; judged are the reference's."
    )
    return Board(f"Task: {task}", about, tuple(sorted(rows, key=_rank)))


def _list_change_scores(system: Object) -> Iterator[Score]:
    links, judged = (system[part][CUT] for part in ("align", "judge"))
    yield Score("links, F1", links["f1"], _pair(links["intervals"]["f1"]))
    for name in ("meaning", "effects"):
        if (value := judged[name].get("macro_f1")) is not None:
            yield Score(f"{name}, macro-F1", value, _pair(judged[name]["intervals"].get("macro_f1")))


def _pair(interval: list[float] | None) -> tuple[float, float] | None:
    return (interval[0], interval[1]) if interval else None


def _rank(row: Row) -> float:
    return -row.scores[0].value


_MAKERS: dict[str, Callable[[str, Path, dict[str, str]], Board | None]] = {
    "categories": _make_board,
    "slots": _make_board,
    "changes": _make_change_board,
}
