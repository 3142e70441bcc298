"""Everything that is measured on a copy of OPP-115: in come exam, corpus and baselines, out go all figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed

from baselines.baseline import Baseline
from baselines.corpus import Corpus
from baselines.fitting import SEED, fit_categories
from baselines.provenance import describe_run
from baselines.transfer.exam import Exam
from baselines.transfer.scores import measure_kappas, score_marks, score_people
from baselines.transfer.training import BOTH, CORPUS, PEOPLE, Lesson, divide_policies, predict_fold, take_corpus
from baselines.transfer.ways import PARAGRAPH, Marks, ask
from mepp5.files import Object
from mepp5.measures.bootstrap import ABOUT
from mepp5.scoring.categories import merge_categories
from mepp5.scoring.tracks import OPEN


@dataclass(frozen=True, slots=True)
class Answer:
    """Which of the K categories the N paragraphs get, (N, K), by which model and in which way it was asked."""

    name: str
    track: str
    trained_on: str
    way: str
    marks: Marks


def count_steps(exam: Exam, baselines: Sequence[Baseline]) -> int:
    """Return how often measure_transfer fits a model."""
    return len(baselines) + 2 * len(divide_policies(exam))


def measure_transfer(
    exam: Exam,
    corpus: Corpus,
    baselines: Sequence[Baseline],
    kind: Baseline,
    jobs: int = 1,
    advance: Callable[[], None] = lambda: None,
) -> Object:
    """Return what benchmarks/results/transfer.json holds: figures alone.

    The baselines are fitted on the whole release; models of the same `kind` as another baseline are trained on the
    copy's own policies. Up to `jobs` processes share the fits; `advance` is called after each.
    """
    beside = take_corpus(corpus, [corpus.frame, corpus.invented])
    tasks = [delayed(_ask_baseline)(baseline, corpus, exam) for baseline in baselines]
    folds = [(trained, fold) for trained in (PEOPLE, BOTH) for fold in divide_policies(exam)]
    tasks += [delayed(_ask_fold)(kind, trained, exam, fold, beside) for trained, fold in folds]
    outcomes = []
    for outcome in Parallel(n_jobs=jobs, return_as="generator")(tasks):
        outcomes.append(outcome)
        advance()
    answers = [answer for own in outcomes[: len(baselines)] for answer in own]
    answers += _join_folds([answer for own in outcomes[len(baselines) :] for answer in own])
    return {
        **describe_run("categories", corpus.sha256, SEED),
        "invented": f"sha256:{corpus.invented_sha256}",
        **_describe_exam(exam),
        "people": {**score_people(exam), "kappa": measure_kappas(exam)},
        "models": [_describe(answer, exam) for answer in answers],
    }


def _ask_baseline(baseline: Baseline, corpus: Corpus, exam: Exam) -> list[Answer]:
    """Return the answers of a baseline fitted on the whole release, a way each."""
    found = ask(fit_categories(baseline, corpus.frame, corpus), exam.pages)
    return [
        Answer(baseline.name, baseline.track, CORPUS, way, merge_categories(marks, corpus.categories)[1])
        for way, marks in found.items()
    ]


def _ask_fold(kind: Baseline, trained_on: str, exam: Exam, tested: Marks, beside: Lesson) -> list[Answer]:
    """Return the answer of a model trained on the policies of the other folds; elsewhere it says nothing."""
    marks = np.zeros_like(exam.truth)
    marks[tested] = predict_fold(kind.make, exam, tested, beside if trained_on == BOTH else None)
    return [Answer(kind.name, OPEN, trained_on, PARAGRAPH, marks)]


def _join_folds(answers: Sequence[Answer]) -> list[Answer]:
    """Return one answer for the folds of each training: no two folds answer the same paragraph."""
    joined: dict[str, Answer] = {}
    for answer in answers:
        before = joined.get(answer.trained_on)
        marks = answer.marks if before is None else answer.marks | before.marks
        joined[answer.trained_on] = Answer(answer.name, answer.track, answer.trained_on, answer.way, marks)
    return list(joined.values())


def _describe_exam(exam: Exam) -> Object:
    """Return what the copy is: counts and a hash."""
    return {
        "opp115": f"sha256:{exam.sha256}",
        "bootstrap": ABOUT | {"unit": "policy"},
        "policies": len(exam.pages),
        "folds": len(divide_policies(exam)),
        "paragraphs": len(exam.scored),
        "without_majority": int((~exam.scored).sum()),
        "clauses": sum(len(page.clauses) for page in exam.pages),
        "asked_as_a_whole": sum(page.whole for page in exam.pages),
        "left_out": exam.left_out,
    }


def _describe(answer: Answer, exam: Exam) -> Object:
    """Return the scores of an answer, and how many scored paragraphs it gives nothing."""
    return {
        **{name: getattr(answer, name) for name in ("name", "track", "trained_on", "way")},
        "empty": int((~answer.marks[exam.scored].any(axis=1)).sum()),
        **score_marks(answer.marks, exam),
    }
