"""The generated tables on adjudication, of DATASHEET and CHANGELOG."""

from collections.abc import Mapping
from itertools import pairwise

from mepp5.card_tables import draw_table


def draw_outcome(outcome: Mapping) -> str:
    """Return what was adjudicated and how it fell; `outcome` is what `outcome.count_outcome` returns."""
    if not outcome:
        return "Nothing has been adjudicated."
    cases = draw_table(("clauses", "number"), outcome["cases"].items(), numbers=1)
    names = ("adjudicated", "categories", "polarities", "slots")
    rows = [(f"`{name}`", *(row.get(column, "–") for column in names)) for name, row in outcome["fell"].items()]
    head = ("annotator", "adjudicated clauses it had", "same categories", "same polarities", "same slots")
    return (
        f"{cases}\n\nHow it fell: in how many of them each annotator had given what became the reference.\n\n"
        + draw_table(head, rows, numbers=4)
    )


def draw_changes(outcome: Mapping) -> dict[str, str]:
    """Return {version: what it changed in the labels of the release before it}."""
    return {version: _draw_change(changes) for version, changes in outcome.get("changes", {}).items()}


def _draw_change(changes: Mapping) -> str:
    counts = ((f"{name} changed", changes[name]) for name in ("categories", "polarities", "slots"))
    moves = ((move["from"], move["to"], move["clauses"]) for move in changes["moves"])
    table = draw_table(("clauses with", "number"), counts, numbers=1)
    if not changes["moves"]:
        return table
    return f"{table}\n\n{draw_table(('categories before', 'categories now', 'clauses'), moves, numbers=1)}"


def draw_history(history: Mapping[str, Mapping]) -> dict[str, str]:
    """Return {version: the macro-F1 of the release before beside its own}; `history` is baselines/history.json."""
    return {after: _draw_step(history[before], history[after]) for before, after in pairwise(history)}


def _draw_step(before: Mapping, after: Mapping) -> str:
    """Return a row for each protocol and baseline that both releases have."""
    rows = [
        (protocol, f"`{name}`", *(f"{before[protocol][name][cut]:.3f} → {scores[cut]:.3f}" for cut in ("all", "novel")))
        for protocol, baselines in after.items()
        for name, scores in baselines.items()
        if name in before.get(protocol, {})
    ]
    return draw_table(("protocol", "baseline", "macro-F1, all", "macro-F1, novel"), rows, numbers=2)
