"""The report on the baselines: the same twice, made of the results, its plots legible, its mistakes read."""

import re
import shutil
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest

from baselines.categories.registry import BASELINES
from baselines.corpus import ROOT, load_corpus
from baselines.report import command as report_command
from baselines.report.benchmarks import GROWTH, SPEED
from baselines.report.curves import Learner, draw_clause_curve, draw_policy_curve, plan_curves
from baselines.report.document import PLOTS, REPORT, analyse, read_analysis, write_report
from baselines.report.mistakes import UNREAD
from baselines.report.plots import GREY, draw_growth
from baselines.report.sections import FIGURES
from baselines.runner import run_baselines
from baselines.trials.tables import RESULT as TRIALS
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_json, write_files
from mepp5.reading.forms import read_json
from mepp5.release.protocols import HEADLINE, PROTOCOLS
from mepp5.scoring.results import RESULTS, dump_result
from tests.baselines.fixture_baselines import invoke
from tests.release.fixture_release import make_release

NAMES = ("logreg", "nb")
GROWN = {
    "version": "0.0.1",
    "code": f"sha256:{64 * '0'}",
    "libraries": {"python": "3"},
    "seeds": {"models": 0},
    "machine": {"processor": "made up", "cores": 2, "system": "none"},
    "bound": 1.3,
    "runs": [
        {
            "model": "logreg",
            "slots": slots,
            "rows": [
                {"clauses": 1000, "seconds": 1.25, "clauses_per_second": 800, "peak_memory_mb": 200.0},
                {"clauses": 10000, "seconds": seconds, "clauses_per_second": 800, "peak_memory_mb": 201.0},
            ],
            "times_proportional": seconds / 12.5,
        }
        for slots, seconds in ((None, 12.5), ("tagger", 15.0))
    ],
}


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """A tiny release with the results of two baselines and a benchmark of growth."""
    root = make_release(tmp_path_factory.mktemp("report"))
    corpus = load_corpus(root)
    results = run_baselines([BASELINES[name] for name in NAMES], corpus, root / "predictions", root)
    files = {f"{RESULTS}/{name}.json": dump_result(result) for name, result in results.items()}
    write_files(root, files | {GROWTH: dump_json({"data": f"sha256:{corpus.sha256}"} | GROWN)})
    return root


@pytest.fixture(scope="module")
def corpus(root):
    return load_corpus(root)


@pytest.fixture(scope="module")
def analysis(root, corpus):
    return analyse([BASELINES[name] for name in NAMES], corpus, root)


@pytest.fixture(scope="module")
def files(root, corpus, analysis):
    return write_report(analysis, corpus, root)


def test_the_report_is_the_same_when_it_is_made_again(root, corpus, files):
    again = analyse([BASELINES[name] for name in NAMES], corpus, root)
    assert write_report(again, corpus, root) == files


def test_every_plot_is_shown_and_every_one_shown_exists(files):
    linked = set(re.findall(r"\]\((plots/[\w-]+\.svg)\)", files[REPORT].decode()))
    assert {f"baselines/{link}" for link in linked} == {path for path in files if path.startswith(PLOTS)}
    assert len(linked) == 7


def test_plots_are_svg_without_date_or_background(files):
    for path in (path for path in files if path.endswith(".svg")):
        tree = ElementTree.fromstring(files[path])
        assert tree.tag == "{http://www.w3.org/2000/svg}svg"
        content = files[path].decode()
        assert "dc:date" not in content
        assert "<image" not in content
        assert not re.search(r"fill: (#ffffff|#000000|white|black)", content)
        texts = [node.get("style", "") for node in tree.iter("{http://www.w3.org/2000/svg}text")]
        assert texts
        assert all(GREY in style for style in texts)


def test_the_scores_shown_are_those_of_the_results(root, files):
    rows = [line for line in files[REPORT].decode().splitlines() if line.startswith("| `")]
    for name in NAMES:
        result = read_json(root / RESULTS / f"{name}.json", Object)
        cells = []
        for protocol in PROTOCOLS:
            for cut in ("novel", "all"):
                scores = result["protocols"][protocol][cut]
                cells.append(f"{scores['micro_f1']:.3f} / {scores['macro_f1']:.3f}" if scores else "–")
        assert f"| `{name}` | {' | '.join(cells)} |" in rows


def test_other_numbers_shown_are_computed(files, analysis):
    report = files[REPORT].decode()
    for curves, key in ((analysis.clauses, "clauses"), (analysis.policies, "policies")):
        for name, points in curves.items():
            for point in points:
                assert f"| `{name}` | {point[key]:.0f} | {point['micro_f1']:.3f} | {point['macro_f1']:.3f} |" in report
    assert "| categories (logreg) | 10,000 | 12.5 | 800 | 201 |" in report
    assert "| categories (logreg) and slots (tagger) | 10,000 | 15.0 | 667 | 201 |" in report
    assert "1.00 (categories (logreg)), 1.20 (categories (logreg) and slots (tagger))" in report
    assert f"Right: {np.trace(analysis.confusion)} of {np.sum(analysis.confusion)} clauses" in report


