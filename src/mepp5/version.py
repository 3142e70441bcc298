"""The version of a checkout, which pyproject.toml alone states."""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from mepp5.paths import ROOT, is_packaged
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
    """Return the version that pyproject.toml states; raise CorpusError where it states none.

    What is packed in a wheel has no pyproject.toml; it is of the version that is installed.
    """
    path = Path(root) / "pyproject.toml"
    return version("mepp5") if is_packaged(root) and not path.exists() else read_toml(path, _File).project.version
