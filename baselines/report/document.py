"""The report on the baselines: Markdown and plots, every number of which is computed here or read from results."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from baselines.baseline import Baseline
from baselines.categories.registry import BASELINES
from baselines.corpus import ROOT, Corpus
from baselines.report.benchmarks import GROWTH, SPEED, name_runs, write_growth, write_speed
from baselines.report.changes.plots import draw_change_plots
from baselines.report.changes.section import (
    CHANGE_GROWTH,
    ChangeGrowth,
    count_effects,
    write_change_growth,
    write_changes,
)
from baselines.report.confusion import count_confusion
from baselines.report.curves import Learner, draw_clause_curve, draw_policy_curve, plan_curves
from baselines.report.forms.figures import Figures, Trials
from baselines.report.forms.measurements import Drafts, Growth, Pages, SentenceEnds, Speed, Transfer
from baselines.report.invented import GROWING, draw_invented_curve, write_invented_curve
from baselines.report.many import MANY, Many, write_many
from baselines.report.mistakes import find_mistakes, judge, read_verdicts
from baselines.report.plots import draw_confusion, draw_curves, draw_distances, draw_growth, draw_reliability
from baselines.report.reading import DRAFTS, PAGES, SENTENCES, write_drafts, write_pages, write_sentences
from baselines.report.reliability import find_calibrated, write_reliability
from baselines.report.sections import (
    FIGURES,
    write_confusion,
    write_curves,
    write_mistakes,
    write_provenance,
    write_reuse,
)
from baselines.report.transfer import write_transfer
from baselines.transfer.tables import RESULT as TRANSFER
from baselines.trials.tables import RESULT as TRIALS
from baselines.trials.tables import write_trials
from mepp5.blocks import fill_blocks
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, read_text
from mepp5.reading.forms import read_json
from mepp5.release.change_protocols import read_change_rows
from mepp5.release.counts import Statistics
from mepp5.release.rows import STATS
from mepp5.scoring.change_results import read_change_results
from mepp5.scoring.results import read_results
from mepp5.scoring.tracks import CLOSED

REPORT = "baselines/REPORT.md"
PLOTS = "baselines/plots"
MEASURED: dict[str, Any] = {GROWTH: Growth, SPEED: Speed, TRIALS: Trials}
MEASURED |= {
    PAGES: Pages,
    DRAFTS: Drafts,
    SENTENCES: SentenceEnds,
    TRANSFER: Transfer,
    MANY: Many,
    CHANGE_GROWTH: ChangeGrowth,
}
TEMPLATE = Path(__file__).with_name("template.md")


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is computed for the report: curves by baseline, and what the first of them, the best, gets wrong.

    `invented` is what draw_invented_curve returns.
    """

    best: str
    clauses: dict[str, list[Object]]
    policies: dict[str, list[Object]]
    invented: dict[str, list[Object]]
    confusion: list[list[int]]
    mistakes: list[Object]


def analyse(
    baselines: Sequence[Baseline],
    corpus: Corpus,
    root: Path = ROOT,
    advance: Callable[[], None] = lambda: None,
    jobs: int = 1,
) -> Analysis:
    """Fit the baselines, the best first, in up to `jobs` processes; `advance` is called after each fit."""
    learners = {baseline.name: Learner(baseline, corpus, advance) for baseline in baselines}
    for learner in learners.values():
        learner.fit(plan_curves(corpus), jobs)
    best = next(iter(learners.values()))
    lines = best.predict_all()
    return Analysis(
        best.baseline.name,
        {name: draw_clause_curve(learner) for name, learner in learners.items()},
        {name: draw_policy_curve(learner) for name, learner in learners.items()},
        draw_invented_curve(BASELINES[GROWING], corpus, advance, jobs),
        count_confusion(lines, corpus).tolist(),
        judge(find_mistakes(lines, corpus), read_verdicts(corpus, root)),
    )


def read_analysis(root: Path = ROOT) -> Analysis:
    """Return what was computed for the committed report."""
    figures: Any = read_json(Path(root) / FIGURES, Figures, "run python -m baselines report")
    return Analysis(**{key: figures[key] for key in Analysis.__slots__})


