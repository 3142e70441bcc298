"""How far annotators agree, with each other and with the reference (annotations/agreement.json).

Every figure is {"value", "low", "high", "undefined"} as `intervals.estimate` returns it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mepp5.agreement.figures import (
    Agreement,
    CategoryDecisions,
    Decisions,
    ExtentFigures,
    PairFigures,
    PolarityDecisions,
    SlotFigures,
    SpanFigures,
    SubjectDecisions,
)
from mepp5.agreement.file import AGREEMENT, dump_agreement, hash_exports
from mepp5.agreement.pairs import Clause, Pair, make_pairs
from mepp5.annotation.spans import Annotation
from mepp5.measures.intervals import DRAWS, LEVEL, SEED, Floats, draw_weights, estimate
from mepp5.measures.kappa import Decision, count_decisions, measure_kappa, measure_observed
from mepp5.measures.matching import Marked, Span, count_matches, match_exactly, match_overlapping, measure_span_f1
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import ALONE, Taxonomy, read_taxonomy


def generate(root: Path = ROOT) -> dict[str, bytes]:
    """Return {path: bytes} of agreement.json; raise CorpusError where the exports are unsound."""
    return {AGREEMENT: dump_agreement(measure_agreement(root))}


def measure_agreement(root: Path = ROOT) -> Agreement:
    """Return {"exports": hash, "seed", "draws", "level", "pairs": [what `measure_pair` returns]}."""
    taxonomy = read_taxonomy(root)
    pairs = [measure_pair(pair, taxonomy) for pair in make_pairs(root)]
    return {"exports": hash_exports(root), "seed": SEED, "draws": DRAWS, "level": LEVEL, "pairs": pairs}


def measure_pair(pair: Pair, taxonomy: Taxonomy) -> PairFigures:
    """Return all figures of a pair; None for what one of the two does not give."""
    categories = taxonomy.category_ids
    weights = draw_weights(pair.sections)
    return {
        "first": pair.first,
        "second": pair.second,
        "clauses": len(pair.clauses),
        "sections": pair.sections,
        "sets": _measure_sets(pair, weights),
        "pooled": _measure_pooled(pair, categories, weights),
        "categories": {category: _measure_category(pair, category, weights) for category in categories},
        "polarity": _measure_polarity(pair, weights) if "polarities" in pair.gives else None,
        "slots": _measure_slots(pair, weights) if "slots" in pair.gives else None,
        "extents": _measure_extents(pair, weights) if "extents" in pair.gives else None,
        "subjects": _measure_subjects(pair, taxonomy.subject_ids, weights) if "subjects" in pair.gives else None,
    }


def _measure_sets(pair: Pair, weights: Floats) -> Decisions:
    """The clause's whole set of categories as one nominal label."""
    decisions: list[Decision] = [
        (clause.section, _find_labels(clause.first), _find_labels(clause.second)) for clause in pair.clauses
    ]
    return _measure_decisions(decisions, weights)


def _measure_pooled(pair: Pair, categories: Sequence[str], weights: Floats) -> Decisions:
    """Each category as a yes or no about every clause, over all categories together."""
    return _measure_decisions([each for category in categories for each in _ask(pair, category)], weights)


def _measure_category(pair: Pair, category: str, weights: Floats) -> CategoryDecisions:
    """One category as a yes or no about every clause."""
    decisions = _ask(pair, category)
    _, first, second = zip(*decisions, strict=True)
    both = sum(one and other for _, one, other in decisions)
    measured = _measure_decisions(decisions, weights)
    return {"first": sum(first), "second": sum(second), "both": both, **measured}


def _ask(pair: Pair, category: str) -> list[tuple[int, bool, bool]]:
    return [
        (clause.section, category in _find_labels(clause.first), category in _find_labels(clause.second))
        for clause in pair.clauses
    ]


