"""Checks of what machines are told of the release: data/schema/ and croissant.json, where they are there.

That they are there is the build's affair (`mepp5 build --check`); a wheel carries no croissant.json.
"""

from pathlib import Path

from mepp5.checks.findings import Check, Found
from mepp5.files import read_bytes
from mepp5.metadata import croissant, schemas
from mepp5.stages import generate
from mepp5.system.drafts import is_draft


def _find_schemas(root: Path) -> Found:
    """The folder data/schema/ has the schemas that the taxonomy and the columns make, and nothing else."""
    folder = root / schemas.FOLDER
    if not folder.is_dir():
        return
    expected = generate("schemas", root)
    files = (path for path in folder.rglob("*") if path.is_file() and not is_draft(path.name))
    found = {path.relative_to(root).as_posix() for path in files}
    for path in sorted(expected.keys() ^ found):
        yield path, "it is missing" if path in expected else "it is no schema of the release"
    for path in sorted(expected.keys() & found):
        if read_bytes(root / path) != expected[path]:
            yield path, "it is not what the taxonomy and the release's columns make"


def _find_croissant(root: Path) -> Found:
    """The file croissant.json describes the files that are in data/."""
    path = root / croissant.CROISSANT
    if path.is_file() and generate("croissant", root) != {croissant.CROISSANT: read_bytes(path)}:
        yield croissant.CROISSANT, "it describes another release than the files in data/"


CHECKS = (
    Check("schemas", "Run mepp5 build; remove what it does not write.", _find_schemas),
    Check("croissant", "Run mepp5 build and commit croissant.json with the data.", _find_croissant),
)
