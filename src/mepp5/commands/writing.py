"""The release for other tools and for readers."""

from pathlib import Path

import click

from mepp5.exports.catalogue import FORMATS
from mepp5.exports.selection import CONFIGS
from mepp5.outputs import OutFolder


@click.command()
@click.option("--format", "form", required=True, metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.")
@click.option("--config", default="clauses", show_default=True, metavar="CONFIG", help=f"One of: {', '.join(CONFIGS)}.")
@click.option("--split", "splits", multiple=True, metavar="SPLIT", help="Only this split; may be given again.")
@click.option("--annotator", "annotators", multiple=True, metavar="NAME", help="Only this annotator, of annotators.")
@click.option(
    "-o",
    "--output",
    "directory",
    required=True,
    metavar="DIR",
    type=OutFolder(),
    help="The folder to write into.",
)
@click.option("--force", is_flag=True, help="Write where DIR holds files; those of an earlier export go, others stay.")
@click.pass_obj
def export(
    root: Path,
    form: str,
    config: str,
    splits: tuple[str, ...],
    annotators: tuple[str, ...],
    directory: Path,
    force: bool,
) -> None:
    """Write the release in the format of another tool, and say what that format loses.

    Example: mepp5 export --format brat --split test -o brat
    """
    from mepp5.exports.command import run_export

    run_export(form, config, splits, annotators, directory, force, root)


@click.command()
@click.option(
    "-o",
    "--output",
    "directory",
    metavar="DIR",
    required=True,
    type=OutFolder(),
    help="The folder to write the pages into.",
)
@click.option("--force", is_flag=True, help="Write where DIR holds files; those of an earlier run go, others stay.")
@click.pass_obj
def site(root: Path, directory: Path, force: bool) -> None:
    """Write the explorer: pages to read, filter, cite and score the corpus with, opened from disk.

    Example: mepp5 site -o site
    """
    from mepp5.display.exact import print_exactly
    from mepp5.site.command import write_site

    print_exactly(str(write_site(directory, force, root)))
