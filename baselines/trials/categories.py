"""What was tried for categories, each step against another; python -m baselines.trials measures them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.base import BaseEstimator
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import LinearSVC

from baselines.categories.blending import blend_sections
from baselines.categories.features import join_blocks, weigh_characters, weigh_words
from baselines.categories.models import BinaryRelevance, LeastSquares
from baselines.categories.stacking import NeighbourStack as ScoreStack
from baselines.categories.surroundings import average_runs, look_around, number_lists, number_runs, shift_rows
from baselines.categories.vectors import MeanVectors
from baselines.trials.cues import count_cues
from baselines.trials.stacking import NeighbourStack

BlockPlan = tuple[str, str, Callable[[], TfidfVectorizer], float]  # name, column, what makes its vectorizer, weight
Adapt = Callable[[NDArray[np.float64], pd.DataFrame], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Trial:
    """A change to the trial `against`: a model of its own (`make`), or the decisions of `of` adapted.

    `adapt` takes the decisions (N, K) and the frame of one policy in document order. With `invented`, the invented
    clauses are trained on as well.
    """

    name: str
    against: str
    make: Callable[[], BaseEstimator] | None = None
    of: str = ""
    adapt: Adapt = lambda decisions, frame: decisions
    fallback: bool = True
    invented: bool = False


WORDS = ("words", "text", weigh_words, 1.0)
SECTION = ("section", "section", weigh_words, 0.5)
SECTION_LESS = ("section", "section", weigh_words, 0.4)
CONTEXT = ("context", "context", weigh_words, 0.35)
NEIGHBOURS = (("previous", "previous", weigh_words, 0.35), ("next", "next", weigh_words, 0.25))
CHARACTERS = ("characters", "text", weigh_characters, 1.0)
FIRST = ("first", "first", weigh_words, 0.5)
POSITION = ("position", "position", weigh_words, 0.3)
SHAPE = ("shape", "shape", weigh_words, 0.3)
AROUND = (WORDS, SECTION, CONTEXT)  # logreg-context
CONTEXT_STEP = "+ section titles and context (0.5, 0.35)"
LETTERS_STEP = "context + characters"
BLEND_STEP = "context + characters, section's score (1/3)"  # section-blend
INVENTED_STEP = "section-blend with the invented clauses"  # section-blend+
STACK_STEP = "stack of the scores of clause, neighbours and section"
TITLES_STEP = "stack, and scores by titles and context alone"
VECTORS_STEP = "stack, and scores by static word vectors"  # stack+


def _regress(strength: float = 10) -> BaseEstimator:
    return BinaryRelevance(LogisticRegression(C=strength, class_weight="balanced", max_iter=1000))


def _separate() -> BaseEstimator:
    return BinaryRelevance(LinearSVC(C=0.3, class_weight="balanced", max_iter=10_000, random_state=0))


def _read_words() -> Pipeline:
    blocks = (*AROUND, CHARACTERS)
    joined = join_blocks(*((name, column, weigh(), weight) for name, column, weigh, weight in blocks))
    return make_pipeline(joined, _descend(30))


def _read_titles() -> Pipeline:
    blocks = join_blocks(("section", "section", weigh_words(), 1.0), ("context", "context", weigh_words(), 0.7))
    return make_pipeline(blocks, _descend(3))


def _read_vectors() -> Pipeline:
    return make_pipeline(MeanVectors({"text": 4.0, "section": 2.0, "context": 2.0}), LeastSquares(alpha=10, slope=4))


def _descend(strength: float) -> BaseEstimator:
    fast = LogisticRegression(
        C=strength, class_weight="balanced", solver="liblinear", dual=True, tol=0.1, random_state=0, max_iter=1000
    )
    return BinaryRelevance(fast)


def _stack_scores(*readers: Callable[[], BaseEstimator]) -> Callable[[], BaseEstimator]:
    return lambda: ScoreStack([read() for read in readers], strength=0.5, folds=4)


def _count_cues() -> BaseEstimator:
    """section-blend's blocks beside the number of cues of each category, in the clause and in its titles."""
    blocks = (*AROUND, CHARACTERS)
    joined = join_blocks(*((name, column, weigh(), weight) for name, column, weigh, weight in blocks))
    cues = ColumnTransformer([("cues", count_cues(0.4), "text"), ("titles", count_cues(0.3), "section")])
    return make_pipeline(FeatureUnion([("blocks", joined), ("cues", cues)]), _regress())


def _tell_position(frame: pd.DataFrame) -> pd.DataFrame:
    policies = frame.groupby("policy")["text"]
    tenths = 10 * policies.cumcount() // policies.transform("size")
    return frame.assign(position=[f"tenth{tenth}" for tenth in tenths])


def _read(*blocks: BlockPlan, model: Callable[[], BaseEstimator] = _regress) -> Callable[[], BaseEstimator]:
    def make() -> BaseEstimator:
        joined = join_blocks(*((name, column, weigh(), weight) for name, column, weigh, weight in blocks))
        return make_pipeline(look_around(), FunctionTransformer(_tell_position), joined, model())

    return make


def _stack(by: str) -> Callable[[], BaseEstimator]:
    def make() -> BaseEstimator:
        joined = join_blocks(
            *((name, column, weigh(), weight) for name, column, weigh, weight in (*AROUND, CHARACTERS))
        )
        return NeighbourStack(make_pipeline(joined, _regress()), by)

    return make


