"""Who is near whom in very long documents: the same as in short ones, of fewer products; and texts that stand often."""

from random import Random

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from baselines.changes import nearest
from baselines.changes.nearest import NEAREST, find_places
from baselines.changes.similarity import find_candidates
from tests.baselines.changes.fixture_problems import make_clauses, make_words


def pair(old: list[str], new: list[str]) -> set[tuple[int, int]]:
    candidates = find_candidates(make_clauses(old, "a"), make_clauses(new, "b"))
    return set(zip(candidates.old.tolist(), candidates.new.tolist(), strict=True))


def count_products(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that gets the number of kept features, weighed by how often each stands on the other side."""
    products: list[int] = []
    keep = nearest._keep_rare

    def watch(vectors: csr_matrix, frequencies: np.ndarray) -> csr_matrix:
        kept = keep(vectors, frequencies)
        products.extend(int(frequencies[row.indices].sum()) for row in kept)
        return kept

    monkeypatch.setattr(nearest, "_keep_rare", watch)
    return products


def test_of_very_many_clauses_the_rarest_features_find_the_counterparts(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(0)
    texts = [f"we share the data of {make_words(6, random)}" for _ in range(300)]
    shuffled = random.sample(range(300), 300)
    monkeypatch.setattr(nearest, "MANY", 100)
    monkeypatch.setattr(nearest, "PRODUCTS", 200)
    products = count_products(monkeypatch)
    places = pair(texts, [texts[number] + " too" for number in shuffled])
    assert {(number, place) for place, number in enumerate(shuffled)} <= places
    assert len(products) == 600
    assert 0 < max(products) <= 200


def test_up_to_many_clauses_each_is_compared_with_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "MANY", 3)
    products = count_products(monkeypatch)
    pair(["we keep it"] * 4, ["we keep it"] * 3)
    assert len(products) == 3  # of the new ones, which are compared with the four old ones


def test_the_rarest_features_of_each_are_kept_up_to_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearest, "PRODUCTS", 5)
    vectors = csr_matrix(np.array([[0.1, 0.2, 0.3], [0, 0, 0], [0.4, 0, 0], [0, 0.5, 0.6]]))
    kept = nearest._keep_rare(vectors, np.array([6, 4, 1]))
    assert kept.toarray().tolist() == [[0, 0.2, 0.3], [0, 0, 0], [0, 0, 0], [0, 0.5, 0.6]]


@pytest.mark.parametrize("many", [0, nearest.MANY])
def test_a_text_that_stands_often_is_paired_each_time(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(nearest, "MANY", many)
    texts = ["We share it.", "We keep it.", *["We share it."] * (3 * NEAREST)]
    places = pair(texts, texts[1:])
    assert {(1, 0), (0, 1), *((number, number) for number in range(2, 3 * NEAREST + 1))} <= places


def test_a_text_that_stands_a_few_times_has_no_pairs_but_the_nearest() -> None:
    empty = csr_matrix((NEAREST, 1))
    texts = [["share"] * NEAREST, ["share"] * NEAREST]
    assert [len(side) for side in find_places([empty, empty], texts)] == [0, 0]
    more = csr_matrix((NEAREST + 1, 1))
    texts[1].append("share")
    assert [side.tolist() for side in find_places([empty, more], texts)] == [list(range(NEAREST))] * 2
