"""What `mepp5 export` does: check what it is told, select, write, and say what is lost."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from mepp5.display.exact import tell
from mepp5.errors import CorpusError
from mepp5.exports.catalogue import FORMATS, export
from mepp5.exports.selection import ANNOTATORS, CONFIGS, REFERENCE, list_annotators, read_selection
from mepp5.outputs import is_free, tell_others, write_folder
from mepp5.paths import ROOT
from mepp5.release.features import CHANGES, list_splits
from mepp5.release.valid_rows import check_rows


def run_export(
    format: str,
    config: str,
    splits: Sequence[str],
    annotators: Sequence[str],
    directory: Path,
    force: bool = False,
    root: Path = ROOT,
) -> None:
    """Write the config's splits (all if none are named) in the format into the directory; say what was lost.

    With `force`, what an earlier export wrote there and this one does not is removed, and other files stay.

    Raises click.UsageError for a name that is not known, and for what the format cannot hold; CorpusError for a
    directory that holds files without `force`, for one of a name to be written that no earlier export wrote, and where
    the release cannot be read or the files not written.
    """
    check_name("format", format, list(FORMATS), "mepp5 export --help lists them")
    check_name("config", config, CONFIGS, "mepp5 export --help lists them")
    _check_config(format, config)
    known = list_splits(root).get(config, ())
    if not known:
        raise CorpusError(f"no config {config!r} in {root}, which compares no policies; export another.")
    for split in splits:
        check_name(f"split of {config}", split, known)
    check_rows(root, [config] if config == CHANGES else [config, REFERENCE, "policies"])
    chosen = [split for split in known if split in splits or not splits]
    _check_annotators(config, annotators, list_splits(root), root)
    _check_directory(directory, force)
    exported = export(format, read_selection(config, chosen, annotators, root))
    others = write_folder(directory, exported.contents)
    tell(f"{directory}: {len(exported.contents)} files of {config} ({', '.join(chosen)}) as {format}.")
    for what, count in exported.lost.items():
        if count:
            tell(f"lost: {count} {what}.")
    if others:
        tell(tell_others(others, directory))


def check_name(kind: str, name: str, known: Sequence[str], listing: str = "") -> None:
    """Raise click.UsageError for a name that is not known, with the nearest ones and all of them, or who lists them."""
    if name in known:
        return
    near = get_close_matches(name, known)
    guess = f"; did you mean {' or '.join(near)}?" if near else "."
    listed = f" ({listing})" if listing else ""
    raise click.UsageError(f"no {kind} {name!r}{guess} There are {', '.join(known) or 'none'}{listed}.")


def _check_config(format: str, config: str) -> None:
    if config not in FORMATS[format].configs:
        can = ", ".join(name for name, other in FORMATS.items() if config in other.configs)
        raise click.UsageError(f"{format} cannot hold the config {config}; formats that can: {can}.")


def _check_annotators(config: str, annotators: Sequence[str], splits: dict[str, tuple[str, ...]], root: Path) -> None:
    if not annotators:
        return
    if config != ANNOTATORS:
        raise click.UsageError(f"--annotator is of --config {ANNOTATORS}; {config} has no annotators.")
    known = list_annotators(root, splits[ANNOTATORS])
    for annotator in annotators:
        check_name("annotator", annotator, known)


def _check_directory(directory: Path, force: bool) -> None:
    if not force and not is_free(directory):
        raise CorpusError(f"{directory}: holds files; name an empty folder, or give --force to write among them.")
