"""python -m baselines list, run, table and suspects: the benchmark itself."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click
from joblib import cpu_count
from rich.console import Console

from baselines.catalogue import CATALOGUE
from baselines.comparison import (
    compare_beside,
    compare_results,
    keep_history,
    measure_annotators,
    measure_differences,
    read_committed,
)
from baselines.corpus import hash_clauses, load_corpus
from baselines.progress import count_down
from baselines.runner import plan_fits, run_baselines
from baselines.suspects import rank_suspects
from mepp5.adjudication.second_reading import find_read
from mepp5.errors import CorpusError
from mepp5.files import Object, write_files
from mepp5.listing import show_rows
from mepp5.outputs import OutFolder
from mepp5.release.protocols import PROTOCOLS
from mepp5.scoring.results import ANNOTATORS, DIFFERENCES, HISTORY, RESULTS, dump_result, read_beside
from mepp5.scoring.scorecard import make_board
from mepp5.version import read_version


@click.command("list")
def list_baselines() -> None:
    """List the baselines.

    Example: python -m baselines list
    """
    columns = ("name", "task", "track", "description")
    rows = [{name: getattr(baseline, name) for name in columns} for baseline in CATALOGUE.values()]
    show_rows(rows, as_json=False)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=click.Choice(list(CATALOGUE)))
@click.option("--all", "every", is_flag=True, help="Run every baseline.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the scores differ from the committed ones.")
@click.option(
    "--predictions",
    type=OutFolder(),
    help="Directory to keep the predictions in.",
)
@click.option("--jobs", type=click.IntRange(1), default=cpu_count, help="Processes [one a core].")
@click.pass_obj
def run(root: Path, names: tuple[str, ...], every: bool, check: bool, predictions: Path | None, jobs: int) -> None:
    """Fit, predict and score; write baselines/results/.

    Example: python -m baselines run --all --check
    """
    if bool(names) == every:
        raise click.UsageError(f"name baselines ({', '.join(CATALOGUE)}), or give --all.")
    with TemporaryDirectory() as scratch:
        directory = predictions or Path(scratch)
        results = _run_all(root, list(CATALOGUE) if every else list(names), directory, jobs)
        beside = _compare_all(root, results, directory) if every else {}
    _print_boards(results)
    if check:
        _check(root, results, beside)
    else:
        files = {f"{RESULTS}/{name}.json": result for name, result in results.items()} | beside
        if every:
            files[HISTORY] = keep_history(results, read_version(root), root)
        write_files(root, {path: dump_result(result) for path, result in files.items()})


@click.command()
@click.pass_obj
def table(root: Path) -> None:
    """Print the committed scores.

    Example: python -m baselines table
    """
    _print_boards(read_committed(CATALOGUE, hash_clauses(root), root))


@click.command()
@click.option("--most", type=click.IntRange(1), default=100, show_default=True, help="How many to list.")
@click.option("--all", "every", is_flag=True, help="List also clauses whose reference was read since it last changed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines, the clauses' texts included.")
@click.option("--jobs", type=click.IntRange(1), default=cpu_count, help="Processes [one a core].")
@click.pass_obj
def suspects(root: Path, most: int, every: bool, as_json: bool, jobs: int) -> None:
    """List labels that all baselines contradict, strongest first.

    Every baseline is fitted under every protocol, as by run --all; nothing is written.

    Example: python -m baselines suspects --most 20
    """
    corpus = load_corpus(root)
    with TemporaryDirectory() as scratch:
        results = _run_all(root, list(CATALOGUE), Path(scratch), jobs)
        ranked = rank_suspects(Path(scratch), results.values(), corpus, root)
    read = frozenset() if every else find_read(root)
    rows = [suspect.as_row() for suspect in ranked if suspect.id not in read][:most]
    show_rows(rows, as_json, () if as_json else ("id", "label", "problem", "doubt", "runs"))


def _run_all(root: Path, names: list[str], predictions: Path, jobs: int) -> dict[str, Object]:
    baselines = [CATALOGUE[name] for name in dict.fromkeys(names)]
    corpus = load_corpus(root)
    with count_down("fits", len(plan_fits(baselines, corpus))) as advance:
        return run_baselines(baselines, corpus, predictions, root, jobs, advance)


def _compare_all(root: Path, results: dict[str, Object], predictions: Path) -> dict[str, Object]:
    """Return {path: content} of the files that need every baseline's predictions, or none."""
    return {
        DIFFERENCES: measure_differences(results, predictions, root),
        ANNOTATORS: measure_annotators(root),
    }


def _print_boards(results: dict[str, Object]) -> None:
    kinds = dict.fromkeys((result["task"], result["track"]) for result in results.values())
    for task, track in kinds:
        own = {name: each for name, each in results.items() if (each["task"], each["track"]) == (task, track)}
        for protocol in PROTOCOLS:
            scores = {name: each["protocols"][protocol] for name, each in own.items() if protocol in each["protocols"]}
            if scores:
                Console().print(make_board(protocol, scores, task, track))


def _check(root: Path, results: dict[str, Object], beside: dict[str, Object]) -> None:
    sha256 = hash_clauses(root)
    committed = read_committed(results, sha256, root)
    for name, result in results.items():
        _refuse(f"{RESULTS}/{name}.json", list(compare_results(committed[name], result)), name)
    inexact = {name for name, result in results.items() if not result["deterministic"]}
    for path, result in beside.items():
        kept = read_beside(path, sha256, root)
        if kept is None:
            raise CorpusError(f"{path} is missing; run python -m baselines run --all.")
        _refuse(path, list(compare_beside(kept, result, inexact)), "--all")
    click.echo(f"The scores of {len(results)} baselines are the committed ones.", err=True)


def _refuse(path: str, found: list[str], words: str) -> None:
    if found:
        more = f" ({len(found) - 1} more differences)" if len(found) > 1 else ""
        remedy = f"find out why, or write it anew with python -m baselines run {words}"
        raise CorpusError(f"{path}: {found[0]}{more}; {remedy}.")
