"""python -m baselines report, and mistakes: what the scores do not say."""

from pathlib import Path

import click
from joblib import cpu_count

from baselines.baseline import Baseline
from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.corpus import load_corpus
from baselines.progress import count_down
from baselines.report.curves import Learner, plan_curves
from baselines.report.invented import plan_invented_curve
from baselines.report.mistakes import SHOWN, UNREAD, find_mistakes, judge, read_verdicts
from mepp5.documents.tables import DASH
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, write_files

SECOND = "svm-char"  # stands beside the best model in the learning curves


def choose_baselines() -> list[Baseline]:
    """Return the recommended model and the one beside it."""
    return [BASELINES[name] for name in dict.fromkeys((find_recommended("categories"), SECOND))]


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail if a file differs from the committed one.")
@click.option("--jobs", type=click.IntRange(1), default=cpu_count, help="Processes [one a core].")
@click.pass_obj
def report(root: Path, check: bool, jobs: int) -> None:
    """Write baselines/REPORT.md with its plots.

    Example: python -m baselines report --check
    """
    from baselines.report.document import (  # matplotlib is a developer's tool, absent from a plain install
        analyse,
        write_report,
    )

    corpus, chosen = load_corpus(root), choose_baselines()
    fits = len(chosen) * len(plan_curves(corpus)) + len(plan_invented_curve(corpus))
    with count_down("models", fits) as advance:
        analysis = analyse(chosen, corpus, root, advance, jobs)
    files = write_report(analysis, corpus, root)
    if check:
        _compare(root, files)
    else:
        write_files(root, files)
        click.echo(f"{len(files)} files written, of them {next(iter(files))}.", err=True)


def _compare(root: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        if not (root / path).is_file() or read_bytes(root / path) != content:
            raise CorpusError(f"{path}: not what python -m baselines report writes today; write it anew and look why.")
    click.echo(f"The {len(files)} files of the report are the committed ones.", err=True)


@click.command()
@click.option(
    "--model",
    type=click.Choice(list(BASELINES)),
    default=find_recommended("categories"),
    show_default=True,
    help="Whose mistakes.",
)
@click.option("--number", type=click.IntRange(1), default=SHOWN, show_default=True, help="How many.")
@click.pass_obj
def mistakes(root: Path, model: str, number: int) -> None:
    """Print the most confident mistakes.

    Example: python -m baselines mistakes --number 5
    """
    corpus = load_corpus(root)
    found = find_mistakes(Learner(BASELINES[model], corpus).predict_all(), corpus, number)
    for place, mistake in enumerate(judge(found, read_verdicts(corpus, root)), start=1):
        row = corpus.frame.loc[mistake["id"]]
        click.echo(f"{place}. {mistake['id']}  margin {mistake['margin']:.2f}  {row['section']}")
        click.echo(f"   predicted {mistake['predicted']}, reference {', '.join(mistake['reference'])}")
        click.echo(f"   after: {row['context']}\n   {row['text']}")
        click.echo(f"   {mistake['verdict'] or UNREAD}: {mistake['note'] or DASH}\n")
