"""Where annotators of changes differ, and what was adjudicated (annotations/changes/draw.json).

A case is the smallest set of clauses that no link of either annotator leaves. The decision itself is the ground truth
of the exports; reasons are in decisions.py, and the draw says which undisputed cases were decided all the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mepp5.annotation.annotators import REFERENCE
from mepp5.changes.adjudication.decisions import Joined
from mepp5.changes.exports import LinkLayers
from mepp5.changes.links import Difference, Link, Quotation
from mepp5.changes.pairs import Sides
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, OneLineOrNone, PairId
from mepp5.reading.forms import form, read_json

CHANGE_DRAW = "annotations/changes/draw.json"


@form
@dataclass(frozen=True, slots=True)
class ChangeDraw:
    """The first clauses of the cases that were adjudicated though nobody disputes them, by pair.

    `drawn` at random; `rulings`, because a ruling made after the hand-ins may touch them; `second_reading`, because a
    second reading of the reference proposed something else.
    """

    about: OneLineOrNone
    drawn: dict[PairId, tuple[ClauseId, ...]]
    rulings: dict[PairId, tuple[ClauseId, ...]]
    second_reading: dict[PairId, tuple[ClauseId, ...]]


@dataclass(frozen=True, slots=True)
class ChangeCase:
    """Clauses that hang together: each annotator's links of them, and what is disputed (() where nothing)."""

    clauses: tuple[str, ...]
    links: Mapping[str, tuple[Link, ...]]
    disputes: tuple[str, ...]
    drawn: bool

    @property
    def id(self) -> str:
        """The first clause, by which the case is named."""
        return self.clauses[0]

    @property
    def is_decided(self) -> bool:
        """Whether an adjudicator must have decided it."""
        return bool(self.disputes) or self.drawn


def read_change_draws(root: Path = ROOT) -> ChangeDraw:
    """Return the file's content; without the file, a draw of nothing."""
    path = Path(root) / CHANGE_DRAW
    return read_json(path, ChangeDraw, "restore the file") if path.exists() else ChangeDraw("", {}, {}, {})


def read_change_draw(root: Path = ROOT) -> frozenset[str]:
    """Return the first clauses of the drawn cases of all pairs, as "<pair> <clause>"; none if there is no such file."""
    draw = read_change_draws(root)
    lists = (*draw.drawn.items(), *draw.rulings.items(), *draw.second_reading.items())
    return frozenset(f"{pair} {clause}" for pair, clauses in lists for clause in clauses)


def open_change_cases(layers: LinkLayers, sides: Sides, drawn: Iterable[str] = ()) -> list[ChangeCase]:
    """Return the cases of a pair in the order of their first clauses, old ones before new ones."""
    independent = {name: links for name, links in layers.items() if name != REFERENCE}
    group: dict[str, list[str]] = {unit.id: [unit.id] for unit in (*sides.old, *sides.new) if unit.is_clause}
    for links in independent.values():
        for link in links:
            _join(group, (*link.old, *link.new))
    rank = {clause: number for number, clause in enumerate(group)}
    cases = []
    for members in {id(members): members for members in group.values()}.values():
        clauses = tuple(sorted(members, key=rank.__getitem__))
        own = {
            name: tuple(link for link in links if (link.old or link.new)[0] in members)
            for name, links in independent.items()
        }
        is_drawn = f"{sides.pair.id} {clauses[0]}" in drawn
        cases.append(ChangeCase(clauses, own, find_change_disputes(list(own.values())), is_drawn))
    return sorted(cases, key=lambda case: rank[case.id])


def _join(group: dict[str, list[str]], clauses: Sequence[str]) -> None:
    first = group[clauses[0]]
    for clause in clauses[1:]:
        if group[clause] is not first:
            first += group[clause]
            for member in group[clause]:
                group[member] = first


def find_change_disputes(layers: Sequence[Sequence[Link]]) -> tuple[str, ...]:
    """Return in what the annotators' links of a case differ.

    It is "links" alone, or any of form, moved, meaning, effect and differences.

    Extents alone are no dispute: two differences are one where about and effect are equal and the words overlap.
    """
    first, *others = [{(link.old, link.new): link for link in layer} for layer in layers]
    found: dict[str, None] = {}
    for other in others:
        if set(first) != set(other):
            return ("links",)
        for joined, link in first.items():
            found |= dict.fromkeys(_compare(link, other[joined]))
    return tuple(found)


def _compare(one: Link, other: Link) -> list[str]:
    found = [name for name in ("form", "moved", "meaning", "effect") if getattr(one, name) != getattr(other, name)]
    if one.meaning == other.meaning and not _match(one.differences, other.differences):
        found.append("differences")
    return found


def _match(ones: Sequence[Difference], others: Sequence[Difference]) -> bool:
    """Return whether each difference has a partner of its own among the others; both are in the order of the text."""
    left = list(others)
    for one in ones:
        partner = next((other for other in left if _is_one(one, other)), None)
        if partner is None:
            return False
        left.remove(partner)
    return not left


def _is_one(one: Difference, other: Difference) -> bool:
    alike = (one.about, one.effect) == (other.about, other.effect)
    return alike and _overlap(one.old, other.old) and _overlap(one.new, other.new)


def _overlap(one: Quotation | None, other: Quotation | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.id == other.id and one.start < other.end and other.start < one.end


def find_change_faults(
    cases: Sequence[ChangeCase], reference: Sequence[Link], reasons: Mapping[Joined, str]
) -> list[tuple[str, str]]:
    """Return (what, what is wrong) where cases, decisions and the reference of a pair do not fit together."""
    case_of = {clause: case for case in cases for clause in case.clauses}
    faults = [(case.id, "drawn, though it is disputed") for case in cases if case.disputes and case.drawn]
    left = dict(reasons)
    for link in reference:
        touched = {case_of[clause].id: case_of[clause] for clause in (*link.old, *link.new)}.values()
        decided = any(case.is_decided for case in touched)
        if decided and left.pop((link.old, link.new), None) is None:
            faults.append((link.name, "no decision, though it was disputed or drawn"))
        elif not decided and link not in next(iter(next(iter(touched)).links.values())):
            faults.append((link.name, "the ground truth is not what the annotators say together"))
    return faults + [(f"{old} → {new}", "a decision on no link that was disputed or drawn") for old, new in left]


def complete_reference(cases: Sequence[ChangeCase], decisions: Sequence[Link]) -> list[Link]:
    """Return all links of the reference: the decisions, and what the annotators say together of what was not decided.

    A decision may hold clauses of several cases; all of these must then be decided. Raises CorpusError for a case that
    lacks a decision and for one that is decided in part.
    """
    decided = {clause for link in decisions for clause in (*link.old, *link.new)}
    links = list(decisions)
    for case in cases:
        missing = [clause for clause in case.clauses if clause not in decided]
        if missing and (case.is_decided or len(missing) < len(case.clauses)):
            raise CorpusError(f"case {case.id}: {missing[0]} is in no decision; decide all clauses of the case.")
        if missing:
            links += next(iter(case.links.values()))
    return links
