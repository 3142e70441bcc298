"""What every command of the project does alike: bad input ends in one sentence, and help breaks no name.

Bad input is told on standard error, with exit status 1.
"""

import re
from collections.abc import Iterable
from typing import Any

import click

from mepp5.errors import CorpusError

# It stands for a hyphen while help is wrapped, for lines are broken after hyphens: section-blend must stay whole.
_BOUND = "\ue000"
_HYPHEN = re.compile(r"(?<=\S)-(?=\S)")


class HelpFormatter(click.HelpFormatter):
    """Wraps help between words alone, and choices after a |."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        super().write_usage(prog, _bind(args), prefix)

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text(_bind(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms with what they mean beside them; where little room is left, the terms have less of it."""
        width = self.width - self.current_indent
        bound = [(_fold_choices(term, width, self.current_indent), _bind(said)) for term, said in rows]
        super().write_dl(bound, min(col_max, width * 2 // 5), col_spacing)

    def getvalue(self) -> str:
        """Return all that was written."""
        return super().getvalue().replace(_BOUND, "-")


class Context(click.Context):
    """The context of every command, whose help the formatter above writes."""

    formatter_class = HelpFormatter


class _OneSentence(click.Command):
    """Ends an invocation with the sentence of a CorpusError in place of a traceback."""

    context_class = Context

    def invoke(self, context: click.Context) -> Any:
        """Invoke the command; raises ClickException in place of CorpusError."""
        try:
            return super().invoke(context)
        except CorpusError as error:
            raise click.ClickException(str(error)) from error


class Command(_OneSentence):
    """A command on its own."""


class CommandGroup(_OneSentence, click.Group):
    """A command with subcommands; what these raise ends alike, and their help is wrapped alike."""

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the subcommand that the words name, its name and the words after it."""
        name, command, rest = super().resolve_command(context, args)
        if command is not None:
            command.context_class = Context
        return name, command, rest

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the subcommands, each with its first sentence, which is not cut."""
        commands = [(name, self.get_command(context, name)) for name in self.list_commands(context)]
        shown = [(name, command) for name, command in commands if command is not None and not command.hidden]
        if shown:
            with formatter.section("Commands"):
                formatter.write_dl([(name, command.get_short_help_str(limit=1000)) for name, command in shown])


def _bind(text: str) -> str:
    return _HYPHEN.sub(_BOUND, text)


def _fold_choices(term: str, width: int, indent: int) -> str:
    """Return a term such as `--slots [tagger|none]` on as many lines as it needs, choices below the first of them."""
    lines = [""]
    for part in re.findall(r"[^|]*\||[^|]+", term):
        if len(lines[-1]) + len(part) > width:
            lines.append(" " * (term.find("[") + 1))
        lines[-1] += part
    return ("\n" + " " * indent).join(lines)
