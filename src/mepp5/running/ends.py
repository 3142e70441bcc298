"""How a run of a command ends: with its work done, with one sentence that says why not, or by the user's hand.

What the user can mend is told as such where it is found. What nobody foresaw is told here, as a fault of the program.
"""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NoReturn

import click

from mepp5.errors import CorpusError, show_signs
from mepp5.running.libraries import describe_missing
from mepp5.running.streams import OutputError, fit_streams, strip_secrets

DEBUG = "MEPP5_DEBUG"  # an environment variable; where it is set, exceptions that nobody foresaw show their traceback
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count
OWN_FAULT = "This is a fault of MEPP-5 itself"
_LONG_WORD = re.compile(r"\S{1000,}")  # a name that no system takes


def end_run(run: Callable[[], object]) -> NoReturn:
    """Call `run`, as click runs a command by itself, and exit; nothing but SystemExit leaves this function.

    The status is what `run` exits with; 1 where standard output takes no more or an exception that nobody foresaw
    comes out, which is told in one sentence; with MEPP5_DEBUG set, that exception comes out as it is.
    """
    fit_streams()
    try:
        try:
            run()
            status: Any = 0
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
    except OutputError as error:
        status = _tell_output(error)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except MemoryError:
        status = _tell("not enough memory for this; give it a smaller input, or run it where there is more.")
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        status = _tell(describe_fault(error))
    sys.exit(status)


def describe_fault(error: BaseException) -> str:
    """Return the sentence of an exception that nobody foresaw: whose fault it is, what it was, what to do."""
    said = show_signs(" ".join(strip_secrets(str(error)).split()))[:300]
    what = f"{type(error).__name__}: {said}" if said else type(error).__name__
    return (
        f"{OWN_FAULT} ({what}); report it as an issue with what you ran, as CONTRIBUTING.md says "
        f"({DEBUG}=1 shows the traceback)."
    )


@contextmanager
def one_sentence() -> Iterator[None]:
    """Raise ClickException in place of CorpusError and of an OSError that names a file; no message holds a password.

    An interrupt exits with status 130.
    """
    try:
        yield
    except click.ClickException as error:
        said = error.format_message()
        if said == _clean(said):
            raise
        raise _say_again(error, _clean(said)) from None
    except CorpusError as error:
        raise click.ClickException(_clean(str(error))) from error
    except OSError as error:
        if error.filename is None:
            raise
        raise click.ClickException(describe_path(error)) from error
    except ModuleNotFoundError as error:
        if not (missing := describe_missing(error)):
            raise
        raise click.ClickException(missing) from error
    except KeyboardInterrupt as error:
        click.echo("Interrupted.", err=True)
        raise click.exceptions.Exit(INTERRUPTED) from error


def describe_path(error: OSError) -> str:
    """Return the sentence of what the system refuses of a file or folder."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, bytes) else error.filename
    return _clean(f"{name}: cannot be used ({error.strerror}); check the path, its permissions and the disk.")


def decode_words(name: str, words: Any) -> Any:
    """Return the words of an option or argument as text, whatever the locale; paths stay as they are.

    Raise click.UsageError for a word whose bytes are not UTF-8.
    """
    if isinstance(words, tuple):
        return tuple(decode_words(name, word) for word in words)
    if not isinstance(words, str) or words.isascii():
        return words
    try:
        words.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(words).decode()
        except UnicodeError as error:
            shown = words.encode("utf-8", "backslashreplace").decode()
            raise click.UsageError(f"{name.replace('_', '-')}: {shown} is not UTF-8.") from error
    return words


def silence_interrupts() -> None:
    """Show no traceback where the user interrupts the program before its command has begun."""
    before, unraised = sys.excepthook, sys.unraisablehook

    def hook(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            before(kind, value, trace)

    def hook_of_destructors(unraisable: Any) -> None:
        if not issubclass(unraisable.exc_type, KeyboardInterrupt):
            unraised(unraisable)

    sys.excepthook, sys.unraisablehook = hook, hook_of_destructors


def _tell_output(error: OutputError) -> int:
    """Say that standard output failed, unless its reader has gone, who wants nothing more; return the status."""
    return 1 if error.error.errno == errno.EPIPE else _tell(str(error))


def _tell(sentence: str) -> int:
    click.echo(f"Error: {sentence}", err=True)
    return 1


def _say_again(error: click.ClickException, said: str) -> click.ClickException:
    return click.UsageError(said, error.ctx) if isinstance(error, click.UsageError) else click.ClickException(said)


def _clean(said: str) -> str:
    """Return what is said without passwords, names that no system takes, and what would steer a terminal."""
    seen = "".join(sign if sign in "\n\t" else show_signs(sign) for sign in said)  # click lists choices in lines
    return _LONG_WORD.sub(lambda word: f"{word[0][:60]} … {word[0][-20:]}", strip_secrets(seen))
