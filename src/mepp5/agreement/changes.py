"""How far annotators of changes agree, with each other and with the reference (annotations/changes/agreement.json).

Every figure is {"value", "low", "high", "undefined"} as `intervals.estimate` returns it; sections are those of a
decision's first clause, of the old policy where there is one; of quoted words, that of their clause.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

from typing_extensions import TypedDict

from mepp5.agreement.file import dump_agreement
from mepp5.changes.exports import LinkLayers, change_export_path, read_change_export
from mepp5.changes.links import ALONE, Link
from mepp5.changes.pairs import Sides, read_pairs, read_sides
from mepp5.errors import CorpusError
from mepp5.files import read_bytes, sha256
from mepp5.measures.intervals import DRAWS, LEVEL, SEED, Estimate, Floats, draw_weights, estimate
from mepp5.measures.kappa import Decision, count_decisions, measure_kappa, measure_observed
from mepp5.measures.matching import Marked, Span, count_matches, match_exactly, match_overlapping, measure_span_f1
from mepp5.paths import ROOT
from mepp5.reading.forms import form, read_json

CHANGE_AGREEMENT = "annotations/changes/agreement.json"
POOLED = "all pairs"


@form
class Alike(TypedDict):
    """How often two annotators decide alike, of how many decisions."""

    decisions: int
    observed: Estimate
    kappa: Estimate


@form
class Words(TypedDict):
    """F1 of the quoted words, of whatever the difference is about, and with the same about and effect."""

    exact: Estimate
    overlapping: Estimate
    overlapping_with_effect: Estimate


@form
class ChangeFigures(TypedDict):
    """Two annotators of one pair of policies, or of all."""

    pair: str
    first: str
    second: str
    links: dict[str, int]
    linked_pairs: Estimate
    linked_pairs_not_identical: Estimate
    whole_links: Estimate
    form: Alike
    moved: Alike
    meaning: Alike
    effects: Alike
    words: Words


@form
class ChangeAgreement(TypedDict):
    """The whole file."""

    exports: str
    seed: int
    draws: int
    level: float
    figures: list[ChangeFigures]


@dataclass(frozen=True)
class _Both:
    """Two annotators' links of one pair."""

    sides: Sides
    first: Sequence[Link]
    second: Sequence[Link]

    @cached_property
    def section_of(self) -> dict[str, tuple[str, str]]:
        """Return {clause: (policy, its level-1 section)}."""
        return {id: (unit.policy, unit.section[0] if unit.section else "") for id, unit in self.sides.units.items()}

    @cached_property
    def shared(self) -> list[tuple[Link, Link]]:
        """Links of the same clauses, as each has them."""
        second = {(link.old, link.new): link for link in self.second}
        return [(link, second[link.old, link.new]) for link in self.first if (link.old, link.new) in second]


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of the file, {} for a corpus that compares no policies."""
    return {CHANGE_AGREEMENT: dump_agreement(measured)} if (measured := measure_change_agreement(root)) else {}


def measure_change_agreement(root: Path = ROOT) -> ChangeAgreement | None:
    """Return the figures of every two annotators, the reference last, by pair and over all; None without a pair."""
    pairs = read_pairs(root)
    if not pairs:
        return None
    layers = {pair.id: read_change_export(pair, root) for pair in pairs}
    sides = {pair.id: read_sides(pair, root) for pair in pairs}
    figures = []
    for first, second in combinations(_name_layers(layers), 2):
        both = {name: _Both(sides[name], of_pair[first], of_pair[second]) for name, of_pair in layers.items()}
        figures += [_measure(name, first, second, [each]) for name, each in both.items()]
        figures.append(_measure(POOLED, first, second, list(both.values())))
    return {"exports": hash_change_exports(root), "seed": SEED, "draws": DRAWS, "level": LEVEL, "figures": figures}


def read_change_agreement(root: Path = ROOT) -> ChangeAgreement | None:
    """Return the file's content, None without a pair; raise CorpusError where it was made from other exports."""
    if not read_pairs(root):
        return None
    path = Path(root) / CHANGE_AGREEMENT
    agreement = read_json(path, ChangeAgreement, "run mepp5 build")
    if agreement["exports"] != hash_change_exports(root):
        raise CorpusError(f"{path}: it was made from other exports than those beside it; run mepp5 build.")
    return agreement


