"""The sections of the report, in Markdown; each returns the text of one generated block."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baselines.corpus import Corpus
from baselines.report.confusion import list_confusions
from baselines.report.mistakes import UNREAD, VERDICTS, count_verdicts
from mepp5.documents.scores import count_present, name_result, pick_cut
from mepp5.documents.tables import DASH, draw_table
from mepp5.files import Object
from mepp5.release.protocols import PROTOCOLS

FIGURES = "baselines/report.json"  # the numbers behind the plots
CONFUSIONS = 12


def write_mistakes(mistakes: Sequence[Object], corpus: Corpus) -> str:
    """Return the judged mistakes as a numbered list, after the number of each verdict."""
    counts = count_verdicts(mistakes)
    total = ", ".join(f"{verdict or UNREAD} {count}" for verdict, count in counts.items())
    items = []
    for number, mistake in enumerate(mistakes, start=1):
        reference = ", ".join(f"`{category}`" for category in mistake["reference"])
        said = f"**{mistake['verdict']}**: {mistake['note']}" if mistake["verdict"] in VERDICTS else f"**{UNREAD}**"
        items.append(
            f"{number}. `{mistake['id']}`, margin {mistake['margin']:.2f}: predicted `{mistake['predicted']}`, "
            f"reference {reference}; {said}\n   > {_escape(str(corpus.frame.at[mistake['id'], 'text']))}"
        )
    return "\n\n".join([f"{len(mistakes)} mistakes: {total}.", *items])


def write_provenance(corpus: Corpus, best: str) -> str:
    """Return which data and which model the report is of."""
    return (
        f"Data: `sha256:{corpus.sha256}`, {len(corpus.frame)} clauses. Best model, and the one whose confusions and "
        f"mistakes are shown: `{best}`. The numbers behind the plots: `{FIGURES}`."
    )


def write_reuse(results: Sequence[Object], taggers: Sequence[Object], stats: Mapping[str, Any]) -> str:
    """Return the shares of novel clauses and the scores of both tasks on novel and on all clauses.

    `results` and `taggers` are what `read_results` returns, `stats` is data/stats.json.
    """
    protocols = max((result["protocols"] for result in results), key=len) if results else {}
    rows = [
        (
            f"`{name}`",
            shares["90"]["tested"],
            *(f"{1 - shares[cut]['share']:.3f}" for cut in ("90", "80", "70")),
            *_count_categories(protocols.get(name)),
        )
        for name, shares in stats["reused"].items()
    ]
    head = ("protocol", "tested clauses", "novel at 90", "at 80", "at 70", "categories tested", "with a novel positive")
    parts = [
        "The share of novel clauses, where near-duplicates are those of at least this similarity, and how many "
        "categories have a positive:\n\n" + draw_table(head, rows, numbers=6)
    ]
    if not results:
        return "\n\n".join([*parts, "No baseline has run on these data."])
    parts.append(f"![Score on novel and on all clauses, by protocol and baseline]({_link('novel')})")
    parts.append("\n".join(f"- `{name}`: {PROTOCOLS[name].description}." for name in protocols))
    parts.append(_draw_cuts("micro-F1 / macro-F1", results, _show_pair))
    if taggers:
        parts.append(_draw_cuts("slots: strict / partial micro-F1", taggers, _show_schemes))
    return "\n\n".join(parts)


def _count_categories(scores: Mapping[str, Any] | None) -> tuple[object, object]:
    return (len(scores["categories"]), count_present(scores["novel"])) if scores else (DASH, DASH)


def _draw_cuts(title: str, results: Sequence[Object], show: Callable[[Mapping[str, Any] | None], str]) -> str:
    """Return a row for each baseline, the best first, with what show says of novel and all clauses by protocol."""
    widest = max((result["protocols"] for result in results), key=len)
    columns = [(name, cut) for name in widest for cut in ("novel", "all")]
    rows = [
        (name_result(result), *(show(pick_cut(result, name, cut)) for name, cut in columns))
        for result in reversed(results)
    ]
    head = (title, *(f"`{name}`: {cut}" for name, cut in columns))
    return draw_table(head, rows, numbers=len(columns))


def write_curves(clauses: Mapping[str, list[Object]], policies: Mapping[str, list[Object]]) -> str:
    """Return both learning curves, {baseline: points}, as plot and table."""
    parts = []
    for key, title, curves in (
        ("clauses", "training clauses", clauses),
        ("policies", "training policies", policies),
    ):
        rows = [
            (f"`{name}`", f"{point[key]:.0f}", f"{point['micro_f1']:.3f}", f"{point['macro_f1']:.3f}")
            for name, points in curves.items()
            for point in points
        ]
        parts.append(f"![Score over {title}]({_link(f'curve-{key}')})")
        mean = " (mean)" if key == "clauses" else ""
        parts.append(draw_table(("baseline", title + mean, "micro-F1", "macro-F1"), rows, numbers=3))
    return "\n\n".join(parts)


def write_confusion(counts: NDArray[np.int64], corpus: Corpus) -> str:
    """Return the confusions, counts (K, K) of the corpus' categories, as plot and table."""
    rows = [
        (f"`{reference}`", f"`{predicted}`", clauses, total, f"{100 * clauses / total:.0f}")
        for reference, predicted, clauses, total in list_confusions(counts, corpus.categories, CONFUSIONS)
    ]
    right = int(counts.trace())
    return (
        f"Right: {right} of {int(counts.sum())} clauses. In the plot, a square's area is the share of its row.\n\n"
        f"![Predicted category by reference category]({_link('confusion')})\n\n"
        f"The most frequent confusions:\n\n"
        + draw_table(("reference", "predicted", "clauses", "of", "%"), rows, numbers=3)
    )


def _show_pair(cut: Mapping[str, Any] | None) -> str:
    return f"{cut['micro_f1']:.3f} / {cut['macro_f1']:.3f}" if cut else DASH


def _show_schemes(cut: Mapping[str, Any] | None) -> str:
    return f"{cut['strict']['micro_f1']:.3f} / {cut['partial']['micro_f1']:.3f}" if cut else DASH


def _link(name: str) -> str:
    return f"plots/{name}.svg"


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", html.escape(text, quote=False))
