"""Bind the reasons of decisions to what was decided: fill `decided` and `bound` of the lines that need it."""

from pathlib import Path

import click

from mepp5.adjudication.decisions import DECISIONS, bind_decisions, dump_decisions, read_decisions
from mepp5.annotation.annotators import REFERENCE
from mepp5.annotation.exports import read_exports
from mepp5.changes.adjudication.decisions import (
    CHANGE_DECISIONS,
    bind_change_decisions,
    dump_change_decisions,
    read_change_decisions,
)
from mepp5.changes.exports import read_change_export
from mepp5.changes.pairs import read_pairs
from mepp5.command import Command
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, write_files
from mepp5.paths import ROOT


@click.command(cls=Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ROOT,
    help="The corpus to read and write, if not this clone's.",
)
@click.option(
    "--same",
    multiple=True,
    metavar="DECISION",
    help="A clause, or a pair and its link's first clause: its labels changed, its reason was read and holds as it is.",
)
def main(root: Path, same: tuple[str, ...]) -> None:
    """Bind each reason that was written, or written anew, to the reference labels or the link of today.

    A reason whose words are the old ones while its labels are others is refused, and then nothing is written.

    Example: .venv/bin/python scripts/bind_reasons.py --same "huami-2021--zepp-2024 huami-2021/0004"
    """
    contents = bind_reasons(root, same)
    changed = [path for path, content in contents.items() if read_bytes(root / path) != content]
    write_files(root, {path: contents[path] for path in changed})
    for path in contents:
        click.echo(f"{path}: {'changed' if path in changed else 'unchanged'}")


def bind_reasons(root: Path, same: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return {path: content} of the files of decisions that there are, with every line bound.

    Raises CorpusError for a line that may not be bound, and for a name of `same` that no decision has.
    """
    decisions, change_decisions = read_decisions(root), read_change_decisions(root)
    known = {each.id for each in decisions} | {each.name for each in change_decisions}
    if unknown := [name for name in same if name not in known]:
        raise CorpusError(f"--same: no decision on {unknown[0]!r}; name one as mepp5 check does.")
    contents = {}
    if decisions:
        reference = read_exports(root).get(REFERENCE, {})
        contents[DECISIONS] = dump_decisions(bind_decisions(decisions, reference, same))
    if change_decisions:
        references = {pair.id: read_change_export(pair, root)[REFERENCE] for pair in read_pairs(root)}
        contents[CHANGE_DECISIONS] = dump_change_decisions(bind_change_decisions(change_decisions, references, same))
    return contents


if __name__ == "__main__":
    main()
