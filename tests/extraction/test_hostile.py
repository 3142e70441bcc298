"""Texts that no publisher writes: reading them takes no longer than their length allows, and never ends in a traceback.

Nothing here looks at a clock: at these sizes, what grows with the square of a text would take minutes.
"""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mepp5.errors import CorpusError
from mepp5.extraction.foreign import leave_out_foreign
from mepp5.extraction.reader import read_content
from mepp5.segmentation.outline import outline

KINDS = ("text", "markdown", "html", "")
END = "\n\nWe keep your data as long as you use it."
SIZE = 150_000
FEW = settings(max_examples=50, deadline=None)
# Pieces of each format, which meet in all orders; the words are in two languages, so that parts are left out.
WORDS = [
    "We keep your data. ",
    "Privacy Policy",
    "Learn more",
    "Acme Inc.",
    "12 Main Street",
    "Yes",
    "a",
    "A",
    "1. ",
    "(a) ",
    "• ",
]
WORDS += [
    "Nous gardons les données que vous nous avez confiées pour que le service puisse vous être rendu. ",
    "個人情報を",
]
SPACES = [" ", "\n", "\n\n", "\t", "\xa0", "\u200b", "\r\n", "\u2028", "\x85", "\x0c"]
MARKDOWN = [
    "# ",
    "## ",
    "- ",
    "  - ",
    "> ",
    "**",
    "__",
    "`",
    "```\n",
    "|",
    "|-|\n",
    "[",
    "](",
    ")",
    "~~",
    "* ",
    "![",
    "---\n",
    "\\",
]
TAGS = re.findall(
    r"\w+", "p div h1 h2 ul ol li table tr td th a b i sup br nav pre form textarea button header dl dt dd section span"
)
HTML = [f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS] + ["<a href=x>", "<div hidden>", "<p class=menu>"]
HTML += [
    "<!--",
    "-->",
    "&amp;",
    "&",
    "&#0;",
    "&#xd800;",
    "<",
    ">",
    "<?xml",
    "<p style='display:none'>",
    '"',
    "<![CDATA[",
]


def read(content, kind):
    """Return the document of text or bytes, parts in other languages left out, and its units."""
    content = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    document = leave_out_foreign(read_content("hostile", content, kind))
    return document, list(outline(document))


def check(content, kind):
    """Read what may be no document at all; what is one has units that are its slices, in order and apart."""
    try:
        document, units = read(content, kind)
    except CorpusError:
        return
    end = 0
    for position, unit in enumerate(units, start=1):
        assert unit.position == position
        assert end <= unit.start < unit.end
        assert unit.text == document.text[unit.start : unit.end]
        assert unit.text == unit.text.strip()
        end = unit.end
    assert end <= len(document.text)


def mix(*groups):
    """Return texts of the groups' pieces in any order, with anything else between."""
    pieces = st.one_of(*map(st.sampled_from, (*groups, SPACES, WORDS)), st.text(max_size=3))
    return st.lists(pieces, max_size=40).map("".join)


@pytest.mark.parametrize("kind", KINDS)
@given(st.text(max_size=200))
@FEW
def test_any_text_is_read_into_units(kind, text):
    check(text, kind)


@pytest.mark.parametrize("kind", KINDS)
@given(st.binary(max_size=200))
@FEW
def test_any_bytes_are_read_into_units(kind, content):
    check(content, kind)


@pytest.mark.parametrize(("kind", "marks"), [("text", MARKDOWN), ("markdown", MARKDOWN), ("html", HTML), ("", HTML)])
@given(st.data())
@FEW
def test_any_mixture_of_a_formats_marks_is_read_into_units(kind, marks, data):
    check(data.draw(mix(marks)), kind)


@given(mix(MARKDOWN, HTML))
@FEW
def test_html_in_markdown_is_read_into_units(text):
    check(text, "markdown")


def repeat(piece):
    return piece * (SIZE // len(piece))


def fill(before, depth, piece):
    return before * depth + repeat(piece)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "piece",
    [
        "| | |",
        "'''",
        "<!-- a -->",
        "` ",
        "&#1;",
        "a\n",
        "A: b\n\n",
        "• ",
        "(a) ",
        "[a](",
        "**a ",
        ". ",
        "@ ",
        "\x01",
        "> ",
    ],
)
def test_one_piece_again_and_again(piece, kind):
    check(repeat(piece) + END, kind)
    check(f"We keep {repeat(piece)} it.", kind)


