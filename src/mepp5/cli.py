"""The `mepp5` command, made of the subcommands in commands/."""

from pathlib import Path

import click

from mepp5 import __version__
from mepp5.command import CommandGroup
from mepp5.commands import comparing, making, reading, writing
from mepp5.paths import ROOT


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mepp5")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The corpus to read or build, if not the one this command came with.",
)
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Read, rebuild and check MEPP-5, the Mi Ecosystem Privacy Policies corpus.

    Example: mepp5 show huami-2021 42
    """
    context.obj = root


COMMANDS = (
    reading.policies,
    reading.show,
    reading.find,
    making.draft,
    making.new,
    making.decide,
    comparing.diff,
    comparing.changes,
    writing.site,
    writing.export,
    reading.taxonomy,
    reading.crosswalk,
    reading.stats,
    reading.agreement,
    making.build,
    making.check,
    comparing.score,
)
for command in COMMANDS:
    main.add_command(command)
