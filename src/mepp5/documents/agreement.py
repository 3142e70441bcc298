"""The tables of agreement, for the datasheet and for the terminal."""

from collections.abc import Sequence
from pathlib import Path

from mepp5.agreement.figures import Agreement, CategoryDecisions, PairFigures, SpanFigures
from mepp5.agreement.measurement import measure_agreement
from mepp5.documents.tables import draw_table
from mepp5.files import Object
from mepp5.measures.intervals import Estimate
from mepp5.paths import ROOT

NOTHING = "–"


def draw_agreement(agreement: Agreement) -> str:
    """Return the Markdown tables; `agreement` is what `agreement.read_agreement` returns."""
    pairs = agreement["pairs"]
    if not pairs:
        return "No clause has two annotators."
    about = (
        f"In brackets: {100 * agreement['level']:g} % percentile bootstrap intervals over level-1 sections "
        f"({agreement['draws']} draws, seed {agreement['seed']})."
    )
    parts = [f"Categories. {about}", _draw_categories(pairs), "Kappa of each category."]
    parts += [_draw_each_category(pairs), "F1 of slots and of extents.", _draw_spans(pairs)]
    parts += ["Subjects of practices that stand alone.", _draw_subjects(pairs)]
    return "\n\n".join(parts)


def list_agreement(root: Path = ROOT) -> list[Object]:
    """Return one row per pair, to be shown as a table: the clauses and the main figures, without intervals but one."""
    return [
        {
            "first": pair["first"],
            "second": pair["second"],
            "clauses": pair["clauses"],
            "same": show_number(pair["sets"]["observed"]["value"]),
            "set kappa": show_number(pair["sets"]["kappa"]["value"]),
            "kappa": show_figure(pair["pooled"]["kappa"]),
            "slots": show_number(pair["slots"]["with_value"]["exact"]["value"]) if pair["slots"] else NOTHING,
            "extents": show_number(pair["extents"]["exact"]["value"]) if pair["extents"] else NOTHING,
        }
        for pair in measure_agreement(root)["pairs"]
    ]


def show_figure(figure: Estimate) -> str:
    """Return ".812 [.790, .833]"; without brackets where there is no interval, a dash where there is no value."""
    if figure["low"] is None:
        return show_number(figure["value"])
    return f"{show_number(figure['value'])} [{show_number(figure['low'])}, {show_number(figure['high'])}]"


def show_number(number: float | None) -> str:
    """Return ".812", a dash where there is no value, ">.999" for what is less than 1 but would be rounded to it."""
    if number is None:
        return NOTHING
    shown = f"{number:.3f}".replace("0.", ".", 1)
    return ">.999" if number < 1 and shown == "1.000" else shown


def _draw_categories(pairs: Sequence[PairFigures]) -> str:
    head = ("pair", "clauses", "sections", "same set", "kappa of sets", "same, pooled", "kappa, pooled")
    rows = []
    for pair in pairs:
        figures = (pair[level][measure] for level in ("sets", "pooled") for measure in ("observed", "kappa"))
        polarity = pair["polarity"]
        last = f"{show_figure(polarity['kappa'])}, n = {polarity['decisions']}" if polarity else NOTHING
        rows.append((_name(pair), pair["clauses"], pair["sections"], *map(show_figure, figures), last))
    return draw_table((*head, "kappa of polarity"), rows, numbers=7)


def _draw_each_category(pairs: Sequence[PairFigures]) -> str:
    """A row a category, a column a pair; behind the kappa how many clauses either has with the category."""
    rows = []
    for category in pairs[0]["categories"]:
        cells = [pair["categories"][category] for pair in pairs]
        rows.append((f"`{category}`", *map(_show_category, cells)))
    return draw_table(("category", *map(_name, pairs)), rows, numbers=len(pairs))


def _show_category(cell: CategoryDecisions) -> str:
    either = cell["first"] + cell["second"] - cell["both"]
    return f"{show_number(cell['kappa']['value'])} ({either})"


def _draw_spans(pairs: Sequence[PairFigures]) -> str:
    head = ("pair", "slots", "exact, same value", "exact", "overlapping, same value", "overlapping")
    rows = []
    for pair in pairs:
        slots, extents = pair["slots"], pair["extents"]
        if not slots and not extents:
            continue
        cells = [NOTHING] * 5
        if slots:
            ways = (slots["with_value"], slots["without_value"])
            figures = (figure for how in zip(*map(_list_figures, ways), strict=True) for figure in how)
            cells = [f"{slots['first']} / {slots['second']}", *map(show_figure, figures)]
        more = [NOTHING] * 3
        if extents:
            more = [str(extents["clauses"]), show_figure(extents["exact"]), show_figure(extents["overlapping"])]
        rows.append((_name(pair), *cells, *more))
    return draw_table((*head, "clauses with two practices", "extents exact", "extents overlapping"), rows, numbers=8)


def _draw_subjects(pairs: Sequence[PairFigures]) -> str:
    head = ("pair", "practices", "same set", "kappa of sets", "same, pooled", "kappa, pooled")
    rows = []
    for pair in pairs:
        if subjects := pair["subjects"]:
            ways = (subjects["sets"], subjects["pooled"])
            figures = (show_figure(figure) for way in ways for figure in (way["observed"], way["kappa"]))
            rows.append((_name(pair), subjects["practices"], *figures))
    return draw_table(head, rows, numbers=5)


def _list_figures(spans: SpanFigures) -> tuple[Estimate, Estimate]:
    return spans["exact"], spans["overlapping"]


def _name(pair: PairFigures) -> str:
    return f"`{pair['first']}` / `{pair['second']}`"
