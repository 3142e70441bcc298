"""Lines that somebody broke by hand: addresses are clauses, items are items, and a sentence goes on over the break."""

import pytest

from tests.extraction.fixture_units import list_sections, list_units, read, read_clauses

AFTER = "We open every envelope."


def write_lines(lines: list[str], form: str) -> tuple[str, str]:
    """Return the lines in one of the forms that people break them in, and the kind of file that this is."""
    text = "\n".join(lines)
    if form == "br":
        return f"<p>{'<br>'.join(lines)}</p><p>{AFTER}</p>", "html"
    if form == "br of XHTML":
        return "<div>" + "<br />\n".join(lines) + f"</div><div>{AFTER}</div>", "html"
    if form == "div":
        return f"{''.join(f'<div>{line}</div>' for line in lines)}<p>{AFTER}</p>", "html"
    if form == "address":
        return f"<address>{'<br>'.join(lines)}</address><p>{AFTER}</p>", "html"
    if form == "pre":
        return f"<pre>{text}\n\n{AFTER}</pre>", "html"
    if form == "markdown":
        return "  \n".join(lines) + f"\n\n{AFTER}\n", "markdown"
    return f"{text}\n\n{AFTER}\n", "text"


FORMS = ["br", "br of XHTML", "div", "address", "pre", "markdown", "text"]
ADDRESSES = [
    ["Send letters to:", "3 Mill Lane", "garden@larkspur.example"],
    ["Larkspur Ltd", "Data Protection", "3 Mill Lane", "Hopwell", "HP4 2QT", "United Kingdom"],
    ["Larkspur, Inc.", "Attn: Privacy Officer", "2100 Poplar Avenue, Suite 9", "Brindle, OH 44101"],
    ["By post:", "Larkspur GmbH", "Ahornweg 12", "80331 München", "Germany"],
    ["Our Data Protection Officer can be reached at:", "Telephone: +44 20 7946 0018", "dpo@larkspur.example"],
    ["Write to us at", "P.O. Box 118", "Brindle, OH 44101", "www.larkspur.example"],
    ["Larkspur Seeds", "(614) 555-0118", "help@larkspur.example"],
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lines", ADDRESSES, ids=lambda lines: lines[0])
def test_an_address_is_in_clauses_and_heads_nothing(lines: list[str], form: str) -> None:
    source, kind = write_lines(lines, form)
    clauses = read_clauses(source, kind)
    assert [line for line in lines if line not in clauses.replace(" | ", " ")] == []
    assert dict(list_sections(source, kind))[AFTER] == ""
    assert not any(unit.kind == "heading" for unit in list_units(source, kind))


@pytest.mark.parametrize("form", FORMS)
def test_an_address_under_a_heading_is_in_its_section(form: str) -> None:
    source, kind = write_lines(ADDRESSES[2], form)
    heading = "<h2>Contact</h2>" if kind == "html" else "## Contact\n\n"
    assert {section for _, section in list_sections(heading + source, kind)} == {"Contact"}


ITEMS = [
    ("We ask you for:", ["your name", "your street"]),
    ("We ask you for:", ["Your name", "Your street", "Your favourite flower"]),
    ("We ask you for:", ["your name;", "your street; and", "your favourite flower."]),
    ("We ask you for the following:", ["your name,", "your street,", "your favourite flower"]),
    ("Larkspur learns where you live:", ["from you", "from couriers (when a parcel comes back)"]),
    ("This is what we keep:", ["Name and street", "Orders of the last ten years", "Letters that you wrote to us"]),
]


@pytest.mark.parametrize("form", [form for form in FORMS if form != "address"])
@pytest.mark.parametrize(
    ("lead_in", "items"), ITEMS, ids=["small", "large", "semicolons", "commas", "brackets", "nouns"]
)
def test_lines_after_a_lead_in_are_its_items(lead_in: str, items: list[str], form: str) -> None:
    source, kind = write_lines([lead_in, *items], form)
    assert read(source, kind) == [f"S {lead_in}", *(f"I {item}" for item in items), f"S {AFTER}"]
    units = list_units(source, kind)
    assert [unit.lead_in for unit in units] == [0, *[1] * len(items), 0]
    assert {unit.section for unit in units} == {()}


@pytest.mark.parametrize(
    "source",
    [
        "<li>We ask you for:<br>your name<br>your street</li>",
        "<table><tr><td>We ask you for:<br>your name<br>your street</td></tr></table>",
        "<blockquote>We ask you for:<br><br>your name<br><br>your street</blockquote>",
        "<p><span>We ask you for:</span><br><span>your name</span><br><i>your street</i></p>",
        "<p>We ask you for:<br>&nbsp;&nbsp;your name<br>&nbsp;&nbsp;your street<br></p>",
    ],
)
def test_lines_after_a_lead_in_are_its_items_wherever_they_stand(source: str) -> None:
    assert [line[2:] for line in read(source)] == ["We ask you for:", "your name", "your street"]
    assert [line[0] for line in read(source)][1:] == ["I", "I"]


WRAPPED = [
    "Larkspur sells seeds and bulbs by post and",
    "uses your street to find the courier who is",
    "nearest to you. We also tell the courier what",
    "your parcel weighs.",
]
SENTENCES = [
    "S Larkspur sells seeds and bulbs by post and uses your street to find the courier who is nearest to you.",
    "S We also tell the courier what your parcel weighs.",
]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("<pre>" + "\n".join(WRAPPED) + "</pre>", "html", id="pre"),
        pytest.param("<pre>\n" + "\r\n".join(WRAPPED) + "\r\n</pre>", "html", id="pre, CRLF"),
        pytest.param("<div><pre><code>" + "\n".join(WRAPPED) + "</code></pre></div>", "html", id="code in pre"),
        pytest.param("<pre>" + "\n".join("    " + line for line in WRAPPED) + "</pre>", "html", id="pre, indented"),
        pytest.param(f"<p>{'<br>'.join(WRAPPED)}</p>", "html", id="br"),
        pytest.param("<p>" + "<br/>\n".join(WRAPPED) + "</p>", "html", id="br and newline"),
        pytest.param("<p>" + "\n".join(WRAPPED) + "</p>", "html", id="newline"),
        pytest.param(f"<td>{'<br>'.join(WRAPPED)}</td>", "html", id="cell without table"),
        pytest.param("\n".join(WRAPPED), "markdown", id="markdown"),
        pytest.param("  \n".join(WRAPPED), "markdown", id="markdown, hard breaks"),
        pytest.param("\\\n".join(WRAPPED), "markdown", id="markdown, backslashes"),
        pytest.param("\n".join(WRAPPED), "text", id="text"),
        pytest.param("\r\n".join(WRAPPED) + "\r\n", "text", id="text, CRLF"),
        pytest.param("\r".join(WRAPPED) + "\r", "text", id="text, CR"),
        pytest.param("\n".join("   " + line + " " for line in WRAPPED), "text", id="text, indented"),
        pytest.param("```\n" + "\n".join(WRAPPED) + "\n```\n", "markdown", id="code fence"),
        pytest.param("\n".join("    " + line for line in WRAPPED), "markdown", id="code by indentation"),
        pytest.param("\n".join("> " + line for line in WRAPPED), "markdown", id="quote"),
    ],
)
def test_wrapped_lines_are_sentences(source: str, kind: str) -> None:
    assert read(source, kind) == SENTENCES


