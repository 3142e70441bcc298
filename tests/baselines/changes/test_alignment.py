"""Assignment is one to one and the best there is; what stood alone is added to one side of a link alone."""

from random import Random

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from baselines.changes.alignment import Aligned, assign, attach, list_pairs, make_links
from baselines.changes.models import TfidfAssignment
from baselines.changes.similarity import Candidates
from mepp5.diff.comparison import Clause
from tests.baselines.changes.fixture_problems import make_clauses, make_pair, make_words


def make_candidates(pairs: list[tuple[int, int]], number: tuple[int, int]) -> Candidates:
    places = np.array(sorted(pairs), int).reshape(-1, 2)
    return Candidates(places[:, 0], places[:, 1], np.zeros((len(places), 0)), number)


def make_random(seed: int) -> tuple[Candidates, np.ndarray]:
    """Return a small problem with some pairs missing, and scores of which many are equal."""
    random = np.random.default_rng(seed)
    number = tuple(int(n) for n in random.integers(1, 8, 2))
    pairs = [(o, n) for o in range(number[0]) for n in range(number[1]) if random.random() < 0.6]
    candidates = make_candidates(pairs, number)
    return candidates, random.integers(0, 11, len(pairs)) / 10 if seed % 2 else random.random(len(pairs))


@pytest.mark.parametrize("least", [0.0, 0.3, 0.7])
@pytest.mark.parametrize("seed", range(40))
def test_assignment_is_one_to_one_and_the_best(seed: int, least: float) -> None:
    candidates, scores = make_random(seed)
    found = assign(candidates, scores, least)
    taken = [new for new, _ in found.values()]
    assert len(set(taken)) == len(taken)
    of_pair = dict(zip(zip(candidates.old, candidates.new, strict=True), scores, strict=True))
    assert all(of_pair[old, new] == score >= least for old, (new, score) in found.items())
    gains = np.zeros(candidates.number)
    for (old, new), score in of_pair.items():
        gains[old, new] = max(score - least, 0)
    best = gains[linear_sum_assignment(gains, maximize=True)].sum()
    assert sum(score - least for _, score in found.values()) == pytest.approx(best)


def test_nothing_that_passes_is_no_assignment() -> None:
    candidates = make_candidates([(0, 0)], (1, 1))
    assert assign(candidates, np.array([0.4]), 0.5) == {}
    assert assign(make_candidates([], (2, 0)), np.zeros(0), 0.5) == {}


def test_the_second_best_is_taken_where_the_sum_is_greater() -> None:
    candidates = make_candidates([(0, 0), (0, 1), (1, 0)], (2, 2))
    assert assign(candidates, np.array([0.9, 0.8, 0.7]), 0.1) == {0: (1, 0.8), 1: (0, 0.7)}


@pytest.mark.parametrize("seed", range(40))
def test_a_link_never_grows_on_both_sides(seed: int) -> None:
    candidates, scores = make_random(seed)
    links = make_links(assign(candidates, scores, 0.5))
    grown = attach(links, candidates, scores, 0.1)
    assert len(grown) == len(links)
    assert all(min(len(link.old), len(link.new)) == 1 for link in grown)
    for side in ("old", "new"):
        places = [place for link in grown for place in getattr(link, side)]
        assert len(set(places)) == len(places)
    for before, after in zip(links, grown, strict=True):
        assert {*before.old} <= {*after.old}
        assert {*before.new} <= {*after.new}
        assert before.score == after.score


def test_a_clause_goes_where_it_fits_best_if_that_is_enough() -> None:
    links = [Aligned((0,), (0,), 0.9), Aligned((1,), (1,), 0.9)]
    candidates = make_candidates([(0, 2), (1, 2), (2, 0), (3, 1)], (4, 3))
    scores = np.array([0.6, 0.8, 0.7, 0.2])
    # New 2 fits old 1 best; old 2 goes to new 0; old 3 stays alone.
    assert attach(links, candidates, scores, 0.5) == [Aligned((0, 2), (0,), 0.9), Aligned((1,), (1, 2), 0.9)]
    assert attach(links, candidates, scores, 0.9) == links
    # Where new 2 was added, no old clause is.
    assert attach(links, candidates, scores, 0.1) == [Aligned((0, 2), (0,), 0.9), Aligned((1,), (1, 2), 0.9)]


def test_pairs_of_links_are_every_old_with_every_new() -> None:
    old, new = make_clauses(["x"] * 3, "a"), make_clauses(["y"] * 3, "b")
    links = [Aligned((0, 1), (2,), 1.0)]
    assert list_pairs(links, old, new) == {("a/0001", "b/0003"), ("a/0002", "b/0003")}


def test_a_moved_section_is_still_aligned() -> None:
    """The last of five sections stands first in the new, and one word of each clause is another."""
    random, model = Random(3), TfidfAssignment([make_pair("a", "b", 1), make_pair("c", "d", 2)])
    sections = [[make_words(8, random) for _ in range(8)] for _ in range(5)]
    old = [Clause(f"e/{s}{n}", text, (f"Part {s}",)) for s, each in enumerate(sections) for n, text in enumerate(each)]
    changed = [Clause(f"f{c.id[1:]}", f"{c.text.rpartition(' ')[0]} {make_words(1, random)}", c.section) for c in old]
    new = changed[-8:] + changed[:-8]
    pairs = list_pairs(model.align(old, new), old, new)
    assert pairs == {(clause.id, f"f{clause.id[1:]}") for clause in old}
