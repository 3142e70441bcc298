"""What was adjudicated and why: the decisions (annotations/adjudication.jsonl) and the random draw.

A decision itself is the ground-truth annotation of the exports; these files add the reasons and fix which of the
undisputed clauses were drawn to be decided all the same.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mepp5.adjudication.consensus import find_disputes, group_candidates, list_subjects, make_consensus
from mepp5.adjudication.decisions import read_decisions
from mepp5.annotation.annotators import REFERENCE, Annotators
from mepp5.annotation.spans import Annotation
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, OneLineOrNone
from mepp5.reading.forms import form, read_json

DRAW = "annotations/adjudication_draw.json"


@form
@dataclass(frozen=True, slots=True)
class _Draw:
    """The clauses that were adjudicated though nobody disputes them, and what the lists are."""

    clauses: tuple[ClauseId, ...]
    consistency: tuple[ClauseId, ...]
    second_reading: tuple[ClauseId, ...]
    rules: tuple[ClauseId, ...] = ()
    about: OneLineOrNone = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A clause as the annotators left it: what they dispute (() where nothing) and, then, what they say together."""

    id: str
    disputes: tuple[str, ...]
    drawn: bool
    candidates: tuple[Annotation, ...]
    consensus: Annotation | None
    differing_extents: int

    @property
    def is_decided(self) -> bool:
        """Whether an adjudicator must have decided it."""
        return bool(self.disputes) or self.drawn


def read_reasons(root: Path = ROOT) -> dict[str, str]:
    """Return {clause id: one-line reason}, {} if there is no such file; raise CorpusError naming a malformed line."""
    return {decision.id: decision.reason for decision in read_decisions(root)}


def read_draws(root: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Return {list of the draw: its clause ids}, {} if there is no such file."""
    path = Path(root) / DRAW
    if not path.exists():
        return {}
    draw = read_json(path, _Draw, "restore the file")
    return {name: getattr(draw, name) for name in ("clauses", "consistency", "second_reading", "rules")}


def read_draw(root: Path = ROOT) -> list[str]:
    """Return the ids of the undisputed clauses that were adjudicated all the same, [] if there is no such file.

    They are the random draw, those decided together with a like case that was decided otherwise, those for which a
    second reading of the reference proposed other labels, with their like cases, and those that a changed rule touched.
    """
    return [clause for clauses in read_draws(root).values() for clause in clauses]


def find_draw_faults(draws: Mapping[str, tuple[str, ...]], clauses: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield (clause id, what is wrong) of what was drawn and is no clause, or is drawn twice; `clauses` are all ids."""
    drawn: set[str] = set()
    for name, members in draws.items():
        for clause in members:
            if clause not in clauses:
                yield clause, f"drawn ({name}), but it is no clause"
            if clause in drawn:
                yield clause, f"drawn twice ({name}); keep one"
            drawn.add(clause)


def open_cases(layers: Mapping[str, Mapping[str, Annotation]], annotators: Annotators, drawn: list[str]) -> list[Case]:
    """Return a case for every clause that an independent annotator labelled, in the order of the layers."""
    clauses = dict.fromkeys(clause for name, layer in layers.items() if name != REFERENCE for clause in layer)
    cases, chosen = [], set(drawn)
    for clause in clauses:
        candidates, full = group_candidates(layers, annotators, clause)
        disputes = find_disputes(candidates, full, list_subjects(layers, annotators, clause))
        consensus, differing = (None, 0) if disputes else make_consensus(full, REFERENCE)
        cases.append(Case(clause, disputes, clause in chosen, tuple(candidates), consensus, differing))
    return cases


def find_faults(
    cases: list[Case], reference: Mapping[str, Annotation], reasons: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return (clause id, what is wrong) where decisions, disputes and the reference do not fit together."""
    faults = []
    for case in cases:
        if case.is_decided and case.id not in reasons:
            faults.append((case.id, f"no decision, though {', '.join(case.disputes) or 'it was drawn'}"))
        if case.id in reasons and not case.is_decided:
            faults.append((case.id, "a decision without a dispute or a draw"))
        if case.disputes and case.drawn:
            faults.append((case.id, "drawn, though it is disputed"))
        decided = reference.get(case.id)
        if not case.is_decided and decided is not None and not _same(decided, case.consensus):
            faults.append((case.id, "the ground truth is not what the annotators say together"))
    known = {case.id for case in cases}
    return faults + [(clause, "a decision on an unknown clause") for clause in reasons if clause not in known]


def _same(one: Annotation, other: Annotation | None) -> bool:
    return other is not None and (one.practices, one.slots) == (other.practices, other.slots)
