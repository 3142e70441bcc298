"""Models trained on paragraphs of other policies: in come exam and training rows, out goes what is predicted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator
from sklearn.model_selection import GroupKFold

from baselines.corpus import INPUTS, Corpus
from baselines.fitting import repeatable
from baselines.transfer.exam import Exam
from baselines.transfer.policies import REMEDY
from baselines.transfer.ways import Marks, ask_whole
from mepp5.errors import CorpusError
from mepp5.scoring.categories import mark_labels, merge_categories

MOST_FOLDS = 5
CORPUS, PEOPLE, BOTH = "MEPP-5", "OPP-115", "OPP-115 and MEPP-5"  # what a model is trained on
Make = Callable[[Sequence[str]], BaseEstimator]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Rows to train on: a frame of INPUTS and which of K categories each row has, (N, K)."""

    frame: pd.DataFrame
    marks: Marks


def divide_policies(exam: Exam) -> list[NDArray[np.bool_]]:
    """Return for each fold which paragraphs are of the policies that it tests, (N,); no fold where one policy is all.

    Policies are never divided; folds are as alike in scored paragraphs as they can be.
    """
    rows, groups = np.flatnonzero(exam.scored), exam.policies[exam.scored]
    number = min(MOST_FOLDS, len(set(groups.tolist())))
    if number < 2:
        return []
    folds = GroupKFold(number).split(rows, groups=groups)
    return [np.isin(exam.policies, groups[tested]) for _, tested in folds]


def take_corpus(corpus: Corpus, frames: Sequence[pd.DataFrame]) -> Lesson:
    """Return clauses of the release, the frames one after another, with their labels merged as in OPP-115."""
    rows = pd.concat([frame[[*INPUTS, "labels"]] for frame in frames], ignore_index=True)
    _, merged = merge_categories(mark_labels(rows["labels"].tolist(), corpus.categories), corpus.categories)
    return Lesson(rows[INPUTS], merged)


def predict_fold(make: Make, exam: Exam, tested: Marks, beside: Lesson | None = None) -> Marks:
    """Return what the T tested paragraphs get, each asked as a whole, (T, K); `tested`, (N,), tells whole policies.

    The model that `make` makes is fitted on the scored paragraphs that are not tested, and what is given `beside`.
    """
    model = _fit(make, exam, _join(exam, tested, beside))
    asked = dict.fromkeys(exam.policies[tested].tolist())
    return ask_whole(model, [exam.pages[place] for place, name in enumerate(exam.names) if name in asked])


def _join(exam: Exam, tested: Marks, beside: Lesson | None) -> Lesson:
    rows = exam.scored & ~tested
    frame = pd.concat([page.paragraphs for page in exam.pages], ignore_index=True)[rows]
    if beside is None:
        return Lesson(frame, exam.truth[rows])
    joined = pd.concat([beside.frame, frame], ignore_index=True)
    return Lesson(joined, np.concatenate([beside.marks, exam.truth[rows]]))


def _fit(make: Make, exam: Exam, lesson: Lesson) -> BaseEstimator:
    model = make(exam.categories)
    model.set_params(**dict.fromkeys(_find_idle(model, lesson.frame), "drop"))
    try:
        with repeatable():
            return model.fit(lesson.frame, lesson.marks)
    except ValueError as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise CorpusError(f"too few paragraphs to train a model on ({reason}); {REMEDY}.") from error


def _find_idle(model: BaseEstimator, frame: pd.DataFrame) -> Iterator[str]:
    """Yield the parameters of the model that are blocks of features of columns without a word: no vocabulary fits them.

    Whole paragraphs have no context, and those of a policy without headings no section. A block has its column's name.
    """
    empty = {column for column in INPUTS[1:] if not frame[column].str.contains(r"\w\w").any()}
    yield from (name for name in model.get_params() if name.rpartition("__")[2] in empty)
