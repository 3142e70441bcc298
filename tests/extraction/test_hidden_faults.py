"""Panels that a click opens are part of the policy; hidden menus, forms and templates are not."""

import pytest

from tests.extraction.fixture_units import PAGE, UNITS, list_sections, read

PANEL = "Larkspur stores your orders for six years and shreds them afterwards."
HIDDEN = [
    'style="display:none"',
    'style="color: green; DISPLAY : NONE !important"',
    'style="visibility: hidden; height: 0"',
    "hidden",
    'hidden=""',
    'hidden="until-found"',
    'aria-hidden="true"',
    'class="panel collapse" aria-hidden="true" style="display: none;" hidden',
    'role="tabpanel" hidden',
    'role="region" aria-labelledby="b1" hidden',
]


@pytest.mark.parametrize("attributes", HIDDEN)
@pytest.mark.parametrize("tag", ["div", "section", "article", "blockquote"])
def test_a_hidden_panel_is_read(tag: str, attributes: str) -> None:
    assert read(f"<{tag} {attributes}><p>{PANEL}</p></{tag}>") == [f"S {PANEL}"]
    assert read(f"{PAGE}<h2>Storage</h2><{tag} {attributes}>{PANEL}</{tag}>{PAGE}") == [
        *UNITS,
        "H Storage",
        f"S {PANEL}",
        *UNITS,
    ]


@pytest.mark.parametrize(
    ("panel", "units"),
    [
        pytest.param("<div hidden><p>We never sell it.</p></div>", ["S We never sell it."], id="short sentence"),
        pytest.param(
            "<div hidden><p>We ask for:</p><ul><li>your name</li><li>your street</li></ul></div>",
            ["S We ask for:", "I your name", "I your street"],
            id="list",
        ),
        pytest.param(
            f"<dl><dt>Storage</dt><dd style='display:none'>{PANEL}</dd></dl>", ["H Storage", f"S {PANEL}"], id="dl"
        ),
        pytest.param(
            f"<ul><li>{PANEL}</li><li hidden>Larkspur never shows your orders to other customers.</li></ul>",
            [f"I {PANEL}", "I Larkspur never shows your orders to other customers."],
            id="item",
        ),
        pytest.param(
            f"<details><summary>Storage</summary><p>{PANEL}</p></details>", ["H Storage", f"S {PANEL}"], id="details"
        ),
        pytest.param(
            f"<div hidden><div aria-hidden='true'><p style='display:none'>{PANEL}</p></div></div>",
            [f"S {PANEL}"],
            id="nested",
        ),
        pytest.param(
            f"<div hidden><h3>Storage</h3><p>{PANEL}</p><p>Ask us.</p></div>",
            ["H Storage", f"S {PANEL}", "S Ask us."],
            id="heading",
        ),
        pytest.param(
            "<table><tr><th>Data</th><th>Use</th></tr><tr style='display:none'><td>Postcode</td>"
            "<td>We use it to find a courier in your town.</td></tr></table>",
            ["H Data | Use", "R Postcode | We use it to find a courier in your town."],
            id="row",
        ),
        pytest.param(
            f'<div hidden><p>{PANEL} <a href="/orders">More about orders</a></p></div>',
            [f"S {PANEL}", "S More about orders"],
            id="link",
        ),
    ],
)
def test_a_hidden_panel_is_read_as_if_it_were_open(panel: str, units: list[str]) -> None:
    assert read(PAGE + panel + PAGE) == [*UNITS, *units, *UNITS]


def test_the_button_of_a_panel_heads_it() -> None:
    source = f'{PAGE}<h3><button aria-expanded="false">Storage of orders</button></h3><div hidden><p>{PANEL}</p></div>'
    assert dict(list_sections(source))[PANEL] == "Storage of orders"


@pytest.mark.parametrize("attributes", HIDDEN)
@pytest.mark.parametrize(
    "inside",
    [
        pytest.param('<ul><li><a href="/a">Seeds</a></li><li><a href="/b">Bulbs</a></li></ul>', id="menu"),
        pytest.param('<nav><a href="/a">Seeds</a> <a href="/b">Bulbs</a></nav>', id="nav"),
        pytest.param("<form><p>Send us your e-mail address and we will write.</p><input name=a></form>", id="form"),
        pytest.param("<label>Tell us your favourite flower, please.</label><textarea></textarea>", id="field"),
        pytest.param("<p>Dear {{ name }}, your order number {{ number }} has arrived.</p>", id="mustache"),
        pytest.param("<span>expand_more</span>", id="icon"),
        pytest.param("<p>Loading</p>", id="one word"),
    ],
)
def test_a_hidden_menu_form_or_template_is_left_out(attributes: str, inside: str) -> None:
    assert read(f"{PAGE}<div {attributes}>{inside}</div>{PAGE}") == [*UNITS, *UNITS]


@pytest.mark.parametrize(
    "inside",
    [
        '<script type="text/template"><p>We sell your orders to everybody in town.</p></script>',
        '<script type="text/x-handlebars"><div>{{#if a}}We sell your orders to everybody.{{/if}}</div></script>',
        "<template><p>We sell your orders to everybody in town.</p></template>",
        "<noscript><p>Please turn on JavaScript to see this page as it should be.</p></noscript>",
        '<nav hidden><p>Here you find all that we have on the subject.</p><a href="/a">Seeds</a></nav>',
        '<div id="cookie-banner" style="display:none"><p>We set cookies to make this site better for you.</p>'
        "<button>Accept</button></div>",
        '<div class="modal newsletter" aria-hidden="true"><p>Read about new bulbs every month in our letter.</p>'
        '<input type="email"></div>',
        "<!-- <p>We sell your orders to everybody in town.</p> -->",
    ],
)
def test_what_no_click_opens_as_text_is_left_out(inside: str) -> None:
    assert read(PAGE + inside + PAGE) == [*UNITS, *UNITS]


def test_an_icon_in_a_sentence_is_left_out() -> None:
    source = f'<p><i aria-hidden="true">expand_more</i>{PANEL}<span aria-hidden="true">open_in_new</span></p>'
    assert read(source) == [f"S {PANEL}"]


def test_a_hidden_panel_in_markdown_is_read() -> None:
    source = f'## Storage\n\n<div style="display: none">\n\n{PANEL}\n\n</div>\n'
    assert read(source, "markdown") == ["H Storage", f"S {PANEL}"]
