"""What was tried for the slot tagger, measured inside the training data as measurement.py measures categories.

The score is strict F1; folds, novel clauses and the rule for keeping a step are the same.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.svm import LinearSVC
from threadpoolctl import threadpool_limits

from baselines.baseline import Tag
from baselines.corpus import Corpus
from baselines.slots.chain import fit_chain
from baselines.slots.gazetteer import fit_gazetteer
from baselines.slots.tagging import fit_tagger
from mepp5.files import Object
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy
from mepp5.scoring.predictions import Predictions
from mepp5.scoring.slots import count_slots

Found = dict[tuple[str, str], Sequence[Sequence[Object]]]  # (policy left out, policy predicted) -> slots of each clause
MarkNovel = Callable[[pd.DataFrame, pd.DataFrame, tuple[str, str]], NDArray[np.bool_]]
SCHEME = "strict"


@dataclass(frozen=True, slots=True)
class SlotTrial:
    """A change to the trial `against`: a tagger of its own, fit(train) returning what tags rows, or the one of `of`.

    With `invented`, the invented clauses are trained on as well.
    """

    name: str
    against: str
    fit: Callable[[Sequence[Object]], Tag] | None = None
    of: str = ""
    invented: bool = False


def _tag(strength: float = 0.1, **settings: Any) -> Callable[[Sequence[Object]], Tag]:
    make = partial(LinearSVC, C=strength, tol=0.01, random_state=0)
    return lambda train: fit_tagger(make, train, **settings)


WORDS, TWO = "linear models of words", "+ two gazetteers' marks (0.3, 0.6)"
CHOSEN = "three gazetteers (0.2, 0.5, 0.8)"  # tagger
INVENTED = "tagger with the invented clauses"
SLOT_TRIALS = (
    SlotTrial("gazetteer", "", fit_gazetteer),
    SlotTrial(WORDS, "", _tag(shares=())),
    SlotTrial(TWO, WORDS, _tag(shares=(0.3, 0.6))),
    SlotTrial(CHOSEN, TWO, _tag()),
    SlotTrial("handicap 0.1 of OUTSIDE", CHOSEN, _tag(handicap=0.1)),
    SlotTrial("handicap 0.2 of OUTSIDE", CHOSEN, _tag(handicap=0.2)),
    SlotTrial("one gazetteer (0.5)", CHOSEN, _tag(shares=(0.5,))),
    SlotTrial("C = 0.03", CHOSEN, _tag(0.03)),
    SlotTrial("C = 0.3", CHOSEN, _tag(0.3)),
    SlotTrial("tagger beside the gazetteer", "gazetteer", of=CHOSEN),
    SlotTrial("conditional random field", CHOSEN, fit_chain),
    SlotTrial(INVENTED, CHOSEN, _tag(), invented=True),
    SlotTrial("conditional random field with the invented clauses", INVENTED, fit_chain, invented=True),
)


def fit_slot_trial(trial: SlotTrial, corpus: Corpus) -> tuple[Found, float]:
    """Return the slots found in each policy by taggers of all but it and one other, and the mean seconds of a fit."""
    assert trial.fit is not None, "a trial that takes another's tagger has nothing to fit"
    found: Found = {}
    start = time.perf_counter()
    rows_of: dict[str, list[Object]] = {}
    for row in corpus.rows:
        rows_of.setdefault(row["policy"], []).append(row)
    more = corpus.invented.to_dict("records", into=dict)
    pairs = list(combinations(rows_of, 2))
    for pair in pairs:
        with threadpool_limits(1):
            known = [row for policy, rows in rows_of.items() if policy not in pair for row in rows]
            tag = trial.fit(known + (more if trial.invented else []))
            for left, tested in (pair, pair[::-1]):
                hidden = [{name: row[name] for name in ("text", "section", "context")} for row in rows_of[tested]]
                found[left, tested] = tag(hidden)
    return found, (time.perf_counter() - start) / len(pairs)


def count_found(rows: Sequence[Object], found: Sequence[Sequence[Object]], taxonomy: Taxonomy) -> NDArray[np.float64]:
    """Return the outcomes (N, 3, 12) of the slots found in rows (keys used: id, slots), under SCHEME."""
    spans: dict[str, tuple[tuple[int, int, str, str | None], ...]] = {
        row["id"]: tuple((slot["start"], slot["end"], slot["slot"], None) for slot in slots)
        for row, slots in zip(rows, found, strict=True)
    }
    return count_slots(Predictions(None, None, spans), rows, taxonomy)[SCHEME]


def count_slot_part(
    found: Found, corpus: Corpus, left: str, mark_novel: MarkNovel
) -> tuple[NDArray[np.float64], list[str]]:
    """Return the outcomes (N, 3, 12) of the novel clauses of all policies but the one left out, and their groups.

    mark_novel(frame, rows, pair) says which rows are novel where the pair of policies does not train.
    """
    frame, outcomes, groups, taxonomy = corpus.frame, [], [], read_taxonomy()
    for tested in dict.fromkeys(frame["policy"][frame["policy"] != left]):
        rows = frame[frame["policy"] == tested]
        novel = mark_novel(frame, rows, (left, tested))
        outcomes.append(count_found(rows.to_dict("records", into=dict), found[left, tested], taxonomy)[novel])
        groups += list(rows["duplicate_group"][novel])
    return np.concatenate(outcomes), groups
