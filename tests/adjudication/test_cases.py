"""Disputes between annotators, what they say together, and how decisions fit both."""

from dataclasses import replace

import pytest

from mepp5.adjudication.cases import DRAW, Case, find_faults, read_draw, read_reasons
from mepp5.adjudication.consensus import find_disputes, group_candidates, list_subjects, make_consensus
from mepp5.adjudication.decisions import DECISIONS
from mepp5.annotation.annotators import REFERENCE, read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.errors import CorpusError
from mepp5.files import dump_json, write_files
from tests.annotation.fixture_annotators import add_layer
from tests.fixture_corpus import make_corpus

SECURITY = Practice(0, 20, "data_security", "affirmed")
NAME = SlotSpan(3, 7, "data_type", "contact_details")


def annotate(practices=(SECURITY,), slots=(NAME,), annotator="reader") -> Annotation:
    return Annotation("alpha-2020/0002", annotator, tuple(practices), tuple(slots))


PLAIN = annotate()


@pytest.mark.parametrize(
    ("other", "disputes"),
    [
        (annotate(), ()),
        (annotate([Practice(0, 18, "data_security", "affirmed")]), ()),
        (annotate(slots=[SlotSpan(0, 5, "data_type", "contact_details")]), ()),
        (annotate([Practice(0, 20, "data_retention", "affirmed")]), ("categories",)),
        (annotate([SECURITY, Practice(0, 20, "data_retention", "affirmed")]), ("categories",)),
        (annotate([Practice(0, 20, "data_security", "negated")]), ("polarities",)),
        (annotate([SECURITY, Practice(0, 20, "data_security", "negated")]), ("polarities",)),
        (annotate(slots=[]), ("slots",)),
        (annotate(slots=[NAME, SlotSpan(10, 12, "place", "China")]), ("slots",)),
        (annotate(slots=[SlotSpan(3, 7, "data_type", "location")]), ("slots",)),
        (annotate(slots=[SlotSpan(8, 12, "data_type", "contact_details")]), ("slots",)),
        (
            annotate([Practice(0, 20, "data_security", "negated"), Practice(0, 20, "data_retention", "affirmed")], []),
            ("categories", "polarities", "slots"),
        ),
    ],
)
def test_disputes(other, disputes):
    assert find_disputes([PLAIN, other], [PLAIN, other]) == disputes
    assert find_disputes([other, PLAIN], [other, PLAIN]) == disputes


def test_who_gives_categories_alone_disputes_them_alone():
    minimal = annotate([SECURITY], [], "minimalist")
    assert find_disputes([PLAIN, minimal], [PLAIN]) == ()
    other = annotate([Practice(0, 20, "policy_change", "affirmed")], [], "minimalist")
    assert find_disputes([PLAIN, other], [PLAIN]) == ("categories",)


def test_the_majority_s_extent_holds_else_the_first_one_s():
    longer = annotate(slots=[SlotSpan(1, 7, "data_type", "contact_details")])
    first, differing = make_consensus([PLAIN, longer], REFERENCE)
    assert (first.slots, differing) == ((NAME,), 1)
    majority, differing = make_consensus([PLAIN, longer, longer], REFERENCE)
    assert (majority.slots, differing) == (longer.slots, 1)
    assert majority.annotator == REFERENCE
    same, differing = make_consensus([PLAIN, PLAIN], REFERENCE)
    assert (same.practices, same.slots, differing) == (PLAIN.practices, PLAIN.slots, 0)


def test_candidates_are_the_independent_annotators(tmp_path):
    root = make_corpus(tmp_path)
    layers, annotators = read_exports(root), read_annotators(root)
    clause = next(iter(layers["reader"]))
    candidates, full = group_candidates(layers, annotators, clause)
    assert candidates == full == [layers[name][clause] for name in annotators.ids]


def make_case(disputes=(), drawn=False) -> Case:
    return Case("alpha-2020/0002", disputes, drawn, (PLAIN,), None if disputes else annotate(annotator=REFERENCE), 0)


REASON = {"alpha-2020/0002": "Rule 8."}
OTHER = {"alpha-2020/0002": annotate(slots=[])}


@pytest.mark.parametrize(
    ("case", "reference", "reasons", "problem"),
    [
        (make_case(("slots",)), {}, {}, "no decision, though slots"),
        (make_case(drawn=True), {}, {}, "no decision, though it was drawn"),
        (make_case(), {}, REASON, "a decision without a dispute or a draw"),
        (make_case(("slots",), drawn=True), {}, REASON, "drawn, though it is disputed"),
        (make_case(), OTHER, {}, "not what the annotators say together"),
        (make_case(), {}, {"nowhere/0001": "Rule 8."}, "a decision on an unknown clause"),
    ],
)
def test_what_does_not_fit_is_found(case, reference, reasons, problem):
    ((_, found),) = find_faults([case], reference, reasons)
    assert problem in found


