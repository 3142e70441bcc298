"""Record the release that pyproject.toml states in annotations/releases.toml: its date and the hashes of its labels."""

from pathlib import Path

import click

from mepp5.command import Command
from mepp5.files import write_files
from mepp5.past.recording import record_release
from mepp5.paths import ROOT


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The corpus to read and write, if not this clone's.",
)
@click.option(
    "--before",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="annotations/adjudication.jsonl of the release before, where that file has changed since.",
)
@click.option("--again", is_flag=True, help="Replace the record of this very release, which is not out yet.")
@click.option(
    "--redefined",
    multiple=True,
    metavar="ANNOTATOR",
    help="Record anew who this annotator is, or the protocol; may be repeated.",
)
def main(root: Path, before: Path | None, again: bool, redefined: tuple[str, ...]) -> None:
    """Record the release that is about to be made, after its last build.

    Example: .venv/bin/python scripts/record_release.py
    """
    contents = record_release(root, before, again, redefined)
    write_files(root, contents)
    click.echo("\n".join(contents))


if __name__ == "__main__":
    main()