@pytest.mark.parametrize(
    ("source", "units"),
    [
        pytest.param(
            "<p>We keep your letters<br>for one year.</p>", ["S We keep your letters for one year."], id="short"
        ),
        pytest.param(
            "<p>Larkspur and<br>Hopwell share a shed.</p>", ["S Larkspur and Hopwell share a shed."], id="name"
        ),
        pytest.param(
            "<p>We keep letters, orders,<br>invoices and receipts.</p>",
            ["S We keep letters, orders, invoices and receipts."],
            id="comma",
        ),
        pytest.param(
            "<p>Under the <br>General Data Protection Regulation you may ask us.</p>",
            ["S Under the General Data Protection Regulation you may ask us."],
            id="capital",
        ),
        pytest.param("<li>letters that you<br>write to us</li>", ["I letters that you write to us"], id="item"),
        pytest.param(
            "<h2>What we do<br>with letters</h2><p>We sort.</p>", ["H What we do with letters", "S We sort."], id="h2"
        ),
        pytest.param("<p>We keep letters.<br>We burn them.</p>", ["S We keep letters.", "S We burn them."], id="two"),
        pytest.param("<p>We keep let<wbr>ters.</p>", ["S We keep letters."], id="wbr"),
    ],
)
def test_a_break_within_a_sentence_does_not_end_it(source: str, units: list[str]) -> None:
    assert read(source) == units


def test_wrapped_paragraphs_in_pre_stay_apart() -> None:
    text = "\n".join(WRAPPED)
    source = f"<pre>LETTERS\n\n{text}\n\n{text}</pre>"
    assert read(source) == ["H LETTERS", *SENTENCES, *SENTENCES]
    assert {section for _, section in list_sections(source)} == {"LETTERS"}


@pytest.mark.parametrize("form", ["<pre>{}</pre>", "{}"])
def test_wrapped_items_in_fixed_text_are_whole(form: str) -> None:
    lines = (
        "We keep:\n\n  - orders, for as long as the tax office may ask us\n    about them\n  - letters\n\nWe sort them."
    )
    kind = "html" if form.startswith("<") else "text"
    items = ["I orders, for as long as the tax office may ask us about them", "I letters"]
    assert read(form.format(lines), kind) == ["S We keep:", *items, "S We sort them."]
