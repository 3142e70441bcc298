"""The version of a checkout, which pyproject.toml alone states."""

from dataclasses import dataclass
from pathlib import Path

from mepp5.paths import ROOT
from mepp5.reading.fields import Version
from mepp5.reading.forms import open_form, read_toml


@open_form
@dataclass(frozen=True, slots=True)
class _Project:
    version: Version


@open_form
@dataclass(frozen=True, slots=True)
class _File:
    project: _Project


def read_version(root: Path = ROOT) -> str:
    """Return the version that pyproject.toml states; raise CorpusError where it states none."""
    return read_toml(Path(root) / "pyproject.toml", _File).project.version
