"""Agreement: kappa against scikit-learn and by hand, spans one to one, intervals, the file and its check."""

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from fixture_corpus import ANNOTATORS, make_corpus
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from mepp5.agreement import generate, measure_agreement
from mepp5.agreement_file import AGREEMENT, dump_agreement, hash_exports, read_agreement
from mepp5.annotations import Practice
from mepp5.annotators import GIVES, read_annotators
from mepp5.card_agreement import draw_agreement, list_agreement, show_figure
from mepp5.checks_agreement import CHECKS
from mepp5.errors import CorpusError
from mepp5.exports import export_path, read_exports, write_export
from mepp5.files import read_json, write_files
from mepp5.intervals import draw_weights, estimate
from mepp5.kappa import count_decisions, measure_kappa, measure_observed
from mepp5.manifest import read_manifest
from mepp5.matching import count_matches, match_exactly, match_overlapping, measure_span_f1

CHECK = next(check for check in CHECKS if check.id == "agreement")
decisions = st.lists(st.tuples(st.integers(0, 4), st.sampled_from("abc"), st.sampled_from("abc")), min_size=1)
spans = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 4), st.sampled_from("xy")).map(lambda s: (s[0], s[0] + s[1], s[2])),
    max_size=5,
)

MEMBER = """
[[annotator]]
id = "{id}"
email = "{id}@annotators.example.org"
protocol = "protocols/reader.md"
scope = "{scope}"
kind = "language model"
{more}
"""


@pytest.fixture
def root(tmp_path) -> Path:
    return make_corpus(tmp_path)


def add_layer(root: Path, id: str, change, scope: str = "all", more: str = "") -> None:
    """Add an annotator who says what the reader says, changed: `change` maps an Annotation to another."""
    layers = {policy.id: {} for policy in read_manifest(root)}
    for layer, annotations in read_exports(root).items():
        for clause, annotation in annotations.items():
            layers[clause.rpartition("/")[0]].setdefault(layer, {})[clause] = annotation
    file = root / "annotations/annotators.toml"
    file.write_text(file.read_text() + MEMBER.format(id=id, scope=scope, more=more))
    name = next(member.layer for member in read_annotators(root).members if member.id == id)
    for policy, of_policy in layers.items():
        of_policy[name] = {clause: change(annotation) for clause, annotation in of_policy["reader"].items()}
        write_files(root, {export_path(policy): write_export(of_policy, policy, root)})


def call_it_security(annotation):
    """Return the annotation with its category changed and its slots dropped."""
    practice = replace(annotation.practices[0], category="data_security")
    return replace(annotation, practices=(practice,), slots=())


def find_pair(root: Path, first: str, second: str) -> dict:
    pairs = measure_agreement(root)["pairs"]
    return next(pair for pair in pairs if (pair["first"], pair["second"]) == (first, second))


# Kappa


@given(decisions)
def test_kappa_is_that_of_scikit_learn(decisions):
    counts = [array.sum(axis=0) for array in count_decisions(decisions, 5)]
    kappa = float(measure_kappa(*counts))
    labels = {label for _, *both in decisions for label in both}
    if len(labels) == 1:
        assert np.isnan(kappa)
    else:
        oracle = cohen_kappa_score([one for _, one, _ in decisions], [other for _, _, other in decisions])
        assert kappa == pytest.approx(oracle)


