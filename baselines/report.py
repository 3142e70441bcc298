"""The report on the baselines: Markdown and plots, every number of which is computed here or read from results."""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from baselines.baseline import Baseline
from baselines.confusion import count_confusion, list_confusions
from baselines.corpus import ROOT, Corpus
from baselines.curves import Learner, draw_clause_curve, draw_policy_curve
from baselines.mistakes import UNREAD, VERDICTS, count_verdicts, find_mistakes, judge, read_verdicts
from baselines.plots import draw_confusion, draw_curves, draw_distances, draw_growth
from mepp5.blocks import fill_blocks
from mepp5.card_tables import draw_table
from mepp5.files import dump_json, read_json, read_text
from mepp5.protocols import PROTOCOLS
from mepp5.results import read_results

REPORT = "baselines/REPORT.md"
FIGURES = "baselines/report.json"  # the numbers behind the plots
PLOTS = "baselines/plots"
GROWTH = "benchmarks/results/growth.json"
TEMPLATE = Path(__file__).with_name("report_template.md")
CONFUSIONS = 12
DASH = "–"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is computed for the report: curves by baseline, and what the first of them, the best, gets wrong."""

    best: str
    clauses: dict[str, list[dict]]
    policies: dict[str, list[dict]]
    confusion: list[list[int]]
    mistakes: list[dict]


def analyse(
    baselines: Sequence[Baseline], corpus: Corpus, root: Path = ROOT, advance: Callable[[], None] = lambda: None
) -> Analysis:
    """Fit the baselines, the best first; `advance` is called after each fit."""
    learners = {baseline.name: Learner(baseline, corpus, advance) for baseline in baselines}
    best = next(iter(learners.values()))
    lines = best.predict_all()
    return Analysis(
        best.baseline.name,
        {name: draw_clause_curve(learner) for name, learner in learners.items()},
        {name: draw_policy_curve(learner) for name, learner in learners.items()},
        count_confusion(lines, corpus).tolist(),
        judge(find_mistakes(lines, corpus), read_verdicts(corpus, root)),
    )


def write_report(analysis: Analysis, corpus: Corpus, root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: content} of the report, its plots and the numbers behind them.

    Raises CorpusError where results were made from other data than today's.
    """
    results = read_results(corpus.sha256, root)
    growth = _read_growth(root)
    counts = np.array(analysis.confusion)
    plots = {
        "curve-clauses": draw_curves(analysis.clauses, "clauses", "training clauses"),
        "curve-policies": draw_curves(analysis.policies, "policies", "training policies"),
        "confusion": draw_confusion(counts, corpus.categories),
    }
    if results:
        plots["novel"] = draw_distances(_collect_distances(results))
    if growth:
        plots["growth"] = draw_growth(growth["rows"])
    blocks = {
        "provenance": _draw_provenance(corpus, analysis),
        "reuse": _draw_reuse(results, read_json(Path(root) / "data/stats.json")),
        "curves": _draw_curves(analysis),
        "confusion": _draw_confusion(counts, corpus),
        "growth": _draw_growth(growth),
        "mistakes": draw_mistakes(analysis.mistakes, corpus),
    }
    figures = {"data": f"sha256:{corpus.sha256}", **{key: getattr(analysis, key) for key in Analysis.__slots__}}
    return {
        REPORT: fill_blocks(read_text(TEMPLATE), blocks).encode(),
        FIGURES: dump_json(figures),
        **{f"{PLOTS}/{name}.svg": content for name, content in plots.items()},
    }


def draw_mistakes(mistakes: Sequence[Mapping], corpus: Corpus) -> str:
    """Return the judged mistakes as a numbered list, after the number of each verdict."""
    counts = count_verdicts(mistakes)
    total = ", ".join(f"{verdict or UNREAD} {count}" for verdict, count in counts.items())
    items = []
    for number, mistake in enumerate(mistakes, start=1):
        reference = ", ".join(f"`{category}`" for category in mistake["reference"])
        said = f"**{mistake['verdict']}**: {mistake['note']}" if mistake["verdict"] in VERDICTS else f"**{UNREAD}**"
        items.append(
            f"{number}. `{mistake['id']}`, margin {mistake['margin']:.2f}: predicted `{mistake['predicted']}`, reference "
            f"{reference}; {said}\n   > {_escape(corpus.frame.loc[mistake['id'], 'text'])}"
        )
    return "\n\n".join([f"{len(mistakes)} mistakes: {total}.", *items])


