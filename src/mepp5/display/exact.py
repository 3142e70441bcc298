"""Words as they are, where a program reads them; to a terminal, what would steer it is written as an escape."""

import json
import sys
import unicodedata
from typing import IO, Any

import click

from mepp5.errors import show_signs


def print_exactly(words: str) -> None:
    """Print the words on standard output and end the line; a terminal gets escapes in place of what would steer it.

    What goes elsewhere is UTF-8, whatever the locale.
    """
    words = words if words.endswith("\n") else f"{words}\n"
    if sys.stdout.isatty():
        click.echo("".join(show_signs(sign) if _steers(sign) else sign for sign in words), nl=False)
    else:
        # As bytes: click would take out what looks like a style. A name of a file may be other bytes than UTF-8.
        click.echo(words.encode("utf-8", "surrogateescape"), nl=False)


def print_json(content: bytes) -> None:
    """Print JSON, or lines of it, on standard output: to a terminal without what would steer it, the same values."""
    click.echo(escape_json(content.decode()).encode() if sys.stdout.isatty() else content, nl=False)


def write_json(content: bytes, out: IO[Any]) -> None:
    """Write JSON, or lines of it, to a stream of text, as print_json does on standard output."""
    words = content.decode()
    out.write(escape_json(words) if out.isatty() else words)


def escape_json(words: str) -> str:
    r"""Return the same JSON with an escape such as \u202e in place of each sign that would steer a terminal."""
    if words.isascii() and "\x7f" not in words:  # what is below a space is an escape in any JSON
        return words
    return "".join(_escape(sign) if _steers(sign) else sign for sign in words)


def tell(note: str) -> None:
    """Print a line for the user on standard error; names of files in it may hold anything, and are seen as escapes."""
    click.echo(show_signs(note), err=True)


def _steers(sign: str) -> bool:
    """Whether a sign is a control, a format (it may turn what follows round), a break of lines, or no character."""
    return not sign.isprintable() and sign not in "\n\t" and unicodedata.category(sign) != "Zs"


def _escape(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if sign <= "\uffff" else json.dumps(sign)[1:-1]
