"""The generated tables on adjudication, of DATASHEET and CHANGELOG."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from mepp5.documents.tables import DASH, draw_table

SCORE = {"categories": "macro-F1", "slots": "strict micro-F1"}
CUTS = ("all", "novel")


def draw_outcome(outcome: Mapping[str, Any]) -> str:
    """Return what was adjudicated and how it fell; `outcome` is what `outcome.count_outcome` returns."""
    if not outcome:
        return "Nothing has been adjudicated."
    cases = draw_table(("clauses", "number"), outcome["cases"].items(), numbers=1)
    names = ("adjudicated", "categories", "polarities", "slots", "subjects")
    rows = [(f"`{name}`", *(row.get(column, "–") for column in names)) for name, row in outcome["fell"].items()]
    head = (
        "annotator",
        "adjudicated clauses it had",
        "same categories",
        "same polarities",
        "same slots",
        "same subjects",
    )
    return (
        f"{cases}\n\nHow it fell: in how many of them each annotator had given what became the reference.\n\n"
        + draw_table(head, rows, numbers=5)
    )


def draw_changes(outcome: Mapping[str, Any]) -> dict[str, str]:
    """Return {version: what it changed in the labels of the release before it}."""
    return {version: _draw_change(changes) for version, changes in outcome.get("changes", {}).items()}


def _draw_change(changes: Mapping[str, Any]) -> str:
    counts = ((f"{name} changed", changes[name]) for name in ("categories", "polarities", "slots", "subjects"))
    moves = ((move["from"], move["to"], move["clauses"]) for move in changes["moves"])
    table = draw_table(("clauses with", "number"), counts, numbers=1)
    if not changes["moves"]:
        return table
    return f"{table}\n\n{draw_table(('categories before', 'categories now', 'clauses'), moves, numbers=1)}"


def draw_history(history: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return {version: the scores of the release before beside its own}; `history` is baselines/history.json."""
    return {after: _draw_step(history[before], history[after]) for before, after in pairwise(history)}


def _draw_step(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return a row for each protocol and baseline that both releases have."""
    rows = [
        (protocol, f"`{name}`", SCORE[task], *(f"{_show(old[name][cut])} → {_show(new[cut])}" for cut in CUTS))
        for task, protocols in after.items()
        for protocol, baselines in protocols.items()
        for name, new in baselines.items()
        if name in (old := before.get(task, {}).get(protocol, {}))
    ]
    return draw_table(("protocol", "baseline", "score", *CUTS), rows, numbers=2)


def _show(score: float | None) -> str:
    return DASH if score is None else f"{score:.3f}"