@pytest.mark.parametrize("part", ["<div hidden>{}</div>", "<textarea>{}</textarea>"])
def test_unseen_words_without_an_end_are_searched_once_for_a_sentence(part):
    _, units = read(f"{part.format(repeat('a '))}<p>We keep it.", "html")
    assert [unit.text for unit in units] == ["We keep it."]


def test_spaces_without_end_before_no_declaration():
    _, units = read(f"<p>{' ' * 10 * SIZE}We keep it.", "html")
    assert [unit.text for unit in units] == ["We keep it."]


def test_a_declaration_without_end():
    check(f"<?xml{' ' * SIZE}a", "html")


@pytest.mark.parametrize("part", ["<i hidden>a</i>", "<textarea>a</textarea>"])
def test_many_unseen_parts_between_words(part):
    document, _ = read(fill("<p>", 1, f"{part}keep ") * 5, "html")
    assert set(document.text.split()) == {"keep"}


def test_many_bold_heads_between_line_breaks():
    _, units = read("<p>" + fill("", 0, "<b>Data</b><br>") * 4 + "We keep it.", "html")
    assert units[-1].text == "We keep it."
    assert {unit.text for unit in units[:-1]} == {"Data"}


def test_many_rows_of_two_kinds():
    row, other = "<tr><td>a<td>b</tr>", "<tr><td><h3>Name</h3><td>d</tr>"
    _, units = read(f"<table>{fill('', 0, row + other) * 5}</table>{END}", "html")
    assert "a | b" in {unit.text for unit in units}


def test_links_between_furniture():
    prose = f"<p>{'We keep your data. ' * 15}" * 1_000
    _, units = read(prose + "<p><a href=x>Some link here</a><p>Learn more" * 11_000 + prose, "html")
    assert sum(unit.is_clause and unit.text == "We keep your data." for unit in units) == 30_000


@pytest.mark.parametrize(
    "before", ["<sup>", "<ul><li>", "<ul><li><b>a</b>", "<ul><li>a:", "<table><tr><th>a<th>b<tr><td>", "<div hidden>"]
)
@pytest.mark.parametrize("piece", ["<i>a</i>", "<br>", "<li>b"])
def test_parts_that_are_deep_and_wide(before, piece):
    check(fill(before, 400, piece) + END, "html")


@pytest.mark.parametrize("page", ["<p {}>", '<p a=">" {}>', "<p a='>' {}>", '<p " {}>'])
def test_a_tag_of_many_attributes_is_refused(page):
    attributes = " ".join(f"a{number}" for number in range(100_000))
    with pytest.raises(CorpusError, match="thousands of attributes"):
        read(page.format(attributes) + "We keep it.", "html")


def test_a_long_tag_of_few_attributes_is_read():
    _, units = read(f'<img src="data:image/svg,{repeat("a = b ")}"><p>We keep it.', "html")
    assert [unit.text for unit in units] == ["We keep it."]


def test_unclosed_formatting_is_not_opened_again_in_every_block():
    page = "".join(f"<p><b a{number}>a" for number in range(SIZE // 12))
    _, units = read(f"{page}<p>We keep it.", "html")
    assert len(units) > SIZE // 13


def test_absurd_nesting_is_refused():
    with pytest.raises(CorpusError, match="nested too deeply"):
        read(repeat("<div>") + "We keep it.", "html")


def test_the_end_of_a_hidden_sentence_is_found_behind_others():
    hidden = "Menu. Open it! We keep what you tell us, and use it for this."
    assert any(hidden.endswith(unit.text) for unit in read(f"<div hidden>{hidden}</div>{END}", "html")[1])


@pytest.mark.parametrize(
    ("note", "is_kept"), [("<sup>(12)</sup>", False), ("<sup> 1 </sup>", False), ("<sup>123456</sup>", True)]
)
def test_foot_notes_are_known_by_their_few_signs(note, is_kept):
    document, _ = read(f"<p>We keep{note} it.", "html")
    assert ("1" in document.text) == is_kept
