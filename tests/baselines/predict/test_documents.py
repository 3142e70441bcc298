"""Policies outside the corpus: how files are found, read and cut into clauses."""

from pathlib import Path

import pytest

from baselines.predict.documents import LARGEST, list_documents, read_document, unwrap_lines
from baselines.predict.outline import iterate_clauses
from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.drafting import draft_units
from mepp5.corpus.manifest import read_manifest
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError
from tests.baselines.predict.fixture_policies import PAGE, TEXT, write

POLICIES = [policy.id for policy in read_manifest()]


def outline(path: Path) -> list[tuple[str, tuple[str, ...], str]]:
    return [(clause.kind, clause.section, clause.text) for clause in iterate_clauses(read_document(path).text)]


def test_drafts_know_marks_and_what_is_no_heading():
    text = "## Your data\n|| Kind | Kept\n|---|---|\n| Name | Yes |\n#019, 9th Floor, for letters.\n"
    text += "We collect data. We keep it."
    drafts = [(draft.kind, draft.depth, text[draft.start : draft.end]) for draft in draft_units(text)]
    assert drafts == [
        ("heading", 2, "Your data"),
        ("heading", 9, "Kind | Kept"),
        ("table_row", 0, "Name | Yes"),
        ("sentence", 0, "#019, 9th Floor, for letters."),
        ("sentence", 0, "We collect data."),
        ("sentence", 0, "We keep it."),
    ]


def test_clauses_have_section_and_context():
    clauses = list(iterate_clauses(TEXT))
    assert [(clause.position, clause.section, clause.context, clause.text) for clause in clauses] == [
        (2, (), "", "We keep data."),
        (4, ("Sharing",), "", "We share it with:"),
        (5, ("Sharing",), "We share it with:", "partners;"),
        (6, ("Sharing",), "We share it with:", "the police."),
        (7, ("Sharing",), "We share it with:", "They may ask."),
    ]
    assert all(TEXT[clause.start : clause.end] == clause.text for clause in clauses)


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_page_keeps_headings_items_and_rows_and_no_scripts(tmp_path, name):
    data = ("What we collect",)
    assert outline(write(tmp_path / name, PAGE)) == [
        ("sentence", (), "We care about your data and keep it safe."),
        ("sentence", (), "It is yours."),
        ("sentence", data, "We may collect, for example:"),
        ("list_item", data, "your name and e-mail address;"),
        ("list_item", data, "your location."),
        ("table_row", (*data, "Category | Collected"), "Identifiers | Yes"),
        ("sentence", ("Contact",), "Write to privacy@example.org."),
    ]


@pytest.mark.parametrize("policy", POLICIES)
def test_a_page_made_of_a_policy_loses_none_of_its_clauses(tmp_path, policy):
    units = [unit for unit in read_units(policy) if unit.kind != "chrome"]
    body = "\n".join(f"<{tag}>{unit.text}</{tag}>" for unit in units for tag in [tag_of(unit)])
    text = read_document(write(tmp_path / "page.html", f"<!doctype html><html><body>{body}</body></html>")).text
    words = " ".join(text.split())
    assert [unit.text for unit in units if " ".join(unit.text.split()) not in words] == []


def tag_of(unit: Unit) -> str:
    return {"heading": "h2", "list_item": "li"}.get(unit.kind, "p")


def test_markdown_is_read_as_markdown(tmp_path):
    text = "Policy\n======\n\nWe *may* keep [your data](http://x)\nfor a year.\n\n1. Your name<br>\n2. Your `id`\n\n"
    text += "<div>Inside a block we say this.</div>\n<script>var a;</script>\n\n| A | B |\n|---|---|\n| c | d |\n"
    assert outline(write(tmp_path / "policy.md", text)) == [
        ("sentence", (), "We may keep your data for a year."),
        ("list_item", (), "Your name"),
        ("list_item", (), "Your id"),
        ("sentence", (), "Inside a block we say this."),
        ("table_row", ("A | B",), "c | d"),
    ]


def test_lines_wrapped_by_hand_are_joined_and_offsets_stay():
    wrapped = "We keep your data as long as\nthe law asks for it, and not\nany longer.\n• It is then deleted.\n"
    joined = unwrap_lines(wrapped)
    assert joined == wrapped.replace("as\n", "as ").replace("not\n", "not ")
    long = "x" * 60 + " " + "y" * 60 + "\nnext"
    assert unwrap_lines(long) == long


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_of_long_lines_is_not_joined(policy):
    assert unwrap_lines(read_text_of(policy)) == read_text_of(policy)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize(("name", "content"), [("a.txt", "“We keep it.”\r\nAlways.\r\n"), ("a.html", PAGE)])
def test_encodings_with_a_mark_are_decoded(tmp_path, encoding, name, content):
    plain = read_document(write(tmp_path / "plain" / name, content)).text
    assert read_document(write(tmp_path / name, content.encode(encoding))).text == plain
    assert "\r" not in plain


def test_a_declared_character_set_is_used(tmp_path):
    page = b'<html><head><meta charset="windows-1252"></head><body><p>We\x92ll keep your data for a year.</p></body>'
    assert read_document(write(tmp_path / "a.html", page)).text == "We’ll keep your data for a year."


def test_a_file_that_is_too_large_is_told(tmp_path):
    path = tmp_path / "huge.txt"
    with open(path, "wb") as file:
        file.write(b"We keep it.")
        file.truncate(LARGEST + 1)  # sparse: nothing is written
    with pytest.raises(CorpusError, match="larger than 64 MiB"):
        read_document(path)


def test_directories_are_searched_for_documents(tmp_path):
    names = ["b.txt", "a/z.HTML", "a/y.md", "c.pdf", ".hidden.txt", ".git/d.txt"]
    for name in names:
        write(tmp_path / name)
    assert list_documents([tmp_path]) == [tmp_path / name for name in ("b.txt", "a/y.md", "a/z.HTML")]
    with pytest.raises(CorpusError, match=r"no file in it is called \*\.txt"):
        list_documents([tmp_path / ".git" / "..", tmp_path.joinpath("empty").mkdir() or tmp_path / "empty"])
