"""UIMA CAS: read back by cassis, and its offsets once more by an XML parser that counts UTF-16 as UIMA does."""

from pathlib import Path
from xml.etree import ElementTree

import cassis
import pytest

from tests.exports.fixture_exports import (
    CONFIGS,
    ODD,
    Found,
    check_kept,
    expect,
    export_release,
    make_odd_selection,
    read_clause_texts,
    read_key,
    write_selection,
)

LAYER = "webanno.custom."


def read_cas(directory: Path) -> tuple[Found, dict[tuple[str, str], str]]:
    """Return all spans with the policies' texts, and the texts of the clauses."""
    found, clauses = Found(), {}
    with (directory / "TypeSystem.xml").open("rb") as file:
        types = cassis.load_typesystem(file)
    for path in directory.rglob("*.xmi"):
        split, annotator = read_key(path, directory)
        with path.open("rb") as file:
            cas = cassis.load_cas_from_xmi(file, typesystem=types)
        found.texts[split, path.stem] = cas.sofa_string
        for clause in cas.select(f"{LAYER}Clause"):
            key = (split, annotator, clause.clauseId)
            clauses[split, clause.clauseId] = clause.get_covered_text()
            found.clauses[split, clause.clauseId] = (clause.begin, clause.end)
            for p in cas.select_covered(f"{LAYER}Practice", clause):
                about = tuple(p.subjects.elements) if p.subjects else ()
                found.practices.append((*key, p.begin, p.end, p.category, p.polarity, about))
            for s in cas.select_covered(f"{LAYER}Slot", clause):
                found.slots.append((*key, s.begin, s.end, s.slot, s.value))
    return found.sort(), clauses


@pytest.mark.parametrize("config", CONFIGS)
def test_all_policies_come_back(config, tmp_path):
    found, clauses = read_cas(export_release("uima-cas", config, tmp_path))
    check_kept("uima-cas", config, found)
    assert clauses == read_clause_texts()


def test_characters_beyond_the_bmp_come_back(tmp_path):
    found, clauses = read_cas(write_selection("uima-cas", tmp_path))
    expected = expect(make_odd_selection())
    assert (found.practices, found.slots) == (expected.practices, expected.slots)
    assert clauses == {("test", "odd/0007"): ODD}


def test_offsets_in_the_file_are_utf_16_code_units(tmp_path):
    root = ElementTree.parse(write_selection("uima-cas", tmp_path) / "test/odd.xmi").getroot()
    elements = list(root)
    [text] = [element.get("sofaString") for element in elements if element.tag.endswith("}Sofa")]
    units = text.encode("utf-16-le")
    words = {
        units[2 * int(element.get("begin")) : 2 * int(element.get("end"))].decode("utf-16-le")
        for element in elements
        if element.tag.endswith("}Slot")
    }
    assert words == {"ee", "x𝄞y", "𝄞", "your x𝄞y e-mail"}
