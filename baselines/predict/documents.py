"""Privacy policies outside the corpus: find the files, decode them, and make plain text of Markdown and HTML.

HTML is parsed with lxml and becomes Markdown by markdownify, which keeps every heading, list item and row; Markdown is
read with markdown-it. An extractor of a page's main content, as trafilatura, may drop headings or a list: a
clause that is lost is worse than a line of navigation that is labelled.
"""

import codecs
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError

SUFFIXES = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown"}
SUFFIXES |= {".html": "html", ".htm": "html", ".xhtml": "html"}
LARGEST = 64 * 2**20  # bytes; the longest policies have less than one hundredth
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# WHATWG Encoding, 4.2: the labels of windows-1252 that Python takes for others.
LATIN = {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1", "us-ascii", "ascii"}
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
WIDEST = 100  # a text with a longer line is not wrapped by hand
SLACK = 8  # what a line may lack of the width: not everybody breaks lines where they are full
FIRST_WORD = re.compile(r"\S+")
OPENING = re.compile(r"(?:[•·▪‣*#|-]|o |\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.)])\s*")


@dataclass(frozen=True, slots=True)
class Document:
    """A policy: the path it was named by, and its text, in which headings, list items and rows carry marks."""

    name: str
    text: str


def list_documents(paths: Iterable[Path]) -> list[Path]:
    """Return the files among the paths, and those in directories among them that are text, Markdown or HTML by name.

    Hidden files are left out of directories. Raises CorpusError for a path that is not there and for a directory
    without any.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise CorpusError(f"{path}: no such file or directory; check the name.")
        files = _walk(path) if path.is_dir() else [path]
        if not files:
            raise CorpusError(f"{path}: no file in it is called {', '.join('*' + name for name in SUFFIXES)}.")
        found.update(dict.fromkeys(files))
    return list(found)


def read_document(path: Path) -> Document:
    """Return the document; raise CorpusError where it is no text, empty, too large or without text in its HTML."""
    content = _read_content(path)
    text, kind = _decode(content, path), SUFFIXES.get(path.suffix.lower(), "text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kind = "html" if kind == "text" and HTML.match(text) else kind
    try:
        text = unwrap_lines(text) if kind == "text" else _read_markup(text, kind)
    except RecursionError as error:
        raise CorpusError(f"{path}: its parts are nested too deeply to be read; give the policy as text.") from error
    if not text.strip():
        raise CorpusError(f"{path}: no text in it; give the policy itself.")
    return Document(os.fsencode(path).decode("utf-8", "replace"), text.replace("\xa0", " "))


def unwrap_lines(text: str) -> str:
    """Return a text that was wrapped by hand with the newlines inside its paragraphs as spaces; offsets stay.

    A line goes on where the next one's first word would not have fitted, the longest line being the width.
    """
    lines = text.split("\n")
    width = max((len(line) for line in lines if " " in line.strip()), default=0)
    if width > WIDEST:
        return text
    parts = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        word = FIRST_WORD.match(following.strip())
        goes_on = (
            word
            and line.strip()
            and not OPENING.match(following.strip())
            and line[0] != "#"
            and len(line.rstrip()) + 1 + len(word[0]) > width - SLACK
        )
        parts += [line, " " if goes_on else "\n"]
    return "".join(parts[:-1])


def _read_markup(text: str, kind: str) -> str:
    # Imported here: the other commands, and plain text, do without the parsers.
    from baselines.predict.markup import read_html, read_markdown

    return read_html(text) if kind == "html" else read_markdown(text)


def _walk(directory: Path) -> list[Path]:
    found = []
    for folder, folders, names in os.walk(directory):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files = [Path(folder) / name for name in sorted(names) if not name.startswith(".")]
        found += [file for file in files if file.suffix.lower() in SUFFIXES and file.is_file()]  # no pipe, no socket
    return found


def _read_content(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check the file.") from error
    if not content.strip():
        raise CorpusError(f"{path}: the file is empty; give a policy.")
    if len(content) > LARGEST:
        raise CorpusError(f"{path}: larger than {LARGEST // 2**20} MiB; split it.")
    return content


def _read_label(label: bytes) -> str:
    """Return the character set that a page means by its label: as browsers do, windows-1252 where it says Latin-1."""
    name = label.decode("ascii", "replace").lower()
    return "cp1252" if name in LATIN else name


def _decode(content: bytes, path: Path) -> str:
    """Return the text by its byte order mark, else as UTF-8, else, for HTML, in the character set that it declares."""
    marked = next((encoding for mark, encoding in MARKS if content.startswith(mark)), None)
    declared = CHARSET.search(content[:4096])
    names = [marked] if marked else ["utf-8", *([_read_label(declared[1])] if declared else [])]
    for name in names:
        try:
            text = content.decode(name).removeprefix("\ufeff")
        except (UnicodeError, LookupError):
            continue
        if "\0" not in text:
            return text
        break
    raise CorpusError(f"{path}: neither UTF-8 nor UTF-16 with a byte order mark; save the policy as UTF-8 text.")
