"""What `mepp5 draft` shows: the drafted units of a document, to read or as lines that a corpus begins with."""

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from mepp5.display.lines import clean
from mepp5.extraction.document import Document
from mepp5.files import Object
from mepp5.segmentation.outline import Unit, outline

NUMBER_WIDTH, KIND_WIDTH = 4, 10


def list_drafts(document: Document) -> Iterator[Object]:
    """Yield the units as a corpus's unit files have them; `position` stands for the id, also in `lead_in`."""
    for unit in outline(document):
        yield {
            "position": unit.position,
            "kind": unit.kind,
            "level": unit.level,
            "section": list(unit.section),
            "lead_in": unit.lead_in or None,
            "start": unit.start,
            "end": unit.end,
            "text": unit.text,
        }


def show_drafts(units: Iterable[Unit]) -> None:
    """Print the units, a paragraph each: number, kind, words; a clause's section stands above the first in it."""
    console = Console(soft_wrap=True, highlight=False)
    section: tuple[str, ...] = ()
    for unit in units:
        if unit.is_clause and unit.section != section:
            section = unit.section
            console.print(Text(f"\n{clean(' › '.join(section)) or '(no section)'}", style="bold"))
        style = "dim" if unit.kind == "chrome" else "bold" if unit.kind == "heading" else ""
        console.print(Text(f"{unit.position:{NUMBER_WIDTH}} {unit.kind:{KIND_WIDTH}} {clean(unit.text)}", style=style))
