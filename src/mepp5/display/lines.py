"""Lines for a reader: wrapped and styled in a terminal; elsewhere plain, as long as they are."""

import io
from collections.abc import Callable

import click
from rich.console import Console
from rich.text import Text


def print_lines(render: Callable[[Console], None]) -> None:
    """Print on standard output what `render` prints on a console: that of the terminal, or a plain one.

    What goes elsewhere than to a terminal is UTF-8, whatever the locale: what it cannot write would end in an error.
    """
    console = Console(highlight=False, markup=False)
    if console.is_terminal:
        render(console)
        return
    plain = io.StringIO()
    render(Console(file=plain, highlight=False, markup=False, force_terminal=False))
    click.echo(plain.getvalue().encode(), nl=False)


def is_styled(console: Console) -> bool:
    """Tell whether bold, underline and colours can be shown and are wanted (https://no-color.org)."""
    return console.is_terminal and not console.no_color and console.color_system is not None


def write_line(console: Console, line: str | Text, style: str = "", indent: int = 0) -> None:
    """Print a line: wrapped between words in a terminal, as long as it is elsewhere; styled where styles are wanted."""
    text = line.copy() if isinstance(line, Text) else Text(clean(line), style)
    if not is_styled(console):
        text = Text(text.plain)
    lines = text.wrap(console, max(console.width - indent, 1)) if console.is_terminal and text else [text]
    for each in lines:
        each.rstrip()
        console.print(Text(" " * indent) + each, soft_wrap=True)


def clean(words: str) -> str:
    """Return as many code points on one line, without what would steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in words)
