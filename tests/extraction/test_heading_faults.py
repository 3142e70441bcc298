"""Headings that run into a paragraph or are only set in bold; and bold words that are none."""

import pytest

from tests.extraction.fixture_units import list_sections, read, read_unmarked

STORE = "We keep letters in a shed."
RUN_INS = [
    ("4. Storing your letters.", "Storing your letters.", STORE),
    ("B. Letters.", "Letters.", "We keep them in a shed."),
    ("2.1 Letters and Parcels.", "Letters and Parcels.", STORE),
    ("How we answer letters.", "How we answer letters.", "We do not."),
    ("What We Do With Your Letters.", "What We Do With Your Letters.", STORE),
    ("Do you keep my letters?", "Do you keep my letters?", "We do, in a shed."),
    ("Letters:", "Letters:", STORE),
    ("Letters and Parcels –", "Letters and Parcels", STORE),
    ("LETTERS AND PARCELS.", "LETTERS AND PARCELS.", STORE),
    ("(c) Storing Letters:", "Storing Letters:", STORE),
    ("Letters.", "Letters.", STORE),
    ("Your choices about letters.", "Your choices about letters.", "You may write to us or not."),
    ("V. Retention of Letters.", "Retention of Letters.", STORE),
    ("“Do Not Track” Signals.", "“Do Not Track” Signals.", "Our site takes no notice of them."),
]


@pytest.mark.parametrize(("head", "heading", "sentence"), RUN_INS)
@pytest.mark.parametrize(
    ("form", "kind"),
    [("<p>{} {}</p>", "html"), ("<div><span>{}</span> {}</div>", "html"), ("{} {}\n", "text"), ("{} {}\n", "markdown")],
)
def test_a_run_in_heading_is_a_heading(head: str, heading: str, sentence: str, form: str, kind: str) -> None:
    source = form.format(head, sentence)
    assert [line.replace("I ", "S ") for line in read_unmarked(source, kind)] == [f"H {heading}", f"S {sentence}"]
    assert [section for _, section in list_sections(source, kind)] == [heading]


@pytest.mark.parametrize(
    "paragraph",
    [
        "We do. We do not.",
        "Yes. We keep letters in a shed.",
        "You may object. We then burn the letter.",
        "Write to us. We answer within a week.",
        "Letters are kept. Parcels are not.",
        "It depends. Some letters are long.",
        "No one reads them. We only sort them.",
        "Nothing is sold. Nothing is lent.",
        "Larkspur burns letters. Hopwell keeps them.",
        "Ask us first. Then decide.",
    ],
)
@pytest.mark.parametrize("kind", ["html", "text", "markdown"])
def test_a_short_first_sentence_is_no_heading(paragraph: str, kind: str) -> None:
    first, second = paragraph.split(". ")
    source = f"<p>{paragraph}</p>" if kind == "html" else paragraph
    assert read(source, kind) == [f"S {first}.", f"S {second}"]


BOLDS = [
    pytest.param("<b>{}</b>", id="b"),
    pytest.param("<strong>{}</strong>", id="strong"),
    pytest.param('<span style="font-weight: bold">{}</span>', id="style"),
    pytest.param('<span style="color:red;font-weight:700">{}</span>', id="weight"),
    pytest.param("<b><span>{}</span></b>", id="span in b"),
    pytest.param("<u><b>{}</b></u>", id="b in u"),
    pytest.param("<b><i>{}</i></b>", id="i in b"),
    pytest.param('<a name="x"></a><b>{}</b>', id="anchor before"),
]


@pytest.mark.parametrize("bold", BOLDS)
@pytest.mark.parametrize(
    "words", ["Letters", "Letters that we get:", "Letters that we get", "3. Letters", "What about letters?"]
)
@pytest.mark.parametrize(
    "form",
    ["<p>{}</p><p>{}</p>", "<div>{}</div>{}", "<p>{}<br>{}</p>", "<p>{}<br><br>{}</p>", "<td>{}</td><td><p>{}</p>"],
)
def test_a_bold_line_is_a_heading(bold: str, words: str, form: str) -> None:
    source = form.format(bold.format(words), STORE)
    heading = words.removeprefix("3. ")
    assert read_unmarked(source) == [f"H {heading}", f"S {STORE}"]
    assert list_sections(source) == [(STORE, heading)]


@pytest.mark.parametrize("bold", BOLDS)
@pytest.mark.parametrize(
    "words", ["Letters", "Letters.", "Letters:", "Letters –", "What about letters?", "Letters and parcels"]
)
@pytest.mark.parametrize("gap", [" ", "&nbsp;", "\n", ""])
@pytest.mark.parametrize("form", ["<p>{}</p>", "<li>{}</li>", "<div>{}</div>", "<dd>{}</dd>"])
def test_bold_words_before_a_sentence_are_a_heading(bold: str, words: str, gap: str, form: str) -> None:
    source = form.format(f"{bold.format(words)}{gap}{STORE}")
    kind = "I" if form == "<li>{}</li>" else "S"
    units = read(source)
    assert [units[0].rstrip(" –"), *units[1:]] == [f"H {words}".rstrip(" –"), f"{kind} {STORE}"]


