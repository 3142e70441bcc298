"""Drafted units of a document: kinds, sections, lead-ins, context; each a slice of the document's text."""

from itertools import pairwise

import pytest

from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.extraction.plain import read_plain
from mepp5.segmentation.outline import Unit, outline
from tests.baselines.predict.fixture_policies import TEXT

POLICIES = [policy.id for policy in read_manifest()]


def list_units(text: str) -> list[Unit]:
    return list(outline(read_plain("a.txt", text)))


def list_kinds(text: str) -> list[tuple[str, str]]:
    return [(unit.kind, unit.text) for unit in list_units(text)]


def test_clauses_have_section_and_context():
    clauses = [unit for unit in list_units(TEXT) if unit.is_clause]
    assert [(unit.position, unit.section, unit.context, unit.lead_in, unit.text) for unit in clauses] == [
        (2, (), "", 0, "We keep data."),
        (4, ("Sharing",), "", 0, "We share it with:"),
        (5, ("Sharing",), "We share it with:", 4, "partners;"),
        (6, ("Sharing",), "We share it with:", 4, "the police."),
        (7, ("Sharing",), "We share it with:", 4, "They may ask."),
    ]
    assert all(TEXT[unit.start : unit.end] == unit.text for unit in clauses)


def test_draft_of_a_new_policy():
    text = "Your Data\nCookies. Cookies are files. We use them.\n\n• We keep it, e.g. for a year.\n(2) We delete it.\n"
    assert list_kinds(text) == [
        ("heading", "Your Data"),
        ("heading", "Cookies."),
        ("sentence", "Cookies are files."),
        ("sentence", "We use them."),
        ("list_item", "We keep it, e.g. for a year."),
        ("list_item", "We delete it."),
    ]


def test_an_enumerated_paragraph_ends_a_list_without_numbers():
    text = "We share it with:\n\npartners of ours;\n\nthe police.\n\n4. We keep it for a year and delete it then.\n"
    kinds = [kind for kind, _ in list_kinds(text)]
    assert kinds == ["sentence", "list_item", "list_item", "sentence"]


def test_a_sentence_after_a_lead_in_is_no_item():
    text = "We share it with:\n\nAdvertisers have signed it.\n\nWe keep it for a year.\n"
    assert [kind for kind, _ in list_kinds(text)] == ["sentence", "sentence", "sentence"]


def test_numbers_and_capitals_say_how_deep_a_heading_stands():
    text = "1. Data\nWe keep it.\n1.1 Names\nWe keep those.\n2 Cookies\nWe set some.\n"
    assert [unit.section for unit in list_units(text) if unit.is_clause] == [("Data",), ("Data", "Names"), ("Cookies",)]
    text = "YOUR DATA\nWe keep it.\nNames\nWe keep those.\nCOOKIES\nWe set some.\n"
    sections = [unit.section for unit in list_units(text) if unit.is_clause]
    assert sections == [("YOUR DATA",), ("YOUR DATA", "Names"), ("COOKIES",)]


def test_the_title_is_in_no_section():
    units = list_units("Privacy Policy\nWe care.\nData\nWe keep it.\n")
    assert [(unit.level, unit.section, unit.text) for unit in units] == [
        (0, (), "Privacy Policy"),
        (0, (), "We care."),
        (1, (), "Data"),
        (0, ("Data",), "We keep it."),
    ]


def test_an_address_is_one_unit_and_no_section():
    text = "Write to us if you like.\n\nAcme Toys, Inc.\n12 Main Street\nSpringfield, IL 62701\n\nWe answer letters.\n"
    assert [(unit.kind, unit.section, unit.text) for unit in list_units(text)] == [
        ("sentence", (), "Write to us if you like."),
        ("sentence", (), "Acme Toys, Inc.\n12 Main Street\nSpringfield, IL 62701"),
        ("sentence", (), "We answer letters."),
    ]


@pytest.mark.parametrize("policy", POLICIES)
def test_drafts_are_near_the_decision(policy):
    drafted = {(unit.start, unit.end) for unit in outline(read_plain(policy, read_text_of(policy)))}
    decided = {(unit.start, unit.end) for unit in read_units(policy)}
    assert len(drafted & decided) / len(decided) > 0.95


@pytest.mark.parametrize("policy", POLICIES)
def test_units_are_slices_in_order(policy):
    text = read_text_of(policy)
    units = list_units(text)
    assert all(text[unit.start : unit.end] == unit.text == unit.text.strip() != "" for unit in units)
    assert all(first.end <= second.start for first, second in pairwise(units))
    assert [unit.position for unit in units] == list(range(1, len(units) + 1))
