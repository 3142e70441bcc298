"""Which annotators are compared, and over which clauses."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from mepp5.annotation.annotators import REFERENCE, Annotators, read_annotators
from mepp5.annotation.exports import Layers, read_exports
from mepp5.annotation.spans import Annotation
from mepp5.annotation.tasks import build_tasks
from mepp5.corpus.manifest import read_manifest
from mepp5.paths import ROOT


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that both have labelled; `section` numbers the pair's sections from 0."""

    section: int
    first: Annotation
    second: Annotation


@dataclass(frozen=True, slots=True)
class Pair:
    """Two annotators (or one and "reference"), the clauses that both labelled, and what both give (of GIVES)."""

    first: str
    second: str
    gives: frozenset[str]
    sections: int
    clauses: tuple[Clause, ...]


def make_pairs(root: Path = ROOT) -> list[Pair]:
    """Return every two annotators with a clause in common, in annotators.toml's order, the reference last.

    A section is a task, that is a level-1 section with a clause. Raises CorpusError where the exports are unsound.
    """
    layers = read_exports(root)
    annotators = read_annotators(root)
    section_of = find_sections(root)
    pairs = [
        _make_pair(first, second, layers, annotators, section_of)
        for first, second in combinations(_order_layers(layers, annotators), 2)
    ]
    return [pair for pair in pairs if pair.clauses]


def find_sections(root: Path = ROOT) -> dict[str, tuple[str, int]]:
    """Return {clause id: (policy, start of its section)} in corpus order."""
    return {
        clause.id: (policy.id, task.start)
        for policy in read_manifest(root)
        for task in build_tasks(policy.id, root)
        for clause in task.clauses
    }


def _order_layers(layers: Layers, annotators: Annotators) -> list[str]:
    names = [member.layer for member in annotators.members if member.layer in layers]
    return sorted(names, key=lambda name: name == REFERENCE)


def _make_pair(
    first: str, second: str, layers: Layers, annotators: Annotators, section_of: Mapping[str, tuple[str, int]]
) -> Pair:
    gives = {member.layer: frozenset(member.gives) for member in annotators.members}
    common = [clause for clause in section_of if clause in layers[first] and clause in layers[second]]
    numbers: dict[tuple[str, int], int] = {}
    for clause in common:
        numbers.setdefault(section_of[clause], len(numbers))
    clauses = (Clause(numbers[section_of[id]], layers[first][id], layers[second][id]) for id in common)
    return Pair(first, second, gives[first] & gives[second], len(numbers), tuple(clauses))
