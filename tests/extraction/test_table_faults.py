"""Tables that lay a page out: no cell is lost, and what a cell holds is read as it would be outside of one."""

import pytest

from tests.extraction.fixture_units import list_sections, read

SEEDS = "Larkspur keeps your orders for the tax office."
BULBS = "You may ask for a copy at any time."


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(f"<table><tr><td><table><tr><td>{SEEDS}</td></tr></table></td></tr></table>", id="two"),
        pytest.param(
            f"<table><tbody><tr><td><table><tbody><tr><td><table><tr><td><p>{SEEDS}</p></td></tr></table></td></tr>"
            "</tbody></table></td></tr></tbody></table>",
            id="three, with tbody",
        ),
        pytest.param(f"<table><tr><td><div><table><tr><th>{SEEDS}</th></tr></table></div></td></tr></table>", id="th"),
        pytest.param(
            f"<table><tr><td></td><td><table><tr><td>{SEEDS}</td></tr></table></td></tr></table>", id="spacer"
        ),
        pytest.param(
            f'<table role="presentation"><tr><td><center><table><tr><td><font size="2">{SEEDS}</font></td></tr></table>'
            "</center></td></tr></table>",
            id="center and font",
        ),
        pytest.param(f"<table><caption>{SEEDS}</caption></table>", id="caption alone"),
        pytest.param(f"<table><tr>{SEEDS}</tr></table>", id="no cell"),
        pytest.param(f"<table><tfoot><tr><td>{SEEDS}</td></tr></tfoot></table>", id="tfoot"),
    ],
)
def test_a_table_within_a_table_is_read(source: str) -> None:
    assert read(source) == [f"S {SEEDS}"]


def test_text_beside_an_inner_table_is_read() -> None:
    source = f"<table><tr><td>{BULBS}<table><tr><td>{SEEDS}</td></tr></table>We answer within a week.</td></tr></table>"
    assert read(source) == [f"S {BULBS}", f"S {SEEDS}", "S We answer within a week."]


def test_rows_of_an_inner_table_stay_rows() -> None:
    inner = "<table><tr><th>Data</th><th>Use</th></tr><tr><td>Postcode</td><td>To find a courier</td></tr></table>"
    source = f"<table><tr><td>{SEEDS}{inner}</td></tr></table>"
    assert read(source) == [f"S {SEEDS}", "H Data | Use", "R Postcode | To find a courier"]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        pytest.param([["Larkspur"], ["Contents", SEEDS]], [SEEDS], id="one, two"),
        pytest.param([["Larkspur", "Seeds"], ["Contents", "", SEEDS]], [SEEDS], id="two, three"),
        pytest.param([[""], ["", "", SEEDS, "", BULBS]], [SEEDS, BULBS], id="one, five"),
        pytest.param([["a", "b"], [SEEDS], ["c", BULBS, "d", "e"]], [SEEDS, BULBS], id="two, one, four"),
        pytest.param([["Data", "Use"], ["Postcode", "Couriers", SEEDS]], ["Postcode", "Couriers", SEEDS], id="data"),
    ],
)
def test_a_row_wider_than_the_first_loses_no_cell(rows: list[list[str]], kept: list[str]) -> None:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    clauses = "\n".join(text for text, _ in list_sections(f"<table>{cells}</table>"))
    assert [words for words in kept if words not in clauses] == []


def test_a_cell_over_two_columns_loses_nothing() -> None:
    source = f'<table><tr><td>A</td><td>B</td></tr><tr><td colspan="2">{SEEDS}</td></tr></table>'
    assert f"S {SEEDS}" in read(source)


def test_a_row_with_an_empty_cell_stays_a_row() -> None:
    source = "| Data | Use |\n|---|---|\n| Postcode | To find a courier |\n| Shoe size | |\n"
    assert read(source, "markdown") == ["H Data | Use", "R Postcode | To find a courier", "R Shoe size"]


@pytest.mark.parametrize("cell", ["td", "th"])
def test_headings_paragraphs_and_lists_of_a_cell_are_each_read(cell: str) -> None:
    inside = f"<h2>Letters</h2><p>{SEEDS}</p><ul><li>Most are orders.</li><li>A few are complaints.</li></ul>"
    source = f"<table><tr><{cell}>{inside}</{cell}></tr></table>"
    assert read(source) == ["H Letters", f"S {SEEDS}", "I Most are orders.", "I A few are complaints."]
    assert {section for _, section in list_sections(source)} == {"Letters"}


@pytest.mark.parametrize(
    ("inside", "units"),
    [
        pytest.param(
            "<h3>Letters</h3><ol><li>Most are orders.</li><li>A few are complaints.</li></ol>",
            ["H Letters", "I Most are orders.", "I A few are complaints."],
            id="ol",
        ),
        pytest.param(
            "<div><p>We keep:</p><ul><li>orders<ul><li>of seeds</li><li>of bulbs</li></ul></li></ul></div>",
            ["S We keep:", "I orders", "I of seeds", "I of bulbs"],
            id="nested lists",
        ),
        pytest.param(
            f"<p><b>Letters</b></p><p>{SEEDS}</p><p>{BULBS}</p>",
            ["H Letters", f"S {SEEDS}", f"S {BULBS}"],
            id="bold head",
        ),
        pytest.param(
            f"<dl><dt>Letters</dt><dd>{SEEDS}</dd></dl>",
            ["H Letters", f"S {SEEDS}"],
            id="dl",
        ),
    ],
)
@pytest.mark.parametrize("beside", ["", "<td></td>", '<td><img src="leaf.png" alt="A leaf"></td>'])
def test_a_layout_cell_is_no_row(inside: str, units: list[str], beside: str) -> None:
    assert read(f"<table><tr>{beside}<td>{inside}</td></tr></table>") == units


def test_a_cell_of_two_columns_with_a_list_has_no_literal_marks() -> None:
    source = (
        "<table><tr><td>Orders</td><td>We ask for:<ul><li>your name</li><li>your street</li></ul></td></tr></table>"
    )
    units = read(source)
    assert units[-3:] == ["S We ask for:", "I your name", "I your street"]
    assert not any("*" in unit or "•" in unit for unit in units)


@pytest.mark.parametrize("glyph", ["* ", "• ", "▪ "])
def test_bullets_typed_into_a_cell_are_items(glyph: str) -> None:
    source = f"<table><tr><td>We ask for:<br>{glyph}your name<br>{glyph}your street</td></tr></table>"
    assert read(source) == ["S We ask for:", "I your name", "I your street"]


def test_a_table_of_data_stays_rows() -> None:
    source = (
        "<table><thead><tr><th>Data</th><th>Use</th></tr></thead><tbody><tr><td>Postcode</td><td>To find a courier</td>"
        "</tr><tr><td>Shoe size</td><td>To send boots</td></tr></tbody></table><p>We add nothing to it.</p>"
    )
    rows = ["R Postcode | To find a courier", "R Shoe size | To send boots"]
    assert read(source) == ["H Data | Use", *rows, "S We add nothing to it."]
    assert [section for _, section in list_sections(source)] == ["Data | Use", "Data | Use", ""]
