"""The verdicts as a table of Markdown, in the generated block of docs/checks.md."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypedDict

from mepp5.blocks import fill_blocks, list_blocks
from mepp5.documents.tables import draw_table
from mepp5.files import read_text, write_files
from mepp5.paths import ROOT

DOCUMENT, BLOCK = "docs/checks.md", "mutations"
NOTHING = "**nothing**"


class Verdict(TypedDict):
    """What became of a mutation: {who finds it: with which findings}."""

    number: int
    kind: str
    corruption: str
    path: str
    found: dict[str, list[str]]


def write_table(verdicts: Sequence[Verdict], seed: int) -> None:
    """Put the table into the document."""
    document = read_text(ROOT / DOCUMENT)
    blocks = {**list_blocks(document), BLOCK: draw_mutations_table(verdicts, seed)}
    write_files(ROOT, {DOCUMENT: fill_blocks(document, blocks).encode()})


def draw_mutations_table(verdicts: Sequence[Verdict], seed: int) -> str:
    """Return a row for each kind of file and of corruption, and the list of what nothing finds."""
    cells: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        cells[verdict["kind"], verdict["corruption"]].append(verdict)
    lost = [verdict for verdict in verdicts if not verdict["found"]]
    rows = [(kind, way, len(members), _list_finders(members)) for (kind, way), members in sorted(cells.items())]
    about = f"{len(verdicts)} corruptions (seed {seed}), {len(verdicts) - len(lost)} of them found."
    table = draw_table(("file", "corruption", "number", "found by"), rows, numbers=0)
    return "\n\n".join([about, table, *_list_lost(lost)])


def _list_finders(members: Iterable[Verdict]) -> str:
    finders = dict.fromkeys(finder for member in members for finder in member["found"] or (NOTHING,))
    return ", ".join(finder if finder == NOTHING else f"`{finder}`" for finder in finders)


def _list_lost(lost: Sequence[Verdict]) -> list[str]:
    lines = [f"- {each['path']}: {each['corruption']} (number {each['number']})" for each in lost]
    return ["Found by nothing:", "\n".join(lines)] if lines else []
