"""The generated block on annotators and people: annotations/calibration/comparison.json in two tables."""

from mepp5.agreement.people import MAJORITY, PEOPLE, ComparisonRow, PeopleComparison
from mepp5.documents.agreement import show_figure, show_number
from mepp5.documents.tables import draw_table


def draw_people(comparison: PeopleComparison | None) -> str:
    """Return agreement of annotators with people beside that of people with people, overall and by category."""
    if comparison is None:
        return "Nobody has compared the labels with people's yet."
    rows = sorted(comparison["comparisons"], key=lambda row: row["first"] != PEOPLE)
    return "\n\n".join(
        [
            f"{comparison['segments']} segments of {len(comparison['policies'])} policies, the twelve categories of "
            "OPP-115. In brackets: 95 % percentile bootstrap intervals over segments.",
            _draw_overall(rows),
            "Kappa with people, category by category; **bold** where an annotator is below people with people.",
            _draw_categories([row for row in rows if row["second"] == PEOPLE]),
        ]
    )


def draw_people_briefly(comparison: PeopleComparison | None) -> str:
    """Return the overall table alone."""
    if comparison is None:
        return "Nobody has compared the labels with people's yet."
    return _draw_overall([row for row in comparison["comparisons"] if row["second"] == PEOPLE])


def _draw_overall(rows: list[ComparisonRow]) -> str:
    names = {PEOPLE: "each person", MAJORITY: "people's majority"}
    head = ("labels of", "against", "kappa", "micro-F1", "macro-F1")
    lines = (
        (
            "one person" if row["first"] == PEOPLE else f"`{row['first']}`",
            "another person" if row["first"] == PEOPLE else names[row["second"]],
            *(show_figure(row[measure]) for measure in ("kappa", "micro_f1", "macro_f1")),
        )
        for row in rows
    )
    return draw_table(head, lines, numbers=3)


def _draw_categories(rows: list[ComparisonRow]) -> str:
    bound = {name: cell["kappa"]["value"] for name, cell in rows[0]["categories"].items()}
    lines = []
    for name in bound:
        cells = [_show(row["categories"][name]["kappa"]["value"], bound[name]) for row in rows]
        lines.append((name, *cells))
    head = ("category", *("one person" if row["first"] == PEOPLE else f"`{row['first']}`" for row in rows))
    return draw_table(head, lines, numbers=len(rows))


def _show(value: float | None, bound: float | None) -> str:
    shown = show_number(value)
    return f"**{shown}**" if value is not None and bound is not None and value < bound else shown
