"""Pairs of policies as the models see them: clauses of both, and for training the links of the release."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from baselines.changes.judging import Item, Traits
from baselines.corpus import ROOT, load_rows
from mepp5.diff.comparison import Clause
from mepp5.files import Object
from mepp5.release.features import CHANGES


@dataclass(frozen=True)
class Problem:
    """A pair: its name, the clauses of both policies in order, and its rows of the config "changes".

    A model that is tested on the pair sees texts, headings and predicted traits, never the rows. `traits` are those of
    the labels for training, and for a test what a model says that has not seen the two policies.
    """

    pair: str
    policies: tuple[str, str]
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    rows: tuple[Object, ...]
    traits: Traits

    @property
    def items(self) -> list[Item]:
        """What is to be judged of it: the clauses of each row."""
        known = {clause.id: clause for clause in (*self.old, *self.new)}
        return [
            Item(tuple(known[id] for id in row["old"]), tuple(known[id] for id in row["new"]), self.traits)
            for row in self.rows
        ]

    @property
    def linked(self) -> frozenset[tuple[str, str]]:
        """The linked pairs of clause ids."""
        return frozenset((old, new) for row in self.rows for old in row["old"] for new in row["new"])


def load_problems(root: Path = ROOT) -> list[Problem]:
    """Return the released pairs; raise CorpusError where a file is missing or edited by hand."""
    clauses: dict[str, list[Object]] = {}
    for row in load_rows("clauses", root):
        clauses.setdefault(row["policy"], []).append(row)
    return make_problems(load_rows(CHANGES, root), clauses)


def make_problems(rows: Sequence[Object], clauses: Mapping[str, Sequence[Object]]) -> list[Problem]:
    """Return the pairs of rows of "changes"; `clauses` are the rows of "clauses" by policy."""
    problems = []
    for pair in dict.fromkeys(row["pair"] for row in rows):
        own = tuple(row for row in rows if row["pair"] == pair)
        old, new = pair.split("--")
        traits = {row["id"]: read_traits(row["labels"], row["slots"]) for row in (*clauses[old], *clauses[new])}
        problems.append(Problem(pair, (old, new), _read(clauses[old]), _read(clauses[new]), own, traits))
    return problems


def read_traits(labels: Iterable[str], slots: Iterable[Object]) -> dict[str, float]:
    """Return the traits of a clause: its categories, and how many phrases it has of each slot."""
    return dict.fromkeys(labels, 1.0) | {name: float(n) for name, n in Counter(s["slot"] for s in slots).items()}


def _read(rows: Sequence[Object]) -> tuple[Clause, ...]:
    ordered = sorted(rows, key=lambda row: int(row["position"]))
    return tuple(Clause(row["id"], row["text"], tuple(row["section"])) for row in ordered)
