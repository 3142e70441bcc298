"""Traits of the clauses of a tested pair: what models say of them that have seen neither of its two policies."""

from baselines.baseline import Baseline, SlotBaseline
from baselines.catalogue import CATALOGUE
from baselines.changes.judging import Traits
from baselines.changes.problem import Problem, read_traits
from baselines.corpus import Corpus
from baselines.fitting import fit_slots, repeatable
from baselines.runner import predict_categories
from mepp5.scoring.tracks import OPEN, Track

# By track: what labels categories and slots. The open ones are trained on the invented clauses, too.
LABELLERS = {"closed": ("section-blend", "gazetteer"), "open": ("section-blend+", "gazetteer")}


def predict_traits(problem: Problem, corpus: Corpus, track: Track) -> Traits:
    """Return the traits of the problem's clauses, by models fitted on the other policies of the corpus."""
    categories, slots = (CATALOGUE[name] for name in LABELLERS[OPEN if track == OPEN else "closed"])
    assert isinstance(categories, Baseline)
    assert isinstance(slots, SlotBaseline)
    own = corpus.frame["policy"].isin(problem.policies)
    train, test = corpus.frame[~own], corpus.frame[own]
    lines = predict_categories(categories, train, test, corpus)
    tag = fit_slots(slots, train, corpus)
    with repeatable():
        found = tag(test.drop(columns=["labels", "slots"]).to_dict("records", into=dict))
    return {line["id"]: read_traits(line["labels"], tagged) for line, tagged in zip(lines, found, strict=True)}