def _measure_polarity(pair: Pair, weights: Floats) -> PolarityDecisions:
    """Polarity (affirmed, negated, or both) of each category of a clause that both annotators give it."""
    decisions = [
        (clause.section, _find_polarity(clause.first, category), _find_polarity(clause.second, category))
        for clause in pair.clauses
        for category in sorted(_find_labels(clause.first) & _find_labels(clause.second))
    ]
    return {"decisions": len(decisions), **_measure_decisions(decisions, weights)}


def _measure_subjects(pair: Pair, subjects: Sequence[str], weights: Floats) -> SubjectDecisions:
    """The subjects of each category of ALONE that both annotators give a clause."""
    both = [
        (clause.section, _find_subjects(clause.first, category), _find_subjects(clause.second, category))
        for clause in pair.clauses
        for category in ALONE
        if category in _find_labels(clause.first) & _find_labels(clause.second)
    ]
    pooled = [(section, name in first, name in second) for name in subjects for section, first, second in both]
    return {
        "practices": len(both),
        "sets": _measure_decisions(both, weights),
        "pooled": _measure_decisions(pooled, weights),
    }


def _measure_decisions(decisions: Sequence[Decision], weights: Floats) -> Decisions:
    counts = count_decisions(decisions, weights.shape[1])
    return {
        "observed": estimate(measure_observed, counts, weights),
        "kappa": estimate(measure_kappa, counts, weights),
    }


def _measure_slots(pair: Pair, weights: Floats) -> SlotFigures:
    """F1 of slots; the type must be the same, with_value the value too."""
    strict, loose = (_list_marked(pair, with_value) for with_value in (True, False))
    first, second = _count_spans(strict)
    return {
        "first": first,
        "second": second,
        "with_value": _measure_spans(strict, weights),
        "without_value": _measure_spans(loose, weights),
    }


def _list_marked(pair: Pair, with_value: bool) -> list[Marked]:
    return [
        (clause.section, _list_slots(clause.first, with_value), _list_slots(clause.second, with_value))
        for clause in pair.clauses
    ]


def _measure_extents(pair: Pair, weights: Floats) -> ExtentFigures:
    """F1 of practices, category and extent, where either annotator has two practices or more in the clause."""
    clauses: list[Marked] = [
        (clause.section, _list_extents(clause.first), _list_extents(clause.second))
        for clause in pair.clauses
        if _has_several(clause)
    ]
    first, second = _count_spans(clauses)
    return {"clauses": len(clauses), "first": first, "second": second, **_measure_spans(clauses, weights)}


def _count_spans(clauses: Iterable[Marked]) -> tuple[int, int]:
    """Return how many spans the first and the second annotator marked."""
    sizes = [(len(first), len(second)) for _, first, second in clauses]
    return sum(first for first, _ in sizes), sum(second for _, second in sizes)


def _measure_spans(clauses: list[Marked], weights: Floats) -> SpanFigures:
    number = weights.shape[1]
    return {
        "exact": estimate(measure_span_f1, count_matches(clauses, match_exactly, number), weights),
        "overlapping": estimate(measure_span_f1, count_matches(clauses, match_overlapping, number), weights),
    }


def _find_labels(annotation: Annotation) -> frozenset[str]:
    return frozenset(practice.category for practice in annotation.practices)


def _find_polarity(annotation: Annotation, category: str) -> frozenset[str]:
    return frozenset(practice.polarity for practice in annotation.practices if practice.category == category)


def _find_subjects(annotation: Annotation, category: str) -> frozenset[str]:
    own = (practice for practice in annotation.practices if practice.category == category)
    return frozenset(subject for practice in own for subject in practice.subjects)


def _list_slots(annotation: Annotation, with_value: bool) -> list[Span]:
    return [(span.start, span.end, (span.slot, span.value if with_value else None)) for span in annotation.slots]


def _list_extents(annotation: Annotation) -> list[Span]:
    return [(practice.start, practice.end, practice.category) for practice in annotation.practices]


def _has_several(clause: Clause) -> bool:
    return max(len(clause.first.practices), len(clause.second.practices)) > 1
