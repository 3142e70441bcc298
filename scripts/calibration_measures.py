"""How far the annotators and OPP-115's people agree on its segments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mepp5.agreement.opp115 import read_policy
from mepp5.agreement.people import MAJORITY, PEOPLE, ComparisonRow
from mepp5.annotation.calibration import Segment
from mepp5.measures.f1 import DIGITS, mark_outcomes, measure_f1, measure_macro_f1, measure_micro_f1
from mepp5.measures.intervals import Estimate, draw_weights, estimate
from mepp5.measures.kappa import count_decisions, measure_kappa
from mepp5.scoring.categories import mark_labels

Labelled = Mapping[Segment, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two who are compared, and per segment what each says; a segment may come more than once."""

    first: str
    second: str
    segments: tuple[tuple[Segment, frozenset[str], frozenset[str]], ...]


def read_people(
    directory: Path, segments: Sequence[Segment], names: Sequence[str]
) -> tuple[dict[str, Labelled], dict[str, int]]:
    """Return {person: {segment: categories, none or more}} of these segments, and what was left out, by its name."""
    people: dict[str, dict[Segment, frozenset[str]]] = {}
    left_out: Counter[str] = Counter()
    for policy in sorted({policy for policy, _ in segments}):
        numbers = [number for of, number in segments if of == policy]
        found = read_policy(directory, policy, numbers, names)
        left_out += found.left_out
        for person, labels in found.labels.items():
            said = {(policy, number): frozenset(labels.get(number, ())) for number in numbers}
            people.setdefault(person, {}).update(said)
    return {person: people[person] for person in sorted(people)}, dict(sorted(left_out.items()))


def make_comparisons(annotators: Mapping[str, Labelled], people: Mapping[str, Labelled]) -> Iterator[Comparison]:
    """Yield each annotator with the majority, with all people together and with each of them, then people with people.

    Together: every segment once for each person (or each two) who labelled it.
    """
    majority = find_majority(people)
    pairs = list(combinations(people, 2))
    for annotator, labels in annotators.items():
        yield Comparison(annotator, MAJORITY, tuple(_join(labels, majority)))
        together = (joined for person in people for joined in _join(labels, people[person]))
        yield Comparison(annotator, PEOPLE, tuple(together))
    together = (joined for first, second in pairs for joined in _join(people[first], people[second]))
    yield Comparison(PEOPLE, PEOPLE, tuple(together))
    for annotator, labels in annotators.items():
        for person in people:
            yield Comparison(annotator, person, tuple(_join(labels, people[person])))
    for first, second in pairs:
        if joined := tuple(_join(people[first], people[second])):
            yield Comparison(first, second, joined)


def find_majority(people: Mapping[str, Labelled]) -> dict[Segment, frozenset[str]]:
    """Return {segment: the categories that two people or more give it}."""
    votes: dict[Segment, Counter[str]] = {}
    for labels in people.values():
        for segment, names in labels.items():
            votes.setdefault(segment, Counter()).update(names)
    return {segment: frozenset(name for name, count in found.items() if count > 1) for segment, found in votes.items()}


def measure_comparison(comparison: Comparison, names: Sequence[str]) -> ComparisonRow:
    """Return kappa (pooled over segment × category) and F1 with intervals over segments, and both by category.

    F1 is the same either way round; macro-F1 is the mean over the categories that either of the two gives.
    """
    segments, first, second = zip(*comparison.segments, strict=True)
    numbers = {segment: number for number, segment in enumerate(dict.fromkeys(segments))}
    outcomes = np.zeros((len(numbers), 3, len(names)))
    marks = mark_outcomes(mark_labels(first, names), mark_labels(second, names))
    np.add.at(outcomes, [numbers[segment] for segment in segments], marks)
    counts = outcomes.sum(axis=0)
    in_set, f1 = np.any(counts, axis=0), measure_f1(counts)
    weights = draw_weights(len(numbers))
    return {
        "first": comparison.first,
        "second": comparison.second,
        "segments": len(set(segments)),
        "compared": len(segments),
        "kappa": _estimate_kappa(comparison, names, weights),
        "micro_f1": estimate(measure_micro_f1, [outcomes], weights),
        "macro_f1": estimate(lambda sums: measure_macro_f1(sums, np.any(sums, axis=-2)), [outcomes], weights),
        "categories": {
            name: {
                "first": sum(name in labels for labels in first),
                "second": sum(name in labels for labels in second),
                "kappa": _estimate_kappa(comparison, [name], weights),
                "f1": round(float(f1[place]), DIGITS) if in_set[place] else None,
            }
            for place, name in enumerate(names)
        },
    }


def _join(first: Labelled, second: Labelled) -> Iterable[tuple[Segment, frozenset[str], frozenset[str]]]:
    return ((segment, first[segment], second[segment]) for segment in sorted(first.keys() & second.keys()))


def _estimate_kappa(comparison: Comparison, names: Sequence[str], weights: NDArray[np.float64]) -> Estimate:
    numbers = {segment: number for number, segment in enumerate(dict.fromkeys(s for s, _, _ in comparison.segments))}
    decisions = [
        (numbers[segment], name in first, name in second)
        for segment, first, second in comparison.segments
        for name in names
    ]
    return estimate(measure_kappa, count_decisions(decisions, len(numbers)), weights)
