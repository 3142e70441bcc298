"""A clause as lines to read: its head, its text, beneath it what it states and the phrases marked in it."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from mepp5.display.lines import clean, is_styled, write_line
from mepp5.files import Object
from mepp5.search.finding import Found
from mepp5.search.query import point_out
from mepp5.search.words import Extent

INDENT = 2  # of the text; what is beneath it stands as much further in
FEW, WIDE = "bold underline", "underline"
OPEN, CLOSE = "«", "»"


def show_found(console: Console, found: Sequence[Found]) -> None:
    """Print the clauses, an empty line between two, with marks in their texts."""
    for number, each in enumerate(found):
        if number:
            write_line(console, "")
        section = " › ".join(each.row["section"]) or "before the first heading"
        write_line(console, _make_head(each.row["id"], section))
        few, wide = point_out(each.marks, each.row["text"])
        write_line(console, mark_text(each.row["text"], few, wide, is_styled(console)), indent=INDENT)
        show_spans(console, each.row)
        for name, labels in each.annotators.items():
            write_line(console, f"{name}: {', '.join(labels)}", indent=2 * INDENT)
        for entry in each.changes:
            sides = " → ".join(", ".join(entry[side]) or "nothing" for side in ("old", "new"))
            write_line(console, f"{entry['form']}, {', '.join(entry['effects'])}: {sides}", indent=2 * INDENT)


def show_spans(console: Console, row: Object) -> None:
    """Print a clause's practices and slots, a line each."""
    for span in row["practices"]:
        about = f", about {', '.join(span['subjects'])}" if span["subjects"] else ""
        extent = "whole unit" if span["text"] == row["text"] else span["text"]
        line = Text().append(span["category"], "bold").append(f" ({span['polarity']}{about}): {clean(extent)}")
        write_line(console, line, indent=2 * INDENT)
    for span in row["slots"]:
        line = Text().append(f"{span['slot']} = {span['value']}", "italic").append(f": {clean(span['text'])}")
        write_line(console, line, indent=2 * INDENT)


def mark_text(text: str, few: Sequence[Extent], wide: Sequence[Extent], styled: bool) -> Text:
    """Return the text on one line with the extents (code points, half-open) bold or underlined, or in «» if not styled.

    `few` are of single words, `wide` of what they may stand in.
    """
    if styled:
        marked = Text(clean(text))
        for extents, style in ((wide, WIDE), (few, FEW)):
            for start, end in extents:
                marked.stylize(style, start, end)
        return marked
    opening = Counter(start for start, _ in (*few, *wide))
    closing = Counter(end for _, end in (*few, *wide))
    signs = [CLOSE * closing[place] + OPEN * opening[place] + sign for place, sign in enumerate(clean(text))]
    return Text("".join(signs) + CLOSE * closing[len(text)])


def _make_head(id: str, rest: str) -> Text:
    return Text().append(id, "bold").append(f"  {clean(rest)}")
