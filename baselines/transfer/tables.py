"""The measured as tables for people: in come the figures of measurement.py, out go tables 80 columns wide."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.table import Table

from baselines.transfer.training import CORPUS
from baselines.transfer.ways import PARAGRAPH
from mepp5.files import Object
from mepp5.scoring.scorecard import DASH, show_interval

RESULT = "benchmarks/results/transfer.json"


def describe_exam(result: Object) -> str:
    """Return in sentences what was scored, and what was not."""
    left_out = ", ".join(f"{name!r} {count}" for name, count in result["left_out"].items()) or "none"
    folds = f"{result['folds']} folds, no policy in two of them" if result["folds"] else "none, for want of policies"
    return (
        f"{result['policies']} policies, {result['paragraphs']} paragraphs, of which {result['without_majority']} have "
        f"no category by majority and are not scored; {result['clauses']} clauses ({result['asked_as_a_whole']} "
        f"paragraphs without one were asked as a whole). People's practices of none of the categories: {left_out}. "
        f"Models were trained there in: {folds}."
    )


def make_scores(result: Object) -> Table:
    """Return a row for each model and way, and one for the people, against either reference.

    Track and training are named once above a model's ways.
    """
    table = Table(title="F1 [95 % interval over policies]", title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", max_width=26)
    for heading in ("majority\nmicro", "majority\nmacro", "pairs\nmicro"):
        table.add_column(heading, justify="right", no_wrap=True)
    named = ""
    for row in result["models"]:
        if (heading := name_model(row)) != named:
            named = heading
            table.add_row(heading)
        table.add_row(f"  {row['way']}", *_show_scores(row))
    table.add_row("people")
    table.add_row("  one person", *_show_scores(result["people"]))
    table.caption = (
        "majority: what two of three people or more gave; a person's own vote is in it, so that people stand too high "
        "there. pairs: what two people both gave, for each two of the three; a person is scored against the others."
    )
    table.caption_justify = "left"
    return table


def make_categories(result: Object) -> Table:
    """Return a row for each category: paragraphs that have it, people's kappa, and F1 against pairs.

    The models are those asked by whole paragraph.
    """
    asked = [row for row in result["models"] if row["way"] == PARAGRAPH]
    title = "Category by category: kappa of two people; F1 against pairs, by whole paragraph"
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("", min_width=20)
    names = ["n", "kappa", "one\nperson", *(_shorten(row) for row in asked)]
    for name in names:
        table.add_column(name, justify="right")
    lines = [result["people"], *asked]
    for category, counted in asked[0]["majority"]["per_category"].items():
        kappa = result["people"]["kappa"]["per_category"][category]["value"]
        cells = (_show(row["pairs"]["per_category"][category]) for row in lines)
        table.add_row(
            category.replace("_", " "), str(counted["support"]), DASH if kappa is None else f"{kappa:.2f}", *cells
        )
    return table


def name_model(row: Object) -> str:
    """Return a model's name, training and track, as tables have them."""
    trained = "" if row["trained_on"] == CORPUS else f" trained on {row['trained_on']}"
    return f"{row['name']}{trained} ({row['track']})"


def _shorten(row: Object) -> str:
    """Return the same, without a model's name where it was trained there, in lines of a narrow column."""
    if row["trained_on"] == CORPUS:
        return f"{row['name']} ({row['track']})".replace("-", "-\n").replace(" ", "\n")
    return f"on\n{row['trained_on']} ({row['track']})".replace(" and ", "\n+ ").replace(" (", "\n(")


def _show_scores(row: Object) -> Iterator[str]:
    for reference, score in (("majority", "micro_f1"), ("majority", "macro_f1"), ("pairs", "micro_f1")):
        scores = row[reference]
        yield show_interval(scores[score], scores["intervals"][score] if reference == "majority" else None)


def _show(line: Object) -> str:
    return f"{line['f1']:.2f}" if line["support"] else DASH
