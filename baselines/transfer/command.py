"""python -m baselines transfer: score baselines on paragraphs that people labelled."""

from collections.abc import Sequence
from pathlib import Path

import click
from joblib import cpu_count
from rich.console import Console

from baselines.baseline import Baseline
from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.corpus import load_corpus
from baselines.progress import count_down
from mepp5.files import Object, write_files
from mepp5.scoring.results import dump_result
from mepp5.scoring.scorecard import print_json
from mepp5.scoring.tracks import TRACKS

CATEGORIES = "categories"


@click.command()
@click.option(
    "--opp115",
    "directory",
    required=True,
    type=click.Path(path_type=Path),
    help="Your copy of OPP-115: the folder that holds annotations/ and sanitized_policies/.",
)
@click.option(
    "--baseline",
    "names",
    multiple=True,
    type=click.Choice(list(BASELINES)),
    default=[find_recommended(CATEGORIES, track) for track in TRACKS],
    show_default=True,
    help="A model of categories; may be given more than once.",
)
@click.option("--jobs", type=click.IntRange(1), default=cpu_count, help="Processes [one a core].")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines, each category included.")
@click.option("--write", is_flag=True, help="Keep the figures, no text and no label, for the report.")
@click.pass_obj
def transfer(root: Path, directory: Path, names: tuple[str, ...], jobs: int, as_json: bool, write: bool) -> None:
    """Score models on OPP-115's paragraphs, beside the people who labelled them and models trained there.

    Example: python -m baselines transfer --opp115 ~/OPP-115

    The copy is only read, and no word of it is kept.
    """
    from baselines.transfer.tables import RESULT  # the tables' room loads what most commands do without

    result = _measure(root, directory, [BASELINES[name] for name in dict.fromkeys(names)], jobs)
    if write:
        write_files(root, {RESULT: dump_result(result)})
    if as_json:
        print_json(result)
    else:
        _print_tables(result)


def _measure(root: Path, directory: Path, baselines: Sequence[Baseline], jobs: int) -> Object:
    from baselines.transfer.exam import prepare_exam
    from baselines.transfer.measurement import count_steps, measure_transfer

    exam = prepare_exam(directory, root)  # before the corpus: what is wrong with the copy is told at once
    corpus = load_corpus(root)
    kind = BASELINES[find_recommended(CATEGORIES)]
    with count_down("models", count_steps(exam, baselines)) as advance:
        return measure_transfer(exam, corpus, baselines, kind, jobs, advance)


def _print_tables(result: Object) -> None:
    from baselines.transfer.tables import describe_exam, make_categories, make_scores

    console = Console(highlight=False)
    console.print(describe_exam(result), markup=False)
    for table in (make_scores(result), make_categories(result)):
        console.print(table)
