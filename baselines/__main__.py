"""python -m baselines: list, run, compare and print the baselines."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from baselines.corpus import ROOT, hash_clauses, load_corpus
from baselines.registry import BASELINES
from baselines.runner import compare_results, count_fits, read_committed, run_baseline
from mepp5.errors import CorpusError
from mepp5.files import dump_json, write_files
from mepp5.protocols import PROTOCOLS
from mepp5.results import RESULTS
from mepp5.scorecard import make_board


class _Group(click.Group):
    """Bad input ends in one sentence and exit status 1."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except CorpusError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Group)
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=ROOT,
    help="The clone to use.",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Scikit-learn baselines of MEPP-5, scored by mepp5. Example: python -m baselines run logreg svm"""
    ctx.obj = root


@main.command("list")
def list_baselines() -> None:
    """List the baselines. Example: python -m baselines list"""
    table = Table(box=None, show_header=False, pad_edge=False)
    for baseline in BASELINES.values():
        table.add_row(baseline.name, baseline.description)
    Console().print(table)


@main.command()
@click.argument("names", nargs=-1, metavar="[NAME]...", type=click.Choice(list(BASELINES)))
@click.option("--all", "every", is_flag=True, help="Run every baseline.")
@click.option("--check", is_flag=True, help="Write nothing; fail if the scores differ from the committed ones.")
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory to keep the predictions in.",
)
@click.pass_obj
def run(root: Path, names: tuple[str, ...], every: bool, check: bool, predictions: Path | None) -> None:
    """Fit, predict and score; write baselines/results/. Example: python -m baselines run --all --check"""
    if bool(names) == every:
        raise click.UsageError(f"name baselines ({', '.join(BASELINES)}), or give --all.")
    with TemporaryDirectory() as scratch:
        results = _run_all(root, list(BASELINES) if every else list(names), predictions or Path(scratch))
    _print_boards(results)
    if check:
        _check(root, results)
    else:
        write_files(root, {f"{RESULTS}/{name}.json": dump_json(result) for name, result in results.items()})


@main.command()
@click.pass_obj
def table(root: Path) -> None:
    """Print the committed scores. Example: python -m baselines table"""
    _print_boards(read_committed(BASELINES, hash_clauses(root), root))


def _run_all(root: Path, names: list[str], predictions: Path) -> dict[str, dict]:
    corpus = load_corpus(root)
    columns = (TextColumn("{task.description:<15}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    results = {}
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=len(names) * count_fits(corpus))
        for name in names:
            progress.update(task, description=name)
            results[name] = run_baseline(BASELINES[name], corpus, predictions, root, lambda: progress.advance(task))
        progress.update(task, description="done")
    return results


def _print_boards(results: dict[str, dict]) -> None:
    for protocol in PROTOCOLS:
        Console().print(make_board(protocol, {name: result["protocols"][protocol] for name, result in results.items()}))


def _check(root: Path, results: dict[str, dict]) -> None:
    committed = read_committed(results, hash_clauses(root), root)
    for name, result in results.items():
        found = list(compare_results(committed[name], result))
        if found:
            more = f" ({len(found) - 1} more differences)" if len(found) > 1 else ""
            remedy = f"find out why, or write it anew with python -m baselines run {name}"
            raise CorpusError(f"{RESULTS}/{name}.json: {found[0]}{more}; {remedy}.")
    click.echo(f"The scores of {len(results)} baselines are the committed ones.", err=True)


if __name__ == "__main__":
    main(prog_name="python -m baselines")
