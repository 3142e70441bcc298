"""A program in a terminal of its own: what it writes there, on both streams.

run_in_terminal([*MEPP5, "draft", "x"]) returns (exit status, text without styles);
find_steering(text) returns the signs in it that would steer a terminal.
"""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress

MEPP5 = [sys.executable, "-c", "from mepp5.cli import main; main()"]
HOSTILE = "\x1b[2J\x9b31m\u202ex"  # clears the screen, colours it, turns the words after it round
SHOWN = r"\x1b[2J\x9b31m\u202ex"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_HANG = 300  # seconds


def run_in_terminal(words: Sequence[str]) -> tuple[int, str]:
    """Return the exit status of the program and what it wrote to the terminal, line ends as "\\n"."""
    own, its = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200", "PYTHONUTF8": "1"}
    with subprocess.Popen(words, stdin=its, stdout=its, stderr=its, env=environment) as program:
        os.close(its)
        parts = []
        with suppress(OSError):  # the other end is closed
            while part := os.read(own, 65536):
                parts.append(part)
        os.close(own)
        status = program.wait(_HANG)
    return status, _STYLE.sub("", b"".join(parts).decode().replace("\r\n", "\n"))


def find_steering(text: str) -> set[str]:
    """Return the signs that are not seen, but for ends of lines and tabs."""
    return {sign for sign in text if not sign.isprintable() and sign not in "\n\t"}
