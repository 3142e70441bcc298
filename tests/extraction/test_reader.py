"""How files of every kind become documents: what is kept, what is told, and what is refused."""

import io
from pathlib import Path

import pytest

from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.extraction.reader import LARGEST, is_page, read_content, read_document
from mepp5.segmentation.outline import outline
from tests.baselines.predict.fixture_policies import PAGE, write

POLICIES = [policy.id for policy in read_manifest()]


def list_clauses(path: Path) -> list[tuple[str, tuple[str, ...], str]]:
    return [(unit.kind, unit.section, unit.text) for unit in outline(read_document(path)) if unit.is_clause]


@pytest.mark.parametrize("name", ["page.html", "page.txt", "page"])
def test_a_page_keeps_headings_items_and_rows_and_no_scripts(tmp_path, name):
    data = ("What we collect",)
    assert list_clauses(write(tmp_path / name, PAGE)) == [
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
    document = read_document(write(tmp_path / "page.html", f"<!doctype html><html><body>{body}</body></html>"))
    kept = (document.text[block.start : block.end] for block in document.blocks if not block.is_chrome)
    words = " ".join(" ".join(kept).split())
    assert [unit.text for unit in units if " ".join(unit.text.split()) not in words] == []


def tag_of(unit: Unit) -> str:
    return {"heading": "h2", "list_item": "li"}.get(unit.kind, "p")


def test_markdown_is_read_as_markdown(tmp_path):
    text = "Policy\n======\n\nWe *may* keep [your data](http://x)\nfor a year.\n\n1. Your name<br>\n2. Your `id`\n\n"
    text += "<div>Inside a block we say this.</div>\n<script>var a;</script>\n\n| A | B |\n|---|---|\n| c | d |\n"
    assert list_clauses(write(tmp_path / "policy.md", text)) == [
        ("sentence", (), "We may keep your data for a year."),
        ("list_item", (), "Your name"),
        ("list_item", (), "Your id"),
        ("sentence", (), "Inside a block we say this."),
        ("table_row", ("A | B",), "c | d"),
    ]


def test_markdown_is_known_without_a_name():
    document = read_content("-", b"# Policy\n\nWe keep *all* of [it](http://x).\n")
    assert "We keep all of it." in document.text


@pytest.mark.parametrize("words", ["<!-- a -->" * 200, "<?xml version='1.0'?>\n <!-- b --> "])
def test_a_page_is_known_behind_comments(words):
    assert is_page(f"{words}<html><body><p>We keep it.")
    assert not is_page(f"{words}We keep it.")
    assert not is_page("<!-- never closed " * 50_000)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<p>We keep <b>it</b>.</p>", "html"),
        ("\n <div class='a'><p>We keep it.</p></div>", "html"),
        ("<We> keep it <b>", "text"),
        ("We keep it, <b>always</b>.", "text"),
    ],
)
def test_a_part_of_a_page_is_known_in_a_pipe(content, kind):
    document = read_content("-", content.encode())
    assert ("<" in document.text) == (kind == "text")


def test_a_saved_page_of_which_little_is_text_is_told():
    menu = "".join(f'<li><a href="/{number}">All about number {number}</a></li>' for number in range(300))
    document = read_content("page.html", f"<html><body><ul>{menu}</ul><p>We keep your letters.</p>".encode(), "html")
    assert len(document.notes) == 1
    assert "4 of the 1,204 words that the page shows" in document.notes[0]
    assert read_content("page.html", b"<html><body><p>We keep your letters.</p>", "html").notes == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (bytes(range(256)) * 9, "no text in UTF-8"),
        ("We keep it.".encode("utf-16-le"), "no text in UTF-8"),
        (b"<html><body><script>We sell it.</script></body></html>", "no text in it"),
        (b"<html><body>" + 50_000 * b"<div>" + b"We share it.", "nested too deeply"),
    ],
)
def test_what_is_no_policy_is_told_with_its_name(tmp_path, content, message):
    path = write(tmp_path / "policy.html", content)
    with pytest.raises(CorpusError, match=message) as raised:
        read_document(path)
    assert str(raised.value).startswith(f"{path}: ")


def test_a_file_that_is_too_large_is_told(tmp_path):
    path = tmp_path / "huge.txt"
    with open(path, "wb") as file:
        file.write(b"We keep it.")
        file.truncate(LARGEST + 1)  # sparse: nothing is written
    with pytest.raises(CorpusError, match="larger than 64 MiB"):
        read_document(path)


def test_a_name_that_no_system_takes_is_told():
    with pytest.raises(CorpusError, match="cannot be read"):
        read_document(Path("a\0b"))


def test_standard_input_is_read(monkeypatch):
    class Input:
        buffer = io.BytesIO(b"<!doctype html><p>We keep your letters.</p>")

    monkeypatch.setattr("sys.stdin", Input)
    assert read_document(Path("-")).text == "We keep your letters.\n"


def test_a_file_name_need_not_be_utf_8(tmp_path):
    path = tmp_path / b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    path.write_text("We share data.")
    assert read_document(path).name.encode("utf-8").endswith("caf\ufffd.txt".encode())


def test_nothing_is_lost_behind_deep_nesting():
    page = "<p>First.</p>" + 260 * "<div>" + "<p>Inner.</p>" + 260 * "</div>" + "<p>Last.</p>"
    assert read_content("a.html", page.encode(), "html").text.split() == ["First.", "Inner.", "Last."]
