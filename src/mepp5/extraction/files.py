"""Which files are documents: those that are named, and those in directories that are so by name."""

import os
from collections.abc import Iterable
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.extraction.reader import KINDS, STANDARD_INPUT
from mepp5.files import refuse_listing

# What browsers call the folder beside a saved page, in the languages that they are used in most.
SAVED: tuple[str, ...] = (
    "_files",
    ".files",
    "_file",
    "_archivos",
    "_arquivos",
    "_bestanden",
    "_bylos",
    "_dateien",
    "-dateien",
)
SAVED += ("_datoteke", "_dosyalar", "_elemei", "_failid", "_fails", "_fajlovi", "_ficheiros", "_fichiers", "-filer")
SAVED += ("_fitxategiak", "_fitxers", "_pliki", "_soubory", "_tiedostot")
PAGES = tuple(suffix for suffix, kind in KINDS.items() if kind == "html")


def list_documents(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """Return the files among the paths and those in directories among them, each once, and notes of what was left out.

    "-" is standard input. Hidden files and the folders that a browser saves beside a page are left out of directories.
    Raises CorpusError for a path that is not there and for a directory without any document.
    """
    found: dict[Path, None] = {}
    notes: list[str] = []
    for path in paths:
        if str(path) != STANDARD_INPUT and not path.exists():
            raise CorpusError(f"{path}: no such file or directory; check the name.")
        files = _walk(path, notes) if path.is_dir() else [path]
        if not files:
            raise CorpusError(f"{path}: no file in it is called {', '.join('*' + name for name in KINDS)}.")
        found.update(dict.fromkeys(files))
    return list(found), notes


def _walk(directory: Path, notes: list[str]) -> list[Path]:
    found = []
    for folder, folders, names in os.walk(directory, onerror=_refuse):
        saved = {name for name in folders if _is_saved(name, names)}
        notes += [f"{Path(folder) / name}: left out, a browser's folder of a saved page." for name in sorted(saved)]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in saved)
        files = [Path(folder) / name for name in sorted(names) if not name.startswith(".")]
        found += [file for file in files if file.suffix.lower() in KINDS and file.is_file()]  # no pipe, no socket
    return found


def _refuse(error: OSError) -> None:
    raise refuse_listing(error) from error


def _is_saved(folder: str, names: Iterable[str]) -> bool:
    """Return whether a folder is that of a page beside it: the page's name with an ending that browsers give."""
    lower = folder.lower()
    stem = next((lower.removesuffix(ending) for ending in SAVED if lower.endswith(ending)), None)
    return stem is not None and any(name.lower() in {stem + suffix for suffix in (*PAGES, "")} for name in names)
