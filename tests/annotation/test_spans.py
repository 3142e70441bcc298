"""Tasks hold every clause once, and the rules of one annotation find what breaks them."""

from dataclasses import replace
from pathlib import Path

import pytest

from mepp5.annotation.spans import Annotation, Practice, SlotSpan, end_of_practice, find_fault
from mepp5.annotation.tasks import build_tasks
from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.scheme.taxonomy import read_taxonomy
from tests.fixture_corpus import make_corpus

POLICY = "alpha-2020"
TAXONOMY = read_taxonomy()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus, to be read only."""
    return make_corpus(tmp_path_factory.mktemp("annotations"))


@pytest.fixture
def corpus_to_damage(tmp_path: Path) -> Path:
    return make_corpus(tmp_path)


# Tasks


def test_tasks_of_the_corpus_hold_every_clause_once() -> None:
    for policy in read_manifest():
        tasks = build_tasks(policy.id)
        clauses = [clause for task in tasks for clause in task.clauses]
        assert [clause.id for clause in clauses] == sorted({clause.id for clause in clauses})
        for task in tasks:
            for clause in task.clauses:
                start = clause.start - task.start
                assert task.text[start : start + len(clause.text)] == clause.text
                assert task.clause_at(start, start + len(clause.text)) == clause


def test_tasks_are_level_1_sections(corpus: Path) -> None:
    tasks = build_tasks(POLICY, corpus)
    assert [task.section for task in tasks] == ["", "What we collect", "Whom we tell"]
    assert tasks[0].text == "Alpha Privacy Policy\n\nThis policy took effect on 1 May 2020."
    assert tasks[1].text.startswith("What we collect\n\nWe collect")
    assert [task.data.start for task in tasks] == [0, 62, 238]


def test_a_section_without_clauses_makes_no_task(corpus: Path) -> None:
    # Its front is chrome alone.
    assert [task.section for task in build_tasks("gamma-2022", corpus)] == ["Your data", "The rest"]


def test_a_place_across_two_clauses_is_in_none(corpus: Path) -> None:
    task = build_tasks(POLICY, corpus)[2]
    first, second = task.clauses
    assert task.clause_at(second.start - task.start, second.end - task.start) == second
    assert task.clause_at(first.start - task.start, second.start - task.start + 1) is None
    assert task.clause_at(0, 3) is None
    assert task.clause_at(0, len(task.text) + 1) is None


def test_units_that_are_not_the_texts_are_named(corpus_to_damage: Path) -> None:
    path = corpus_to_damage / f"corpus/clauses/{POLICY}.jsonl"
    path.write_text(path.read_text().replace("We encrypt", "We decrypt"))
    with pytest.raises(CorpusError, match="alpha-2020/0007 is not the text at"):
        build_tasks(POLICY, corpus_to_damage)


# The rules of one annotation


@pytest.mark.parametrize("joint", [";", "; and", "; or", ";  and "])
def test_what_joins_clauses_is_no_part_of_a_practice(joint: str) -> None:
    assert end_of_practice("use; share" + joint) == len("use; share")


@pytest.mark.parametrize("text", ["this and", "sand;and", "that, or", "and.", "one; two"])
def test_nothing_else_is_cut(text: str) -> None:
    assert end_of_practice(text) == len(text)


def practice(start: int = 0, end: int = 38, category: str = "policy_change", polarity: str = "affirmed") -> Practice:
    return Practice(start, end, category, polarity)


def alone(*subjects: str, category: str = "specific_audiences", polarity: str = "affirmed") -> Practice:
    return Practice(0, 38, category, polarity, subjects)


def span(start: int = 5, end: int = 11, slot: str = "data_type", value: str = "other") -> SlotSpan:
    return SlotSpan(start, end, slot, value)


@pytest.mark.parametrize(
    ("practices", "slots", "fault"),
    [
        ((practice(),), (span(), span(value="location")), None),
        ((practice(), practice(polarity="negated")), (), None),
        ((practice(category="introductory_generic"),), (span(slot="choice", value="implied_consent"),), None),
        ((alone(),), (), None),
        ((alone("first_party_collection_use", "third_party_sharing_collection"),), (), None),
        ((alone("user_access_edit_deletion", polarity="negated"), alone("data_security")), (), None),
        ((practice(), alone("data_security")), (), None),
        ((), (), "no practice"),
        ((alone("policy_change", category="data_security"),), (), "subjects of practice data_security; only do_not"),
        ((alone("data_safety"),), (), "unknown subject 'data_safety'; use up to 3 of: first_party_collection_use"),
        ((alone("international_transfer"),), (), "unknown subject 'international_transfer'"),
        ((alone(*TAXONOMY.subject_ids[:4]),), (), "4 subjects of practice specific_audiences; keep the 3"),
        ((alone("data_security", "data_retention"),), (), "stand twice or out of order"),
        ((alone("data_security", "data_security"),), (), "stand twice or out of order"),
        ((alone(polarity="unknown"),), (), "polarity 'unknown' of practice specific_audiences, but no cell was lost"),
        ((practice(category="policy"),), (), "unknown category 'policy'"),
        ((practice(polarity="maybe"),), (), "unknown polarity 'maybe'"),
        ((practice(end=39),), (), "0 to 39 is outside the clause's 38 characters"),
        ((practice(start=4),), (), "begins or ends with white space"),
        ((practice(start=3, end=3),), (), "3 to 3 is outside"),
        ((practice(), practice(end=20)), (), "practice policy_change (affirmed) stands twice"),
        ((practice(),), (span(slot="data"),), "unknown slot 'data'"),
        ((practice(),), (span(value="email"),), "unknown value 'email' of data_type; use one of: contact_details"),
        ((practice(),), (span(), span()), "slot data_type = other stands twice"),
        ((practice(category="introductory_generic"),), (span(),), "introductory_generic alone"),
        (
            (practice(category="introductory_generic"),),
            (span(slot="choice", value="opt_in"),),
            "introductory_generic alone",
        ),
    ],
)
def test_rules_of_an_annotation(corpus: Path, practices: tuple, slots: tuple, fault: str | None) -> None:
    unit = build_tasks(POLICY, corpus)[0].clauses[0]
    found = find_fault(Annotation(unit.id, "reader", practices, slots), unit, TAXONOMY)
    if fault is None:
        assert found is None
    else:
        assert fault in (found or "")


def test_a_practice_that_ends_in_a_joint_is_a_fault(corpus: Path) -> None:
    unit = build_tasks(POLICY, corpus)[1].clauses[1]
    assert unit.text.endswith("; and")
    annotation = Annotation(unit.id, "reader", (practice(5, len(unit.text)),), ())
    assert "leave the last ';' out" in (find_fault(annotation, unit, TAXONOMY) or "")


def test_only_a_row_that_has_lost_its_cells_has_an_unknown_polarity(corpus: Path) -> None:
    rows = [unit for unit in read_units("gamma-2022", corpus) if unit.kind == "table_row"]
    lost = replace(rows[0], text="Cookies", end=rows[0].start + len("Cookies"))
    assert [rows[0].is_lost_row, lost.is_lost_row] == [False, True]
    annotation = Annotation(lost.id, "reader", (Practice(0, 7, "specific_audiences", "unknown"),), ())
    assert find_fault(annotation, lost, TAXONOMY) is None
    assert "no cell was lost here" in (find_fault(annotation, rows[0], TAXONOMY) or "")
