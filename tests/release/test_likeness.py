"""Groups of texts that are alike: the same as a matrix of all with all gives, and found where no matrix would fit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from scipy.sparse.csgraph import connected_components

from mepp5.release.likeness.groups import join_alike
from mepp5.release.likeness.ratios import find_lowest

STEMS = st.sampled_from(
    ["we keep your data for a year ", "we share it with others ", "ask us and we delete it ", "é中"]
)
TEXTS = st.lists(
    st.builds(lambda stem, times, end: stem * times + end, STEMS, st.integers(0, 2), st.text("abc ", max_size=6)),
    max_size=120,
)


def join_by_matrix(texts, threshold):
    alike = np.array([[fuzz.ratio(one, other) >= threshold for other in texts] for one in texts])
    return connected_components(alike, directed=False)[1] if texts else []


def number(labels):
    """Return labels as the first place at which each stands."""
    first = {}
    return [first.setdefault(int(label), place) for place, label in enumerate(labels)]


@pytest.mark.parametrize("threshold", [70, 80, 90])
@given(texts=TEXTS)
@settings(max_examples=60, deadline=None)
def test_groups_are_those_of_all_pairs(threshold, texts):
    texts = list(dict.fromkeys(texts))
    assert number(join_alike(texts, threshold)) == number(join_by_matrix(texts, threshold))


def test_many_texts_that_are_all_alike_are_one_group():
    texts = [f"We keep the data of {number} people for as long as the law asks of us." for number in range(40_000)]
    assert len(set(join_alike([*texts, "Something else stands here."], 90))) == 2


def test_the_lowest_ratio_is_that_of_the_two_texts_least_alike():
    texts = ["we keep it", "we keep it", "we keep that", "you ask us"]
    assert find_lowest(texts) == min(fuzz.ratio(one, other) for one in texts for other in texts)
    assert find_lowest(["a", "a"]) == 100
