"""Bullets of every kind and marks such as "(a)" and "7.": they open an item or a heading and never stand alone."""

import pytest

from tests.extraction.fixture_units import list_sections, read, read_unmarked

GLYPHS = [*"o-*+•●○◦∙·▪■□◆►▶▸‣⁃–—✓✔✗→➢»§\uf0b7\uf0a7\uf0d8"]
CLOSE = [glyph for glyph in GLYPHS if glyph not in set("o-*+–—§")]
RARE = [*"★☆☑☐✅❑❍◉➜‐−―", "▶\ufe0f"]
ITEMS = ["I your name", "I your street and town", "I your favourite flower"]
WORDS = [item[2:] for item in ITEMS]


def name(glyph: str) -> str:
    return f"U+{ord(glyph[0]):04X}"


@pytest.mark.parametrize("glyph", GLYPHS, ids=name)
@pytest.mark.parametrize(
    ("form", "between", "kind"),
    [
        ("<p>We keep:</p>{}<p>We sort it.</p>", "p", "html"),
        ("<p>We keep:<br>{}</p><p>We sort it.</p>", "<br>", "html"),
        ("<div>We keep:</div><div>{}</div><div>We sort it.</div>", "<br/>\n", "html"),
        ("We keep:\n\n{}\n\nWe sort it.\n", "\n", "text"),
        ("We keep:\n{}\nWe sort it.\n", "\n", "text"),
        ("We keep:\n\n{}\n\nWe sort it.\n", "\n\n", "markdown"),
    ],
)
def test_a_line_with_a_bullet_is_an_item(form: str, between: str, kind: str, glyph: str) -> None:
    lines = [f"{glyph} {words}" for words in WORDS]
    joined = "".join(f"<p>{line}</p>" for line in lines) if between == "p" else between.join(lines)
    assert read(form.format(joined), kind) == ["S We keep:", *ITEMS, "S We sort it."]
    assert {section for _, section in list_sections(form.format(joined), kind)} == {""}


@pytest.mark.parametrize("glyph", RARE, ids=name)
@pytest.mark.parametrize("kind", ["html", "text"])
def test_a_rarer_bullet_opens_an_item(glyph: str, kind: str) -> None:
    lines = ["We keep:", *(f"{glyph} {words}" for words in WORDS), "We sort it."]
    source = "".join(f"<p>{line}</p>" for line in lines) if kind == "html" else "\n".join(lines)
    assert read(source, kind) == ["S We keep:", *ITEMS, "S We sort it."]


@pytest.mark.parametrize("glyph", CLOSE, ids=name)
@pytest.mark.parametrize("gap", ["", "\t", "&nbsp;&nbsp;", " \u2003"], ids=["none", "tab", "nbsp", "em space"])
def test_the_gap_after_a_bullet_may_be_any(glyph: str, gap: str) -> None:
    source = "".join(f"<p>{glyph}{gap}{words}</p>" for words in WORDS)
    assert read(f"<p>We keep:</p>{source}<p>We sort it.</p>") == ["S We keep:", *ITEMS, "S We sort it."]


@pytest.mark.parametrize("glyph", ["•", "●", "◦", "✓", "\uf0b7", "▪"], ids=name)
@pytest.mark.parametrize(
    "form",
    [
        "<p><span>{0}</span> {1}</p>",
        '<p><font face="Symbol">{0}</font><span>&nbsp;&nbsp; </span>{1}</p>',
        "<ul><li>{0} {1}</li></ul>",
        "<table><tr><td>{0}</td><td>{1}</td></tr></table>",
        "<p><b>{0}</b> {1}</p>",
    ],
)
def test_a_bullet_in_an_element_of_its_own_is_no_text(glyph: str, form: str) -> None:
    source = "".join(form.format(glyph, words) for words in WORDS)
    assert read(f"<p>We keep:</p>{source}<p>We sort it.</p>") == ["S We keep:", *ITEMS, "S We sort it."]


def test_bullets_within_a_line_divide_it() -> None:
    source = "<p>We keep: • your name • your street and town • your favourite flower</p><p>We sort it.</p>"
    assert read(source) == ["S We keep:", *ITEMS, "S We sort it."]


