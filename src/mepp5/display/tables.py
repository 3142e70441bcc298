"""Rows as a table to read, or as JSON."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mepp5.display.exact import print_json
from mepp5.display.lines import clean, is_styled, print_lines, write_line
from mepp5.files import Object, dump_json

GAP = 2  # spaces between two columns
LEAST = 24  # columns of a terminal in which words can be wrapped and still be read
EMPTY = "–"


def show_rows(rows: Sequence[Object], as_json: bool, columns: tuple[str, ...] = ()) -> None:
    """Print the rows on stdout: one JSON array, or a table to read (of these columns, if any are named).

    No cell is ever cut and no word broken. A terminal that is too narrow for the table gets each row as a record of
    names and cells; where the output is no terminal, lines are as long as they are.
    """
    if as_json:
        print_json(dump_json(rows))
        return
    columns = columns or tuple(rows[0])
    cells = [[clean(_show_cell(row[name])) for name in columns] for row in rows]
    numeric = [isinstance(rows[0][name], int | float) for name in columns]
    print_lines(lambda console: _print_cells(console, columns, cells, numeric))


def _print_cells(
    console: Console, columns: Sequence[str], cells: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> None:
    if not console.is_terminal:
        _print_plain(console, [columns, *cells], numeric)
        return
    wrapped = _choose_wrapped(columns, cells, console.width)
    if wrapped is None:
        _print_records(console, columns, cells)
        return
    # A blank of padding and one of the box make the gap.
    style = "bold" if is_styled(console) else ""
    table = Table(box=SIMPLE_HEAD, padding=(0, GAP - 1, 0, 0), show_edge=False, header_style=style)
    for name, is_number in zip(columns, numeric, strict=True):
        fixed = name not in wrapped
        table.add_column(Text(name), justify="right" if is_number else "left", no_wrap=fixed, overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)


def _choose_wrapped(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> set[str] | None:
    """Return the columns to be wrapped for a table of the width: none, or the widest; None where that is not enough."""
    widths = _measure([columns, *cells])
    spare = width - sum(widths) - GAP * len(widths)
    if spare >= 0:
        return set()
    widest = widths.index(max(widths))
    longest = max(len(word) for row in [columns, *cells] for word in row[widest].split() or [""])
    return {columns[widest]} if widths[widest] + spare >= max(longest, LEAST) else None


def _print_plain(console: Console, lines: Sequence[Sequence[str]], numeric: Sequence[bool]) -> None:
    widths = _measure(lines)
    for line in lines:
        padded = [
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(line, widths, numeric, strict=True)
        ]
        write_line(console, (" " * GAP).join(padded).rstrip())


def _print_records(console: Console, columns: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Print each row as its first cell and, beneath, the others by name, so that words are wrapped and never broken."""
    for row in cells:
        head = Text().append(row[0], "bold")
        write_line(console, head)
        for name, cell in zip(columns[1:], row[1:], strict=True):
            write_line(console, f"{name}: {cell}", indent=GAP)
        if row is not cells[-1]:
            write_line(console, "")


def _measure(lines: Sequence[Sequence[str]]) -> list[int]:
    return [max(map(len, column)) for column in zip(*lines, strict=True)]


def _show_cell(value: object) -> str:
    if value is None:
        return EMPTY
    return (", ".join(map(str, value)) or EMPTY) if isinstance(value, list) else str(value)