def hash_change_exports(root: Path = ROOT) -> str:
    """Return the SHA-256 over the SHA-256 and path of every pair's export, one a line."""
    paths = [change_export_path(pair) for pair in read_pairs(root)]
    return sha256("".join(f"{sha256(read_bytes(Path(root) / path))}  {path}\n" for path in paths).encode())


def _name_layers(layers: dict[str, LinkLayers]) -> list[str]:
    return list(next(iter(layers.values())))


def _measure(name: str, first: str, second: str, each: list[_Both]) -> ChangeFigures:
    sections = list(dict.fromkeys(section for both in each for section in both.section_of.values()))
    number = {section: place for place, section in enumerate(sections)}
    weights = draw_weights(len(sections))

    def section(both: _Both, link: Link) -> int:
        return number[both.section_of[(link.old or link.new)[0]]]

    def f1(list_spans: Callable[[_Both, Link], list[Span]], match: Callable[..., int] = match_exactly) -> Estimate:
        marked: list[Marked] = []
        for both in each:
            for span in (span for link in both.first for span in list_spans(both, link)):
                marked.append((number[both.section_of[_read_clause(span)]], [span], []))
            for span in (span for link in both.second for span in list_spans(both, link)):
                marked.append((number[both.section_of[_read_clause(span)]], [], [span]))
        return estimate(measure_span_f1, count_matches(_gather(marked), match, len(sections)), weights)

    def alike(decide: Callable[[Link], Hashable], keep: Callable[[Link, Link], bool]) -> Alike:
        decisions = [
            (section(both, one), decide(one), decide(other))
            for both in each
            for one, other in both.shared
            if keep(one, other)
        ]
        return _measure_alike(decisions, weights)

    return {
        "pair": name,
        "first": first,
        "second": second,
        "links": {first: sum(len(both.first) for both in each), second: sum(len(both.second) for both in each)},
        "linked_pairs": f1(_list_pairs),
        "linked_pairs_not_identical": f1(_list_pairs_not_identical),
        "whole_links": f1(lambda _, link: [] if link.form in ALONE else [(0, 1, (link.old, link.new))]),
        "form": alike(lambda link: link.form, _is_linked),
        "moved": alike(lambda link: link.moved, _is_linked),
        "meaning": alike(
            lambda link: link.meaning, lambda one, other: _is_linked(one, other) and one.form != "identical"
        ),
        "effects": alike(lambda link: link.effects, lambda one, other: bool(one.effects and other.effects)),
        "words": {
            "exact": f1(lambda _, link: _list_words(link, with_effect=False)),
            "overlapping": f1(lambda _, link: _list_words(link, with_effect=False), match_overlapping),
            "overlapping_with_effect": f1(lambda _, link: _list_words(link, with_effect=True), match_overlapping),
        },
    }


def _read_clause(span: Span) -> str:
    """Return the clause whose section the span counts in: the same, whatever else an annotator linked with it."""
    label = span[2]
    assert isinstance(label, tuple)
    clause = label[0] if isinstance(label[0], str) else label[0][0]
    return str(clause)


def _gather(marked: list[Marked]) -> list[Marked]:
    """Return one entry a section: what the two annotators marked in it, however they linked its clauses."""
    found: dict[int, tuple[list[Span], list[Span]]] = {}
    for place, first, second in marked:
        ones, others = found.setdefault(place, ([], []))
        ones += first
        others += second
    return [(place, *spans) for place, spans in found.items()]


def _measure_alike(decisions: Sequence[Decision], weights: Floats) -> Alike:
    counts = count_decisions(decisions, weights.shape[1])
    return {
        "decisions": len(decisions),
        "observed": estimate(measure_observed, counts, weights),
        "kappa": estimate(measure_kappa, counts, weights),
    }


def _is_linked(one: Link, other: Link) -> bool:
    return one.form not in ALONE


def _list_pairs(_: _Both, link: Link) -> list[Span]:
    return [(0, 1, pair) for pair in link.pairs]


def _list_pairs_not_identical(both: _Both, link: Link) -> list[Span]:
    units = both.sides.units
    return [(0, 1, (old, new)) for old, new in link.pairs if units[old].text != units[new].text]


def _list_words(link: Link, with_effect: bool) -> list[Span]:
    return [
        (words.start, words.end, (words.id, *((difference.about, difference.effect) if with_effect else ())))
        for difference in link.differences
        for words in (difference.old, difference.new)
        if words
    ]
