"""python -m baselines predict: label any privacy policy."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.corpus import load_corpus
from baselines.predict.documents import list_documents
from baselines.predict.formats import FORMATS
from baselines.predict.labeller import Labeller, label_file
from baselines.slots.registry import SLOT_BASELINES
from mepp5.errors import CorpusError

NO_SLOTS = "none"


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="jsonl",
    show_default=True,
    help="What to write: an object for each clause, tables to read, or tasks with predictions.",
)
@click.option(
    "--model",
    type=click.Choice(list(BASELINES)),
    default=find_recommended("categories"),
    show_default=True,
    help="The model of categories.",
)
@click.option(
    "--slots",
    type=click.Choice([*SLOT_BASELINES, NO_SLOTS]),
    default=find_recommended("slots"),
    show_default=True,
    help="The slot tagger.",
)
@click.pass_obj
def predict(root: Path, files: tuple[Path, ...], form: str, model: str, slots: str) -> None:
    """Label policies in text, Markdown or HTML, or all in a directory. Example: python -m baselines predict policy.html

    The models are fitted on the release first. Offsets are code points of the document's text; a file that cannot be
    read does not stop the rest.
    """
    paths, failures = _list_documents(files)
    writer = FORMATS[form](click.open_file("-", "w", encoding="utf-8"), model)
    if paths:
        labeller = Labeller(load_corpus(root), BASELINES[model], SLOT_BASELINES.get(slots))
        for path in _show_progress(paths):
            try:
                writer.write(*label_file(path, labeller))
            except CorpusError as error:
                failures.append(str(error))
    writer.close()
    _report(failures, len(paths))


def _list_documents(files: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Return the documents among the files and directories, each once, and what is wrong with the rest."""
    found: dict[Path, None] = {}
    failures = []
    for file in files:
        try:
            found.update(dict.fromkeys(list_documents([file])))
        except CorpusError as error:
            failures.append(str(error))
    return list(found), failures


def _show_progress(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the paths, with a bar on standard error if there are several and the data do not go to a terminal too."""
    quiet = len(paths) == 1 or sys.stdout.isatty()
    console = Console(stderr=True)
    with Progress(console=console, disable=quiet, redirect_stdout=False, redirect_stderr=False) as progress:
        yield from progress.track(paths, description="policies")


def _report(failures: Sequence[str], tried: int) -> None:
    """Raise CorpusError that lists what could not be labelled, if there is any."""
    if not failures:
        return
    if len(failures) == 1 and tried <= 1:
        raise CorpusError(failures[0])
    raise CorpusError("\n  ".join([f"{len(failures)} could not be labelled:", *failures]))
