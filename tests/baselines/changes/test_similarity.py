"""Candidates for links: who is among them, what is said of them, and how many there are."""

from random import Random

import numpy as np
import pytest

from baselines.changes import similarity
from baselines.changes.nearest import BLOCK, NEAREST
from baselines.changes.similarity import (
    FEATURES,
    VECTORS,
    add_vectors,
    find_candidates,
    find_neighbours,
    relate,
    squeeze,
)
from mepp5.diff.comparison import Clause
from tests.baselines.changes.fixture_problems import make_clauses, make_words


def list_places(candidates) -> set[tuple[int, int]]:
    return set(zip(candidates.old.tolist(), candidates.new.tolist(), strict=True))


def make_policies(number: int, seed: int = 0) -> tuple[list[Clause], list[Clause]]:
    """Return two policies of the same texts in another order, in which a few words stand everywhere."""
    random = Random(seed)
    texts = [f"we share the data of {make_words(6, random)}" for _ in range(number)]
    return make_clauses(texts, "a"), make_clauses(random.sample(texts, number), "b")


@pytest.mark.parametrize("number", [1, 5, 200, BLOCK + 50])
def test_equal_texts_are_candidates_wherever_they_stand(number: int) -> None:
    old, new = make_policies(number)
    places = list_places(find_candidates(old, new))
    there = {clause.text: place for place, clause in enumerate(new)}
    assert {(place, there[clause.text]) for place, clause in enumerate(old)} <= places


def test_lost_spaces_capitals_and_marks_do_not_hide_a_text() -> None:
    random = Random(1)
    texts = [make_words(6, random) for _ in range(60)]
    old = make_clauses([text.replace(" ", "") for text in texts], "a")
    new = make_clauses([f"{text.title()}!" for text in texts], "b")
    candidates = find_candidates(old, new)
    assert {(n, n) for n in range(60)} <= list_places(candidates)
    ratio = candidates.features[:, FEATURES.index("ratio")]
    assert all(ratio[candidates.old == candidates.new] == 1)
    assert squeeze("A-b, c.\u00a0D") == "abcd"


def test_candidates_grow_with_the_clauses_and_not_with_their_product() -> None:
    """Though every clause shares words with every other."""
    counts = {}
    for number in (100, 200, 400):
        old, new = make_policies(number)
        candidates = find_candidates(old, new)
        counts[number] = len(candidates.old)
        assert number <= counts[number] <= 2 * NEAREST * number
        assert candidates.features.shape == (counts[number], len(FEATURES))
        per_clause = np.bincount(candidates.old, minlength=number)
        assert per_clause.min() >= NEAREST
    assert counts[400] < 2.5 * counts[200] < 6.25 * counts[100]


def test_candidates_stand_once_and_in_order() -> None:
    candidates = find_candidates(*make_policies(80))
    assert (np.diff(candidates.keys) > 0).all()
    assert candidates.number == (80, 80)


def test_features_are_finite_and_cosines_of_the_same_are_one() -> None:
    old = make_clauses(["we sell your data to nobody", "another thing, of cats", "a third thing, of dogs"], "a")
    candidates = find_candidates(old, make_clauses([clause.text for clause in old][::-1], "b"))
    assert np.isfinite(candidates.features).all()
    same = candidates.old == 2 - candidates.new
    named = dict(zip(FEATURES, candidates.features[same].T, strict=True))
    for name in ("words", "characters", "ratio", "heading", "words, best of old", "sum, best of new"):
        assert named[name] == pytest.approx(1, abs=1e-6)
    assert named["length"] == pytest.approx(0)


def test_a_part_is_contained_and_the_whole_contains() -> None:
    part, whole = "we keep your logs for a month", "we keep your logs for a month and we erase what you ask us to"
    for texts, name in (((part, whole), "contained"), ((whole, part), "containing")):
        candidates = find_candidates(make_clauses([texts[0]], "a"), make_clauses([texts[1]], "b"))
        named = dict(zip(FEATURES, candidates.features[0], strict=True))
        assert named[name] == 1.0
        assert named["contained"] + named["containing"] == 1.0


@pytest.mark.parametrize(("old", "new"), [([], []), (["one thing"], []), ([], ["one thing"]), (["—"], ["…"])])
def test_nothing_to_compare_makes_no_candidates(old: list[str], new: list[str]) -> None:
    sides = make_clauses(old, "a"), make_clauses(new, "b")
    candidates = add_vectors(find_candidates(*sides), *sides)
    assert (len(candidates.old), candidates.features.shape) == (0, (0, len(FEATURES) + VECTORS))


def test_values_are_related_to_the_best_of_either_side() -> None:
    old, new = make_policies(3)
    candidates = find_candidates(old, new)
    values = np.arange(1.0, len(candidates.old) + 1)
    related = relate(candidates, values)
    for place, value in enumerate(values):
        for column, side in enumerate((candidates.old, candidates.new)):
            assert related[place, column] == value / values[side == side[place]].max()


def test_neighbours_are_those_just_before_and_after() -> None:
    old, new = make_clauses(["x y"] * 4, "a"), make_clauses(["x y"] * 4, "b")
    candidates = find_candidates(old, new)
    places = sorted(list_places(candidates))
    assert places == [(o, n) for o in range(4) for n in range(4)]
    alike = np.array([1.0 if place in ((1, 1), (3, 3)) else 0.0 for place in places])
    before, after = find_neighbours(candidates, alike).T
    assert (before[places.index((2, 2))], after[places.index((2, 2))]) == (1.0, 1.0)
    assert (before[places.index((2, 3))], after[places.index((0, 0))]) == (0.8, 1.0)
    assert (before[places.index((0, 0))], after[places.index((3, 3))]) == (0.0, 0.0)


def test_word_vectors_of_some_thousand_pairs_are_multiplied_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = make_policies(40)
    candidates = find_candidates(old, new)
    at_once = add_vectors(candidates, old, new).features
    monkeypatch.setattr(similarity, "PAIRS", 7)
    assert (add_vectors(candidates, old, new).features == at_once).all()
