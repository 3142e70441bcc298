"""What `mepp5 site` does: make all pages, then write them into a folder that holds nothing else."""

from pathlib import Path

import click

from mepp5.files import write_files
from mepp5.paths import ROOT
from mepp5.site.pages import INDEX, make_site


def write_site(directory: Path, force: bool = False, root: Path = ROOT) -> Path:
    """Write the pages of root's release into the directory and return the path of the first one.

    Raises click.UsageError for a directory that is a file, or holds files and `force` is not given; CorpusError for a
    release that cannot be read and a disk that cannot be written. Then nothing is written.
    """
    if directory.exists() and not directory.is_dir():
        raise click.UsageError(f"{directory} is a file; name a folder.")
    if not force and directory.is_dir() and any(directory.iterdir()):
        raise click.UsageError(f"{directory} holds files; name an empty folder, or give --force to write among them.")
    pages, notes = make_site(root)
    for note in notes:
        click.echo(f"Not shown: {note}", err=True)
    write_files(directory, pages)
    return directory / INDEX
