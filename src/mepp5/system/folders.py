"""The folders that the project writes to, and what broken-off writes left in them."""

import os
from collections.abc import Iterator
from pathlib import Path

# Besides the root itself. What lies elsewhere in a clone is not ours to look into.
WRITTEN = ("annotations", "baselines", "benchmarks", "corpus", "data", "docs", "invented")


def list_folders(root: Path) -> list[Path]:
    """Return the root and the folders below it that files are written to, links left out."""
    return [Path(root), *(folder for name in WRITTEN for folder in _walk(Path(root) / name))]


def _walk(top: Path) -> Iterator[Path]:
    if not top.is_symlink():
        yield from (Path(folder) for folder, _, _ in os.walk(top))
