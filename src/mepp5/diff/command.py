"""What the commands that show a comparison do: choose its entries, put them into the wanted form, write that."""

import io
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from mepp5.changes.pairs import Pair, read_pairs
from mepp5.diff.comparison import Comparison, Entry
from mepp5.diff.filtering import select_entries
from mepp5.diff.labelled import read_labelled
from mepp5.diff.options import View
from mepp5.diff.page import make_page
from mepp5.diff.records import make_record
from mepp5.diff.terminal import show_entries
from mepp5.display.exact import print_json
from mepp5.files import dump_json, write_files
from mepp5.names import check_names, find_nearest
from mepp5.outputs import refuse_inputs
from mepp5.paths import ROOT

CORPUS = ("annotations", "corpus", "data", "invented")  # below the root: what a view is made of


def show_labelled(old: str, new: str, view: View, root: Path = ROOT) -> None:
    """Show the labelled changes from the policy `old` to `new`.

    Raises click.UsageError for two policies that are no pair, an unknown category and an output in the corpus,
    CorpusError for data that cannot be read and a file that cannot be written.
    """
    check_categories(view, root)
    check_output(view, root)
    show_comparison(read_labelled(choose_pair(old, new, root), root), view)


def show_comparison(comparison: Comparison, view: View) -> None:
    """Show any comparison, labelled or predicted, on standard output or in the view's file, which is written whole."""
    shown = select_entries(comparison, view.effects, view.categories, changed_only=not view.whole)
    if view.output is not None:
        write_files(view.output.parent, {view.output.name: _render(comparison, shown, view.format)})
    elif view.format == "text" and (console := Console(highlight=False)).is_terminal:
        show_entries(comparison, shown, console)
    elif view.format == "json":
        print_json(_render(comparison, shown, view.format))
    else:
        # As bytes: what the locale cannot write would else end in an error.
        click.echo(_render(comparison, shown, view.format), nl=False)


def _render(comparison: Comparison, shown: Sequence[Entry], format: str) -> bytes:
    if format == "json":
        return dump_json(make_record(comparison, shown))
    if format == "html":
        return make_page(comparison, shown).encode()
    plain = io.StringIO()
    show_entries(comparison, shown, Console(file=plain, highlight=False, force_terminal=False))
    return plain.getvalue().encode()


def check_categories(view: View, root: Path = ROOT) -> None:
    """Raise click.UsageError naming the nearest of root's taxonomy for a view of a category that is none."""
    check_names("category", view.categories, root)


def check_output(view: View, root: Path = ROOT, inputs: Sequence[Path] = ()) -> None:
    """Raise click.UsageError for a view that is to be written over one of the inputs, or into the corpus in root."""
    refuse_inputs(view.output, [*inputs, *(root / name for name in CORPUS)])


def choose_pair(old: str, new: str, root: Path = ROOT) -> Pair:
    """Return the pair of the policies in this direction; raise click.UsageError naming those that there are."""
    pairs = read_pairs(root)
    for pair in pairs:
        if (pair.old, pair.new) == (old, new):
            return pair
    if any((pair.old, pair.new) == (new, old) for pair in pairs):
        raise click.UsageError(f"{old} and {new} are paired in the other direction; write: {new} {old}.")
    known = [f"{pair.old} {pair.new}" for pair in pairs]
    near = find_nearest(f"{old} {new}", known)
    offer = f"the nearest: {', '.join(near)}; " if near else ""
    raise click.UsageError(f"{old} {new} is no pair of the corpus; {offer}choose one of: {', '.join(known) or 'none'}.")
