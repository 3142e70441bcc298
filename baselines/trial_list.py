"""What was tried, each step against the best one before it; python -m baselines.trials measures them."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit
from sklearn.base import BaseEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.svm import LinearSVC

from baselines.blending import blend_sections
from baselines.features import join_blocks, weigh_characters, weigh_words
from baselines.models import BinaryRelevance
from baselines.stacking import NeighbourStack
from baselines.surroundings import look_around, shift_rows

Adapt = Callable[[np.ndarray, pd.DataFrame], np.ndarray]


@dataclass(frozen=True, slots=True)
class Trial:
    """A change to the trial `against`: a model of its own (`make`), or the decisions of `of` adapted.

    `adapt` takes the decisions (N, K) and the frame of one policy in document order.
    """

    name: str
    against: str
    make: Callable[[], BaseEstimator] | None = None
    of: str = ""
    adapt: Adapt = lambda decisions, frame: decisions
    fallback: bool = True


WORDS = ("words", "text", weigh_words, 1.0)
SECTION = ("section", "section", weigh_words, 0.4)
CONTEXT = ("context", "context", weigh_words, 0.35)
NEIGHBOURS = (("previous", "previous", weigh_words, 0.35), ("next", "next", weigh_words, 0.25))
CHARACTERS = ("characters", "text", weigh_characters, 1.0)
AROUND = (WORDS, SECTION, *NEIGHBOURS, CHARACTERS)


def _regress(strength: float = 10) -> BaseEstimator:
    return BinaryRelevance(LogisticRegression(C=strength, class_weight="balanced", max_iter=1000))


def _separate() -> BaseEstimator:
    return BinaryRelevance(LinearSVC(C=0.3, class_weight="balanced", max_iter=10_000, random_state=0))


def _tell_position(frame: pd.DataFrame) -> pd.DataFrame:
    policies = frame.groupby("policy")["text"]
    tenths = 10 * policies.cumcount() // policies.transform("size")
    return frame.assign(position=[f"tenth{tenth}" for tenth in tenths])


def _read(*blocks: tuple, model: Callable[[], BaseEstimator] = _regress) -> Callable[[], BaseEstimator]:
    def make() -> BaseEstimator:
        joined = join_blocks(*((name, column, weigh(), weight) for name, column, weigh, weight in blocks))
        return make_pipeline(look_around(), FunctionTransformer(_tell_position), joined, model())

    return make


def _stack(by: str) -> Callable[[], BaseEstimator]:
    def make() -> BaseEstimator:
        joined = join_blocks(*((name, column, weigh(), weight) for name, column, weigh, weight in AROUND))
        return NeighbourStack(make_pipeline(joined, _regress()), by)

    return make


def _blend(weight: float) -> Adapt:
    return lambda decisions, frame: blend_sections(expit(decisions), frame["section"], weight) - 0.5


def _blend_neighbours(decisions: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
    scores = expit(decisions)
    return (2 * scores + shift_rows(scores, 1) / 2 + shift_rows(scores, -1) / 2) / 3 - 0.5


TRIALS = (
    Trial("words without the fallback", "", of="words", fallback=False),
    Trial("words", "words without the fallback", _read(WORDS)),
    Trial("+ first 8 words (0.5)", "words", _read(WORDS, ("first", "first", weigh_words, 0.5))),
    Trial("+ section titles (0.4)", "words", _read(WORDS, SECTION)),
    Trial("+ context (0.35)", "+ section titles (0.4)", _read(WORDS, SECTION, CONTEXT)),
    Trial("+ previous and next clause (0.35, 0.25)", "+ section titles (0.4)", _read(WORDS, SECTION, *NEIGHBOURS)),
    Trial("+ characters", "+ previous and next clause (0.35, 0.25)", _read(*AROUND)),
    Trial("around + first 8 words (0.5)", "+ characters", _read(*AROUND, ("first", "first", weigh_words, 0.5))),
    Trial("around + position (0.3)", "+ characters", _read(*AROUND, ("position", "position", weigh_words, 0.3))),
    Trial("around + kind and length (0.3)", "+ characters", _read(*AROUND, ("shape", "shape", weigh_words, 0.3))),
    Trial("around, C = 3", "+ characters", _read(*AROUND, model=lambda: _regress(3))),
    Trial("around, linear SVM (C = 0.3)", "+ characters", _read(*AROUND, model=_separate)),
    Trial("threshold 0.4", "+ characters", of="+ characters", adapt=lambda scores, frame: expit(scores) - 0.4),
    Trial("neighbours' scores (1/6 each)", "+ characters", of="+ characters", adapt=_blend_neighbours),
    Trial("section's score (1/3)", "+ characters", of="+ characters", adapt=_blend(1 / 3)),
    Trial("section's score (1/5)", "section's score (1/3)", of="+ characters", adapt=_blend(1 / 5)),
    Trial("section's score (1/2)", "section's score (1/3)", of="+ characters", adapt=_blend(1 / 2)),
    Trial("stack, out of policy", "section's score (1/3)", _stack("policy")),
    Trial("stack, out of duplicate group", "section's score (1/3)", _stack("duplicate_group")),
)
