"""What a command that shows a comparison is told, and the options by which it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from mepp5.changes.links import EFFECTS
from mepp5.names import complete

FORMATS = ("text", "html")


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: entries with any of the effects and any of the categories; `whole`: also those that say the same.

    `format` is "text", "json" or "html"; `output` is the file that is written, None for standard output.
    """

    effects: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    whole: bool = False
    format: str = "text"
    output: Path | None = None


def view_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a view, and the view as its last argument, named `view`."""

    @wraps(command)
    def told(
        *words: Any,
        effects: tuple[str, ...],
        categories: tuple[str, ...],
        whole: bool,
        as_json: bool,
        form: str | None,
        output: Path | None,
        **others: Any,
    ) -> Any:
        if as_json and form:
            raise click.UsageError("give --json or --format, not both.")
        if output and output.exists() and not output.is_file():
            raise click.UsageError(f"{output} is no file; name one to be written.")
        view = View(effects, categories, whole, "json" if as_json else form or FORMATS[0], output)
        return command(*words, **others, view=view)

    for option in reversed(_OPTIONS):
        told = option(told)
    return told


_OPTIONS = (
    click.option(
        "--effect", "effects", multiple=True, type=click.Choice(EFFECTS), help="Only changes with one of these effects."
    ),
    click.option(
        "--category",
        "categories",
        multiple=True,
        metavar="CATEGORY",
        help="Only clauses of one of these categories.",
        shell_complete=complete("category"),
    ),
    click.option("--all", "whole", is_flag=True, help="Also clauses that say the same."),
    click.option("--json", "as_json", is_flag=True, help="Print JSON for machines."),
    click.option("--format", "form", type=click.Choice(FORMATS), help="Text, or one page of HTML.  [default: text]"),
    click.option(
        "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write FILE, not standard output."
    ),
)
