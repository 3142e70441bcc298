"""Menus, links back to the top and pages without their text: nothing of them is a clause or heads a section."""

import pytest

from tests.extraction.fixture_units import PAGE, POLICY, UNITS, list_sections, list_units, read

LINKS = [("/seeds", "Seeds"), ("/bulbs", "Bulbs"), ("/garden", "Garden tools")]
MENUS = [
    pytest.param("<ul>" + "".join(f'<li><a href="{url}">{name}</a></li>' for url, name in LINKS) + "</ul>", id="ul"),
    pytest.param("<ol>" + "".join(f'<li><a href="{url}">{name}</a></li>' for url, name in LINKS) + "</ol>", id="ol"),
    pytest.param(
        "<ul>" + "".join(f'<li><p><span><a href="{url}">{name}</a></span></p></li>' for url, name in LINKS) + "</ul>",
        id="p and span",
    ),
    pytest.param("".join(f'<div><a href="{url}">{name}</a></div>' for url, name in LINKS), id="div"),
    pytest.param("<p>" + " | ".join(f'<a href="{url}">{name}</a>' for url, name in LINKS) + "</p>", id="one line"),
    pytest.param("<p>" + "<br>".join(f'<a href="{url}">{name}</a>' for url, name in LINKS) + "</p>", id="br"),
    pytest.param(
        "<table><tr>" + "".join(f'<td><a href="{url}">{name}</a></td>' for url, name in LINKS) + "</tr></table>",
        id="table",
    ),
    pytest.param(
        '<ul><li><a href="/shop">Shop</a><ul>'
        + "".join(f'<li><a href="{url}">{name}</a></li>' for url, name in LINKS)
        + "</ul></li></ul>",
        id="nested",
    ),
    pytest.param(
        "<ul>" + "".join(f'<li>› <a href="{url}">{name}</a></li>' for url, name in LINKS) + "</ul>", id="arrow"
    ),
]
MARKDOWN_MENUS = [
    "\n".join(f"- [{name}]({url})" for url, name in LINKS),
    "\n".join(f"{number}. [{name}]({url})" for number, (url, name) in enumerate(LINKS, 1)),
    " | ".join(f"[{name}]({url})" for url, name in LINKS),
]


@pytest.mark.parametrize("menu", MENUS)
def test_a_list_of_links_alone_has_no_clause(menu: str) -> None:
    assert not any(unit.is_clause for unit in list_units(menu))


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize("place", ["{menu}{page}", "{page}{menu}", "{page}{menu}{page}"])
def test_a_list_of_links_beside_a_policy_is_left_out(menu: str, place: str) -> None:
    assert read(place.format(menu=menu, page=PAGE)) == UNITS * place.count("page")


@pytest.mark.parametrize("menu", MARKDOWN_MENUS)
def test_a_markdown_list_of_links_is_left_out(menu: str) -> None:
    page = "\n\n".join(POLICY)
    assert not any(unit.is_clause for unit in list_units(menu, "markdown"))
    assert read(f"{menu}\n\n{page}\n\n{menu}", "markdown") == UNITS


@pytest.mark.parametrize(
    ("source", "units"),
    [
        pytest.param(
            '<p>These partners bring your parcels:</p><ul><li><a href="https://a.example">Brindle Couriers</a></li>'
            '<li><a href="https://b.example">Hopwell Post</a></li></ul>',
            ["S These partners bring your parcels:", "I Brindle Couriers", "I Hopwell Post"],
            id="after a lead-in",
        ),
        pytest.param(
            '<ul><li><a href="/a">We tell couriers where you live.</a></li><li><a href="/b">We tell banks what you pay.'
            "</a></li></ul>",
            ["I We tell couriers where you live.", "I We tell banks what you pay."],
            id="sentences",
        ),
        pytest.param(
            '<ul><li>your <a href="/name">name</a> and how you spell it</li><li>the street that you live in</li></ul>',
            ["I your name and how you spell it", "I the street that you live in"],
            id="a word of an item",
        ),
        pytest.param(
            '<p>Write to <a href="mailto:garden@larkspur.example">garden@larkspur.example</a>.</p>',
            ["S Write to garden@larkspur.example."],
            id="address",
        ),
    ],
)
def test_links_that_belong_to_the_text_stay(source: str, units: list[str]) -> None:
    assert read(PAGE + source + PAGE) == [*UNITS, *units, *UNITS]


