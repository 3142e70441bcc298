"""The second task, a clause's slots: spans matched by nervaluate, each slot on its own.

A predicted span is compared with the reference spans of the same slot alone. So spans of different slots may nest,
cross or coincide, and never compete for a partner. All reference spans count, also those inside another of the same
slot ("address" in "IP address"): both were annotated, and to keep the outermost alone would reward a system that never
looks inside. nervaluate pairs spans in the order in which it meets them, and a pair once made is final; so spans with
an exact partner are handed over first and the others by position: the result does not depend on the order in a file,
and no exact match is spent on a mere overlap. An overlap is at least 1 % of the reference span, nervaluate's default.
The value of a slot is not scored: spans that differ in it alone are one span.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from mepp5.files import Object
from mepp5.measures.bootstrap import Measure, Sample, find_each_interval, measure_block
from mepp5.measures.f1 import Array, describe_each
from mepp5.scheme.taxonomy import Taxonomy
from mepp5.scoring.categories import describe
from mepp5.scoring.predictions import Predictions

Span = tuple[int, int]
SCHEMES = ("strict", "partial")
PARTIAL_CREDIT = 0.5  # of an overlap that is not exact, as in MUC and nervaluate's partial scores


def count_slots(predictions: Predictions, tested: Sequence[Object], taxonomy: Taxonomy) -> dict[str, Array]:
    """Return what each of the N tested rows (keys used: id, slots) counts: "strict" and "partial", (N, 3, 12).

    The outcomes are those of f1.py; a partial match is half a true positive, and the other half is missing on both
    sides, so that precision, recall and F1 are nervaluate's.
    """
    shape = (len(tested), 3, len(taxonomy.slot_ids))
    counts = {scheme: np.zeros(shape) for scheme in SCHEMES}
    for row, clause in enumerate(tested):
        truth = _sort_spans((slot["slot"], slot["start"], slot["end"]) for slot in clause["slots"])
        guess = _sort_spans((slot, start, end) for start, end, slot, _ in predictions.slots_of(clause["id"]))
        for column, slot in enumerate(taxonomy.slot_ids):
            if slot in truth or slot in guess:
                for scheme, array in counts.items():
                    array[row, :, column] = match_spans(truth.get(slot, set()), guess.get(slot, set()), scheme)
    return counts


def match_spans(truth: set[Span], guess: set[Span], scheme: str) -> tuple[float, float, float]:
    """Return true positives, false positives and false negatives of one slot's spans (half-open) in one clause."""
    from nervaluate import strategies  # here, so that categories are scored without it

    evaluation = {"strict": strategies.StrictEvaluation, "partial": strategies.PartialEvaluation}[scheme]()
    exact = truth & guess
    found, _ = evaluation.evaluate(_order(truth, exact), _order(guess, exact), [""])
    hits = found.correct + PARTIAL_CREDIT * found.partial
    return hits, len(guess) - hits, len(truth) - hits


def name_slots(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Return the names of the slots of each array of outcomes."""
    return dict.fromkeys(SCHEMES, taxonomy.slot_ids)


def measure_slots(sample: Sample, sets: Mapping[str, Array]) -> dict[str, Measure]:
    """Return the scores of a sample by name; `sets` has the slots with a tested span, boolean (12,), per scheme."""
    return {
        f"{scheme}.{name}": measure
        for scheme in SCHEMES
        for name, measure in measure_block(sample, scheme, sets[scheme]).items()
    }


def describe_slots(sample: Sample, measures: Mapping[str, Measure], names: Mapping[str, Sequence[str]]) -> Object:
    """Return, for each scheme, scores, their intervals and the scores of each slot, rounded, as they are published."""
    described = {}
    for scheme in SCHEMES:
        each = describe_each(sample.total(scheme), names[scheme])
        for line, interval in zip(each.values(), find_each_interval(sample, scheme), strict=True):
            line["interval"] = interval
        own = {name.split(".")[1]: measure for name, measure in measures.items() if name.startswith(f"{scheme}.")}
        described[scheme] = describe(own) | {"per_slot": each}
    return described


def _sort_spans(spans: Iterable[tuple[str, int, int]]) -> dict[str, set[Span]]:
    found: dict[str, set[Span]] = {}
    for slot, start, end in spans:
        found.setdefault(slot, set()).add((start, end))
    return found


def _order(spans: set[Span], exact: set[Span]) -> list[Any]:
    """nervaluate's ends are inclusive: with half-open ones, spans that only touch would overlap."""
    from nervaluate.entities import Entity

    return [Entity("", start, end - 1) for start, end in sorted(spans, key=lambda span: (span not in exact, span))]