@pytest.mark.parametrize("glyph", ["•", "–", "✓", "§"])
def test_sentences_of_an_item_are_each_read(glyph: str) -> None:
    source = f"We keep:\n\n{glyph} Your name. We print it on parcels.\n{glyph} your street\n"
    assert read(source, "text")[-2:] == ["I We print it on parcels.", "I your street"]


@pytest.mark.parametrize(
    "words",
    ["§ 4 Storage", "§ 12. Storage of letters", "2026 – Storage", "More – or less – storage", "o’clock storage"],
)
def test_a_sign_that_is_no_bullet_makes_no_item(words: str) -> None:
    assert not any(line.startswith("I ") for line in read(f"<p>{words}</p><p>We burn letters after a year.</p>"))


RUN_INS = [
    "(a)",
    "(B)",
    "(1)",
    "(iv)",
    "a.",
    "B.",
    "c)",
    "3.",
    "3)",
    "2.3",
    "2.3.",
    "1.2.3",
    "iv.",
    "IV.",
    "12.",
    "(xii)",
]


@pytest.mark.parametrize("mark", RUN_INS)
@pytest.mark.parametrize(
    ("form", "kind"), [("<p>{}</p>", "html"), ("<ul><li>{}</li></ul>", "html"), ("{}\n", "text"), ("{}\n", "markdown")]
)
def test_a_marked_run_in_heading_and_two_sentences_are_three(mark: str, form: str, kind: str) -> None:
    head, first, second = "Couriers.", "We tell them your street.", "You can pick one."
    units = read_unmarked(form.format(f"{mark} {head} {first} {second}"), kind)
    assert [line[2:] for line in units] == [head, first, second]
    assert [line[0] for line in units] in (list("HSS"), list("HII"))


@pytest.mark.parametrize("mark", RUN_INS)
@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("<p>{} We burn letters.</p>", "html"),
        ("<p><span>{}</span> We burn letters.</p>", "html"),
        ("<p><b>{}</b> We burn letters.</p>", "html"),
        ("<p>{}&nbsp;&nbsp;We burn letters.</p>", "html"),
        ("<ol><li>{} We burn letters.</li></ol>", "html"),
        ("<table><tr><td>{}</td><td>We burn letters.</td></tr></table>", "html"),
        ("<p>{}</p><p>We burn letters.</p>", "html"),
        ("<div>{}<br>We burn letters.</div>", "html"),
        ("{} We burn letters.\n", "text"),
        ("{}\tWe burn letters.\n", "text"),
        ("{}\nWe burn letters.\n", "text"),
        ("{} We burn letters.\n", "markdown"),
        ("**{}** We burn letters.\n", "markdown"),
    ],
)
def test_a_mark_never_stands_alone(mark: str, form: str, kind: str) -> None:
    units = read_unmarked(form.format(mark), kind)
    assert [line[2:].removeprefix("| ") for line in units] == ["We burn letters."]
    assert units[0][0] in "SIR"


@pytest.mark.parametrize("mark", ["3\\.", "12\\.", "3\\)", "\\(a)", "\\(a\\)", "2\\.3", "\\- ", "\\* ", "\\+ "])
def test_an_escaped_mark_of_markdown_never_stands_alone(mark: str) -> None:
    assert [line[2:] for line in read_unmarked(f"{mark} We burn letters.\n", "markdown")] == ["We burn letters."]


@pytest.mark.parametrize("marks", ["1. 2. 3.", "A. B. C.", "i. ii. iii.", "(a) (b) (c)", "4.1 4.2 4.3"])
@pytest.mark.parametrize(
    ("between", "kind"), [("</p><p>", "html"), ("<br>", "html"), ("\n", "text"), ("\n\n", "markdown")]
)
def test_marked_sentences_are_one_unit_each(marks: str, between: str, kind: str) -> None:
    sentences = ["We sort letters.", "We burn letters after a year.", "We tell nobody."]
    lines = between.join(f"{mark} {sentence}" for mark, sentence in zip(marks.split(), sentences, strict=True))
    source = f"<p>{lines}</p>" if kind == "html" else lines
    assert [line[2:] for line in read_unmarked(source, kind)] == sentences
    assert {section for _, section in list_sections(source, kind)} == {""}
