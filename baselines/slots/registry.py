"""The slot taggers, each a few lines; every hyper-parameter stands here, none chosen on the published scores."""

from functools import partial

from sklearn.svm import LinearSVC

from baselines.baseline import OF_STRANGERS, SlotBaseline
from baselines.slots.chain import fit_chain
from baselines.slots.gazetteer import fit_gazetteer
from baselines.slots.tagging import fit_tagger
from mepp5.scoring.tracks import OPEN

_ALL = (
    SlotBaseline(
        "gazetteer",
        "the phrases of the training slots, longest match; how sure a phrase must be is chosen on the training clauses",
        fit_gazetteer,
    ),
    SlotBaseline(
        "tagger",
        "linear SVMs (C = 0.1) of BIO labels for each slot, on words in a window and gazetteers; a constrained decoder",
        partial(fit_tagger, lambda: LinearSVC(C=0.1, tol=0.01, random_state=0)),
        recommended=True,
    ),
    SlotBaseline(
        "chain+",
        "a conditional random field (CRFsuite) of words in a window, titles and context; trained on the invented "
        "clauses as well",
        fit_chain,
        track=OPEN,
        invented=True,
        protocols=OF_STRANGERS,
        recommended=True,
    ),
)

SLOT_BASELINES: dict[str, SlotBaseline] = {baseline.name: baseline for baseline in _ALL}
"""Slot taggers by name."""
