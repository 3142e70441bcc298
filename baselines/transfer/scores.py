"""Scores of paragraphs: in come what people said and what is to be scored, out go F1 scores with their intervals.

There are two references. "majority" is what two of the three people or more gave. "pairs" is what two people both gave,
for each two of the three in turn: against it a third person can be scored who had no part in it, as a model can (leave
one annotator out). A paragraph in which a reference has no category is not scored against it.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from baselines.transfer.exam import Exam
from mepp5.files import Object
from mepp5.measures.bootstrap import find_each_interval, make_sample, measure_block
from mepp5.measures.f1 import describe_each, find_present, mark_outcomes
from mepp5.measures.intervals import draw_weights, estimate
from mepp5.measures.kappa import Decision, count_decisions, measure_kappa
from mepp5.scoring.categories import describe

Marks = NDArray[np.bool_]
Answers = tuple[Marks, Marks]  # what is right and what was said, (N, K) each


def score_marks(guess: Marks, exam: Exam) -> Object:
    """Return {"majority", "pairs"}: the scores of what one model says, (N, K), against either reference."""
    return {
        "majority": measure_answers([(exam.truth, guess)], exam),
        "pairs": measure_answers([(right, guess) for right, _ in _leave_out(exam.votes)], exam),
    }


def score_people(exam: Exam) -> Object:
    """Return {"majority", "pairs"}: the scores of the three people, their answers taken together.

    Against the majority each is scored with a vote of its own in it, so that this is no independent reference; against
    pairs, with what the two others both gave.
    """
    return {
        "majority": measure_answers([(exam.truth, own) for own in exam.votes], exam),
        "pairs": measure_answers(list(_leave_out(exam.votes)), exam),
    }


def measure_answers(answers: Sequence[Answers], exam: Exam) -> Object:
    """Return {"answers": how many, "micro_f1", "macro_f1", "intervals", "per_category"} of answers taken together.

    Macro-F1 is over the categories with a positive. The draws of the intervals are of whole policies.
    """
    kept = [right.any(axis=1) for right, _ in answers]
    counts = np.concatenate(
        [mark_outcomes(right, said)[rows] for rows, (right, said) in zip(kept, answers, strict=True)]
    )
    policies = np.concatenate([exam.policies[rows] for rows in kept])
    sample = make_sample({"categories": counts}, policies.tolist())
    each = describe_each(sample.total("categories"), exam.categories)
    for line, interval in zip(each.values(), find_each_interval(sample, "categories"), strict=True):
        line["interval"] = interval
    measures = measure_block(sample, "categories", find_present(sample.total("categories")))
    return {"answers": len(counts), **describe(measures), "per_category": each}


def measure_kappas(exam: Exam) -> Object:
    """Return {"all", "per_category"}: Cohen's kappa of two people, as estimate() returns it.

    A decision is whether a paragraph, scored or not, has a category; each is counted once for each two people, since
    who they are differs from policy to policy. Draws are of whole policies.
    """
    numbers = {name: number for number, name in enumerate(exam.names)}
    places = [numbers[name] for name in exam.policies.tolist()]
    weights = draw_weights(len(numbers))
    decisions = [_list_decisions(exam.votes[:, :, column], places) for column in range(len(exam.categories))]
    every = [decision for column in decisions for decision in column]
    each = [estimate(measure_kappa, count_decisions(column, len(numbers)), weights) for column in decisions]
    return {
        "all": estimate(measure_kappa, count_decisions(every, len(numbers)), weights),
        "per_category": dict(zip(exam.categories, each, strict=True)),
    }


def _leave_out(votes: Marks) -> Iterator[Answers]:
    """Yield for each person what the two others both gave, and what that person gave."""
    for person, own in enumerate(votes):
        yield np.asarray(np.delete(votes, person, axis=0).all(axis=0)), own


def _list_decisions(votes: Marks, places: Sequence[int]) -> list[Decision]:
    """Return the decisions of every two people on one category, of votes (3, N)."""
    return [
        (place, first, second)
        for one, other in combinations(votes.tolist(), 2)
        for place, first, second in zip(places, one, other, strict=True)
    ]
