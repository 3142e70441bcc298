"""Who annotates, what each was told, and whose labels are the reference (annotations/annotators.toml)."""

from dataclasses import dataclass, fields
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import read_toml
from mepp5.paths import ROOT

ANNOTATORS = "annotations/annotators.toml"
SCOPES = ("all", "some", "adjudication")
KINDS = ("language model", "person")
# What an annotation can hold. Who gives less has no say on the rest, and is left out where it is compared.
GIVES = ("categories", "polarities", "extents", "slots")
# The layer of the annotator whose scope is adjudication: the ground truth. No annotator may have it as id.
REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Annotator:
    """An entry of annotators.toml; all fields are strings, save `gives`: those of GIVES that the annotator answers."""

    id: str
    email: str
    protocol: str
    scope: str
    kind: str
    gives: tuple[str, ...] = GIVES

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

    def must_complete(self, annotator: Annotator) -> bool:
        """Whether a section without that annotator's annotation is an error."""
        return annotator.scope == "all" or annotator.layer == self.reference == REFERENCE


def read_annotators(root: Path = ROOT) -> Annotators:
    """Return the annotators of root's annotators.toml; raise CorpusError if the file breaks a rule."""
    path = Path(root) / ANNOTATORS
    table = read_toml(path)
    entries = table.get("annotator")
    if not isinstance(entries, list) or not entries:
        raise CorpusError(f"{path}: no [[annotator]] entry; add one for each annotator.")
    members = tuple(_annotator(path, number, entry) for number, entry in enumerate(entries, start=1))
    for name in ("id", "email", "layer"):
        if len({getattr(member, name) for member in members}) < len(members):
            raise CorpusError(f"{path}: two annotators have the same {name}; make them differ.")
    known = tuple(member.layer for member in members)
    if table.get("reference") not in known:
        raise CorpusError(f"{path}: reference is {table.get('reference')!r}; set it to one of: {', '.join(known)}.")
    return Annotators(table["reference"], members)


def _annotator(path: Path, number: int, entry: dict) -> Annotator:
    strings = {name: value for name, value in entry.items() if name != "gives"}
    names = [field.name for field in fields(Annotator) if field.name != "gives"]
    if sorted(strings) != sorted(names) or not all(isinstance(value, str) and value for value in strings.values()):
        raise CorpusError(
            f"{path}: annotator {number} needs the strings {', '.join(names)} and nothing else (but gives); mend it."
        )
    for name, allowed in (("scope", SCOPES), ("kind", KINDS)):
        if entry[name] not in allowed:
            raise CorpusError(
                f"{path}: annotator {entry['id']!r} has {name} {entry[name]!r}; use one of: {', '.join(allowed)}."
            )
    if entry["id"] == REFERENCE:
        raise CorpusError(
            f"{path}: {REFERENCE!r} is the adjudicated annotation's name; give annotator {number} another."
        )
    return Annotator(**strings, gives=_given(path, entry))


def _given(path: Path, entry: dict) -> tuple[str, ...]:
    """Return what the annotator gives, in the order of GIVES; all of it where the entry does not say."""
    gives = entry.get("gives", list(GIVES))
    known = isinstance(gives, list) and all(name in GIVES and gives.count(name) == 1 for name in gives)
    if not known or GIVES[0] not in gives:
        others = ", ".join(GIVES[1:])
        raise CorpusError(
            f"{path}: annotator {entry['id']!r} has gives = {gives!r}; list {GIVES[0]} and any of: {others}."
        )
    return tuple(name for name in GIVES if name in gives)
