"""Fixtures shared by all tests."""

import shutil
from pathlib import Path

import pytest

from mepp5.paths import ROOT

FOLDERS = ("corpus", "annotations", "data", "baselines")
FILES = ("README.md", "DATASHEET.md", "CHANGELOG.md", "CITATION.cff", "pyproject.toml")


@pytest.fixture
def corpus_copy(tmp_path: Path) -> Path:
    """A writable copy of the whole corpus, to be damaged."""
    root = tmp_path / "corpus_copy"
    for folder in FOLDERS:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, root / name)
    return root
