"""The chain: what it learns, how it decodes, and that its fast scores are those of the clues themselves."""

import itertools
import pickle

import numpy as np
import pytest

from baselines.slots.chain import ChainTagger, fit_chain, forbid_transitions, join_labels, mark_labels
from baselines.slots.clues import describe_all
from baselines.slots.decoding import decode_all
from baselines.slots.tokens import EDGE, REACH, find_tokens
from baselines.slots.weights import ClueWeights

WORDS = [
    "We",
    "keep",
    "your",
    "e",
    "-",
    "mail",
    "address",
    "and",
    "Name",
    "for",
    "the",
    "bank",
    "'",
    "s",
    "own",
    "Bank",
]
WORDS += ["records", ",", "with", "12", "of", "friends"]


def row(text: str, *slots: tuple[str, str], section: str = "Data", context: str = "") -> dict:
    """Return a training row; a slot is given by its words and type."""
    spans = [{"start": text.index(words), "end": text.index(words) + len(words), "slot": slot} for words, slot in slots]
    return {"text": text, "section": section, "context": context, "slots": spans}


TRAIN = [
    row("We keep your name.", ("name", "data_type")),
    row("We keep your address.", ("address", "data_type")),
    row("We keep your phone number.", ("phone number", "data_type")),
    row("We tell our bank.", ("bank", "recipient")),
    row("We tell our printer.", ("printer", "recipient")),
    row("Nothing more."),
] * 5


@pytest.fixture(scope="module")
def tagger() -> ChainTagger:
    return fit_chain(TRAIN)


def test_it_finds_what_it_learnt_and_what_stands_likewise(tagger):
    found = tagger(
        [row("We keep your name."), row("We keep your street."), row("We tell our doctor."), row("Nothing.")]
    )
    assert [[(slot["start"], slot["end"], slot["slot"]) for slot in slots] for slots in found] == [
        [(13, 17, "data_type")],
        [(13, 19, "data_type")],
        [(12, 18, "recipient")],
        [],
    ]


def test_a_clause_without_a_word_and_no_clause_have_no_slots(tagger):
    assert tagger([row(" "), row("We keep your name.")])[0] == []
    assert tagger([]) == []


def test_without_a_slot_in_training_none_is_found():
    assert fit_chain([row("We keep your name.")])([row("We keep your name.")]) == [[]]


def test_it_is_the_same_after_it_was_kept(tagger):
    again = pickle.loads(pickle.dumps(tagger))
    rows = [row("We keep your name and tell our bank.")]
    assert again(rows) == tagger(rows)
    assert isinstance(tagger.__getstate__()["clues"], str)


def test_fast_scores_are_the_sums_of_the_clues_weights():
    """Many clauses at once, words seen before and new ones, in one table and after it was forgotten."""
    rng = np.random.default_rng(0)
    clauses = [
        (list(rng.choice(WORDS, size)), "What we keep", "We keep the following:")
        for size in (1, 2, 3, REACH, REACH + 5, 40)
    ]
    clauses += [([], "", ""), (["we", "We", "WE"], "", "")]
    clues = sorted({clue for words, *around in clauses for token in describe_all(words, *around) for clue in token})
    known = clues[::2]
    weights = ClueWeights(known, rng.normal(size=(len(known), 5)))
    by_clue = dict(zip(known, weights.weights[:-1], strict=True))
    for _ in range(2):
        for words, *around in clauses:
            (fast,) = weights.score([(words, *around)])
            slow = [
                sum((by_clue.get(clue, 0) for clue in token), np.zeros(5)) for token in describe_all(words, *around)
            ]
            assert fast == pytest.approx(np.array(slow).reshape(-1, 5))
        together = weights.score(clauses)
        assert [each.shape for each in together] == [(len(words), 5) for words, *_ in clauses]
        assert np.concatenate(together) == pytest.approx(np.concatenate([weights.score([each])[0] for each in clauses]))
        weights._forget()


def test_no_clue_of_an_edge_is_that_of_a_word():
    assert not any(EDGE in WORDS for _ in WORDS)
    assert find_tokens(EDGE) != ((0, len(EDGE)),)


def test_the_best_labels_are_those_of_all_labellings():
    """Against every labelling of short clauses, decoded together with long ones."""
    rng = np.random.default_rng(1)
    transitions = forbid_transitions(5) + rng.normal(size=(5, 5))
    scores = [rng.normal(size=(size, 5)) for size in (1, 2, 3, 4, 9, 30)]
    for each, labels in zip(scores[:4], decode_all(scores, transitions), strict=False):
        best = max(_list_labellings(len(each), 5), key=lambda way: _add_up(way, each, transitions))
        assert labels.tolist() == list(best)


def _list_labellings(size: int, labels: int) -> list[tuple[int, ...]]:
    return list(np.ndindex(*[labels] * size))


def _add_up(way: tuple[int, ...], scores: np.ndarray, transitions: np.ndarray) -> float:
    if way[0] in (2, 4):
        return -np.inf
    steps = sum(transitions[before, after] for before, after in itertools.pairwise(way))
    return steps + sum(scores[place, label] for place, label in enumerate(way))


def test_of_slots_that_overlap_the_longest_is_marked():
    clause = row("send you news", ("send you news", "purpose"), ("news", "data_type"))
    assert mark_labels(clause, ["data_type", "purpose"]) == [3, 4, 4]
    spans = find_tokens(clause["text"])
    assert join_labels(spans, [3, 4, 1], ["data_type", "purpose"]) == [
        {"start": 0, "end": 8, "slot": "purpose"},
        {"start": 9, "end": 13, "slot": "data_type"},
    ]
