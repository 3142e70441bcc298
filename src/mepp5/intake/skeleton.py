"""A corpus of one's own: what all commands need besides policies, for a directory that is empty."""

from pathlib import Path

from mepp5.annotation.annotators import ANNOTATORS
from mepp5.corpus.corrections import CORRECTIONS
from mepp5.corpus.manifest import MANIFEST
from mepp5.errors import CorpusError
from mepp5.files import read_bytes
from mepp5.paths import ROOT
from mepp5.scheme.guidelines import GUIDELINES
from mepp5.scheme.interface import LABEL_CONFIG

# The rules are those of MEPP-5: labels of another scheme could not be scored together with its own.
COPIED = ("annotations/taxonomy.toml", "annotations/dpv_terms.tsv", GUIDELINES, LABEL_CONFIG)
TEMPLATES = Path(__file__).parent / "templates"
PERSON = "annotations/protocols/person.md"
PLACED = {
    "manifest.toml": MANIFEST,
    "corrections.toml": CORRECTIONS,
    "annotators.toml": ANNOTATORS,
    "person.md": PERSON,
    "README.md": "README.md",
    "DATASHEET.md": "DATASHEET.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "project.toml": "pyproject.toml",
}
FIRST_USER = "admin@mepp5.example.org"  # of the template: the user that a server of one's own begins with
HIDDEN = ".git"  # an empty repository is empty


def make_skeleton(root: Path) -> dict[str, bytes]:
    """Return {path below the root: bytes} that a new corpus begins with; {} where there is one.

    Raises CorpusError for a directory that holds other files and no corpus.
    """
    if (root / MANIFEST).exists():
        return {}
    if root.exists() and any(path.name != HIDDEN for path in root.iterdir()):
        raise CorpusError(f"{root} holds files, but no {MANIFEST}; give a corpus, or an empty directory for a new one.")
    copied = {path: read_bytes(ROOT / path) for path in COPIED}
    return copied | {path: read_bytes(TEMPLATES / name) for name, path in PLACED.items()}
