"""Checks of what files there are: what the decisions name and nothing else, and no half of what was broken off."""

from pathlib import Path

from mepp5.checks.findings import Check, Found
from mepp5.contents import SINGLE, UnlistedError, find_strays
from mepp5.system.drafts import find_left
from mepp5.system.folders import list_folders


def _find_strays(root: Path) -> Found:
    """The folders of a corpus hold the files that its lists name and nothing else, no link and no empty folder."""
    for folder in SINGLE:
        try:
            for path, kind in find_strays(root, folder):
                yield path, f"it is {kind}"
        except (UnlistedError, AttributeError, KeyError, TypeError):
            continue  # the check of the file that lists them says what is wrong with it


def _find_left(root: Path) -> Found:
    """No write was broken off: there is no draft whose writer no longer lives."""
    for path in find_left(list_folders(root)):
        yield path.relative_to(root).as_posix(), "it was left behind by a write that was broken off"


CHECKS = (
    Check("contents", "Take it away, or name it where the others of its kind are named.", _find_strays),
    Check("broken-writes", "Run mepp5 build, which removes it and writes what it was to be.", _find_left),
)
