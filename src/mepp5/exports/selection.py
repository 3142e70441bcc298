"""What is exported: the rows of a config, and the same as policies with their labelled clauses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.release.features import CHANGES
from mepp5.release.loading import read_rows
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

REFERENCE, ANNOTATORS = "clauses", "annotators"
CONFIGS = (REFERENCE, ANNOTATORS, CHANGES)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as one annotator, or the reference, labels it.

    `start` and `end` are code points of the policy's text, half-open; those of practices and slots (objects as the
    release has them) are of the clause's own text.
    """

    id: str
    policy: str
    kind: str
    section: tuple[str, ...]
    text: str
    start: int
    end: int
    labels: tuple[str, ...]
    practices: tuple[Object, ...]
    slots: tuple[Object, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A policy's whole text with its clauses, in order, as one annotator labels them."""

    policy: str
    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one annotator ("" is the reference) says of the policies of one split."""

    split: str
    annotator: str
    documents: tuple[Document, ...]

    @property
    def folder(self) -> str:
        """The folder of the part's files: the split, and below it the annotator if there is one."""
        return f"{self.split}/{self.annotator}" if self.annotator else self.split

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses of the part, in order."""
        return tuple(clause for document in self.documents for clause in document.clauses)


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen rows of a config, {split: rows with string labels}, and the parts that they make (none of changes)."""

    config: str
    rows: dict[str, list[Object]]
    parts: tuple[Part, ...]
    taxonomy: Taxonomy


class Exported(NamedTuple):
    """The files, {path below the folder: bytes}, and how often what is lost in them: {what: count}, 0 included."""

    contents: dict[str, bytes]
    lost: dict[str, int]


def read_selection(config: str, splits: Sequence[str], annotators: Sequence[str] = (), root: Path = ROOT) -> Selection:
    """Return the rows of the config's splits, of these annotators alone if any are named, and what they make.

    Raises CorpusError where the release is not as data/SHA256SUMS has it. Splits and annotators must exist.
    """
    rows = {split: read_rows(config, split, root) for split in splits}
    if annotators:
        rows = {split: [row for row in found if row["annotator"] in annotators] for split, found in rows.items()}
    parts = () if config == CHANGES else tuple(_make_parts(config, rows, root))
    return Selection(config, rows, parts, read_taxonomy(root))


def list_annotators(root: Path, splits: Iterable[str]) -> list[str]:
    """Return the annotators of the splits' rows, in the order in which they come."""
    return list(dict.fromkeys(row["annotator"] for split in splits for row in read_rows(ANNOTATORS, split, root)))


def _make_parts(config: str, rows: dict[str, list[Object]], root: Path) -> Iterator[Part]:
    texts = {row["id"]: row["text"] for row in read_rows("policies", "corpus", root)}
    for split, chosen in rows.items():
        places = {row["id"]: row for row in (chosen if config == REFERENCE else read_rows(REFERENCE, split, root))}
        for annotator in dict.fromkeys(row.get("annotator", "") for row in chosen):
            own = [row for row in chosen if row.get("annotator", "") == annotator]
            clauses = [_make_clause(places[row["id"]], row) for row in own]
            policies = dict.fromkeys(clause.policy for clause in clauses)
            documents = (
                Document(policy, texts[policy], tuple(clause for clause in clauses if clause.policy == policy))
                for policy in policies
            )
            yield Part(split, annotator, tuple(documents))


def _make_clause(place: Object, labelled: Object) -> Clause:
    return Clause(
        labelled["id"],
        place["policy"],
        place["kind"],
        tuple(place["section"]),
        place["text"],
        place["start"],
        place["end"],
        tuple(labelled["labels"]),
        tuple(labelled["practices"]),
        tuple(labelled["slots"]),
    )
