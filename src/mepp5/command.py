"""What every command of the project does with bad input: one sentence on standard error and exit status 1."""

from typing import Any

import click

from mepp5.errors import CorpusError


class _OneSentence(click.Command):
    """Ends an invocation with the sentence of a CorpusError in place of a traceback."""

    def invoke(self, context: click.Context) -> Any:
        """Invoke the command; raises ClickException in place of CorpusError."""
        try:
            return super().invoke(context)
        except CorpusError as error:
            raise click.ClickException(str(error)) from error


class Command(_OneSentence):
    """A command on its own."""


class CommandGroup(_OneSentence, click.Group):
    """A command with subcommands; what these raise ends alike."""