def _blend(weight: float) -> Adapt:
    return lambda decisions, frame: blend_sections(expit(decisions), frame["section"], weight) - 0.5


def _blend_lists(decisions: NDArray[np.float64], frame: pd.DataFrame) -> NDArray[np.float64]:
    scores = expit(decisions)
    section = average_runs(scores, number_runs(frame["section"]))
    return (scores + section + average_runs(scores, number_lists(frame))) / 3 - 0.5


def _join_sections(frame: pd.DataFrame) -> pd.DataFrame:
    runs = pd.Series(number_runs(frame["policy"] + frame["section"]), frame.index)
    return frame.assign(around=frame["text"].groupby(runs).transform(" ".join))


def _read_sections() -> BaseEstimator:
    blocks = (*AROUND, CHARACTERS, ("around", "around", weigh_words, 0.2))
    joined = join_blocks(*((name, column, weigh(), weight) for name, column, weigh, weight in blocks))
    return make_pipeline(FunctionTransformer(_join_sections), joined, _regress())


def _blend_neighbours(decisions: NDArray[np.float64], frame: pd.DataFrame) -> NDArray[np.float64]:
    scores = expit(decisions)
    return (2 * scores + shift_rows(scores, 1) / 2 + shift_rows(scores, -1) / 2) / 3 - 0.5


TRIALS = (
    Trial("words without the fallback", "", of="words", fallback=False),
    Trial("words", "words without the fallback", _read(WORDS)),
    Trial("+ first 8 words (0.5)", "words", _read(WORDS, FIRST)),
    Trial("+ section titles (0.5)", "words", _read(WORDS, SECTION)),
    Trial("+ context (0.35)", "words", _read(WORDS, CONTEXT)),
    Trial(CONTEXT_STEP, "words", _read(*AROUND)),
    Trial("context, section titles at 0.4", CONTEXT_STEP, _read(WORDS, SECTION_LESS, CONTEXT)),
    Trial("context + previous and next clause (0.35, 0.25)", CONTEXT_STEP, _read(*AROUND, *NEIGHBOURS)),
    Trial("context + first 8 words (0.5)", CONTEXT_STEP, _read(*AROUND, FIRST)),
    Trial("context + position (0.3)", CONTEXT_STEP, _read(*AROUND, POSITION)),
    Trial("context + kind and length (0.3)", CONTEXT_STEP, _read(*AROUND, SHAPE)),
    Trial("context, C = 3", CONTEXT_STEP, _read(*AROUND, model=lambda: _regress(3))),
    Trial("context, linear SVM (C = 0.3)", CONTEXT_STEP, _read(*AROUND, model=_separate)),
    Trial(LETTERS_STEP, CONTEXT_STEP, _read(*AROUND, CHARACTERS)),
    Trial("context, section's score (1/3)", CONTEXT_STEP, of=CONTEXT_STEP, adapt=_blend(1 / 3)),
    Trial(BLEND_STEP, LETTERS_STEP, of=LETTERS_STEP, adapt=_blend(1 / 3)),
    Trial("section's score (1/5)", BLEND_STEP, of=LETTERS_STEP, adapt=_blend(1 / 5)),
    Trial("section's score (1/2)", BLEND_STEP, of=LETTERS_STEP, adapt=_blend(1 / 2)),
    Trial("neighbours' scores (1/6 each) instead", BLEND_STEP, of=LETTERS_STEP, adapt=_blend_neighbours),
    Trial("list's score as well (1/3 each)", BLEND_STEP, of=LETTERS_STEP, adapt=_blend_lists),
    Trial("section's words as a block (0.2)", BLEND_STEP, _read_sections, adapt=_blend(1 / 3)),
    Trial("C = 3", BLEND_STEP, _read(*AROUND, CHARACTERS, model=lambda: _regress(3)), adapt=_blend(1 / 3)),
    Trial("C = 30", BLEND_STEP, _read(*AROUND, CHARACTERS, model=lambda: _regress(30)), adapt=_blend(1 / 3)),
    Trial("linear SVM (C = 0.3)", BLEND_STEP, _read(*AROUND, CHARACTERS, model=_separate), adapt=_blend(1 / 3)),
    Trial("threshold 0.4", BLEND_STEP, of=LETTERS_STEP, adapt=lambda *given: _blend(1 / 3)(*given) + 0.1),
    Trial("stack, out of policy", BLEND_STEP, _stack("policy")),
    Trial("stack, out of duplicate group", BLEND_STEP, _stack("duplicate_group")),
    Trial(INVENTED_STEP, BLEND_STEP, _read(*AROUND, CHARACTERS), adapt=_blend(1 / 3), invented=True),
    Trial("section-blend+ and numbers of cues", INVENTED_STEP, _count_cues, adapt=_blend(1 / 3), invented=True),
    Trial(STACK_STEP, INVENTED_STEP, _stack_scores(_read_words), invented=True),
    Trial(TITLES_STEP, STACK_STEP, _stack_scores(_read_words, _read_titles), invented=True),
    Trial(VECTORS_STEP, TITLES_STEP, _stack_scores(_read_words, _read_titles, _read_vectors), invented=True),
)
