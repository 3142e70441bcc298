"""What aligns and judges: from equality to models trained on the links of other pairs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
from rapidfuzz import fuzz
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from baselines.changes.alignment import Aligned, assign, attach, list_pairs, make_links
from baselines.changes.judging import Item, Judge, Judged, name_form
from baselines.changes.problem import Problem
from baselines.changes.similarity import FEATURES, Candidates, Floats, add_vectors, find_candidates, squeeze
from mepp5.changes.links import EFFECTS
from mepp5.diff.comparison import Clause

STEPS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8)  # of thresholds that are tried in training
NEVER = 1.1  # a threshold that nothing reaches
# Of words or characters: below it even the best candidate, in a document about something else, is no counterpart.
ALIKE = 0.12

Clauses = Sequence[Clause]


class Model(Protocol):
    """A fitted baseline."""

    def align(self, old: Clauses, new: Clauses) -> list[Aligned]:
        """Return the links of two policies, given as clauses in order."""
        ...

    def judge(self, items: Sequence[Item]) -> list[Judged]:
        """Return what became of each link or lone clause."""
        ...


class EqualTexts:
    """Links clauses of equal letters, in order; what has other letters has changed, to the commonest effect."""

    def __init__(self, problems: Sequence[Problem]):
        rows = [row for problem in problems for row in problem.rows]
        self.common = {lone: _find_common(rows, lone) for lone in (False, True)}

    def align(self, old: Clauses, new: Clauses) -> list[Aligned]:
        """Return a link for each text that stands on both sides, the first with the first."""
        left: dict[str, list[int]] = {}
        for place, clause in enumerate(new):
            left.setdefault(squeeze(clause.text), []).append(place)
        links = []
        for place, clause in enumerate(old):
            if places := left.get(squeeze(clause.text)):
                links.append(Aligned((place,), (places.pop(0),), 1.0))
        return links

    def judge(self, items: Sequence[Item]) -> list[Judged]:
        """Return form by rule; same where the letters are; else the commonest effect in training."""
        return [self._judge(item) for item in items]

    def _judge(self, item: Item) -> Judged:
        form = name_form(item)
        if form in ("removed", "added"):
            return Judged(form, None, self.common[True])
        same = form in ("identical", "edited") or len({squeeze(text) for text in item.texts}) == 1
        return Judged(form, "same", ()) if same else Judged(form, "changed", self.common[False])


class BestRatio(EqualTexts):
    """Links each old clause with the new one of the best ratio of edits, one to one; both thresholds from training."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__(problems)
        self.least = choose_threshold(problems, lambda p: (find_candidates(p.old, p.new), _read_ratio), _take_best)
        self.same = _choose_same(problems)

    def align(self, old: Clauses, new: Clauses) -> list[Aligned]:
        """Return the pairs that are the best of both sides and pass the threshold."""
        candidates = find_candidates(old, new)
        return _take_best(candidates, _read_ratio(candidates), self.least)

    def _judge(self, item: Item) -> Judged:
        judged = super()._judge(item)
        if judged.meaning == "changed" and _measure_ratio(item) >= self.same:
            return Judged(judged.form, "same", ())
        return judged


class TfidfAssignment:
    """Links by TF-IDF, heading and neighbours, weighed by hand; judges by the words that differ."""

    def __init__(self, problems: Sequence[Problem]):
        self.least = choose_threshold(problems, lambda p: (find_candidates(p.old, p.new), _weigh), _take_assigned)
        self.judged = fit_judge(problems)

    def align(self, old: Clauses, new: Clauses) -> list[Aligned]:
        """Return the assignment of the greatest sum."""
        candidates = find_candidates(old, new)
        return _take_assigned(candidates, _weigh(candidates), self.least)

    def judge(self, items: Sequence[Item]) -> list[Judged]:
        """Return what the judge says."""
        return self.judged.judge([replace(item, traits={}) for item in items])


