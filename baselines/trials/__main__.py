"""python -m baselines.trials: measure what was tried, and write baselines/trials.json."""

from pathlib import Path

import click

from baselines.corpus import ROOT, load_corpus
from baselines.trials.measurement import run_trials
from baselines.trials.tables import RESULT
from mepp5.command import Command
from mepp5.files import dump_json, write_files


@click.command(cls=Command)
@click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=ROOT)
def main(root: Path) -> None:
    """Measure every trial inside the training data and write baselines/trials.json (some minutes)."""
    result = run_trials(load_corpus(root))
    write_files(root, {RESULT: dump_json(result)})
    for line in (*result["trials"], *result["slot_trials"]):
        gain = line["gain"] and line["gain"]["micro_f1"]
        shown = f"{gain['difference']:+.4f} {gain['interval']}" if gain else ""
        click.echo(f"{line['name']:49}{line['micro_f1']:.4f} {line['macro_f1']:.4f}  kept: {line['kept']}  {shown}")


if __name__ == "__main__":
    main(prog_name="python -m baselines.trials")
