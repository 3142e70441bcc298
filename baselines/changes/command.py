"""python -m baselines run-changes: the benchmark of the task "changes"."""

from pathlib import Path

import click
from joblib import cpu_count
from rich.console import Console

from baselines.changes.results import compare_change_results, read_change_results
from baselines.changes.runner import run_change_baselines
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.scoring.change_board import make_change_board
from mepp5.scoring.change_results import CHANGE_RESULTS
from mepp5.scoring.results import dump_result


@click.command("run-changes")
@click.option("--check", is_flag=True, help="Write nothing; fail if the scores differ from the committed ones.")
@click.option("--jobs", type=click.IntRange(1), default=cpu_count, help="Processes [one a core].")
@click.pass_obj
def run_changes(root: Path, check: bool, jobs: int) -> None:
    """Align and judge each pair, trained on the others; score. Example: python -m baselines run-changes --check"""
    result = run_change_baselines(root, jobs)
    Console().print(make_change_board(result["baselines"]))
    if not check:
        write_files(root, {CHANGE_RESULTS: dump_result(result)})
        return
    if found := list(compare_change_results(read_change_results(root), result)):
        more = f" ({len(found) - 1} more differences)" if len(found) > 1 else ""
        raise CorpusError(f"{CHANGE_RESULTS}: {found[0]}{more}; find out why, or run python -m baselines run-changes.")
    click.echo("The scores of changes are the committed ones.", err=True)
