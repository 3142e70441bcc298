"""A comparison in a terminal, or as plain lines where the output is no terminal."""

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mepp5.diff import wording
from mepp5.diff.comparison import Comparison, Entry
from mepp5.diff.sections import COUNTED, Section, count_entries, pair_sections
from mepp5.diff.words import Piece, compare_words, join_texts
from mepp5.display.lines import clean

STYLES = {"kept": "", "taken_out": "red strike", "put_in": "green underline"}
MARKS = {"kept": ("", ""), "taken_out": ("[-", "-]"), "put_in": ("{+", "+}")}
INDENT = 2
WIDE = 110  # columns from which on the table has its effects in words, not in signs


def show_entries(comparison: Comparison, shown: Sequence[Entry], console: Console) -> None:
    """Print notes, what is compared, the table of sections, and the shown entries section by section.

    Without a terminal lines are as long as they are, and nothing is cut; there, and where NO_COLOR is set, words taken
    out and put in stand in [-marks-] {+of their own+}.
    """
    for note in comparison.notes:
        _write(console, note)
    _write(console, wording.say_subject(comparison), "bold")
    verdict = wording.say_verdict(comparison)
    if verdict:
        _write(console, verdict)
    if verdict != wording.NOTHING:
        sections = pair_sections(comparison)
        _show_table(console, sections, comparison.entries)
        _write(console, wording.say_shown(comparison, shown, "left out"))
    for section in _narrow(pair_sections(comparison), shown):
        _write(console, "")
        heading = wording.say_pair(section.old, section.new)
        _write(console, heading, "bold")
        for entry in section.entries:
            _show_entry(console, entry, heading)


def mark_words(pieces: Sequence[Piece], styled: bool) -> Text:
    """Return the pieces as text, told apart by strike and underline in colour, or by marks if not `styled`."""
    text, last = Text(), ""
    for kind, words in pieces:
        if styled and (last, kind) == ("taken_out", "put_in"):
            text.append(" ")  # or 13 and 16 would read as 1316
        last = kind
        before, after = ("", "") if styled else MARKS[kind]
        text.append(before + clean(words) + after, STYLES[kind] if styled else "")
    return text


def _narrow(sections: Sequence[Section], shown: Sequence[Entry]) -> Iterator[Section]:
    """Yield the sections with the shown entries alone, where they have any."""
    chosen = {id(entry) for entry in shown}
    for section in sections:
        if entries := tuple(entry for entry in section.entries if id(entry) in chosen):
            yield Section(section.old, section.new, entries)


def _show_table(console: Console, sections: Sequence[Section], entries: Sequence[Entry]) -> None:
    rows = [(wording.say_pair(section.old, section.new), section.entries) for section in sections]
    cells = [
        [clean(name), *(str(count) for count in count_entries(held).values())]
        for name, held in [*rows, (wording.TOTAL, entries)]
    ]
    if not console.is_terminal:
        # By hand: a table of rich is fitted to some width, and would cut or fold the headings.
        lines = [[wording.SECTIONS, *COUNTED], *cells]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for name, *counts in lines:
            numbers = (count.rjust(width) for count, width in zip(counts, widths[1:], strict=True))
            _write(console, "  ".join([name.ljust(widths[0]), *numbers]))
        return
    console.print(_make_table(cells, console.width >= WIDE))
    if console.width < WIDE:
        _write(console, ", ".join(wording.say_effect(effect) for effect in wording.SIGNS))


def _make_table(cells: Sequence[Sequence[str]], in_words: bool) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(wording.SECTIONS, overflow="fold")
    for name in COUNTED:
        table.add_column(name if in_words else wording.SIGNS.get(name, name), justify="right", no_wrap=True)
    for number, (name, *counts) in enumerate(cells):
        # Text, for what stands in brackets in a heading is no markup.
        table.add_row(Text(name), *counts, end_section=number == len(cells) - 2)
    return table


def _show_entry(console: Console, entry: Entry, heading: str) -> None:
    styled = console.is_terminal and not console.no_color and console.color_system is not None
    _write(console, "")
    _write(console, f"{wording.say_ids(entry.old)} → {wording.say_ids(entry.new)}", "bold")
    if (place := wording.say_place(entry)) not in heading:  # where it says no more, once is enough
        _write(console, place, "dim", INDENT)
    pieces = compare_words(join_texts(entry.old), join_texts(entry.new))
    _write(console, mark_words(pieces, styled), indent=INDENT)
    effects = ", ".join(wording.say_effect(effect) for effect in entry.effects)
    _write(console, "; ".join(part for part in (wording.say_status(entry), effects) if part), indent=INDENT)
    if entry.categories:
        _write(console, f"categories: {', '.join(entry.categories)}", indent=INDENT)
    for difference in entry.differences:
        _write(console, wording.say_difference(difference), indent=INDENT)
    if entry.scores:
        _write(console, f"scores: {wording.say_scores(entry)}", "dim", INDENT)


def _write(console: Console, line: str | Text, style: str = "", indent: int = 0) -> None:
    """Print a line: wrapped between words in a terminal, as long as it is elsewhere."""
    text = line if isinstance(line, Text) else Text(clean(line), style)
    lines = text.wrap(console, console.width - indent) if console.is_terminal and text else [text]
    for each in lines:
        console.print(Text(" " * indent) + each, soft_wrap=True)
