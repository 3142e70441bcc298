"""The hashes of what was measured or received, recorded anew after a measurement.

Look at `git diff` first: what is recorded here, `mepp5 check` takes for right.
"""

import click

from mepp5.checks.recorded import RECORDED, dump_recorded
from mepp5.command import Command
from mepp5.files import write_files
from mepp5.paths import CLONE


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Write baselines/recorded.sha256. Look at `git diff` first: what is recorded, `mepp5 check` takes for right.

    Example: python scripts/record_sums.py
    """
    write_files(CLONE, {RECORDED: dump_recorded(CLONE)})
    click.echo(RECORDED)


if __name__ == "__main__":
    main()
