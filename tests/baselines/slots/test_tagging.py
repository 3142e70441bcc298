"""The slot taggers: tokens, the decoder, the gazetteer, and what fit promises."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from baselines.slots.gazetteer import choose_thresholds, index_phrases, match_phrases, measure_phrases, select_longest
from baselines.slots.registry import SLOT_BASELINES
from baselines.slots.tagging import SHARES, _look_up_others, decode
from baselines.slots.tokens import BEGIN, INSIDE, OUTSIDE, describe_tokens, find_tokens, join_tokens, mark_tokens
from mepp5.release.loading import read_rows

SCORES = st.integers(0, 5).flatmap(lambda size: arrays(float, (size, 3), elements=st.integers(-9, 9).map(float)))


def make_row(text: str, **phrases: str) -> dict:
    """Return a row in which each slot has the phrase given, a group of its own."""
    slots = [
        {"start": text.index(phrase), "end": text.index(phrase) + len(phrase), "slot": slot}
        for slot, phrase in phrases.items()
    ]
    return {"text": text, "section": "", "context": "", "slots": slots, "duplicate_group": text}


def is_allowed(labels) -> bool:
    return all(label != INSIDE or before != OUTSIDE for before, label in zip((OUTSIDE, *labels), labels, strict=False))


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    """The first hundred clauses of the release, as the runner hands them out."""
    return [row | {"section": " ".join(row["section"])} for row in read_rows("clauses", "train")[:100]]


@given(SCORES)
def test_decoder_finds_the_best_of_the_allowed_labellings(scores):
    labels = decode(scores)
    assert is_allowed(labels)
    total = {each: sum(scores[place, label] for place, label in enumerate(each)) for each in _list_allowed(scores)}
    assert total[tuple(labels)] == max(total.values())


def _list_allowed(scores: np.ndarray) -> list[tuple[int, ...]]:
    return [labels for labels in product(range(3), repeat=len(scores)) if is_allowed(labels)]


@given(st.text(max_size=40), st.data())
def test_spans_of_whole_tokens_survive_as_labels(text, data):
    tokens = find_tokens(text)
    labels = data.draw(st.lists(st.sampled_from((OUTSIDE, BEGIN, INSIDE)), min_size=len(tokens), max_size=len(tokens)))
    labels = decode(np.eye(3)[labels]) if labels else []
    spans = join_tokens(tokens, labels)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert mark_tokens(tokens, spans) == labels


def test_tokens_are_words_and_signs():
    text = "your e-mail (ID)"
    assert [text[start:end] for start, end in find_tokens(text)] == ["your", "e", "-", "mail", "(", "ID", ")"]


def test_every_token_has_features():
    text = "We share data."
    features = describe_tokens(text, find_tokens(text), "Sharing", "As follows:")
    assert len(features) == 4
    assert {"0=share", "-1=we", "1=data", "-2=^$", "section=sharing", "list=True"} <= set(features[1])


def test_longest_of_nested_spans_is_learnt():
    tokens = find_tokens("your IP address .")
    assert mark_tokens(tokens, [(8, 15), (5, 15)]) == [OUTSIDE, BEGIN, INSIDE, OUTSIDE]


def test_span_that_begins_inside_a_token_takes_the_token():
    assert mark_tokens(find_tokens("yourpersonal information"), [(4, 24)]) == [BEGIN, INSIDE]


def test_phrases_match_the_longest_first_and_do_not_overlap():
    index = index_phrases([[("address",), ("ip", "address")], [("address", "book")]])
    text = "IP address book, Address"
    matches = match_phrases(text, index)
    assert [span for _, span in matches] == [(0, 10), (3, 15), (3, 10), (17, 24)]
    assert select_longest(matches) == [(0, 10), (17, 24)]


def test_phrases_match_whole_words_alone():
    assert match_phrases("The names", index_phrases([[("name",)]])) == []


def test_share_of_a_phrase_counts_all_its_occurrences():
    rows = [make_row("We collect your name.", data_type="name"), make_row("The name of this policy")]
    assert measure_phrases(rows) == {"data_type": {("name",): 0.5}}


def test_threshold_refuses_a_phrase_that_is_seldom_the_slot():
    rows = [make_row(f"{word}: the site, our IP address", data_type="IP address") for word in "abcdefgh"]
    rows += [make_row(f"{word}: on the site we log", data_type="site") for word in "ij"]
    assert choose_thresholds(rows)["data_type"] > 0.2
    found = SLOT_BASELINES["gazetteer"].fit(rows)([{"text": "this site has an ip address"}])
    assert found == [[{"start": 17, "end": 27, "slot": "data_type"}]]


def test_training_clauses_are_looked_up_without_their_own_group():
    rows = [make_row("Your shoe size", data_type="shoe size"), make_row("The shoe size", data_type="shoe size")]
    assert all(any(lists) for lists in _look_up_others(rows, SHARES))
    rows[1]["duplicate_group"] = rows[0]["duplicate_group"]
    assert not any(any(lists) for lists in _look_up_others(rows, SHARES))


def test_tagger_lets_slots_of_different_types_overlap():
    rows = [
        make_row(f"We {verb} your name to help.", data_type="name", purpose=f"{verb} your name")
        for verb in ("share", "use", "keep", "send", "read")
    ]
    found = SLOT_BASELINES["tagger"].fit(rows)(rows)
    assert [{slot["slot"] for slot in slots} for slots in found] == [{"data_type", "purpose"}] * 5


@pytest.mark.parametrize("baseline", SLOT_BASELINES.values(), ids=list(SLOT_BASELINES))
def test_slots_are_spans_of_their_clause_and_come_out_the_same_again(rows, baseline):
    train, test = rows[:60], [{key: row[key] for key in ("text", "section", "context")} for row in rows[60:]]
    found = baseline.fit(train)(test)
    assert len(found) == len(test)
    assert any(found)
    for slots, row in zip(found, test, strict=True):
        assert all(0 <= slot["start"] < slot["end"] <= len(row["text"]) for slot in slots)
        assert len({tuple(slot.items()) for slot in slots}) == len(slots)
    assert baseline.fit(train)(test) == found


@pytest.mark.parametrize("baseline", SLOT_BASELINES.values(), ids=list(SLOT_BASELINES))
def test_fitted_tagger_gives_a_clause_the_same_slots_in_any_company(rows, baseline):
    tag = baseline.fit(rows[:60])
    assert [tag([row])[0] for row in rows[60:]] == baseline.fit(rows[:60])(rows[60:])


@pytest.mark.parametrize("baseline", SLOT_BASELINES.values(), ids=list(SLOT_BASELINES))
def test_clauses_without_a_slot_or_a_token_are_no_trouble(baseline):
    empty = {"text": "", "section": "", "context": ""}
    plain = make_row("We collect your name.", data_type="name")
    bare = plain | {"slots": []}
    assert baseline.fit([bare, plain])([empty]) == [[]]
    assert baseline.fit([bare])([plain, empty]) == [[], []]
    assert len(baseline.fit([plain])([plain, empty])) == 2
