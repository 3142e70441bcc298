"""Learning curves: the headline's scores of a model that is trained on less, by clauses and by policies."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from joblib import Parallel, delayed

from baselines.baseline import Baseline
from baselines.corpus import Corpus
from baselines.fitting import SEED
from baselines.runner import predict_fold
from mepp5.files import Object
from mepp5.release.protocols import HEADLINE, Fold, find_novel, make_folds
from mepp5.scoring.scorer import count_outcomes, mark_labels, measure_macro_f1, measure_micro_f1

PARTS = (8, 4, 2, 1)  # a training set is cut to one of these parts of its clauses
LEAST = 20  # clauses of a training set, unless there are fewer: from one category alone nothing is learnt
DRAWS = 3  # random halves, quarters …, each scored; the whole is one draw
DIGITS = 4


@dataclass
class Learner:
    """A baseline under the headline protocol, of which every fit is made once.

    The tested clauses that count are always the novel ones of the whole protocol, so that all points of a curve are
    scored on the same clauses, whatever was left out of the training set. `advance` is called after each fit.
    """

    baseline: Baseline
    corpus: Corpus
    advance: Callable[[], None] = lambda: None
    found: dict[Fold, list[Object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folds = make_folds(HEADLINE, self.corpus.rows)

    def fit(self, folds: Sequence[Fold], jobs: int = 1) -> None:
        """Fit and keep what has not been fitted of the folds, in up to `jobs` processes."""
        missing = [fold for fold in dict.fromkeys(folds) if fold not in self.found]
        pool = Parallel(n_jobs=jobs, return_as="generator")
        found = pool(delayed(predict_fold)(self.baseline, self.corpus, fold) for fold in missing)
        for fold, lines in zip(missing, found, strict=True):
            self.found[fold] = lines
            self.advance()

    def predict(self, fold: Fold) -> list[Object]:
        """Return the lines of a predictions file for the fold."""
        self.fit([fold])
        return self.found[fold]

    def predict_all(self) -> list[Object]:
        """Return the predictions of the protocol itself, pooled over its folds."""
        return [line for fold in self.folds for line in self.predict(fold)]

    def score(self, folds: Sequence[Fold]) -> Object:
        """Return {"clauses": mean size of the training sets, "micro_f1", "macro_f1"}, outcomes summed over folds."""
        lines = [line for fold in folds for line in self.predict(fold)]
        size = round(float(np.mean([len(fold.train) for fold in folds])), 1)
        return {"clauses": size, **score_lines(lines, self.corpus)}


def score_lines(lines: Sequence[Object], corpus: Corpus) -> Object:
    """Return {"micro_f1", "macro_f1"} of lines of a predictions file, over the headline's novel clauses among them."""
    novel = find_novel(make_folds(HEADLINE, corpus.rows), corpus.rows)
    truth = dict(zip(corpus.frame["id"], corpus.frame["labels"], strict=True))
    counted = [line for line in lines if line["id"] in novel]
    counts = count_outcomes(
        mark_labels([truth[line["id"]] for line in counted], corpus.categories),
        mark_labels([line["labels"] for line in counted], corpus.categories),
    )
    in_set = np.any(mark_labels(list(truth.values()), corpus.categories), axis=0)
    return {
        "micro_f1": round(float(measure_micro_f1(counts)), DIGITS),
        "macro_f1": round(float(measure_macro_f1(counts, in_set)), DIGITS),
    }


def plan_curves(corpus: Corpus) -> list[Fold]:
    """Return the folds of both curves, each once: what one baseline is fitted on."""
    folds = make_folds(HEADLINE, corpus.rows)
    plans = [*_plan_clauses(folds), *_plan_policies(folds, corpus)]
    return list(dict.fromkeys(fold for _, planned in plans for fold in planned))


def draw_clause_curve(learner: Learner) -> list[Object]:
    """Return a point for each part of the training clauses, smallest first: what Learner.score returns."""
    return [learner.score(folds) for _, folds in _plan_clauses(learner.folds)]


def draw_policy_curve(learner: Learner) -> list[Object]:
    """Return a point for each number of training policies: {"policies"} and what Learner.score returns."""
    plans = _plan_policies(learner.folds, learner.corpus)
    return [{"policies": number} | learner.score(folds) for number, folds in plans]


def _plan_clauses(folds: Sequence[Fold]) -> Iterator[tuple[int, list[Fold]]]:
    for part in PARTS:
        draws = 1 if part == 1 else DRAWS
        yield part, [_cut(fold, part, draw) for draw in range(draws) for fold in folds]


def _cut(fold: Fold, part: int, draw: int) -> Fold:
    """Return the fold with a random part of its training clauses, in their order; a smaller part is in a larger one."""
    order = np.random.default_rng([SEED, draw]).permutation(len(fold.train))
    kept = sorted(order[: max(len(order) // part, LEAST)])
    return Fold(fold.name, tuple(fold.train[place] for place in kept), fold.test)


def _plan_policies(folds: Sequence[Fold], corpus: Corpus) -> Iterator[tuple[int, list[Fold]]]:
    """Yield, for each number of policies, folds in which every other policy trains equally often."""
    policy_of = dict(zip(corpus.frame["id"], corpus.frame["policy"], strict=True))
    names = list(dict.fromkeys(policy_of.values()))
    for number in range(1, len(names)):
        planned = []
        for fold in folds:
            others = [name for name in names if name != fold.name]
            for start in range(len(others) if number < len(others) else 1):
                chosen = {others[(start + step) % len(others)] for step in range(number)}
                train = tuple(clause for clause in fold.train if policy_of[clause] in chosen)
                planned.append(Fold(fold.name, train, fold.test))
        yield number, planned