class Learned:
    """Links by features that are weighed by a regression on other pairs, and adds what was split and merged.

    `vectors` adds static word vectors. It judges by the words that differ and by traits.
    """

    def __init__(self, problems: Sequence[Problem], vectors: bool = False):
        self.vectors = vectors
        found = [(problem, self._find(problem.old, problem.new)) for problem in problems]
        features = np.vstack([candidates.features for _, candidates in found])
        truth = np.concatenate([_mark(problem, candidates) for problem, candidates in found])
        regression = LogisticRegression(C=1.0, max_iter=5000, random_state=0)
        self.model = make_pipeline(StandardScaler(), regression).fit(features, truth)
        self.least, self.part = self._choose(found)
        self.judged = fit_judge(problems, vectors, with_traits=True)

    def align(self, old: Clauses, new: Clauses) -> list[Aligned]:
        """Return the assignment of the greatest sum of probabilities, with parts added."""
        candidates = self._find(old, new)
        scores = self._score(candidates)
        texts = [squeeze(clause.text) for clause in old], [squeeze(clause.text) for clause in new]
        return attach(make_links(assign(candidates, scores, self.least)), candidates, scores, self.part, texts)

    def judge(self, items: Sequence[Item]) -> list[Judged]:
        """Return what the judge says."""
        return self.judged.judge(items)

    def _find(self, old: Clauses, new: Clauses) -> Candidates:
        candidates = find_candidates(old, new)
        return add_vectors(candidates, old, new) if self.vectors else candidates

    def _score(self, candidates: Candidates) -> Floats:
        if not len(candidates.old):
            return np.zeros(0)
        probabilities: Floats = self.model.predict_proba(candidates.features)[:, 1]
        words, characters = (candidates.features[:, FEATURES.index(name)] for name in ("words", "characters"))
        return np.where(np.maximum(words, characters) >= ALIKE, probabilities, 0)

    def _choose(self, found: Sequence[tuple[Problem, Candidates]]) -> tuple[float, float]:
        """Return the two thresholds that are best on the training pairs."""
        best = (-1.0, STEPS[0], NEVER)
        scored = [(problem, candidates, self._score(candidates)) for problem, candidates in found]
        for least in STEPS:
            pairs = [(p, c, s, make_links(assign(c, s, least))) for p, c, s in scored]
            for part in (*STEPS, NEVER):
                f1 = _measure_f1([(p, attach(links, c, s, part)) for p, c, s, links in pairs])
                best = max(best, (f1, least, part))
        return best[1], best[2]


def fit_judge(problems: Sequence[Problem], vectors: bool = False, with_traits: bool = False) -> Judge:
    """Return a judge fitted on the rows of the problems."""
    sets = [
        ([item if with_traits else replace(item, traits={}) for item in problem.items], problem.rows)
        for problem in problems
    ]
    return Judge(vectors).fit(sets)


Found = tuple[Candidates, Callable[[Candidates], Floats]]
Take = Callable[[Candidates, Floats, float], list[Aligned]]


def choose_threshold(problems: Sequence[Problem], find: Callable[[Problem], Found], take: Take) -> float:
    """Return the threshold of STEPS with the best F1 of linked pairs on the problems."""
    scored = [(problem, candidates, score(candidates)) for problem in problems for candidates, score in [find(problem)]]
    f1 = {least: _measure_f1([(p, take(c, s, least)) for p, c, s in scored]) for least in STEPS}
    return max(f1, key=lambda least: f1[least])


def _measure_f1(found: Sequence[tuple[Problem, list[Aligned]]]) -> float:
    hits = sizes = 0
    for problem, links in found:
        guess = list_pairs(links, problem.old, problem.new)
        hits, sizes = hits + len(guess & problem.linked), sizes + len(guess) + len(problem.linked)
    return 2 * hits / sizes if sizes else 0.0


def _mark(problem: Problem, candidates: Candidates) -> Any:
    ids = zip(candidates.old, candidates.new, strict=True)
    return np.array([(problem.old[old].id, problem.new[new].id) in problem.linked for old, new in ids])


def _read_ratio(candidates: Candidates) -> Floats:
    column: Floats = candidates.features[:, FEATURES.index("ratio")]
    return column


def _weigh(candidates: Candidates) -> Floats:
    """Return half words, half characters, and up to a fifth more where heading and neighbours agree, at most 1."""
    named = {name: candidates.features[:, place] for place, name in enumerate(FEATURES)}
    around = (named["heading"] + named["before"] + named["after"]) / 3
    weighed: Floats = np.minimum((named["words"] + named["characters"]) / 2 * (1 + 0.2 * around), 1)
    return weighed


def _take_best(candidates: Candidates, scores: Floats, least: float) -> list[Aligned]:
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for number in np.argsort(-scores, kind="stable"):
        old, new = int(candidates.old[number]), int(candidates.new[number])
        if scores[number] >= least and old not in found and new not in taken:
            found[old] = new, float(scores[number])
            taken.add(new)
    return make_links(found)


def _take_assigned(candidates: Candidates, scores: Floats, least: float) -> list[Aligned]:
    return make_links(assign(candidates, scores, least))


def _find_common(rows: Sequence[Any], lone: bool) -> tuple[str, ...]:
    counts = dict.fromkeys(EFFECTS, 0)
    for row in rows:
        if lone == (row["meaning"] is None):
            for effect in row["effects"]:
                counts[effect] += 1
    return (max(counts, key=lambda effect: counts[effect]),)


def _measure_ratio(item: Item) -> float:
    one, other = item.texts
    return float(fuzz.ratio(squeeze(one), squeeze(other)) / 100)


def _choose_same(problems: Sequence[Problem]) -> float:
    """Return the ratio from which on meaning is best called the same in training."""
    pairs = [
        (_measure_ratio(item), row["meaning"] == "same")
        for problem in problems
        for item, row in zip(problem.items, problem.rows, strict=True)
        if row["meaning"] and row["form"] not in ("identical", "edited")
    ]
    steps = [0.5 + 0.02 * n for n in range(26)]
    return max(steps, key=lambda step: sum((ratio >= step) == same for ratio, same in pairs))
