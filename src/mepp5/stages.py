"""What is generated, stage by stage in the order the data flow, and which of it is not as it would be generated."""

from collections.abc import Callable, Mapping
from pathlib import Path

from mepp5.agreement import changes as change_agreement
from mepp5.agreement import measurement as agreement
from mepp5.changes import interface as change_interface
from mepp5.corpus import clauses, text
from mepp5.documents import card
from mepp5.metadata import croissant, schemas
from mepp5.release import rows as release
from mepp5.scheme import guidelines
from mepp5.system.memory import remembered

# A stage reads what the stages before it have written.
STAGES: dict[str, Callable[[Path], dict[str, bytes]]] = {
    "text": text.generate,
    "clauses": clauses.generate,
    "taxonomy": guidelines.generate,
    "change interface": change_interface.generate,
    "release": release.generate,
    "agreement": agreement.generate,
    "change agreement": change_agreement.generate,
    "card": card.generate,
    "schemas": schemas.generate,
    "croissant": croissant.generate,
}


@remembered
def generate(stage: str, root: Path) -> dict[str, bytes]:
    """Return {path: bytes} that a stage makes; raise CorpusError on bad input."""
    return STAGES[stage](root)


def find_changed(root: Path, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what of {path: bytes} is missing or stands otherwise below root."""
    return {
        name: content
        for name, content in contents.items()
        if not (Path(root) / name).is_file() or (Path(root) / name).read_bytes() != content
    }
