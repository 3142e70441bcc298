"""Abbreviations, and names at a policy's end, from a file to its units: sentences are whole, a name alone is none."""

import pytest

from tests.extraction.fixture_units import list_units, read

WHOLE = [
    "Non-U.K. Gardeners may write to our other shed.",
    "The Diocese of St. Alban keeps the letters.",
    "Under Tex. Bus. & Com. Code 503.001 you may ask us.",
    "Under Fla. Stat. 501.171 we write to you.",
    "Ask Dr. Okafor about it.",
    "Ask Mrs. Pell or Prof. Ito about it.",
    "Name the plant, e.g. Larkspur or aster.",
    "Our second shed, i.e. Hopwell House, is cold.",
    "We open at 9 a.m. Tuesday and close at noon.",
    "We call you before 6 p.m. Eastern Time.",
    "Come to 8 Mill Lane, Ste. 12 or Apt. 9 above.",
    "Letters go to Rm. 4 in Bldg. 7 on weekdays.",
    "We follow Reg. No. 45 of the council.",
    "The matter of Pell v. Larkspur is closed.",
    "Ft. Worth and Mt. Vernon have sheds of ours.",
    "Seeds from Hopwell Bros. Nursery come by van.",
    "Brindle Co. Ltd. carries the parcels.",
    "The U.S. Postal Service carries letters.",
    "The E.U. General Data Protection Regulation applies.",
    "Washington, D.C. Gardeners may call us.",
    "Our site runs on Node.js and Larkspur.Example hosts it.",
]
FORMS = [
    ("<p>{}</p>", "html"),
    ("<ul><li>{}</li></ul>", "html"),
    ("{}\n", "text"),
    ("{}\n", "markdown"),
    ("- {}\n", "markdown"),
]


@pytest.mark.parametrize(("form", "kind"), FORMS)
@pytest.mark.parametrize("sentence", WHOLE)
def test_an_abbreviation_ends_no_sentence(sentence: str, form: str, kind: str) -> None:
    units = read(form.format(sentence), kind)
    assert [line[2:] for line in units] == [sentence]
    assert units[0][0] in "SI"


@pytest.mark.parametrize(("form", "kind"), FORMS)
@pytest.mark.parametrize(
    "sentences",
    [
        ["We grow asters, lilies, etc. Hopwell grows roses."],
        ["We work for Larkspur, Inc. You may write to it."],
        ["We open at 9 a.m. We close at noon."],
        ["We post parcels in the U.S. Other countries must wait."],
    ],
)
def test_an_abbreviation_can_end_a_sentence(sentences: list[str], form: str, kind: str) -> None:
    (paragraph,) = sentences
    end = paragraph.index(". ", paragraph.index(".")) + 1
    assert [line[2:] for line in read(form.format(paragraph), kind)] == [paragraph[:end], paragraph[end + 1 :]]


NAMES = [
    "Quillmark, Inc.",
    "Quillmark Inc",
    "Quillmark Ltd.",
    "Quillmark GmbH",
    "Quillmark & Sons LLC",
    "Quillmark B.V.",
]
NAMES += ["The Quillmark Company", "Quillmark Pty Ltd", "QUILLMARK CORPORATION"]


@pytest.mark.parametrize("company", NAMES)
@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("<p>More is in Article 9.3. {}</p>", "html"),
        ("<p>More is in Article 9.3.</p><p>{}</p>", "html"),
        ("<p>More is in Article 9.3.<br>{}</p>", "html"),
        ("More is in Article 9.3. {}\n", "text"),
        ("More is in Article 9.3.\n\n{}\n", "text"),
        ("More is in Article 9.3. {}\n", "markdown"),
    ],
)
def test_a_name_alone_at_the_end_is_no_clause(form: str, kind: str, company: str) -> None:
    clauses = [unit.text for unit in list_units(form.format(company), kind) if unit.is_clause]
    assert clauses == ["More is in Article 9.3."]


@pytest.mark.parametrize(
    "sentence",
    [
        "We take part in the E. U. GDPR scheme.",
        "We take part in the E. U. - U. S. DPF scheme of the U. S. Department of Commerce.",
        "The U. K. ICO may hear you.",
        "See 18 U. S. C. 2510 for more.",
        "Write to A. B. Pell about it.",
    ],
)
@pytest.mark.parametrize(("form", "kind"), FORMS)
def test_spaced_initials_are_not_split(sentence: str, form: str, kind: str) -> None:
    assert [line[2:] for line in read(form.format(sentence), kind)] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ask Dr. Okafor about it.",
        "See Annex B.",
        "Visit the Hopwell Shed.",
        "More is in Article 9.3. You may ask Quillmark.",
    ],
)
@pytest.mark.parametrize(
    ("form", "kind"),
    [("<p>{}</p><p>We reply.</p>", "html"), ("{}\n\nWe reply.\n", "text"), ("{}\n\nWe reply.", "markdown")],
)
def test_a_sentence_full_of_names_heads_nothing(sentence: str, form: str, kind: str) -> None:
    units = list_units(form.format(sentence), kind)
    assert {unit.kind for unit in units} == {"sentence"}
    assert {unit.section for unit in units} == {()}
