"""Groups and nearest texts: the same as a matrix of all with all gives, and found where no matrix would fit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import fuzz
from scipy.sparse.csgraph import connected_components

from mepp5.release.likeness import ratios
from mepp5.release.likeness.groups import join_alike
from mepp5.release.likeness.nearest import find_nearest
from mepp5.release.likeness.order import BATCH, Ordered, count_batch
from mepp5.release.likeness.ratios import compare, compare_possible, find_lowest

STEMS = st.sampled_from(
    ["we keep your data for a year ", "we share it with others ", "ask us and we delete it ", "é中"]
)
LIKE = st.builds(lambda stem, times, end: stem * times + end, STEMS, st.integers(0, 2), st.text("abc ", max_size=6))
TEXTS = st.lists(LIKE, max_size=120)


def join_by_matrix(texts, threshold):
    alike = np.array([[fuzz.ratio(one, other) >= threshold for other in texts] for one in texts])
    return connected_components(alike, directed=False)[1] if texts else []


def number(labels):
    """Return labels as the first place at which each stands."""
    first = {}
    return [first.setdefault(int(label), place) for place, label in enumerate(labels)]


def find_by_matrix(texts, others):
    """Return the highest ratio of each text to one of the others, of one list to another of its own."""
    is_one = texts is others
    return [
        max((fuzz.ratio(one, other) for place, other in enumerate(others) if not is_one or place != own), default=0)
        for own, one in enumerate(texts)
    ]


def assert_nearest(found, asked, least, enough):
    """Exact from least up to enough, 0 below, at or above enough where it is so."""
    for ratio, best in zip(found, asked, strict=True):
        if best < least:
            assert ratio == 0
        elif best < enough:
            assert ratio == best
        else:
            assert enough <= ratio <= best


@pytest.mark.parametrize("threshold", [70, 80, 90])
@given(texts=TEXTS)
@settings(max_examples=60, deadline=None)
def test_groups_are_those_of_all_pairs(threshold, texts):
    texts = list(dict.fromkeys(texts))
    assert number(join_alike(texts, threshold)) == number(join_by_matrix(texts, threshold))


@given(texts=TEXTS, limits=st.sampled_from([(70, 90), (80, 80), (90, 100)]))
@settings(max_examples=60, deadline=None)
def test_the_nearest_of_one_list_are_those_of_all_pairs(texts, limits):
    texts = list(dict.fromkeys(texts))
    found, reverse = find_nearest(texts, texts, *limits)
    assert_nearest(found, find_by_matrix(texts, texts), *limits)
    assert found.tolist() == reverse.tolist()


@given(texts=TEXTS, others=TEXTS, limits=st.sampled_from([(70, 90), (80, 80), (90, 100)]))
@settings(max_examples=60, deadline=None)
def test_the_nearest_of_two_lists_are_those_of_all_pairs(texts, others, limits):
    texts, others = list(dict.fromkeys(texts)), list(dict.fromkeys(others))
    found, reverse = find_nearest(texts, others, *limits)
    assert_nearest(found, find_by_matrix(texts, others), *limits)
    assert_nearest(reverse, find_by_matrix(others, texts), *limits)


def test_many_texts_that_are_all_alike_are_one_group():
    texts = [f"We keep the data of {number} people for as long as the law asks of us." for number in range(40_000)]
    assert len(set(join_alike([*texts, "Something else stands here."], 90))) == 2


def test_many_texts_that_are_all_alike_have_one_near_each():
    texts = [f"We keep the data of {number} people for as long as the law asks of us." for number in range(40_000)]
    found, _ = find_nearest([*texts, "Something else stands here."], ["We keep it.", *texts[1:]], 70, 90)
    assert (found[:-1] >= 90).all()
    assert found[-1] == 0


def test_groups_are_found_when_more_rows_are_compared_at_once_than_there_are_others():
    few = ["Ask us and we delete it.", "Ask us, and we delete it."]
    texts = [*(f"We keep the data of {number} people." for number in range(500)), *few]
    assert count_batch(np.arange(len(few))) > 500
    assert number(join_alike(texts, 90)) == [*[0] * 500, 500, 500]


@given(texts=st.lists(LIKE, min_size=1, max_size=60), threshold=st.sampled_from([70, 80, 90]))
@settings(max_examples=60, deadline=None)
def test_what_is_ruled_out_is_not_alike(texts, threshold):
    """The quick look may keep what is not alike, and never drops what is; whichever side has more."""
    every = Ordered.arrange(texts)
    places = np.arange(len(texts))
    for rows, columns in ((places[:BATCH], places), (places, places[-2:])):
        met, possible = every.narrow(rows, columns, threshold)
        alike = compare(every.texts[rows], every.texts[columns]) >= threshold
        kept = np.zeros_like(alike)
        kept[:, np.searchsorted(columns, met)] = possible
        assert not (alike & ~kept).any()


@pytest.mark.parametrize("share", [0.0, 0.1, 1.0])
def test_pairs_have_the_ratios_that_a_matrix_has(share):
    texts = np.array([f"we keep {number} for {number * 7} days" for number in range(40)], dtype=object)
    possible = np.random.default_rng(3).random((40, 40)) < share
    asked = compare(texts, texts, 80)
    assert (compare_possible(texts, texts, possible, 80)[possible] == asked[possible]).all()


def test_the_lowest_ratio_is_that_of_the_two_texts_least_alike():
    texts = ["we keep it", "we keep it", "we keep that", "you ask us"]
    assert find_lowest(texts) == min(fuzz.ratio(one, other) for one in texts for other in texts)
    assert find_lowest(["a", "a"]) == 100


def test_of_many_texts_the_lowest_ratio_is_one_of_theirs(monkeypatch):
    texts = ["".join(chr(ord("a") + (place + shift) % 20) for place in range(40)) for shift in range(20)]
    exact = find_lowest(texts)
    monkeypatch.setattr(ratios, "PAIRED", len(texts) - 1)
    swept = find_lowest(texts)
    assert exact <= swept < 90
    assert any(fuzz.ratio(one, other) == swept for one in texts for other in texts)
