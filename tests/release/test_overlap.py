"""Near-duplicates and the folds that keep them together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from mepp5.corpus.clauses import Unit
from mepp5.release import overlap
from mepp5.release.folds import FOLDS, assign_folds
from mepp5.release.likeness import ratios
from mepp5.release.overlap import SHORTEST, group_duplicates, measure_groups, measure_nearness, normalise, share_linked

LONG = "We collect the e-mail address that you give us when you register."


def make_units(*texts: str, kind: str = "sentence") -> list[Unit]:
    """Return a unit for each text; "a: words" puts it into policy a, else it is in policy p."""
    units = []
    for number, words in enumerate(texts, start=1):
        policy, colon, rest = words.partition(": ")
        policy, words = (policy, rest) if colon else ("p", words)
        units.append(Unit(f"{policy}/{number:04d}", policy, kind, 0, (), None, 0, len(words), 0, len(words), words))
    return units


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Your  NAME;\nand", "your name"),
        ("your name ;", "your name"),
        ("your name; or", "your name"),
        ("your name; and more", "your name; and more"),
        ("brand", "brand"),
        ("this; that; and", "this; that"),
        ("STRASSE straße", "strasse strasse"),
    ],
)
def test_normalise(text, normal):
    assert normalise(text) == normal


def test_a_group_bears_the_id_of_its_first_clause():
    units = make_units(
        LONG, "Nothing of the kind stands in this one.", LONG.upper() + ";", LONG.replace("e-mail", "email")
    )
    assert list(group_duplicates(units).values()) == ["p/0001", "p/0002", "p/0001", "p/0001"]


def test_links_need_ninety():
    near, far = "abcdefghij" * 4, "abcdefghij" * 3 + "abcdefzzzz"
    assert fuzz.ratio(near, far) == 90
    assert len(set(group_duplicates(make_units(near, far)).values())) == 1
    assert len(set(group_duplicates(make_units(near, far), threshold=90.1).values())) == 2


def test_short_clauses_are_linked_only_if_equal():
    alike = make_units("Your phone number a", "Your phone number b")  # 19 characters
    assert len(set(group_duplicates(alike).values())) == 2
    assert len(set(group_duplicates(make_units("Yes", "yes;")).values())) == 1
    longer = make_units("Your phone numbers a", "Your phone numbers b")  # 20 characters
    assert len(set(group_duplicates(longer).values())) == 1


def test_a_clause_below_twenty_is_not_linked_to_one_above():
    units = make_units("Your phone number a", "Your phone numbers a")
    assert fuzz.ratio(units[0].text.lower(), units[1].text.lower()) >= 90
    assert len(set(group_duplicates(units).values())) == 2


def test_headings_are_left_out():
    assert group_duplicates(make_units(LONG, kind="heading")) == {}


def test_a_chain_is_one_group_and_its_weakest_similarity_is_told():
    links = ["".join(chr(ord("a") + (place + shift) % 20) for place in range(40)) for shift in range(0, 12, 2)]
    units = make_units(*links)
    groups = group_duplicates(units)
    measured = measure_groups(units, groups)
    assert set(groups.values()) == {"p/0001"}
    assert measured["largest"] == {"group": "p/0001", "clauses": len(links)}
    assert measured["weakest"]["similarity"] == pytest.approx(fuzz.ratio(links[0], links[-1]))
    assert measured["weakest"]["similarity"] < 90


def test_no_group_at_all():
    assert measure_groups([], {})["groups"] == 0


def test_shares_are_of_the_row_s_clauses():
    units = make_units(f"a: {LONG}", "a: Something else entirely is said here.", f"b: {LONG}")
    shares = share_linked(units)[90]
    assert shares == {"a": {"a": 0.0, "b": 0.5}, "b": {"a": 1.0, "b": 0.0}}


def test_a_clause_twice_in_a_policy_shows_on_the_diagonal():
    assert share_linked(make_units(LONG, LONG))[90] == {"p": {"p": 1.0}}


@given(st.lists(st.text("ab ", min_size=1, max_size=30), min_size=1, max_size=12))
def test_groups_are_the_links_followed_to_the_end(texts):
    units = make_units(*texts)
    groups = group_duplicates(units)
    for one in units:
        for other in units:
            a, b = normalise(one.text), normalise(other.text)
            if a == b or (min(len(a), len(b)) >= 20 and fuzz.ratio(a, b) >= 90):
                assert groups[one.id] == groups[other.id]
    assert all(groups[first] == first for first in groups.values())


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from("xyz")), min_size=1, max_size=120))
def test_folds_keep_groups_whole_and_policies_even(members):
    groups = {f"{policy}/{place}": f"g{group}" for place, (group, policy) in enumerate(members)}
    policies = {clause: clause[0] for clause in groups}
    folds = assign_folds(groups, policies)
    assert set(folds) == set(groups)
    assert set(folds.values()) <= set(range(FOLDS))
    assert all(len({folds[c] for c in groups if groups[c] == group}) == 1 for group in groups.values())


def test_folds_of_single_clauses_are_as_even_as_can_be():
    groups = {f"{policy}/{place}": f"{policy}/{place}" for policy in "xy" for place in range(53)}
    folds = assign_folds(groups, {clause: clause[0] for clause in groups})
    for policy in "xy":
        sizes = [sum(folds[c] == fold for c in groups if c[0] == policy) for fold in range(FOLDS)]
        assert max(sizes) - min(sizes) <= 1


def test_folds_do_not_depend_on_the_order_of_the_clauses():
    groups = {f"x/{place}": f"g{place // 2}" for place in range(40)}
    policies = dict.fromkeys(groups, "x")
    backwards = dict(reversed(groups.items()))
    assert assign_folds(backwards, policies) == assign_folds(groups, policies)


def test_nearness_is_the_same_however_few_rows_are_held_at_once(monkeypatch):
    """All of one with all of the other would be one matrix: of two policies of 100,000 lines no memory holds it."""
    texts = ["We keep your data for thirty days.", "We keep your data for thirty day.", "Call us.", "call us.", "No."]
    asked = measure_nearness(make_units(*texts), make_units(*texts[1:4], "Ask."))
    assert 0 < min(asked) <= max(asked) < 1
    monkeypatch.setattr(ratios, "BLOCK", 1)
    assert measure_nearness(make_units(*texts), make_units(*texts[1:4], "Ask.")) == asked


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from([LONG, LONG[:30], "Ask us."]), st.text("xyz", max_size=5)),
        max_size=30,
    )
)
def test_shares_are_those_of_all_pairs(clauses):
    units = make_units(*(f"{policy}: {stem}{end}" for policy, stem, end in clauses))
    for threshold, shares in share_linked(units).items():
        for policy, others in shares.items():
            own = [unit for unit in units if unit.policy == policy]
            for other, share in others.items():
                linked = [unit for unit in own if any(is_linked(unit, each, threshold, other) for each in units)]
                assert share == len(linked) / len(own)


def is_linked(unit, other, threshold, policy):
    if unit is other or other.policy != policy:
        return False
    one, two = normalise(unit.text), normalise(other.text)
    return one == two or (min(len(one), len(two)) >= SHORTEST and fuzz.ratio(one, two) >= threshold)


def test_of_very_many_different_clauses_the_highest_threshold_alone_is_counted(monkeypatch):
    units = make_units("One of these.", "Two of these.", "Two of these.", "Three of these.")
    monkeypatch.setattr(overlap, "MANY", 3)
    assert overlap.list_thresholds(units) == (90, 80, 70)
    monkeypatch.setattr(overlap, "MANY", 2)
    assert overlap.list_thresholds(units) == (90,)