def test_a_report_without_results_or_growth_says_so(tmp_path, corpus, analysis):
    root = make_release(tmp_path)
    report = write_report(analysis, corpus, root)[REPORT].decode()
    assert "No baseline has run on these data." in report
    assert "has not been run" in report


def test_growth_measured_on_other_data_is_refused(tmp_path, corpus, analysis):
    root = make_release(tmp_path)
    write_files(root, {GROWTH: dump_json({"data": f"sha256:{64 * '0'}"} | GROWN)})
    with pytest.raises(CorpusError, match=r"growth\.json: made from other data"):
        write_report(analysis, corpus, root)


def test_the_trials_are_shown_as_they_were_measured(root, corpus, analysis):
    measured = read_json(ROOT / TRIALS, Object) | {"data": f"sha256:{corpus.sha256}"}
    copy = root.parent / "tried"
    shutil.copytree(root, copy)
    write_files(copy, {TRIALS: dump_json(measured)})
    report = write_report(analysis, corpus, copy)[REPORT].decode()
    for line in (*measured["trials"], *measured["slot_trials"]):
        kept = {True: "yes", False: "no", None: "–"}[line["kept"]]
        assert f"| {line['name']} | {line['against'] or '–'} | {kept} | {line['micro_f1']:.3f} |" in report
    write_files(copy, {TRIALS: dump_json(measured | {"data": f"sha256:{64 * '0'}"})})
    with pytest.raises(CorpusError, match=r"trials\.json: made from other data"):
        write_report(analysis, corpus, copy)


def test_the_speed_shown_is_that_of_the_benchmark(root, corpus, analysis):
    speed = read_json(ROOT / SPEED, Object) | {"data": f"sha256:{corpus.sha256}"}
    copy = root.parent / "fast"
    shutil.copytree(root, copy)
    write_files(copy, {SPEED: dump_json(speed)})
    report = write_report(analysis, corpus, copy)[REPORT].decode()
    for model in speed["models"]:
        assert f"| {model['clauses_per_second']:,} | {model['times_floor']:.2f} |" in report
    write_files(copy, {SPEED: dump_json(speed | {"data": f"sha256:{64 * '0'}"})})
    with pytest.raises(CorpusError, match=r"predict_speed\.json: made from other data"):
        write_report(analysis, corpus, copy)


def test_curves_end_with_the_scores_of_the_results(root, analysis):
    for name in NAMES:
        scores = read_json(root / RESULTS / f"{name}.json", Object)["protocols"][HEADLINE]["novel"]
        for curve in (analysis.clauses[name], analysis.policies[name]):
            assert curve[-1]["micro_f1"] == scores["micro_f1"]
            assert curve[-1]["macro_f1"] == scores["macro_f1"]


def test_fits_are_counted_for_the_progress_bar(corpus):
    fits = []
    learner = Learner(BASELINES["nb"], corpus, lambda: fits.append(1))
    draw_clause_curve(learner), draw_policy_curve(learner), learner.predict_all()
    assert len(fits) == len(plan_curves(corpus))


def test_training_policies_are_as_many_as_the_curve_says(corpus):
    learner = Learner(BASELINES["majority"], corpus)
    points = draw_policy_curve(learner)
    assert [point["policies"] for point in points] == [1, 2]
    for fold in learner.found:
        assert fold.name not in set(corpus.frame.loc[list(fold.train), "policy"])


def test_a_mistake_without_verdict_is_not_read_yet(files, analysis):
    assert analysis.mistakes
    assert files[REPORT].decode().count(f"**{UNREAD}**") == len(analysis.mistakes)


@pytest.mark.exact
def test_the_committed_report_is_what_is_written_of_the_committed_figures():
    """Every table, plot and number but the fits themselves, which `report --check` makes again."""
    corpus = load_corpus()
    assert read_json(ROOT / FIGURES, Object)["data"] == f"sha256:{corpus.sha256}", "run python -m baselines report"
    for path, content in write_report(read_analysis(), corpus).items():
        assert (ROOT / path).read_bytes() == content, path


def test_check_names_the_file_that_differs(root, monkeypatch):
    monkeypatch.setattr(report_command, "choose_baselines", lambda: [BASELINES[name] for name in NAMES])
    copy = root.parent / "checked"
    shutil.copytree(root, copy)
    assert invoke(copy, "report").exit_code == 0
    checked = invoke(copy, "report", "--check")
    assert (checked.exit_code, checked.output.count("are the committed ones")) == (0, 1)
    path = copy / FIGURES
    path.write_bytes(path.read_bytes().replace(b"0.", b"1.", 1))
    result = invoke(copy, "report", "--check")
    assert result.exit_code == 1
    assert f"{FIGURES}: not what python -m baselines report writes today" in result.stderr


def test_growth_is_plotted_the_same_twice():
    runs = {str(run["slots"]): run["rows"] for run in GROWN["runs"]}
    assert draw_growth(runs) == draw_growth(runs)