def _draw_provenance(corpus: Corpus, analysis: Analysis) -> str:
    return (
        f"Data: `sha256:{corpus.sha256}`, {len(corpus.frame)} clauses. Best model, and the one whose confusions and mistakes "
        f"are shown: `{analysis.best}`. The numbers behind the plots: `{FIGURES}`."
    )


def _draw_reuse(results: Sequence[dict], stats: Mapping) -> str:
    rows = [
        (f"`{name}`", shares["90"]["tested"], *(f"{1 - shares[cut]['share']:.3f}" for cut in ("90", "80", "70")))
        for name, shares in stats["reused"].items()
    ]
    head = ("protocol", "tested clauses", "novel at 90", "at 80", "at 70")
    parts = [
        "The share of novel clauses, where near-duplicates are those of at least this similarity:\n\n"
        + draw_table(head, rows, numbers=4)
    ]
    if not results:
        return "\n\n".join([*parts, "No baseline has run on these data."])
    parts.append(f"![Score on novel and on all clauses, by protocol and baseline]({_link('novel')})")
    parts += ["\n".join(f"- `{name}`: {PROTOCOLS[name].description}." for name in results[0]["protocols"])]
    columns = [(name, cut) for name in results[0]["protocols"] for cut in ("novel", "all")]
    cells = [
        (f"`{result['name']}`", *(_show_pair(result["protocols"][name][cut]) for name, cut in columns))
        for result in reversed(results)
    ]
    head = ("micro-F1 / macro-F1", *(f"`{name}`: {cut}" for name, cut in columns))
    return "\n\n".join([*parts, draw_table(head, cells, numbers=len(columns))])


def _draw_curves(analysis: Analysis) -> str:
    parts = []
    for key, title, curves in (
        ("clauses", "training clauses", analysis.clauses),
        ("policies", "training policies", analysis.policies),
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


def _draw_confusion(counts, corpus: Corpus) -> str:
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


def _draw_growth(growth: Mapping | None) -> str:
    if not growth:
        return f"The benchmark of growth has not been run (`{GROWTH}` is missing)."
    rows = [
        (
            f"{row['clauses']:,}",
            f"{row['seconds']:.1f}",
            f"{row['clauses'] / row['seconds']:,.0f}",
            f"{row['peak_memory_mb']:,.0f}",
        )
        for row in growth["rows"]
    ]
    head = ("clauses", "seconds", "clauses a second", "peak memory, MB")
    about = ", ".join(str(growth[key]) for key in ("model", "machine", "version") if growth.get(key))
    image = f"![Seconds and peak memory over clauses]({_link('growth')})"
    return "\n\n".join([*([f"{about}:"] if about else []), image, draw_table(head, rows, numbers=4)])


def _read_growth(root: Path) -> dict | None:
    path = Path(root) / GROWTH
    return read_json(path) if path.is_file() else None


def _collect_distances(results: Sequence[dict]) -> dict[str, dict[str, tuple[float | None, float]]]:
    return {
        protocol: {
            result["name"]: (
                cuts["novel"] and cuts["novel"]["macro_f1"],
                cuts["all"]["macro_f1"],
            )
            for result in results
            if (cuts := result["protocols"][protocol])
        }
        for protocol in results[0]["protocols"]
    }


def _show_pair(cut: Mapping | None) -> str:
    return f"{cut['micro_f1']:.3f} / {cut['macro_f1']:.3f}" if cut else DASH


def _link(name: str) -> str:
    return f"plots/{name}.svg"


def _escape(text: str) -> str:
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", html.escape(text, quote=False))
