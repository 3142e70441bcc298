"""The section of the report on paragraphs that people labelled; a generated block."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from baselines.transfer.tables import RESULT, describe_exam
from mepp5.documents.tables import DASH, draw_table
from mepp5.scoring.scorecard import show_interval

Scores = tuple[tuple[str, str], ...]
SHOWN: Scores = (("majority", "micro_f1"), ("majority", "macro_f1"), ("pairs", "micro_f1"), ("pairs", "macro_f1"))
ABOUT = (
    "`python -m baselines transfer --opp115 DIRECTORY` scores models on paragraphs of OPP-115 (Wilson et al. "
    "2016), which three people each labelled with its 12 categories; the texts belong to others and are not in "
    "the repository. Models are asked about the whole *paragraph*, about its *sentences* (what any of its clauses "
    "gets, perhaps nothing), or about these with *one fallback* where they get nothing. *Majority*: against what "
    "two of three people or more gave; a person's own vote is part of that, so that *one person* stands too high "
    "there. *Pairs*: against what two people both gave, for each two of the three, the third being scored against "
    "the two others. In brackets: 95 % percentile bootstrap intervals over policies. Models trained on OPP-115 "
    "are trained and tested on different policies of it."
)


def write_transfer(measured: Mapping[str, Any] | None) -> str:
    """Return the table of models and people on paragraphs, or that they have not been measured."""
    if not measured:
        return f"How models do on paragraphs that people labelled has not been measured (`{RESULT}` is missing)."
    models = [
        (f"`{row['name']}`", row["trained_on"], row["track"], row["way"], *_show_scores(row))
        for row in measured["models"]
    ]
    people = ("one person", DASH, DASH, "paragraph", *_show_scores(measured["people"]))
    head = ("labels of", "trained on", "track", "asked by", *(f"{one}, {_name(score)}" for one, score in SHOWN))
    return "\n\n".join(
        [
            ABOUT,
            describe_exam(dict(measured)),
            draw_table(head, [*models, people], numbers=len(SHOWN)),
            "Kappa of two people, and F1 against pairs, each model asked by whole paragraph:",
            _draw_categories(measured),
        ]
    )


def _draw_categories(measured: Mapping[str, Any]) -> str:
    models = [row for row in measured["models"] if row["way"] == "paragraph"]
    kappas = measured["people"]["kappa"]["per_category"]
    rows = [
        (
            f"`{name}`",
            counted["support"],
            _show(kappas[name]["value"]),
            *_show_each([measured["people"], *models], name),
        )
        for name, counted in models[0]["majority"]["per_category"].items()
    ]
    own = (f"`{row['name']}`, {row['trained_on']}" for row in models)
    head = ("category", "paragraphs", "kappa", "one person", *own)
    return draw_table(head, rows, numbers=len(head) - 1)


def _show_scores(row: Mapping[str, Any]) -> Iterator[str]:
    for reference, score in SHOWN:
        yield show_interval(row[reference][score], row[reference]["intervals"][score])


def _show_each(rows: Sequence[Mapping[str, Any]], category: str) -> Iterator[str]:
    for row in rows:
        line = row["pairs"]["per_category"][category]
        yield _show(line["f1"] if line["support"] else None)


def _show(score: float | None) -> str:
    return DASH if score is None else f"{score:.3f}"


def _name(score: str) -> str:
    return score.removesuffix("_f1") + "-F1"
