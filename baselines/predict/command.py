"""python -m baselines predict: label any privacy policy."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.predict.formats import FORMATS
from baselines.predict.kept import load_labeller
from baselines.predict.labeller import label_document
from baselines.slots.registry import SLOT_BASELINES
from mepp5.display.exact import tell
from mepp5.errors import CorpusError
from mepp5.extraction.document import Document
from mepp5.extraction.files import list_documents
from mepp5.extraction.foreign import ForeignDocumentError, leave_out_foreign
from mepp5.extraction.reader import read_document
from mepp5.intake.deciding import check_policy
from mepp5.scoring.tracks import OPEN

NO_SLOTS = "none"
TERMS = 5  # that --explain shows of a label


@click.command()
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
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
    default=find_recommended("categories", OPEN),
    show_default=True,
    help="The model of categories.",
)
@click.option(
    "--slots",
    type=click.Choice([*SLOT_BASELINES, NO_SLOTS]),
    default=find_recommended("slots", OPEN),
    show_default=True,
    help="The slot tagger.",
)
@click.option("--policy", help="Label this policy of --corpus, with its own units, in place of FILES.")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The corpus that --policy is of, if not this one.",
)
@click.option("--any-language", is_flag=True, help="Label other languages too, though the models know only English.")
@click.option("--no-fallback", is_flag=True, help="Leave a clause without category where no score is above 0.")
@click.option("--explain", is_flag=True, help="Say of each label which terms spoke for it most.")
@click.option("--all-units", is_flag=True, help="Write headings and page furniture too, without labels.")
@click.pass_obj
def predict(
    root: Path,
    files: tuple[Path, ...],
    form: str,
    model: str,
    slots: str,
    policy: str | None,
    corpus: Path | None,
    any_language: bool,
    no_fallback: bool,
    explain: bool,
    all_units: bool,
) -> None:
    """Label policies in text, Markdown, HTML, PDF or docx, or all in a directory; - reads standard input.

    Example: python -m baselines predict policy.html

    The models are fitted on the release the first time, and then kept in your cache. Offsets are code points of the
    document's text, which `mepp5 draft --text` prints; a file that cannot be read does not stop the rest.

    With --policy, tasks are those that `scripts/label_studio.py pull` takes back, and JSON lines those that
    `mepp5 score` reads.
    """
    if (policy is None) != bool(files) or (corpus and policy is None):
        raise click.UsageError("give FILES, or --policy ID and perhaps --corpus DIR.")
    if policy:
        _predict_policy(policy, corpus or root, root, form, (model, None if slots == NO_SLOTS else slots), no_fallback)
        return
    paths, failures = _list_documents(files)
    writer = FORMATS[form](click.open_file("-", "w", encoding="utf-8"), model)
    labeller = None
    labelled = 0
    for path in _show_progress(paths):
        try:
            document = _read(path, any_language)
            if labeller is None:  # now, that there is something to label
                tagger = None if slots == NO_SLOTS else slots
                labeller = load_labeller(root, model, tagger, not no_fallback, tell, TERMS if explain else 0)
            writer.write(document.text, label_document(document, labeller, all_units))
            labelled += 1
        except ForeignDocumentError as error:
            tell(f"{path}: {error}")
        except CorpusError as error:
            message = str(error)
            failures.append(message if message.startswith(f"{path}: ") else f"{path}: {message}")
    writer.close()
    _report(failures, len(paths))
    if paths and not labelled:
        raise click.exceptions.Exit(1)


def _predict_policy(
    policy: str, corpus: Path, root: Path, form: str, models: tuple[str, str | None], no_fallback: bool
) -> None:
    """Label a policy of the corpus with models (of categories, of slots) fitted on the release in root."""
    from baselines.predict.policies import count_drafts, write_policy

    check_policy(policy, corpus)
    if drafts := count_drafts(policy, corpus):
        tell(f"{policy}: {drafts} units are still drafts; read and decide them first, labels freeze them.")
    labeller = load_labeller(root, *models, not no_fallback, tell)
    out = click.open_file("-", "w", encoding="utf-8")
    write_policy(policy, corpus, labeller, form, models[0], out)


def _list_documents(files: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Return the documents among the files and directories, each once, and what is wrong with the rest."""
    found: dict[Path, None] = {}
    failures = []
    for file in files:
        try:
            paths, notes = list_documents([file])
        except CorpusError as error:
            failures.append(str(error))
            continue
        found.update(dict.fromkeys(paths))
        for note in notes:
            tell(note)
    return list(found), failures


def _read(path: Path, any_language: bool) -> Document:
    """Return the document, parts in other languages left out, and tell what was noticed in reading it."""
    document = read_document(path)
    document = document if any_language else leave_out_foreign(document)
    for note in document.notes:
        tell(f"{path}: {note}")
    return document


def _show_progress(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the paths, with a bar on standard error if there are several, and the data do not go to a terminal too."""
    quiet = len(paths) <= 1 or sys.stdout.isatty()
    console = Console(stderr=True)
    with Progress(console=console, disable=quiet, redirect_stdout=False, redirect_stderr=False) as progress:
        yield from progress.track(paths, description="policies")


def _report(failures: Sequence[str], tried: int) -> None:
    """Raise CorpusError that lists what could not be labelled, if there is any."""
    if not failures:
        return
    if len(failures) == 1 and tried <= 1:
        raise CorpusError(failures[0])
    raise CorpusError(f"{len(failures)} could not be labelled:", *failures)