def test_what_fits_is_not_found():
    assert find_faults([make_case(("slots",))], OTHER, REASON) == []
    assert find_faults([make_case(drawn=True)], OTHER, REASON) == []
    assert find_faults([make_case()], {"alpha-2020/0002": PLAIN}, {}) == []


@pytest.mark.parametrize(
    "line", ['{"id": "a/0001"}', '{"id": "a/0001", "reason": ""}', '{"id": "a/0001", "reason": "x", "by": "me"}']
)
def test_malformed_decision_is_refused(tmp_path, line):
    path = tmp_path / DECISIONS
    path.parent.mkdir()
    path.write_text(line + "\n")
    with pytest.raises(CorpusError, match=r"line 1: (reason|by): "):
        read_reasons(tmp_path)
    path.write_text('{"id": "a/0001", "reason": "x"}\n' * 2)
    with pytest.raises(CorpusError, match="line 2: a/0001 was decided before"):
        read_reasons(tmp_path)


def test_a_draw_without_its_list_is_refused(tmp_path):
    path = tmp_path / "annotations/adjudication_draw.json"
    assert read_draw(tmp_path) == []
    path.parent.mkdir()
    path.write_text('{"clauses": []}')
    with pytest.raises(CorpusError, match="line 1: consistency: is missing"):
        read_draw(tmp_path)
    path.write_text('{"clauses": ["a/0001"], "consistency": ["a/0002"], "second_reading": ["a/0003"]}')
    assert read_draw(tmp_path) == ["a/0001", "a/0002", "a/0003"]


def about(*subjects: str, polarity: str = "affirmed") -> Annotation:
    return annotate([Practice(0, 20, "specific_audiences", polarity, subjects)])


@pytest.mark.parametrize(
    ("first", "second", "disputes"),
    [
        (about("data_security"), about("data_security"), ()),
        (about("data_security"), about(), ("subjects",)),
        (about("data_security"), about("data_retention"), ("subjects",)),
        (about("data_security"), about("data_security", polarity="negated"), ("polarities", "subjects")),
        (about("data_security"), annotate(), ("categories",)),  # one dispute, not two
        (PLAIN, annotate(), ()),
    ],
)
def test_who_gives_subjects_disputes_them(tmp_path, first, second, disputes):
    """A third annotator, who gives none, has no say on them."""
    root = make_corpus(tmp_path)
    add_layer(root, "plain", lambda annotation: annotation, more='gives = ["categories", "polarities", "slots"]')
    annotators = read_annotators(root)
    silent = replace(first, practices=tuple(replace(p, subjects=()) for p in first.practices))
    layers = {name: {first.id: said} for name, said in (("reader", first), ("second", second), ("plain", silent))}
    stated = list_subjects(layers, annotators, first.id)
    assert len(stated) == 2
    assert find_disputes([first, second], [first, second], stated) == disputes


def test_the_consensus_has_the_subjects_of_who_gives_them(tmp_path):
    root = make_corpus(tmp_path)
    file = root / "annotations/annotators.toml"
    # The first of the file gives no subjects, the second does.
    without = 'gives = ["categories", "polarities", "extents", "slots"]'
    file.write_text(file.read_text().replace('scope = "all"\n', f'scope = "all"\n{without}\n', 1))
    layers = {"reader": {PLAIN.id: about()}, "second": {PLAIN.id: about("policy_change")}}
    _, full = group_candidates(layers, read_annotators(root), PLAIN.id)
    assert make_consensus(full, REFERENCE)[0].practices == about("policy_change").practices


def test_a_draw_has_the_clauses_that_a_changed_rule_touched(tmp_path):
    lists = {"clauses": ["a/0001"], "consistency": ["a/0002"], "second_reading": ["a/0003"]}
    write_files(tmp_path, {DRAW: dump_json(lists)})
    assert read_draw(tmp_path) == ["a/0001", "a/0002", "a/0003"]
    write_files(tmp_path, {DRAW: dump_json(lists | {"rules": ["a/0004", "a/0005"]})})
    assert read_draw(tmp_path) == ["a/0001", "a/0002", "a/0003", "a/0004", "a/0005"]
    write_files(tmp_path, {DRAW: dump_json(lists | {"rules": "a/0004"})})
    with pytest.raises(CorpusError, match=r"adjudication_draw\.json: .*rules: "):
        read_draw(tmp_path)
