"""annotations/calibration/comparison.json, made up: every figure is written down, none is measured."""

from mepp5.agreement.people import MAJORITY, PEOPLE, ComparisonRow, PeopleComparison
from mepp5.measures.intervals import Estimate


def make_figure(value: float | None, low: float | None = None, high: float | None = None) -> Estimate:
    return {"value": value, "low": low, "high": high, "undefined": 0}


def make_row(first: str, second: str, kappa: dict[str, float | None]) -> ComparisonRow:
    """Return a row whose categories have these kappas, and whose overall figures are the same in every row."""
    return {
        "first": first,
        "second": second,
        "segments": 3,
        "compared": 9,
        "kappa": make_figure(0.75, 0.5, 1.0),
        "micro_f1": make_figure(0.625, 0.25, 0.875),
        "macro_f1": make_figure(0.5),
        "categories": {
            name: {"first": 2, "second": 1, "kappa": make_figure(value), "f1": value} for name, value in kappa.items()
        },
    }


def make_people(labels: dict[str, str]) -> PeopleComparison:
    """Return a comparison of one annotator, worse than people in Security, better in Retention, with those labels."""
    return {
        "opp115": {"annotations/12_shop.example.csv": "1"},
        "labels": labels,
        "segments": 3,
        "policies": ["12_shop.example"],
        "left_out": {"Other": 1},
        "comparisons": [
            make_row("reader", MAJORITY, {"Security": 0.875, "Retention": 0.25, "Change": None}),
            make_row("reader", PEOPLE, {"Security": 0.375, "Retention": 0.625, "Change": 0.125}),
            make_row(PEOPLE, PEOPLE, {"Security": 0.5, "Retention": 0.25, "Change": None}),
        ],
    }
