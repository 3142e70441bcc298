"""docs/formats.md: what each format keeps and loses, counted on the release; `python -m mepp5.exports.document` writes.

No part of `mepp5 build`, which runs without what the formats are written with.
"""

from pathlib import Path

import click

from mepp5.blocks import fill_blocks
from mepp5.command import Command
from mepp5.exports.catalogue import ASPECTS, FORMATS, KEPT, LOST, export
from mepp5.exports.selection import ANNOTATORS, REFERENCE, Selection, read_selection
from mepp5.files import read_text, write_files
from mepp5.paths import ROOT
from mepp5.release.features import POLICY_SPLITS

PATH = "docs/formats.md"


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of the document with its blocks made anew; raise CorpusError where root's cannot be read."""
    selections = {config: read_selection(config, POLICY_SPLITS, (), root) for config in (REFERENCE, ANNOTATORS)}
    blocks = {"formats": draw_formats(), "keeps": draw_keeps(), "lost": draw_lost(selections)}
    return {PATH: fill_blocks(read_text(Path(root) / PATH), blocks).encode()}


def draw_formats() -> str:
    """Return a table of the formats, a row each: what it is and which configs it holds."""
    rows = [[f"`{name}`", it.says, ", ".join(f"`{config}`" for config in it.configs)] for name, it in FORMATS.items()]
    return _draw(["`--format`", "what is written", "`--config`"], rows)


def draw_keeps() -> str:
    """Return a table of what each format keeps, a row each, a column for each aspect."""
    rows = [[f"`{name}`", *(_mark(it.keeps[aspect]) for aspect in ASPECTS)] for name, it in FORMATS.items()]
    return _draw(["", *ASPECTS], rows)


def draw_lost(selections: dict[str, Selection]) -> str:
    """Return a table of what each format loses of the selections, {config: all of it}, a row for each thing lost."""
    rows = []
    for name in FORMATS:
        counts = {config: export(name, selection).lost for config, selection in selections.items()}
        whats = next(iter(counts.values()))
        rows += [[f"`{name}`", what, *(str(counts[config][what]) for config in selections)] for what in whats]
        if not whats:
            rows.append([f"`{name}`", "nothing of what is labelled", *("0" for _ in selections)])
    return _draw(["", "lost", *(f"`{config}`" for config in selections)], rows, right=len(selections))


def _mark(kept: str) -> str:
    return {KEPT: "kept", LOST: "**lost**"}.get(kept, kept)


def _draw(head: list[str], rows: list[list[str]], right: int = 0) -> str:
    """Return a Markdown table, its last `right` columns aligned to the right."""
    rule = ["---"] * (len(head) - right) + ["---:"] * right
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


@click.command(cls=Command)
def main() -> None:
    """Write the tables of the document anew.

    Example: python -m mepp5.exports.document
    """
    write_files(ROOT, generate(ROOT))


if __name__ == "__main__":
    main(prog_name="python -m mepp5.exports.document")
