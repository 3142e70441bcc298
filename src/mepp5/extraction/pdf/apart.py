"""A PDF read by a process of its own: where the native library ends or takes all memory, only that process is lost.

Forms that hold each other, and contents of a few bytes that unpack to gigabytes, are read before anything of a page can
be counted.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.extraction.document import Line
from mepp5.extraction.pdf.reader import SPOILT, read_pdf
from mepp5.system.processes import end_with_parent

MOST_MEMORY = 4096 * 2**20  # bytes of address space; a policy takes some hundred MiB
MOST_SECONDS = 600  # the longest files within the limits of the reader take a tenth
SOURCES = Path(__file__).parents[3]


def read_pdf_apart(content: bytes) -> tuple[list[Line], list[str]]:
    """Return what `read_pdf` returns for a PDF's bytes; raise CorpusError also where the reading process is lost.

    Raises ModuleNotFoundError where the library is not installed.
    """
    if find_spec("pypdfium2") is None:
        raise ModuleNotFoundError("No module named 'pypdfium2'", name="pypdfium2")
    path = os.pathsep.join(filter(None, (str(SOURCES), os.environ.get("PYTHONPATH"))))
    try:
        # -P: what lies in the user's folder is no module of ours.
        process = subprocess.run(
            [sys.executable, "-P", "-c", f"import {__name__} as apart; apart.answer({MOST_MEMORY})"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CorpusError(SPOILT.format(f"reading it takes more than {MOST_SECONDS} seconds")) from error
    if process.returncode:
        reason = f"reading it takes more than {MOST_MEMORY // 2**20:,} MiB, or ends the reader"
        raise CorpusError(SPOILT.format(reason))
    found = json.loads(process.stdout)
    if "error" in found:
        raise CorpusError(found["error"])
    return [Line(**line) for line in found["lines"]], found["notes"]


def answer(most: int) -> None:
    """Read a PDF from standard input within `most` bytes of memory, and write what it holds as JSON."""
    end_with_parent()
    _bound_memory(most)
    try:
        lines, notes = read_pdf(sys.stdin.buffer.read())
    except CorpusError as error:
        found: dict[str, object] = {"error": str(error)}
    else:
        found = {"lines": [asdict(line) for line in lines], "notes": notes}
    sys.stdout.buffer.write(json.dumps(found).encode())


def _bound_memory(most: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # a system without limits, or with a lower one already
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
