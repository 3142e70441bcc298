"""python -m baselines compare: what changed between any two documents, predicted."""

from pathlib import Path

import click

from baselines.compare.documents import read_both
from baselines.compare.kept import load_links
from baselines.compare.prediction import predict_comparison
from baselines.fitting import repeatable
from mepp5.diff.command import check_categories, check_output, show_comparison
from mepp5.diff.comparison import Document
from mepp5.diff.options import View, view_options
from mepp5.display.exact import tell


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--any-language", is_flag=True, help="Compare other languages too, though the models know only English.")
@view_options
@click.pass_obj
def compare(root: Path, old: Path, new: Path, any_language: bool, view: View) -> None:
    """Say what became of each clause of OLD in NEW: text, Markdown, HTML, PDF or docx.

    Everything is predicted, with scores; `mepp5 diff` shows the same view of labelled pairs.

    Example: python -m baselines compare policy-2023.html policy-2025.html --effect broader
    """
    check_categories(view, root)
    check_output(view, root, (old, new))
    clauses, traits, find_slot = read_both((old, new), any_language, root, tell)
    with repeatable():
        model = load_links(root, tell)
        names = [Document(path.name) for path in (old, new)]
        comparison = predict_comparison(names[0], names[1], (clauses[0], clauses[1]), traits, model, find_slot)
    show_comparison(comparison, view)
