"""What `mepp5 site` does: make all pages, then write them into a folder that holds nothing else."""

from pathlib import Path

import click

from mepp5.display.exact import tell
from mepp5.outputs import find_folder_fault, is_free, tell_others, write_folder
from mepp5.paths import ROOT
from mepp5.site.pages import INDEX, make_site


def write_site(directory: Path, force: bool = False, root: Path = ROOT) -> Path:
    """Write the pages of root's release into the directory and return the path of the first one.

    With `force`, pages of an earlier run that are no more are removed, and files of others stay.

    Raises click.UsageError for a directory that is none, or holds files and `force` is not given; CorpusError for a
    release that cannot be read, a file of a page's name that no earlier run wrote, and a disk that cannot be written.
    Then nothing is written.
    """
    if fault := find_folder_fault(directory):
        raise click.UsageError(fault)
    if not force and not is_free(directory):
        raise click.UsageError(f"{directory} holds files; name an empty folder, or give --force to write among them.")
    pages, notes = make_site(root)
    for note in notes:
        tell(f"Not shown: {note}")
    if others := write_folder(directory, pages):
        tell(tell_others(others, directory))
    return directory / INDEX
