"""The generated tables on adjudication, of DATASHEET and CHANGELOG."""

from collections.abc import Mapping

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


def draw_changes(outcome: Mapping) -> str:
    """Return what the reference changed against the labels released before."""
    if not outcome:
        return "Nothing has been adjudicated."
    changes = outcome["changes"]
    counts = ((f"{name} changed", changes[name]) for name in ("categories", "polarities", "slots"))
    moves = ((move["from"], move["to"], move["clauses"]) for move in changes["moves"])
    table = draw_table(("clauses with", "number"), counts, numbers=1)
    return f"{table}\n\n{draw_table(('categories before', 'categories now', 'clauses'), moves, numbers=1)}"


def draw_history(history: Mapping[str, Mapping]) -> str:
    """Return the macro-F1 of the first two releases side by side; `history` is baselines/history.json."""
    if not history:
        return "No scores of releases are kept."
    before, after = list(history)[:2]
    rows = []
    for protocol, baselines in history[after].items():
        for name, scores in baselines.items():
            old = history[before][protocol][name]
            rows.append((protocol, f"`{name}`", *(f"{old[cut]:.3f} → {scores[cut]:.3f}" for cut in ("all", "novel"))))
    return draw_table(("protocol", "baseline", "macro-F1, all", "macro-F1, novel"), rows, numbers=2)
