"""The options that say which project of which Label Studio server is meant."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

LENGTHS = (3, 50)  # characters of a project's title that the server takes, least and most
Command = TypeVar("Command", bound=Callable[..., Any])


def check_title(context: click.Context, option: click.Parameter, title: str) -> str:
    """Return the title; raise click.BadParameter for one that the server would refuse, before anything is made."""
    if not LENGTHS[0] <= len(title) <= LENGTHS[1] or title != title.strip() or not title.isprintable():
        raise click.BadParameter(
            f"a project's title has {LENGTHS[0]} to {LENGTHS[1]} characters on one line, no space at its ends; "
            f"this one has {len(title)}."
        )
    return title


def server_options(title: str) -> Callable[[Command], Command]:
    """Return what adds the options that say which project of which server is meant, by default that of the title."""
    options = (
        click.option("--url", envvar="LABEL_STUDIO_URL", help="The server's address, as `serve` prints it."),
        click.option(
            "--token-file",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="A file with the access token; else LABEL_STUDIO_API_KEY is used.",
        ),
        click.option(
            "--project", "title", default=title, show_default=True, callback=check_title, help="The project's title."
        ),
    )

    def add(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add