def test_kappa_by_hand():
    # 20 + 15 of 50 alike; by chance .5 × .6 + .5 × .4 = .5; (.7 - .5) / (1 - .5).
    table = [("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15)]
    decisions = [(0, one, other) for one, other, times in table for _ in range(times)]
    counts = [array.sum(axis=0) for array in count_decisions(decisions, 1)]
    assert float(measure_observed(*counts)) == pytest.approx(0.7)
    assert float(measure_kappa(*counts)) == pytest.approx(0.4)


def test_kappa_of_nothing_and_of_one_label_is_undefined():
    assert np.isnan(measure_kappa(*(array.sum(axis=0) for array in count_decisions([], 2))))
    assert np.isnan(measure_kappa(*(array.sum(axis=0) for array in count_decisions([(0, "a", "a")] * 3, 1))))


def test_kappa_keeps_leading_axes():
    agreed, first, second = count_decisions([(0, 1, 1), (0, 0, 1), (1, 0, 0), (1, 1, 1)], 2)
    assert measure_kappa(agreed, first, second).tolist() == [0.0, 1.0]


# Spans


@given(spans, spans)
def test_matches_are_the_same_either_way_round_and_exact_ones_are_among_the_overlapping(first, second):
    exact, overlapping = match_exactly(first, second), match_overlapping(first, second)
    assert exact == match_exactly(second, first)
    assert overlapping == match_overlapping(second, first)
    assert exact <= overlapping <= min(len(first), len(second))


@given(spans, spans)
def test_overlapping_matches_are_as_many_as_any_order_finds(first, second):
    short, long = sorted((first, second), key=len)
    found = 0
    for order in permutations(long, len(short)):
        pairs = zip(short, order, strict=True)
        found = max(found, sum(a[2] == b[2] and max(a[0], b[0]) < min(a[1], b[1]) for a, b in pairs))
    assert match_overlapping(first, second) == found


@given(spans)
def test_spans_match_themselves(spans):
    assert match_exactly(spans, spans) == match_overlapping(spans, spans) == len(spans)


def test_a_long_span_is_the_partner_of_one_short_span_only():
    whole, parts = [(0, 20, "x")], [(0, 5, "x"), (7, 12, "x"), (14, 20, "x")]
    assert match_overlapping(whole, parts) == 1
    counts = count_matches([(0, whole, parts)], match_overlapping, 1)
    assert measure_span_f1(*(array.sum(axis=0) for array in counts)) == pytest.approx(2 / 4)


def test_touching_ends_and_other_labels_do_not_overlap():
    assert match_overlapping([(0, 5, "x")], [(5, 9, "x"), (0, 5, "y")]) == 0


def test_f1_without_spans_is_undefined():
    assert np.isnan(measure_span_f1(*(array.sum(axis=0) for array in count_matches([], match_exactly, 3))))


# Intervals


def test_draws_take_as_many_sections_as_there_are_and_repeat_exactly():
    weights = draw_weights(7, draws=100, seed=3)
    assert weights.shape == (100, 7)
    assert (weights.sum(axis=1) == 7).all()
    assert (weights == draw_weights(7, draws=100, seed=3)).all()
    assert (weights != draw_weights(7, draws=100, seed=4)).any()


def test_the_interval_is_that_of_sections_drawn_one_by_one():
    generator = np.random.default_rng(1)
    decisions = [(int(generator.integers(9)), *generator.choice(list("ab"), 2)) for _ in range(200)]
    counts = count_decisions(decisions, 9)
    values = []
    for weights in draw_weights(9):
        drawn: list[tuple] = []
        for section, times in enumerate(weights):
            drawn += [row for row in decisions if row[0] == section] * int(times)
        values.append(np.mean([one == other for _, one, other in drawn]))
    figure = estimate(measure_observed, counts, draw_weights(9))
    low, high = np.quantile(values, [0.025, 0.975])
    assert (figure["low"], figure["high"]) == (round(low, 4), round(high, 4))
    assert figure["low"] < figure["value"] < figure["high"]


def test_draws_without_a_value_are_left_out_and_counted():
    # Only one of three sections uses both labels: a draw without it has no kappa.
    decisions = [(0, "a", "a"), (0, "b", "b"), (1, "a", "a"), (2, "a", "a")]
    weights = draw_weights(3)
    figure = estimate(measure_kappa, count_decisions(decisions, 3), weights)
    assert figure == {"value": 1.0, "low": 1.0, "high": 1.0, "undefined": int((weights[:, 0] == 0).sum())}
    assert figure["undefined"] > 0


def test_one_section_gives_no_interval_and_no_decision_no_value():
    figure = estimate(measure_observed, count_decisions([(0, "a", "b")], 1), draw_weights(1))
    assert figure == {"value": 0.0, "low": None, "high": None, "undefined": 0}
    figure = estimate(measure_observed, count_decisions([], 4), draw_weights(4))
    assert figure == {"value": None, "low": None, "high": None, "undefined": 0}


# The corpus


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


# annotators.toml


def test_an_annotator_gives_everything_unless_told(root):
    assert {member.gives for member in read_annotators(root).members} == {GIVES}


def test_gives_is_kept_in_order(root):
    (root / "annotations/annotators.toml").write_text(f'{ANNOTATORS}gives = ["slots", "categories"]\n')
    assert read_annotators(root).find("second").gives == ("categories", "slots")


@pytest.mark.parametrize("gives", ['"categories"', "[]", '["slots"]', '["categories", "colours"]', '["categories", 1]'])
def test_gives_must_hold_categories_and_nothing_unknown(root, gives):
    (root / "annotations/annotators.toml").write_text(f"{ANNOTATORS}gives = {gives}\n")
    with pytest.raises(CorpusError, match=r"annotators\.toml: annotator 'second' has gives = .*; list categories"):
        read_annotators(root)


def test_gives_may_not_be_listed_twice(root):
    (root / "annotations/annotators.toml").write_text(f'{ANNOTATORS}gives = ["categories", "categories"]\n')
    with pytest.raises(CorpusError, match="gives"):
        read_annotators(root)


# The file


@pytest.fixture
def written(root) -> Path:
    write_files(root, generate(root))
    return root


def test_the_file_says_what_was_measured(written):
    assert read_agreement(written) == measure_agreement(written)
    assert list(CHECK.find(written)) == []


def test_the_file_is_json_with_short_enough_lines(written):
    lines = (written / AGREEMENT).read_text().splitlines()
    assert max(map(len, lines)) < 300
    assert len(lines) < 60
    assert dump_agreement(read_json(written / AGREEMENT)) == (written / AGREEMENT).read_bytes()


@pytest.mark.parametrize("value", [{}, [], {"a": {"b": {"c": {"d": [1, "é"]}}, "e": []}}, [[[[1]], 2]], None])
def test_whatever_is_dumped_is_read_again(value):
    assert json.loads(dump_agreement(value)) == value


def test_a_missing_file_is_told(root):
    with pytest.raises(CorpusError, match=r"agreement\.json: cannot be read"):
        list(CHECK.find(root))


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"exports": "", "seed": 1, "draws": 1, "pairs": []}'])
def test_a_malformed_file_is_told(written, content):
    (written / AGREEMENT).write_bytes(content)
    with pytest.raises(CorpusError, match=r"agreement\.json: "):
        list(CHECK.find(written))


def test_other_exports_are_told(written):
    add_layer(written, "prober", call_it_security)
    with pytest.raises(CorpusError, match=r"agreement\.json: it was made from other exports .*; run mepp5 build"):
        read_agreement(written)


def test_every_export_counts_in_the_hash(written):
    hashes = {hash_exports(written)}
    for policy in read_manifest(written):
        path = written / export_path(policy.id)
        path.write_bytes(path.read_bytes() + b"\n")
        hashes.add(hash_exports(written))
    assert len(hashes) == 4


def test_a_figure_changed_by_hand_is_found(written):
    path = written / AGREEMENT
    path.write_text(path.read_text().replace('"value": 1.0', '"value": 0.9', 1))
    assert list(CHECK.find(written)) == [(AGREEMENT, "its figures are not those of the exports")]


def test_other_annotators_with_the_same_exports_are_found(written):
    file = written / "annotations/annotators.toml"
    file.write_text(f'{file.read_text()}gives = ["categories"]\n')
    assert list(CHECK.find(written))


# Tables


def test_tables_have_a_row_a_pair_and_a_row_a_category(root):
    add_layer(root, "minimalist", call_it_security, more='gives = ["categories"]')
    tables = draw_agreement(measure_agreement(root))
    lines = tables.splitlines()
    assert sum(line.startswith("| `reader` / `minimalist` |") for line in lines) == 1
    assert sum(line.startswith("| `reader` / `second` |") for line in lines) == 2
    assert sum(line.startswith("| `data_security` |") for line in lines) == 1
    assert "2000 draws" in tables
    assert {line.count("|") for line in lines if line.startswith("| `reader` / ")} == {9, 10}


def test_rows_for_the_terminal(root):
    (row,) = list_agreement(root)
    assert row["first"] == "reader"
    assert row["same"] == "1.000"
    assert row["extents"] == "–"


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        ((0.8123, 0.79, 1.0), ".812 [.790, 1.000]"),
        ((0.9996, 0.9994, 1.0), ">.999 [.999, 1.000]"),
        ((-0.05, -0.1, 0.0), "-.050 [-.100, .000]"),
        ((0.5, None, None), ".500"),
        ((None, None, None), "–"),
    ],
)
def test_figures_are_shown_with_three_digits(figure, shown):
    value, low, high = figure
    assert show_figure({"value": value, "low": low, "high": high, "undefined": 0}) == shown
