"""Many rounds of kills and full disks, and how many there were: `make kills`, or python -m tests.kills --rounds 50."""

from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console
from rich.table import Table

from tests.fixture_kills import CAN_FILL, FORKED, Counts, fill_rounds, kill_rounds, limit_rounds
from tests.fixture_trials import MAKERS, make_trial, open_forks


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(MAKERS)))
@click.option("--rounds", default=30, show_default=True, help="Kills of a command of mepp5, and a tenth of baselines.")
@click.option("--seed", default=1, show_default=True, help="What the moments and sizes are drawn from.")
def main(names: tuple[str, ...], rounds: int, seed: int) -> None:
    """Kill the commands with these NAMES, or all, and fill their disks; the first file that is torn ends it."""
    counts = Counts()
    with TemporaryDirectory() as scratch, open_forks(Path(scratch)) as forks:
        for name in names or MAKERS:
            trial, work = make_trial(name, Path(scratch) / "trials"), Path(scratch) / name
            work.mkdir()
            own = rounds if trial.module == FORKED else max(1, rounds // 10)
            kill_rounds(trial, work, forks, own, seed, counts)
            if CAN_FILL:
                fill_rounds(trial, work, own, seed, counts)
            if trial.module == FORKED:
                limit_rounds(trial, work, forks, own, seed, counts)
    table = Table("command", "kills", "while it wrote", "full disks", "files too large")
    for name in names or MAKERS:
        kinds = (counts.kills, counts.writing, counts.full, counts.limited)
        table.add_row(name, *(str(kind[name]) for kind in kinds))
    Console().print(table)
    if not CAN_FILL:
        click.echo("No small disk can be had here (mounting is not allowed): none was filled.", err=True)


if __name__ == "__main__":
    main()
