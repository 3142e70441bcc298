"""Markdown as archives of pages have it: HTML within it is read as HTML, and images are no text."""

import pytest

from tests.extraction.fixture_units import list_sections, list_units, read

DATA = "data:image/gif;base64," + 9 * "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
SENTENCE = "We keep letters in a shed."
CELLS = [
    pytest.param(
        "<div><p>We keep:</p><ul><li>your name</li><li>your town<ul><li>street</li><li>house</li></ul></li></ul></div>",
        ["S We keep:", "I your name", "I your town", "I street", "I house"],
        id="nested lists",
    ),
    pytest.param(
        f"<div><h4>Letters</h4>{SENTENCE}<ol><li>Most are orders.</li><li>Some are not.</li></ol></div>",
        ["H Letters", f"S {SENTENCE}", "I Most are orders.", "I Some are not."],
        id="heading and ol",
    ),
    pytest.param(
        f"<div><div><b>Letters</b></div><div>{SENTENCE}</div></div>", ["H Letters", f"S {SENTENCE}"], id="divs"
    ),
]


@pytest.mark.parametrize(("cell", "units"), CELLS)
@pytest.mark.parametrize(
    "form",
    [
        "<table><tr><td>{}</td></tr></table>",
        "<div class='text'><table><tbody><tr><td>{}</td></tr></tbody></table></div>",
        "| |\n|---|\n| {} |\n",
        "<table>\n<tr>\n<td>\n\n{}\n\n</td>\n</tr>\n</table>\n",
    ],
    ids=["table", "div", "pipe table", "table with empty lines"],
)
def test_html_in_a_cell_is_read_unit_by_unit(form: str, cell: str, units: list[str]) -> None:
    assert read(f"# Larkspur\n\n{form.format(cell)}\n\nWe burn all of it.\n", "markdown") == [
        "H Larkspur",
        *units,
        "S We burn all of it.",
    ]


def test_a_long_cell_is_no_row_of_thousands_of_characters() -> None:
    items = "".join(f"<li>what you write in letter number {number}</li>" for number in range(200))
    units = list_units(f"| Data | Use |\n|---|---|\n| <ul>{items}</ul> | none |\n", "markdown")
    assert sum(unit.kind == "list_item" for unit in units) == 200
    assert max(len(unit.text) for unit in units) < 100


@pytest.mark.parametrize(
    "image",
    [
        f"![leaf]({DATA})",
        f"![]({DATA})",
        f'![leaf]({DATA} "A leaf")',
        f"![leaf](<{DATA}>)",
        f"[![leaf]({DATA})](/home)",
        f'<img src="{DATA}" alt="leaf">',
        f'<a href="/"><img src="{DATA}"></a>',
        "![leaf](leaf.svg)",
        "![A leaf of our larkspur, which we grow ourselves.](leaf.svg)",
        f"![leaf](\n{DATA})",
        f"[]({DATA})",
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>{SENTENCE}</text></svg>',
        f'<object data="{DATA}"></object>',
    ],
)
@pytest.mark.parametrize("place", ["{0}\n\n{1}\n", "{1}\n\n{0}\n", "{0} {1}\n", "- {0} {1}\n"])
def test_an_image_is_no_text(image: str, place: str) -> None:
    kind = "I" if place.startswith("-") and "\n" not in image else "S"
    units = read(place.format(image, SENTENCE), "markdown")
    assert [line[2:] for line in units] == [SENTENCE]
    assert units[0][0] in {kind, "S", "I"}


def test_an_image_whose_address_stands_elsewhere_is_no_text() -> None:
    assert read(f"![leaf][1] {SENTENCE}\n\n![leaf]\n\n[1]: {DATA}\n[leaf]: {DATA}\n", "markdown") == [f"S {SENTENCE}"]


@pytest.mark.parametrize("kind", ["markdown", ""])
def test_an_image_in_a_sentence_leaves_it_whole(kind: str) -> None:
    source = f"# Larkspur\n\nWe keep ![leaf]({DATA}) letters in a shed.\n"
    assert read(source, kind) == ["H Larkspur", f"S {SENTENCE}"]


def test_an_image_in_html_is_no_text() -> None:
    assert read(f'<p><img src="{DATA}" alt="leaf">{SENTENCE}</p><img src="{DATA}">') == [f"S {SENTENCE}"]


def test_html_between_markdown_keeps_sections() -> None:
    source = f"## Letters\n\n<div>\n<p>{SENTENCE}</p>\n</div>\n\n## Parcels\n\n<ul><li>We weigh them.</li></ul>\n"
    assert list_sections(source, "markdown") == [(SENTENCE, "Letters"), ("We weigh them.", "Parcels")]


@pytest.mark.parametrize(
    ("source", "units"),
    [
        pytest.param(
            "We ask for:\n- your name\n- your street\n", ["S We ask for:", "I your name", "I your street"], id="-"
        ),
        pytest.param(
            "We ask for:\n1) your name\n2) your street\n", ["S We ask for:", "I your name", "I your street"], id="1)"
        ),
        pytest.param("* your name\n    * first\n    * last\n", ["I your name", "I first", "I last"], id="nested"),
        pytest.param("We ask\\\nfor letters.\n", ["S We ask for letters."], id="backslash"),
        pytest.param("Letters\n-------\nWe burn them.\n", ["H Letters", "S We burn them."], id="setext"),
        pytest.param(
            "<!-- none -->\nWe burn letters.<br>We burn parcels.\n",
            ["S We burn letters.", "S We burn parcels."],
            id="br",
        ),
        pytest.param("We ask for ~~age~~ name.\n", ["S We ask for name."], id="deleted"),
        pytest.param("We wait ~5 days, or ~7 days.\n", ["S We wait ~5 days, or ~7 days."], id="tilde"),
        pytest.param("We ask&nbsp;for &amp; keep it.\n", ["S We ask for & keep it."], id="entities"),
        pytest.param(
            "Write to <garden@larkspur.example> first.\n", ["S Write to garden@larkspur.example first."], id="link"
        ),
    ],
)
def test_markdown_is_read_as_it_is_shown(source: str, units: list[str]) -> None:
    assert read(source, "markdown") == units
