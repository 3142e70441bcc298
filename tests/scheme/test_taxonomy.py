"""The taxonomy, its validation and what is generated from it."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from mepp5.blocks import fill_blocks
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.scheme.entries import DPV_TERMS, TAXONOMY, read_dpv_terms
from mepp5.scheme.guidelines import generate, guidelines_tables
from mepp5.scheme.interface import LABEL_CONFIG, label_config
from mepp5.scheme.taxonomy import read_taxonomy


@pytest.fixture(scope="module")
def taxonomy():
    return read_taxonomy()


@pytest.fixture
def annotations_copy(tmp_path: Path) -> Path:
    """A root with nothing but the taxonomy's two files, to be damaged."""
    (tmp_path / "annotations").mkdir()
    for name in (TAXONOMY, DPV_TERMS):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def damage(root: Path, name: str, before: str, after: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert before in text
    (root / name).write_text(text.replace(before, after, 1), encoding="utf-8")


def test_categories_stand_in_their_order(taxonomy):
    assert taxonomy.category_ids == (
        "first_party_collection_use",
        "third_party_sharing_collection",
        "user_choice_control",
        "user_access_edit_deletion",
        "data_retention",
        "data_security",
        "policy_change",
        "do_not_track",
        "international_transfer",
        "specific_audiences",
        "privacy_contact_information",
        "introductory_generic",
        "practice_not_covered",
    )
    assert taxonomy.polarities == ("affirmed", "negated", "unknown")


def test_slots_stand_in_their_order_with_all_their_values(taxonomy):
    counts = [(slot.id, len(slot.values), slot.values[0], slot.values[-1]) for slot in taxonomy.slots]
    assert counts == [
        ("data_type", 18, "contact_details", "employment_education"),
        ("purpose", 14, "service_provision", "business_operations"),
        ("recipient", 10, "named", "unspecified"),
        ("choice", 11, "opt_in", "other"),
        ("right", 11, "access", "other"),
        ("retention", 5, "stated_period", "unspecified"),
        ("security_measure", 11, "generic", "contractual"),
        ("change_notice", 5, "policy_page", "unspecified"),
        ("audience", 4, "children", "other"),
        ("place", 10, "China", "unspecified"),
        ("legal_basis", 6, "consent", "other"),
        ("contact", 5, "email", "other"),
    ]
    assert taxonomy.slot_ids == tuple(slot for slot, *_ in counts)


def test_values_of_gives_a_slots_values_and_no_others(taxonomy):
    assert taxonomy.values_of("audience") == ("children", "californians", "europeans", "other")
    with pytest.raises(KeyError):
        taxonomy.values_of("data_security")


def test_every_crosswalk_term_is_used_and_known(taxonomy):
    entries = taxonomy.categories + taxonomy.slots
    assert {entry.dpv.iri for entry in entries} - {""} == set(read_dpv_terms(ROOT))
    assert {entry.dpv.relation for entry in entries} == {"exact", "broad", "none"}
    without_gdpr = {entry.id for entry in entries if not entry.gdpr}
    assert {"data_security", "do_not_track", "practice_not_covered"} <= without_gdpr


@pytest.mark.parametrize(
    ("name", "before", "after", "message"),
    [
        (TAXONOMY, 'id = "data_retention"', 'id = "data,retention"', 'category[4].id: "data,retention" should match'),
        (TAXONOMY, 'id = "data_retention"', 'id = "data/retention"', 'category[4].id: "data/retention" should match'),
        (TAXONOMY, 'id = "data_retention"', 'id = "data_security"', "'data_security' stands twice"),
        (TAXONOMY, 'id = "choice"', 'id = "data_security"', "'data_security' stands twice"),
        (TAXONOMY, 'id = "opt_out_link"', 'id = "opt_in"', "choice value id 'opt_in' stands twice"),
        (TAXONOMY, 'relation = "exact"', 'relation = "narrow"', 'dpv.relation: "narrow" should be'),
        (TAXONOMY, 'relation = "exact"', 'relation = "none"', "DPV relation 'none'"),
        (TAXONOMY, "dpv#Processing", "dpv#Procesing", "dpv#Procesing is not in annotations/dpv_terms.tsv"),
        (TAXONOMY, 'gdpr = ["13(1)(c)"', 'gdpr = ["13.1.c"', 'gdpr[0]: "13.1.c" should match'),
        (TAXONOMY, "[[slot]]", "[[slots]]", "slots: is an unknown key"),
        (TAXONOMY, "[[slot]]", "[[slot]", "not valid TOML"),
        (DPV_TERMS, "iri\tlabel", "iri label", "line 1"),
        (DPV_TERMS, "dpv#Data\tData", "dpv#Data", "line 3"),
    ],
)
def test_a_broken_taxonomy_is_told_in_one_sentence(annotations_copy, name, before, after, message):
    damage(annotations_copy, name, before, after)
    with pytest.raises(CorpusError) as caught:
        read_taxonomy(annotations_copy)
    assert message in str(caught.value)
    assert str(annotations_copy) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_label_config_on_disk_is_the_generated_one(taxonomy):
    assert (ROOT / LABEL_CONFIG).read_text(encoding="utf-8") == label_config(taxonomy)


def test_generating_changes_nothing():
    assert generate(ROOT) == {name: (ROOT / name).read_bytes() for name in generate(ROOT)}


def test_label_config_offers_every_label_and_value(taxonomy):
    view = ElementTree.fromstring(label_config(taxonomy))
    labels = {control.get("name"): [label.get("value") for label in control] for control in view.iter("Labels")}
    assert labels == {"practice": list(taxonomy.category_ids), "slot": list(taxonomy.slot_ids)}
    choices = {control.get("name"): control for control in view.iter("Choices")}
    assert list(choices) == ["polarity", "subject", *(f"{slot}_value" for slot in taxonomy.slot_ids)]
    assert [choice.get("value") for choice in choices["polarity"]] == list(taxonomy.polarities)
    assert [choice.get("value") for choice in choices["subject"]] == list(taxonomy.subject_ids)
    assert (choices["subject"].get("choice"), choices["subject"].get("required")) == ("multiple", "false")
    alone = "do_not_track,international_transfer,specific_audiences"
    assert (choices["subject"].get("whenTagName"), choices["subject"].get("whenLabelValue")) == ("practice", alone)
    for slot in taxonomy.slots:
        control = choices[f"{slot.id}_value"]
        assert [choice.get("value") for choice in control] == list(slot.values)
        assert (control.get("whenTagName"), control.get("whenLabelValue")) == ("slot", slot.id)
    assert all(control.get("perRegion") == "true" for control in choices.values())


def test_label_config_names_one_text_and_distinct_colours(taxonomy):
    view = ElementTree.fromstring(label_config(taxonomy))
    (text,) = view.iter("Text")
    assert (text.get("name"), text.get("value")) == ("text", "$text")
    assert {control.get("toName") for control in view if control.get("toName")} == {"text"}
    colours = [label.get("background") for label in view.iter("Label")]
    assert len(set(colours)) == len(colours) == 25


def test_guidelines_tables_have_a_row_for_every_entry(taxonomy):
    rows = {name: table.count("\n") - 1 for name, table in guidelines_tables(taxonomy).items()}
    assert rows == {"categories": 13, "slots": 12, "crosswalk": 25}


def test_fill_blocks_replaces_the_body_and_nothing_else():
    document = "a\n<!-- generated:x -->\nold\n<!-- /generated:x -->\nb\n"
    filled = fill_blocks(document, {"x": r"new \1"})
    assert filled == "a\n<!-- generated:x -->\nnew \\1\n<!-- /generated:x -->\nb\n"
    assert fill_blocks(filled, {"x": r"new \1"}) == filled


@pytest.mark.parametrize("mark", ["<!-- /generated:x -->", "<!-- generated:x -->", "<!-- generated:y -->"])
def test_a_body_that_reads_as_a_mark_ends_no_block(mark):
    document = "<!-- generated:x -->\n<!-- /generated:x -->\nend\n"
    filled = fill_blocks(document, {"x": f"before\n{mark}\nafter"})
    assert fill_blocks(filled, {"x": f"before\n{mark}\nafter"}) == filled
    assert fill_blocks(filled, {"x": "new"}) == "<!-- generated:x -->\nnew\n<!-- /generated:x -->\nend\n"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("no block\n", "x"),
        ("<!-- generated:y -->\n<!-- /generated:y -->\n", "x, y"),
        ("<!-- generated:x -->\n", "not closed"),
        ("<!-- generated:x -->\n<!-- /generated:y -->\n", "not closed"),
        ("<!-- generated:x -->\n<!-- /generated:x -->\n" * 2, "repeated"),
    ],
)
def test_fill_blocks_refuses_unknown_missing_and_broken_blocks(document, message):
    with pytest.raises(CorpusError, match=message):
        fill_blocks(document, {"x": ""})
