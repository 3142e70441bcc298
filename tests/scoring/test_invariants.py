"""What every scorer keeps, whatever is labelled and predicted: of categories, of slots and of changes."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mepp5.changes.links import EFFECTS, FORMS, MEANINGS
from mepp5.measures.f1 import round_score
from mepp5.scoring.change_predictions import ChangePredictions, Judgement
from mepp5.scoring.changes import LINKED_FORMS, score_change_predictions
from tests.scoring.test_categories import LABELS, ROUNDED
from tests.scoring.test_categories import score as score_labels
from tests.scoring.test_slots import SLOTS
from tests.scoring.test_slots import score as score_slots

SPAN = st.tuples(st.sampled_from(SLOTS[:3]), st.integers(0, 20), st.integers(1, 6)).map(
    lambda drawn: (drawn[0], drawn[1], drawn[1] + drawn[2])
)
SPANS = st.lists(SPAN, max_size=4, unique=True)
CLAUSES = st.lists(st.tuples(LABELS, LABELS), min_size=1, max_size=12)
SLOTTED = st.lists(st.tuples(SPANS, SPANS), min_size=1, max_size=6)
SHOWN = ("precision", "recall", "f1", "support")


def score_pairs(score, pairs: list) -> dict:
    return score([truth for truth, _ in pairs], [guess for _, guess in pairs])


def read_lines(result: dict) -> dict[str, dict]:
    """Return {name: {"precision", "recall", "f1", "support"}} of categories or, matched strictly, slots."""
    lines = result["all"].get("per_category") or result["all"]["strict"]["per_slot"]
    return {name: {key: line[key] for key in SHOWN} for name, line in lines.items()}


def drop_intervals(tree: object) -> object:
    """Return a result without intervals: draws take groups in the order in which they come."""
    if isinstance(tree, dict):
        return {name: drop_intervals(value) for name, value in tree.items() if "interval" not in name}
    return tree


def find_numbers(tree: object) -> list[float]:
    if isinstance(tree, dict):
        return [number for name, value in tree.items() if name != "bootstrap" for number in find_numbers(value)]
    if isinstance(tree, list):
        return [number for value in tree for number in find_numbers(value)]
    return [tree] if isinstance(tree, float) else []


BOTH = pytest.mark.parametrize(
    ("score", "pairs"), [(score_labels, CLAUSES), (score_slots, SLOTTED)], ids=["labels", "slots"]
)


@BOTH
@given(data=st.data())
def test_what_is_predicted_rightly_scores_one_and_all_scores_are_shares(score, pairs, data):
    drawn = data.draw(pairs)
    assert all(0 <= number <= 1 for number in find_numbers(score_pairs(score, drawn)))
    perfect = score_pairs(score, [(truth, truth) for truth, _ in drawn])
    positive = any(truth for truth, _ in drawn)
    for line in read_lines(perfect).values():
        assert line["f1"] == line["precision"] == line["recall"] == float(line["support"] > 0)
    heads = (
        [perfect["all"]] if "micro_f1" in perfect["all"] else [perfect["all"][name] for name in ("strict", "partial")]
    )
    assert all(head[name] == float(positive) for head in heads for name in ("micro_f1", "macro_f1"))


@BOTH
@given(data=st.data())
def test_the_order_of_clauses_changes_no_score(score, pairs, data):
    drawn = data.draw(pairs)
    turned = data.draw(st.permutations(drawn))
    assert drop_intervals(score_pairs(score, drawn)) == drop_intervals(score_pairs(score, turned))


@BOTH
@given(data=st.data())
def test_truth_and_prediction_changed_round_change_precision_and_recall(score, pairs, data):
    drawn = data.draw(pairs)
    there, back = (read_lines(score_pairs(score, each)) for each in (drawn, [pair[::-1] for pair in drawn]))
    for name, line in there.items():
        assert (line["precision"], line["recall"]) == (back[name]["recall"], back[name]["precision"])
        assert line["f1"] == back[name]["f1"]


@BOTH
@given(data=st.data())
def test_counts_of_each_add_up_to_those_of_micro_f1(score, pairs, data):
    drawn = data.draw(pairs)
    result = score_pairs(score, drawn)
    hits = sum(len(set(truth) & set(guess)) for truth, guess in drawn)
    given_, made = (sum(len(set(pair[side])) for pair in drawn) for side in (0, 1))
    lines = read_lines(result)
    assert sum(line["support"] for line in lines.values()) == given_
    assert sum(line["recall"] * line["support"] for line in lines.values()) == pytest.approx(hits, abs=given_ * ROUNDED)
    head = result["all"] if "micro_f1" in result["all"] else result["all"]["strict"]
    assert head["micro_f1"] == round_score(2 * hits / (given_ + made) if given_ + made else 0)


@BOTH
@given(data=st.data())
def test_one_right_answer_more_never_lowers_micro_f1(score, pairs, data):
    drawn = data.draw(pairs)
    place = data.draw(st.integers(0, len(drawn) - 1))
    truth, guess = drawn[place]
    missing = sorted(set(truth) - set(guess))
    more = [*drawn[:place], (truth, [*guess, *missing[:1]]), *drawn[place + 1 :]]
    before, after = (score_pairs(score, each)["all"] for each in (drawn, more))
    for one, other in (
        [(before, after)] if "micro_f1" in before else [(before[name], after[name]) for name in ("strict",)]
    ):
        assert other["micro_f1"] >= one["micro_f1"]


@BOTH
@given(data=st.data())
@settings(max_examples=50)
def test_intervals_are_ordered_shares_that_contain_the_micro_score(score, pairs, data):
    result = score_pairs(score, data.draw(pairs))["all"]
    for head in [result] if "micro_f1" in result else [result["strict"], result["partial"]]:
        for interval in head["intervals"].values():
            assert interval is None or 0 <= interval[0] <= interval[1] <= 1
        if head["intervals"]["micro_f1"]:
            low, high = head["intervals"]["micro_f1"]
            assert low - ROUNDED <= head["micro_f1"] <= high + ROUNDED


@given(SLOTTED)
def test_a_partial_score_is_never_below_the_strict_one(pairs):
    result = score_pairs(score_slots, pairs)["all"]
    assert result["partial"]["micro_f1"] >= result["strict"]["micro_f1"]
    lines = {name: result[name]["per_slot"] for name in ("strict", "partial")}
    assert all(lines["partial"][slot]["f1"] >= line["f1"] for slot, line in lines["strict"].items())


# Changes


@st.composite
def make_changes(draw: st.DrawFn) -> tuple[list[dict], ChangePredictions]:
    """Return rows of two pairs, and predictions of them that know nothing."""
    rows, links, judged = [], {}, {}
    for pair in ("a--b", "c--d"):  # a clause has one text in all rows
        olds, news = ([f"{name}/{number}" for number in range(draw(st.integers(1, 4)))] for name in pair.split("--"))
        number = draw(st.integers(0, min(len(olds), len(news))))
        shapes = [([old], [new]) for old, new in zip(olds[:number], news, strict=False)]
        shapes += [([old], []) for old in olds[number:]] + [([], [new]) for new in news[number:]]
        for place, (old, new) in enumerate(shapes):
            rows.append(draw(make_row(f"{pair}/{place}", pair, old, new)))
            forms = LINKED_FORMS if old and new else FORMS
            said = (draw(st.sampled_from(forms)), draw(st.sampled_from(MEANINGS)), draw(EFFECT_SETS))
            judged[rows[-1]["id"]] = Judgement(rows[-1]["id"], *said)
        every = [(old, new) for old in olds for new in news]
        links[pair] = frozenset(draw(st.lists(st.sampled_from(every), max_size=4)))
    return rows, ChangePredictions(links, judged)


EFFECT_SETS = st.sets(st.sampled_from(EFFECTS)).map(tuple)


@st.composite
def make_row(draw: st.DrawFn, id: str, pair: str, old: list[str], new: list[str]) -> dict:
    linked = bool(old and new)
    form = draw(st.sampled_from(LINKED_FORMS)) if linked else "removed" if old else "added"
    row = {"id": id, "pair": pair, "old": old, "new": new, "form": form}
    row |= {"meaning": draw(st.sampled_from(MEANINGS)) if linked else None, "effects": draw(EFFECT_SETS)}
    for side, ids in (("old", old), ("new", new)):
        row[f"{side}_texts"] = ["same" if form == "identical" else each for each in ids]
        row[f"{side}_sections"] = [[draw(st.sampled_from("xy"))] for _ in ids]
    return row


def answer(rows: list[dict]) -> ChangePredictions:
    """Return predictions that are right throughout."""
    links: dict[str, set] = {}
    for row in rows:
        links.setdefault(row["pair"], set()).update((old, new) for old in row["old"] for new in row["new"])
    judged = {row["id"]: Judgement(row["id"], row["form"], row["meaning"], row["effects"]) for row in rows}
    return ChangePredictions({pair: frozenset(pairs) for pair, pairs in links.items()}, judged)


@given(make_changes())
def test_scores_of_changes_are_shares_and_right_answers_score_one(drawn):
    rows, predictions = drawn
    found, perfect = (score_change_predictions(each, rows) for each in (predictions, answer(rows)))
    assert all(0 <= number <= 1 for number in find_numbers(found))
    for cut in ("all", "not_identical"):
        align, judge = perfect["align"][cut], perfect["judge"][cut]
        assert align["f1"] == align["precision"] == align["recall"] == float(align["links"] > 0)
        for name in ("form", "meaning", "effects", "effects_alone"):
            assert judge[name]["exact"] in (1.0, None)


@given(make_changes(), st.randoms(use_true_random=False))
def test_the_order_of_links_changes_no_score_of_changes(drawn, shuffler: random.Random):
    rows, predictions = drawn
    turned = shuffler.sample(rows, len(rows))
    there, back = (drop_intervals(score_change_predictions(predictions, each)) for each in (rows, turned))
    assert there == back


@given(make_changes())
def test_truth_and_prediction_of_links_changed_round(drawn):
    rows, predictions = drawn
    found = score_change_predictions(predictions, rows)["align"]["all"]
    hits = {pair: len(answer(rows).links[pair] & links) for pair, links in predictions.links.items()}
    made = sum(map(len, predictions.links.values()))
    true = found["links"]
    assert found["precision"] == round_score(sum(hits.values()) / max(made, 1))
    assert found["recall"] == round_score(sum(hits.values()) / max(true, 1))
    assert found["f1"] == round_score(2 * sum(hits.values()) / (made + true) if made + true else 0)
