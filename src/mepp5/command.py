"""What every command of the project does alike: whatever ends it is told in one sentence, and help breaks no name.

Bad input is told on standard error, with exit status 1; how a run ends is in running/
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import click

from mepp5.running.ends import decode_words, end_run, one_sentence, silence_interrupts

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
    """The context of every command: the formatter above writes its help, and its words are text."""

    formatter_class = HelpFormatter

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        if self.help_option_names == ["--help"]:
            self.help_option_names = ["-h", "--help"]

    def invoke(self, callback: Any, /, *args: Any, **words: Any) -> Any:
        """Call the command with its words; raise click.UsageError for one that is not UTF-8, unless it is a path."""
        return super().invoke(callback, *args, **{name: decode_words(name, word) for name, word in words.items()})


class _OneSentence(click.Command):
    """Ends an invocation with a sentence in place of a traceback."""

    context_class = Context

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command and exit; as click's own does, but that no exception is left to the interpreter."""
        run: Callable[..., Any] = super().main
        return end_run(lambda: run(*args, **extra)) if extra.get("standalone_mode", True) else run(*args, **extra)

    def make_context(self, *args: Any, **settings: Any) -> click.Context:
        """Read the words of the command line; what is said of them holds no password."""
        with one_sentence():
            return super().make_context(*args, **settings)

    def invoke(self, context: click.Context) -> Any:
        """Invoke the command; raises ClickException in place of CorpusError and of what the system refuses."""
        with one_sentence():
            return super().invoke(context)


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


silence_interrupts()
