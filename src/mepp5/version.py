"""The version of a checkout, which pyproject.toml alone states."""

from pathlib import Path

from mepp5.files import read_toml
from mepp5.paths import ROOT


def read_version(root: Path = ROOT) -> str:
    """Return the version that pyproject.toml states."""
    return read_toml(Path(root) / "pyproject.toml")["project"]["version"]
