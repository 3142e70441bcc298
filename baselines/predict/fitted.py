"""What a labeller needs, fitted on the whole release: a model of categories, one of subjects, perhaps a slot tagger."""

from dataclasses import dataclass
from multiprocessing import parent_process

import numpy as np
from joblib import Parallel, cpu_count, delayed
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from baselines.baseline import Baseline, SlotBaseline, Tag
from baselines.categories.subjects import ALONE, SubjectModel
from baselines.corpus import INPUTS, Corpus
from baselines.fitting import fit_categories, fit_slots, gather, repeatable
from mepp5.scoring.scorer import mark_labels


@dataclass(frozen=True, slots=True)
class Fitted:
    """Fitted models, and how their decisions are read: see `Baseline` for `fallback` and `calibrated`."""

    categories: tuple[str, ...]
    model: BaseEstimator
    subjects: SubjectModel
    tag: Tag | None
    fallback: bool
    calibrated: bool

    @property
    def alone(self) -> NDArray[np.bool_]:
        """Which categories stand alone in a clause and have subjects, boolean (K,)."""
        return np.array([category in ALONE for category in self.categories])


def fit_models(corpus: Corpus, baseline: Baseline, tagger: SlotBaseline | None = None) -> Fitted:
    """Return the models fitted on every clause of the release, and on the invented ones where they are made to."""
    rows = gather(baseline, corpus.frame, corpus)
    labels, topics = (mark_labels(rows[column].tolist(), corpus.categories) for column in ("labels", "topics"))
    alone = np.array([category in ALONE for category in corpus.categories])
    with repeatable():
        subjects = SubjectModel().fit(rows[INPUTS], labels, topics, alone)
    asked = [delayed(fit_slots)(tagger, corpus.frame, corpus)] if tagger else []  # first, for it takes longer
    asked.append(delayed(fit_categories)(baseline, corpus.frame, corpus))
    jobs = 1 if parent_process() else min(len(asked), cpu_count())  # a worker has none of its own
    *tags, model = Parallel(n_jobs=jobs)(asked)
    tag = tags[0] if tags else None
    return Fitted(corpus.categories, model, subjects, tag, baseline.fallback, baseline.calibrated)
