"""Who says what changed, and what each was told (annotations/changes/annotators.toml)."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from mepp5.annotation.annotators import REFERENCE
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.fields import Email, PersonId, Protocol, Sha256OrNone
from mepp5.reading.forms import form, read_toml

CHANGE_ANNOTATORS = "annotations/changes/annotators.toml"


@form
@dataclass(frozen=True, slots=True)
class ChangeAnnotator:
    """An entry of annotators.toml; the adjudicator's links are the reference.

    `protocol_sha256` is that of the protocol as it was followed, "" before the annotator handed in.
    """

    id: PersonId
    email: Email
    protocol: Protocol
    scope: Literal["all", "adjudication"]
    kind: Literal["language model", "person"]
    protocol_sha256: Sha256OrNone = ""

    @property
    def layer(self) -> str:
        """The name under which the links are read: the id, or "reference" for the adjudicator."""
        return REFERENCE if self.scope == "adjudication" else self.id


@form
@dataclass(frozen=True, slots=True)
class _File:
    annotator: Annotated[list[ChangeAnnotator], Field(min_length=1)]


def read_change_annotators(root: Path = ROOT) -> tuple[ChangeAnnotator, ...]:
    """Return the annotators in the file's order, one adjudicator among them; raise CorpusError otherwise."""
    path = Path(root) / CHANGE_ANNOTATORS
    members = tuple(read_toml(path, _File).annotator)
    for name in ("id", "email", "layer"):
        if len({getattr(member, name).casefold() for member in members}) < len(members):
            raise CorpusError(f"{path}: two annotators have the same {name}; make them differ.")
    if REFERENCE not in {member.layer for member in members}:
        raise CorpusError(f"{path}: no annotator has the scope adjudication; name the adjudicator.")
    return members