def write_report(analysis: Analysis, corpus: Corpus, root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: content} of the report, its plots and the numbers behind them.

    Raises CorpusError where results were made from other data than today's.
    """
    results, taggers = (read_results(corpus.sha256, root, task) for task in ("categories", "slots"))
    growth = _read_measured(root, GROWTH, corpus.sha256)
    changes, effects = read_change_results(root), count_effects(read_change_rows(root), corpus.categories)
    counts = np.array(analysis.confusion)
    blocks = {
        "provenance": write_provenance(corpus, analysis.best),
        "reuse": write_reuse(results, taggers, read_json(Path(root) / STATS, Statistics, "run mepp5 build")),
        "curves": write_curves(analysis.clauses, analysis.policies),
        "invented": write_invented_curve(analysis.invented),
        "reliability": write_reliability(results),
        "confusion": write_confusion(counts, corpus),
        "trials": write_trials(_read_measured(root, TRIALS, corpus.sha256)),
        "speed": write_speed(_read_measured(root, SPEED, corpus.sha256)),
        "growth": write_growth(growth),
        "many": write_many(_read_measured(root, MANY, corpus.sha256)),
        "pages": write_pages(_read_measured(root, PAGES, corpus.sha256)),
        "drafts": write_drafts(_read_measured(root, DRAFTS, corpus.sha256)),
        "sentences": write_sentences(_read_measured(root, SENTENCES, corpus.sha256)),
        "transfer": write_transfer(_read_measured(root, TRANSFER, corpus.sha256)),
        "mistakes": write_mistakes(analysis.mistakes, corpus),
        "changes": write_changes(changes, effects),
        "change_growth": write_change_growth(_read_measured(root, CHANGE_GROWTH, corpus.sha256)),
    }
    figures = {"data": f"sha256:{corpus.sha256}", **{key: getattr(analysis, key) for key in Analysis.__slots__}}
    return {
        REPORT: fill_blocks(read_text(TEMPLATE), blocks).encode(),
        FIGURES: dump_json(figures),
        **{f"{PLOTS}/{name}.svg": plot for name, plot in _draw_plots(analysis, corpus, results, growth).items()},
        **{f"{PLOTS}/{name}.svg": plot for name, plot in draw_change_plots(changes, effects).items()},
    }


def _draw_plots(
    analysis: Analysis, corpus: Corpus, results: Sequence[Object], growth: Object | None
) -> dict[str, bytes]:
    plots = {
        "curve-clauses": draw_curves(analysis.clauses, "clauses", "training clauses"),
        "curve-policies": draw_curves(analysis.policies, "policies", "training policies"),
        "curve-invented": draw_curves(analysis.invented, "invented", "invented clauses"),
        "confusion": draw_confusion(np.array(analysis.confusion), corpus.categories),
    }
    if calibrated := find_calibrated(results):
        plots["reliability"] = draw_reliability(calibrated)
    if results:
        plots["novel"] = draw_distances(_collect_distances(results))
    if growth:
        plots["growth"] = draw_growth({name: run["rows"] for name, run in name_runs(growth).items()})
    return plots


def _read_measured(root: Path, name: str, sha256: str) -> Any:
    """Return a file of measurements, None where there is none; raise CorpusError if it was made from other data.

    What no data of the release enter, as the reading of pages, says nothing of them.
    """
    path = Path(root) / name
    if not path.is_file():
        return None
    measured = read_json(path, MEASURED[name], "measure again")
    if measured.get("data", f"sha256:{sha256}") != f"sha256:{sha256}":
        raise CorpusError(f"{path}: made from other data than today's (sha256:{sha256}); measure again.")
    return measured


def _collect_distances(results: Sequence[Object]) -> dict[str, dict[str, tuple[float | None, float]]]:
    return {
        protocol: {
            result["name"] + ("" if result["track"] == CLOSED else f" ({result['track']})"): (
                cuts["novel"] and cuts["novel"]["macro_f1"],
                cuts["all"]["macro_f1"],
            )
            for result in results
            if (cuts := result["protocols"].get(protocol))
        }
        for protocol in max((result["protocols"] for result in results), key=len)
    }
