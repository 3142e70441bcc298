"""What was adjudicated of the changes, and how it fell, counted from exports, draw and reference.

"What the readers say together" is the reader's links of a case on which all agree. Two sets of links differ here as
they do in find_change_disputes: other extents of the same words are no difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import TypedDict

from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.adjudication.cases import ChangeCase, find_change_disputes, open_change_cases, read_change_draws
from mepp5.changes.adjudication.second_reading import ChangeVerdict, read_change_verdicts
from mepp5.changes.exports import read_change_export
from mepp5.changes.links import Link
from mepp5.changes.pairs import Pair, read_pairs, read_sides
from mepp5.paths import ROOT
from mepp5.reading.forms import form

DISPUTES = ("links", "form", "moved", "meaning", "effect", "differences")


@form
class Judged(TypedDict):
    """Cases on which the readers agree and that were adjudicated all the same; how many came out otherwise."""

    cases: int
    changed: int


@form
class ChangeOutcome(TypedDict):
    """A pair's cases, and the links of its reference that were read again (`changed`: another decision was proposed).

    `fell`: the disputed ones that came out as an annotator had them, by its name, or as neither."""

    cases: int
    disputed: int
    disputes: dict[str, int]
    fell: dict[str, int]
    drawn: Judged
    rulings: Judged
    read_again: Judged


@dataclass(frozen=True)
class _Settled:
    """A case and what the reference says of its clauses."""

    case: ChangeCase
    reference: tuple[Link, ...]

    def is_as(self, links: Sequence[Link]) -> bool:
        """Whether these links are the reference's, but for extents."""
        return not find_change_disputes([links, self.reference])

    @property
    def is_changed(self) -> bool:
        """Whether the reference is not what the readers say together; of an undisputed case."""
        return not self.is_as(next(iter(self.case.links.values())))


def count_change_outcome(root: Path = ROOT) -> dict[str, ChangeOutcome]:
    """Return {pair: its cases, and how they fell}, {} of a corpus that compares nothing."""
    draws, verdicts = read_change_draws(root), read_change_verdicts(root)
    return {
        pair.id: _count_pair(
            _settle(pair, root),
            draws.drawn.get(pair.id, ()),
            draws.rulings.get(pair.id, ()),
            [verdict for verdict in verdicts if verdict.pair == pair.id],
        )
        for pair in read_pairs(root)
    }


def _settle(pair: Pair, root: Path) -> list[_Settled]:
    layers = read_change_export(pair, root)
    return [
        _Settled(case, tuple(link for link in layers[REFERENCE] if {*link.old, *link.new} & set(case.clauses)))
        for case in open_change_cases(layers, read_sides(pair, root))
    ]


def _count_pair(
    settled: Sequence[_Settled], drawn: Sequence[str], rulings: Sequence[str], verdicts: Sequence[ChangeVerdict]
) -> ChangeOutcome:
    disputed = [each for each in settled if each.case.disputes]
    fell = {name: sum(each.is_as(each.case.links[name]) for each in disputed) for name in settled[0].case.links}
    neither = sum(not any(map(each.is_as, each.case.links.values())) for each in disputed)
    return {
        "cases": len(settled),
        "disputed": len(disputed),
        "disputes": {name: sum(name in each.case.disputes for each in disputed) for name in DISPUTES},
        "fell": {**fell, "neither": neither},
        "drawn": _judge(each for each in settled if each.case.id in drawn),
        "rulings": _judge(each for each in settled if each.case.id in rulings),
        "read_again": {"cases": len(verdicts), "changed": sum(each.verdict == "wrong" for each in verdicts)},
    }


def _judge(settled: Iterable[_Settled]) -> Judged:
    changed = [each.is_changed for each in settled]
    return {"cases": len(changed), "changed": sum(changed)}
