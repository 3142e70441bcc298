"""The evaluation protocols: which clauses train, which are tested, and which of the tested ones are novel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.release.features import POLICY_SPLITS
from mepp5.release.loading import read_rows as read_split

# Its scores on novel clauses are the benchmark's headline.
HEADLINE = "leave-one-policy-out"
LAST_DAY = "2021-12-31"  # of what `forward` trains on


@dataclass(frozen=True, slots=True)
class Fold:
    """One round of training and testing; both are clause ids in the order of the release."""

    name: str
    train: tuple[str, ...]
    test: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Protocol:
    """A named way of dividing the released clauses into folds; no clause is tested twice."""

    name: str
    description: str
    make_folds: Callable[[Sequence[Object]], list[Fold]]


def read_rows(root: Path = ROOT) -> list[Object]:
    """Return the released clauses, train, validation, test, each row with its "split" added.

    Labels are category ids (strings). Raises CorpusError where a file is missing or not as data/SHA256SUMS has it.
    """
    rows = []
    for split in POLICY_SPLITS:
        rows += [row | {"split": split} for row in read_split("clauses", split, root)]
    return rows


def make_folds(protocol: str, rows: Sequence[Object], untrained: bool = False) -> list[Fold]:
    """Return the protocol's folds over the rows (keys used: id, policy, lineage, date, split, fold).

    With `untrained` a fold may train on nothing, as in a corpus of one policy: what it tests was trained elsewhere.
    Raises CorpusError for an unknown protocol and where a fold would train or test on nothing.
    """
    if protocol not in PROTOCOLS:
        raise CorpusError(f"{protocol!r} is no protocol; choose one of: {', '.join(PROTOCOLS)}.")
    folds = PROTOCOLS[protocol].make_folds(rows)
    for fold in folds:
        if not (fold.test and (fold.train or untrained)):
            raise CorpusError(
                f"{protocol}, fold {fold.name}: no clauses to train or test on; choose a protocol that the corpus's "
                "policies, splits and dates allow."
            )
    return folds


def find_possible(rows: Sequence[Object]) -> dict[str, list[Fold]]:
    """Return {protocol: its folds} of the protocols that the rows allow: there is something to train and to test on."""
    folds = {name: protocol.make_folds(rows) for name, protocol in PROTOCOLS.items()}
    return {name: found for name, found in folds.items() if all(fold.train and fold.test for fold in found)}


def find_tested(folds: Sequence[Fold], rows: Sequence[Object]) -> list[Object]:
    """Return the rows that the folds test, pooled, in the order of the rows."""
    tested = {clause for fold in folds for clause in fold.test}
    return [row for row in rows if row["id"] in tested]


def find_novel(folds: Sequence[Fold], rows: Sequence[Object]) -> frozenset[str]:
    """Return the ids of the tested clauses with none of their duplicate_group in their own fold's training set."""
    group_of = {row["id"]: row["duplicate_group"] for row in rows}
    novel: set[str] = set()
    for fold in folds:
        known = {group_of[clause] for clause in fold.train}
        novel.update(clause for clause in fold.test if group_of[clause] not in known)
    return frozenset(novel)


def _fold(name: str, train: Sequence[Object], test: Sequence[Object]) -> Fold:
    return Fold(name, tuple(row["id"] for row in train), tuple(row["id"] for row in test))


def _hold_out(rows: Sequence[Object]) -> list[Fold]:
    train, test = ([row for row in rows if row["split"] == split] for split in ("train", "test"))
    return [_fold("test", train, test)]


def _leave_one_out(column: str) -> Callable[[Sequence[Object]], list[Fold]]:
    """Return the protocol that tests the clauses of each value of the column once, trained on all the others."""

    def make(rows: Sequence[Object]) -> list[Fold]:
        return [
            _fold(
                str(value),
                [row for row in rows if row[column] != value],
                [row for row in rows if row[column] == value],
            )
            for value in dict.fromkeys(row[column] for row in rows)
        ]

    return make


def _go_forward(rows: Sequence[Object]) -> list[Fold]:
    """Dates are ISO 8601, so that they compare as strings; an empty one is before nothing and after nothing."""
    dated = [row for row in rows if row["date"]]
    train, test = ([row for row in dated if (row["date"] <= LAST_DAY) == early] for early in (True, False))
    return [_fold(f"after {LAST_DAY}", train, test)]


_ALL = (
    Protocol(
        "leave-one-policy-out",
        "each policy tested once, trained on all the others; the tested clauses are pooled",
        _leave_one_out("policy"),
    ),
    Protocol(
        "leave-one-lineage-out",
        "each lineage (the policies of one company) tested once, trained on the others; pooled",
        _leave_one_out("lineage"),
    ),
    Protocol("holdout", "train on the train split, test on the test split", _hold_out),
    Protocol(
        "forward",
        f"train on the policies dated by {LAST_DAY}, test on the later ones; undated ones are left out",
        _go_forward,
    ),
    Protocol(
        "in-domain",
        "cross-validation over the column fold; it trains on the test policies: nothing may be chosen from it",
        _leave_one_out("fold"),
    ),
)
PROTOCOLS = {protocol.name: protocol for protocol in _ALL}