def test_bold_with_the_space_inside_is_a_heading() -> None:
    assert read(f"<p><b>Letters </b>{STORE}</p>") == ["H Letters", f"S {STORE}"]
    assert read(f"<p><b>Letters: </b>{STORE}</p>") == ["H Letters:", f"S {STORE}"]
    assert read(f"<p><b>Let</b><b>ters.</b> {STORE}</p>") == ["H Letters.", f"S {STORE}"]


@pytest.mark.parametrize(
    ("source", "units"),
    [
        ("<p><b>We never sell</b> your letters.</p>", ["S We never sell your letters."]),
        ("<p>We <b>never</b> sell your letters.</p>", ["S We never sell your letters."]),
        ("<p><b>Larkspur</b> burns your letters.</p>", ["S Larkspur burns your letters."]),
        ("<p><b>Hopwell Post</b> Limited carries letters.</p>", ["S Hopwell Post Limited carries letters."]),
        ("<p><b>Important</b> changes are told by letter.</p>", ["S Important changes are told by letter."]),
        (
            "<p><b>We burn all of the letters that you write to us.</b></p>",
            ["S We burn all of the letters that you write to us."],
        ),
        (
            "<p><b>You may write to us at any time.</b> We answer.</p>",
            ["S You may write to us at any time.", "S We answer."],
        ),
        ("<p>We keep letters for <b>one year</b>.</p>", ["S We keep letters for one year."]),
    ],
)
def test_bold_words_of_a_sentence_are_no_heading(source: str, units: list[str]) -> None:
    assert read(f"{source}<p>{STORE}</p>") == [*units, f"S {STORE}"]


MARKDOWN = [
    f"**Letters** {STORE}",
    f"**Letters.** {STORE}",
    f"**Letters:** {STORE}",
    f"**Letters**: {STORE}",
    f"__Letters.__ {STORE}",
    f"***Letters.*** {STORE}",
    f"**Letters.**{STORE}",
    f"**Letters:**{STORE}",
    f"**Letters. **{STORE}",
    f"** Letters.** {STORE}",
    f"**Letters**\n\n{STORE}",
    f"**Letters:**\n\n{STORE}",
    f"**Letters.**  \n{STORE}",
    f"**Letters**\n{STORE}",
    f"#### **Letters.**\n{STORE}",
]


@pytest.mark.parametrize("source", MARKDOWN)
def test_bold_words_in_markdown_are_a_heading_without_asterisks(source: str) -> None:
    heading, sentence = read(source, "markdown")
    assert (heading.rstrip(" .:"), sentence.lstrip(": ")) == ("H Letters", f"S {STORE}")


@pytest.mark.parametrize(
    "source",
    [
        f"<p><b>Letters.</b>{STORE}</p>",
        f"<li><strong>Letters.</strong>{STORE}</li>",
        f"<p><b>Letters.</b><i>{STORE}</i></p>",
        f"<p><em>Letters.</em> <em>{STORE}</em></p>",
        f"<table><tr><td><b>Letters.</b></td><td><b>{STORE}</b></td></tr></table>",
        f"<h3><b>Letters.</b></h3><b>{STORE}</b>",
        f"<p><b>Letters</b>.<b></b> {STORE}</p>",
        f"<p><b></b><b>Letters.</b><b> </b>{STORE}</p>",
    ],
)
def test_no_sign_of_markup_is_left(source: str) -> None:
    words = " ".join(read(source))
    assert not set("*_#<>`") & set(words)
    assert "Letters." in words
    assert STORE in words


@pytest.mark.parametrize(
    "source",
    [
        f"- **Letters.** {STORE}",
        f"- **Letters:**{STORE}",
        f"1. __Letters__ {STORE}",
        f"| **Letters** | *Use* |\n|---|---|\n| `name` | **{STORE}** |",
        f"Letters\n===\n\n*{STORE}*",
        f"## Letters ##\n\n{STORE}",
        f"> **Letters.** {STORE}",
    ],
)
def test_no_sign_of_markdown_is_left(source: str) -> None:
    words = " ".join(read(source, "markdown"))
    assert not set("*_#<>`") & set(words)
    assert "Letters" in words
    assert STORE in words


def test_sections_nest_by_what_the_page_says_of_depth() -> None:
    post = f"<h2>Post</h2><p><b>Letters</b> {STORE}</p><p><b>Parcels:</b></p><p>We weigh them.</p>"
    sections = [(STORE, "Post > Letters"), ("We weigh them.", "Post > Parcels:"), ("We count.", "Web")]
    assert list_sections(f"{post}<h2>Web</h2><p>We count.</p>") == sections
