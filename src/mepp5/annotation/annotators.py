"""Who annotates, what each was told, and whose labels are the reference (annotations/annotators.toml)."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.fields import Email, PersonId, PolicyId, Protocol, Sha256OrNone
from mepp5.reading.forms import form, read_toml

ANNOTATORS = "annotations/annotators.toml"
# What an annotation can hold. Who gives less has no say on the rest, and is left out where it is compared.
Gift = Literal["categories", "polarities", "extents", "slots", "subjects"]
GIVES: tuple[Gift, ...] = get_args(Gift)
# The layer of the annotator whose scope is adjudication: the ground truth. No annotator may have it as id.
REFERENCE = "reference"


@form
@dataclass(frozen=True, slots=True)
class Annotator:
    """An entry of annotators.toml; all fields are strings, save `gives` and `policies`.

    `protocol_sha256` is that of the protocol as it was followed, "" before the annotator handed in. `gives` are those
    of GIVES that the annotator answers; `policies` those that are left to the annotator alone, or to the few that name
    them, () for one of the annotators of all others.
    """

    id: PersonId
    email: Email
    protocol: Protocol
    scope: Literal["all", "some", "adjudication"]
    kind: Literal["language model", "person"]
    gives: tuple[Gift, ...] = GIVES
    policies: tuple[PolicyId, ...] = ()
    protocol_sha256: Sha256OrNone = ""

    @property
    def layer(self) -> str:
        """The name under which the annotations are read: the id, or "reference" for the adjudicator."""
        return REFERENCE if self.scope == "adjudication" else self.id


@dataclass(frozen=True, slots=True)
class Annotators:
    """Everyone who annotates, in the file's order, and whose labels are the reference."""

    reference: str
    members: tuple[Annotator, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The annotators' ids, in the file's order."""
        return tuple(member.id for member in self.members)

    def find(self, annotator: str) -> Annotator:
        """Return the annotator of that id; raise CorpusError naming those known."""
        for member in self.members:
            if member.id == annotator:
                return member
        raise CorpusError(f"no annotator {annotator!r} in {ANNOTATORS}; choose one of: {', '.join(self.ids)}.")

    def find_email(self, email: str) -> Annotator | None:
        """Return the annotator with that e-mail address, or None."""
        return next((member for member in self.members if member.email == email), None)

    def concerns(self, annotator: Annotator, policy_id: str) -> bool:
        """Whether the policy is the annotator's: one of those named for it, or of the others where nobody is named."""
        named = any(policy_id in member.policies for member in self.members)
        return policy_id in annotator.policies if named else not annotator.policies

    def must_complete(self, annotator: Annotator, policy_id: str) -> bool:
        """Whether a section of the policy without that annotator's annotation is an error."""
        complete = annotator.scope == "all" or annotator.layer == self.reference == REFERENCE
        return complete and self.concerns(annotator, policy_id)


@form
@dataclass(frozen=True, slots=True)
class _File:
    reference: PersonId
    annotator: Annotated[list[Annotator], Field(min_length=1)]


def read_annotators(root: Path = ROOT) -> Annotators:
    """Return the annotators of root's annotators.toml; raise CorpusError if the file breaks a rule."""
    path = Path(root) / ANNOTATORS
    table = read_toml(path, _File)
    members = tuple(_complete(path, member) for member in table.annotator)
    for name in ("id", "email"):
        if len({getattr(member, name).casefold() for member in members}) < len(members):
            raise CorpusError(f"{path}: two annotators have the same {name}; make them differ.")
    _check_layers(path, members)
    known = tuple(member.layer for member in members)
    if table.reference not in known:
        raise CorpusError(f"{path}: reference is {table.reference!r}; set it to one of: {', '.join(known)}.")
    return Annotators(table.reference, members)


def _check_layers(path: Path, members: tuple[Annotator, ...]) -> None:
    """Raise CorpusError where two annotators would write the same layer of a policy."""
    taken: set[tuple[str, str]] = set()
    for member in members:
        for policy in member.policies or ("",):
            if (member.layer, policy) in taken:
                raise CorpusError(f"{path}: two annotators have the same layer {member.layer!r}; make them differ.")
            taken.add((member.layer, policy))


def _complete(path: Path, member: Annotator) -> Annotator:
    """Return the annotator with what it gives in the order of GIVES."""
    if member.id == REFERENCE:
        raise CorpusError(
            f"{path}: {REFERENCE!r} is the adjudicated annotation's name; give that annotator another id."
        )
    if GIVES[0] not in member.gives or len(set(member.gives)) < len(member.gives):
        raise CorpusError(
            f"{path}: annotator {member.id!r} has gives = {list(member.gives)!r}; list {GIVES[0]} and any of: "
            f"{', '.join(GIVES[1:])}."
        )
    return replace(member, gives=tuple(name for name in GIVES if name in member.gives))
