"""The baselines of the task "changes"; every choice stands here or is made on the training pairs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from baselines.changes.models import BestRatio, EqualTexts, Learned, Model, TfidfAssignment
from baselines.changes.problem import Problem
from mepp5.scoring.tracks import CLOSED, OPEN, Track


@dataclass(frozen=True, slots=True)
class ChangeBaseline:
    """A named model of both parts: fit(training pairs) returns what aligns and judges.

    Traits of the tested clauses are predicted by models that have seen neither of the two policies, on the open track
    with the invented clauses.
    """

    name: str
    description: str
    fit: Callable[[Sequence[Problem]], Model]
    track: Track = CLOSED
    recommended: bool = False


CHANGE_BASELINES: dict[str, ChangeBaseline] = {
    baseline.name: baseline
    for baseline in (
        ChangeBaseline(
            "equality", "links equal letters; other letters are a change, to the commonest effect", EqualTexts
        ),
        ChangeBaseline("best-ratio", "the best ratio of edits, one to one; meaning by a threshold on it", BestRatio),
        ChangeBaseline(
            "tfidf-assignment",
            "TF-IDF of words and characters, raised by heading and neighbours, assigned; judges by differing words",
            TfidfAssignment,
        ),
        ChangeBaseline(
            "learned-links",
            "a regression over 17 features, assigned, parts added; judges by differing words, slots, negations",
            Learned,
            recommended=True,
        ),
        ChangeBaseline(
            "learned-links+",
            "the same with static word vectors, and traits predicted with the invented clauses",
            lambda problems: Learned(problems, vectors=True),
            OPEN,
            recommended=True,
        ),
    )
}


def find_recommended_links(track: Track) -> ChangeBaseline:
    """Return the baseline that is recommended on the track."""
    (found,) = (each for each in CHANGE_BASELINES.values() if each.recommended and each.track == track)
    return found
