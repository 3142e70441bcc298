"""python -m baselines predict-many: label very many policies, block by block."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from baselines.catalogue import find_recommended
from baselines.categories.registry import BASELINES
from baselines.many.blocks import Block, plan_blocks
from baselines.many.engines.engine import Engine, Label
from baselines.many.engines.local import open_local
from baselines.many.engines.ray import open_ray
from baselines.many.folder import open_folder, write_summary
from baselines.many.inputs import find_sources
from baselines.many.parts import Counts
from baselines.many.run import describe_file, describe_run
from baselines.many.work import Task
from baselines.predict.command import NO_SLOTS
from baselines.progress import count_down
from baselines.slots.registry import SLOT_BASELINES
from mepp5.display.exact import tell
from mepp5.errors import CorpusError
from mepp5.outputs import OutFolder
from mepp5.scoring.tracks import OPEN

ENGINES: dict[str, Engine] = {"local": open_local, "ray": open_ray}
BLOCK_SIZE = 200  # documents: of common length, what a worker labels in some ten seconds and can be lost at most


@click.command("predict-many")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path(path_type=Path))
@click.argument("out", type=OutFolder())
@click.option(
    "--engine",
    type=click.Choice(list(ENGINES)),
    default="local",
    show_default=True,
    help="Processes of this machine, or Ray's actors.",
)
@click.option(
    "--address", metavar="HOST:PORT", help="The Ray cluster, auto for the one that runs here [Ray on its own]."
)
@click.option("--workers", type=click.IntRange(1), help="How many label at once [one a core].")
@click.option(
    "--block-size", type=click.IntRange(1), default=BLOCK_SIZE, show_default=True, help="Documents of a file of OUT."
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
@click.option("--any-language", is_flag=True, help="Label other languages too, though the models know only English.")
@click.option("--no-fallback", is_flag=True, help="Leave a clause without category where no score is above 0.")
@click.pass_obj
def predict_many(
    root: Path,
    inputs: tuple[Path, ...],
    out: Path,
    engine: str,
    address: str | None,
    workers: int | None,
    block_size: int,
    model: str,
    slots: str,
    any_language: bool,
    no_fallback: bool,
) -> None:
    """Label policies by the million: Parquet in, or JSON lines, or directories; Parquet out. It can be stopped.

    Example: python -m baselines predict-many policies.parquet labelled

    An INPUT is a file of rows (*.parquet, *.jsonl: id, and text or html), or a directory of such files or of documents
    as predict reads them. OUT gets a file for each block of documents: a row a clause, and one for a document that
    cannot be read, with the error. Started again, it goes on where it was stopped, with any engine.

    On a cluster, INPUT, OUT and the clone must be on storage that all nodes share, under the same paths.
    """
    if address and engine != "ray":
        raise click.UsageError("--address goes with --engine ray.")
    _check_out(out)
    sources = find_sources(inputs, tell)
    _refuse_nested(inputs, out)
    blocks = plan_blocks(sources, block_size)
    tagger = None if slots == NO_SLOTS else slots
    options = {"any_language": any_language, "fallback": not no_fallback}
    run = describe_run(sources, block_size, root, model, tagger, options)
    paths = (root.resolve(), out.resolve())
    task = Task(*paths, model, tagger, not no_fallback, any_language, describe_file(run))
    with ENGINES[engine](address, workers) as label, open_folder(task.out, run, blocks) as done:
        counts = _label(task, blocks, done, label)
        write_summary(task.out, counts)
    tell(f"{counts.documents:,} documents: {counts.clauses:,} clauses, {counts.errors:,} errors; see {out}.")


def _label(task: Task, blocks: Sequence[Block], done: dict[str, Counts], label: Label) -> Counts:
    """Label the blocks that are not done and return the counts of all; raises CorpusError where one is left over."""
    left = [block for block in blocks if block.name not in done]
    if left:
        task.load(tell)  # here first, so that the workers find it fitted
        with _show_progress(len(left)) as advance:
            for name, counts in label(task, left):
                done[name] = counts
                advance()
    if lost := [block.name for block in left if block.name not in done]:
        more = f" and {len(lost) - 1:,} more" if len(lost) > 1 else ""
        raise CorpusError(f"{lost[0]}{more}: the workers died of it; give them more memory and start again.")
    return sum(done.values(), Counts())


def _check_out(out: Path) -> None:
    """Raise CorpusError for a name that is not UTF-8, as that of a Parquet file must be."""
    try:
        str(out.resolve()).encode()
    except UnicodeEncodeError as error:
        raise CorpusError(f"{str(out)!r}: its name is not UTF-8; give a folder with another name.") from error


def _refuse_nested(inputs: Sequence[Path], out: Path) -> None:
    """Raise CorpusError where OUT lies in a directory that is read: it would be read the next time."""
    folders = [path.resolve() for path in inputs if path.is_dir()]
    if any(folder in (out.resolve(), *out.resolve().parents) for folder in folders):
        raise CorpusError(f"{out}: lies in an INPUT; give a folder elsewhere.")


@contextmanager
def _show_progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar where somebody looks; a file of messages has no use for it."""
    with count_down("blocks", total) if sys.stderr.isatty() else nullcontext(lambda: None) as advance:
        yield advance