TOPS = [
    "Back to top",
    "Back to Top ↑",
    "↑ Back to the top",
    "[Back to top]",
    "(back to top)",
    "^ Back to top",
    "Return to top",
    "Return to the top of this page",
    "Go to top",
    "Scroll to top",
    "Top",
    "▲ Top",
    "Top of page",
    "TOP OF THE PAGE",
    "Back to contents",
    "Back to the table of contents",
    "Skip to main content",
    "Jump to content",
]


@pytest.mark.parametrize("words", TOPS)
@pytest.mark.parametrize(
    "frame",
    ['<p><a href="#top">{}</a></p>', '<div><a href="#">{}</a></div>', '<h4><a href="#top">{}</a></h4>', "<p>{}</p>"],
)
def test_a_link_to_the_top_is_left_out(words: str, frame: str) -> None:
    source = f"<h2>Orders</h2><p>{POLICY[1]}</p>{frame.format(words)}<p>{POLICY[2]}</p>"
    assert read(source) == ["H Orders", UNITS[1], UNITS[2]]
    assert list_sections(source) == [(POLICY[1], "Orders"), (POLICY[2], "Orders")]


@pytest.mark.parametrize("words", TOPS[:1] + TOPS[6:7] + TOPS[12:13])
def test_a_link_to_the_top_before_one_sentence_is_left_out(words: str) -> None:
    assert list_sections(f'<p><a href="#top">{words}</a></p><p>We sort letters.</p>') == [("We sort letters.", "")]


@pytest.mark.parametrize("words", TOPS[:1] + TOPS[6:7] + TOPS[12:13])
@pytest.mark.parametrize(
    ("kind", "frame"), [("markdown", "[{}](#top)"), ("markdown", '<a href="#top">{}</a>'), ("text", "{}")]
)
def test_a_link_to_the_top_is_left_out_of_text(words: str, kind: str, frame: str) -> None:
    source = f"# Orders\n\n{POLICY[1]}\n\n{frame.format(words)}\n\n{POLICY[2]}\n"
    assert read(source, kind) == ["H Orders", UNITS[1], UNITS[2]]


@pytest.mark.parametrize(
    "words",
    ["Top priorities", "Back to school offers", "Top of the list", "Contents of your letters", "Menu of choices"],
)
def test_a_heading_that_only_begins_so_stays(words: str) -> None:
    assert read(f"<h2>{words}</h2><p>{POLICY[1]}</p>") == [f"H {words}", UNITS[1]]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param(
            "<html><head><title>L</title></head><body><h1>Larkspur Privacy Policy</h1></body></html>", "html", id="h1"
        ),
        pytest.param("<p>Larkspur Privacy Policy</p>", "html", id="p"),
        pytest.param("<h1>Larkspur Privacy Policy</h1><h2>Cookies</h2><h2>Contact</h2>", "html", id="headings"),
        pytest.param('<div id="app">Larkspur Privacy Policy</div><script>run()</script>', "html", id="script"),
        pytest.param("# Larkspur Privacy Policy\n", "markdown", id="markdown"),
        pytest.param("Larkspur Privacy Policy\n", "text", id="text"),
    ],
)
def test_a_page_whose_text_was_not_saved_has_no_clause(source: str, kind: str) -> None:
    clauses = [unit.text for unit in list_units(source, kind) if unit.kind in ("list_item", "table_row")]
    sentences = [unit.text for unit in list_units(source, kind) if unit.kind == "sentence"]
    assert (clauses, sentences) == ([], [])
