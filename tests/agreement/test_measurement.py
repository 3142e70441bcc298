"""Agreement on the tiny corpus: who is compared with whom, on which clauses and in what."""

from dataclasses import replace
from pathlib import Path

import pytest

from mepp5.agreement.measurement import generate, measure_agreement
from mepp5.annotation.spans import Practice
from mepp5.documents.agreement import draw_agreement
from tests.annotation.fixture_annotators import add_layer, call_it_security
from tests.fixture_corpus import make_corpus


@pytest.fixture
def root(tmp_path) -> Path:
    return make_corpus(tmp_path)


def find_pair(root: Path, first: str, second: str) -> dict:
    pairs = measure_agreement(root)["pairs"]
    return next(pair for pair in pairs if (pair["first"], pair["second"]) == (first, second))


def test_pairs_cover_the_clauses_that_both_have_labelled(root):
    (pair,) = measure_agreement(root)["pairs"]
    assert (pair["first"], pair["second"]) == ("reader", "second")
    # The second annotator has the first section of each of the three policies: 1 + 1 + 4 clauses, the same labels.
    assert (pair["clauses"], pair["sections"]) == (6, 3)
    assert pair["sets"]["observed"]["value"] == pair["pooled"]["kappa"]["value"] == 1.0
    security = pair["categories"]["data_security"]
    assert [security[name] for name in ("first", "second", "both")] == [1, 1, 1]
    assert pair["categories"]["do_not_track"]["kappa"]["value"] is None


def test_figures_of_an_annotator_who_calls_everything_one_category(root):
    add_layer(root, "dull", call_it_security)
    pair = find_pair(root, "reader", "dull")
    # 16 clauses, of which the reader calls 2 data_security; each of the others differs in two categories of 13.
    assert (pair["clauses"], pair["sections"]) == (16, 7)
    assert pair["sets"]["observed"]["value"] == round(2 / 16, 4)
    assert pair["pooled"]["observed"]["value"] == round(1 - 2 * 14 / (16 * 13), 4)
    assert pair["sets"]["kappa"]["value"] == 0.0
    assert pair["slots"]["first"] == 6
    assert pair["slots"]["with_value"]["exact"]["value"] == 0.0
    assert pair["polarity"]["decisions"] == 2
    assert pair["extents"]["clauses"] == 0
    assert pair["extents"]["exact"]["value"] is None


def test_slots_count_offsets_type_and_value_apart(root):
    def change(annotation):
        slots = []
        for span in annotation.slots:
            if span.slot == "retention":
                slots.append(replace(span, value="unspecified"))
            elif span.slot == "data_type":
                slots.append(replace(span, end=span.end - 1))
            elif span.slot == "right":
                slots.append(replace(span, slot="purpose", value="other"))
            else:
                slots.append(span)
        return replace(annotation, slots=tuple(slots))

    add_layer(root, "prober", change)
    slots = find_pair(root, "reader", "prober")["slots"]
    # Three data_type with another end, one retention with another value, one right of another type, one as it was.
    assert slots["first"] == slots["second"] == 6
    assert slots["with_value"]["exact"]["value"] == round(1 / 6, 4)
    assert slots["without_value"]["exact"]["value"] == round(2 / 6, 4)
    assert slots["with_value"]["overlapping"]["value"] == round(4 / 6, 4)
    assert slots["without_value"]["overlapping"]["value"] == round(5 / 6, 4)


def test_extents_are_compared_where_either_has_two_practices(root):
    def change(annotation):
        if annotation.id != "beta/0005":  # "We keep logs for thirty days."
            return annotation
        kept, extra = Practice(0, 12, "data_retention", "affirmed"), Practice(13, 29, "data_security", "affirmed")
        return replace(annotation, practices=(kept, extra))

    add_layer(root, "prober", change)
    extents = find_pair(root, "reader", "prober")["extents"]
    assert {name: extents[name] for name in ("clauses", "first", "second")} == {"clauses": 1, "first": 1, "second": 2}
    assert extents["exact"]["value"] == 0.0
    assert extents["overlapping"]["value"] == round(2 / 3, 4)


def test_polarity_is_compared_where_both_give_the_category(root):
    def affirm(annotation):
        practices = tuple(replace(practice, polarity="affirmed") for practice in annotation.practices)
        return replace(annotation, practices=practices)

    add_layer(root, "prober", affirm)
    polarity = find_pair(root, "reader", "prober")["polarity"]
    assert polarity["decisions"] == 16
    assert polarity["observed"]["value"] == round(14 / 16, 4)
    assert polarity["kappa"]["value"] == 0.0


def test_subjects_are_compared_where_both_give_a_category_that_stands_alone(root):
    """Of three such practices that both give, one is about the same, one about less, one about nothing else."""
    about = {
        "alpha-2020/0002": (("data_security", "policy_change"), ("data_security", "policy_change")),
        "alpha-2020/0004": (("data_security", "policy_change"), ("data_security",)),
        "alpha-2020/0005": ((), ()),
        "alpha-2020/0006": (("data_security",), None),  # the other gives another category
    }

    def state(place: int):
        def change(annotation):
            subjects = about[annotation.id][place] if annotation.id in about else None
            if subjects is None:
                return annotation
            practice = replace(annotation.practices[0], category="specific_audiences", subjects=subjects)
            return replace(annotation, practices=(practice,))

        return change

    add_layer(root, "one", state(0))
    add_layer(root, "other", state(1))
    add_layer(root, "silent", state(0), more='gives = ["categories", "polarities", "extents", "slots"]')
    subjects = find_pair(root, "one", "other")["subjects"]
    # gamma-2022/0010 is of specific_audiences by itself: a fourth practice, about nothing else.
    assert subjects["practices"] == 4
    assert subjects["sets"]["observed"]["value"] == 3 / 4
    # Ten subjects of four practices; one decision of forty differs. Yes: 4 by one, 3 by the other.
    assert subjects["pooled"]["observed"]["value"] == 39 / 40
    # By chance 4/40 · 3/40 + 36/40 · 37/40 = .84, so kappa is .135 / .16.
    assert subjects["pooled"]["kappa"]["value"] == round(27 / 32, 4)
    assert find_pair(root, "one", "silent")["subjects"] is None


def test_who_gives_categories_alone_is_compared_in_nothing_else(root):
    add_layer(root, "minimalist", call_it_security, more='gives = ["categories"]')
    pair = find_pair(root, "reader", "minimalist")
    assert pair["polarity"] is pair["slots"] is pair["extents"] is None
    assert pair["sets"]["observed"]["value"] is not None
    whole = find_pair(root, "reader", "second")
    assert whole["slots"] is not None


def test_the_reference_comes_last_and_is_compared_with_everyone(root):
    add_layer(root, "judge", lambda annotation: annotation, scope="adjudication")
    add_layer(root, "prober", call_it_security)
    pairs = [(pair["first"], pair["second"]) for pair in measure_agreement(root)["pairs"]]
    with_reference = [("reader", "reference"), ("second", "reference"), ("prober", "reference")]
    assert [pair for pair in pairs if "reference" in pair] == with_reference
    assert find_pair(root, "reader", "reference")["slots"]["with_value"]["exact"]["value"] == 1.0


def test_the_same_exports_give_the_same_bytes(root):
    assert generate(root) == generate(root)


def test_no_two_annotators_make_no_pair():
    agreement = {"exports": "", "seed": 1, "draws": 1, "level": 0.95, "pairs": []}
    assert draw_agreement(agreement) == "No clause has two annotators."
