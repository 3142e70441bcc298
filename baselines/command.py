"""python -m baselines: which commands there are, and where; one is imported when it is asked for.

So a page is labelled without what the benchmark and the report need.
"""

from importlib import import_module
from pathlib import Path

import click

from mepp5.command import CommandGroup

ROOT = Path(__file__).parents[1]
COMMANDS = {
    "list": "baselines.benchmark:list_baselines",
    "run": "baselines.benchmark:run",
    "table": "baselines.benchmark:table",
    "suspects": "baselines.benchmark:suspects",
    "run-changes": "baselines.changes.command:run_changes",
    "predict": "baselines.predict.command:predict",
    "predict-many": "baselines.many.command:predict_many",
    "compare": "baselines.compare.command:compare",
    "transfer": "baselines.transfer.command:transfer",
    "report": "baselines.report.command:report",
    "mistakes": "baselines.report.command:mistakes",
}


class _Commands(CommandGroup):
    """The commands of COMMANDS, by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=_Commands)
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=ROOT,
    help="The clone to use.",
)
@click.pass_context
def main(ctx: click.Context, root: Path) -> None:
    """Baselines of MEPP-5, scored by mepp5.

    Example: python -m baselines run logreg svm
    """
    ctx.obj = root
