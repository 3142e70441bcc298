"""The page: one file that asks nothing of others, in which a policy's words stay words."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest
from lxml import html

from mepp5.diff.comparison import Clause, Comparison, Document, Entry
from mepp5.diff.filtering import select_entries
from mepp5.diff.page import make_page
from mepp5.diff.sections import COUNTED, count_entries, pair_sections
from tests.diff.fixture_comparison import COMPARISON, ENTRIES

# Every attribute by which HTML, or SVG in it, fetches something.
FETCHING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest")


def make(comparison: Comparison = COMPARISON, shown=None) -> str:
    return make_page(comparison, select_entries(comparison) if shown is None else shown)


def text_of(element) -> str:
    return " ".join(element.text_content().split())


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(make())


def test_nothing_is_loaded_from_anywhere():
    page = html.document_fromstring(make())
    assert not page.xpath("//link | //img | //iframe | //object | //embed | //base | //script[@src]")
    assert not [name for element in page.iter() for name in element.attrib if name in FETCHING or name.startswith("on")]
    assert not [link for link in page.xpath("//@href") if not link.startswith("#")]
    assert not re.search(r"https?:|url\(|@import", page.xpath("string(//style)") + page.xpath("string(//script)"))


def test_the_policy_of_the_page_allows_its_own_style_and_script_alone():
    text = make()
    page = html.document_fromstring(text)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name in ("style", "script"):
        (content,) = re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        assert rules[f"{name}-src"] == f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"
    assert not page.xpath("//*[@style]")


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "</style><img src=https://example.org/x>",
        "--></details></main>",
        '" onclick="alert(1)',
        "{{ 7 * 7 }}{% raw %}",
    ],
)
def test_what_looks_like_markup_stays_text(words):
    hostile = Clause(f"new/{words}", words, (words,), (words,))
    document = Document(words, words, words)
    entry = Entry((), (hostile,), "added", effects=("broader",), scores={words: 1.0})
    text = make(Comparison(document, document, (entry,), notes=(words,)))
    assert "<script>alert" not in text
    page = html.document_fromstring(text)
    assert len(page.xpath("//script")) == len(page.xpath("//style")) == 1
    assert not page.xpath("//img | //*[@onclick]")
    (clause,) = page.find_class("clause")
    assert clause.text_content() == words
    assert [each.get("id") for each in page.find_class("entry")] == ["change-1"]


def test_no_sign_that_HTML_forbids_or_that_turns_words_gets_into_the_page():
    forbidden = "\x00\x07\x0c\x1b\x7f\x85\x9b\u202a\u202e\u2066\u2069\ufdd0\uffff"
    words = f"We keep{forbidden}data \u200f\xad\xa0."
    clause = Clause(f"new/{words}", words, (words,), (words,))
    document = Document(words, words, words)
    entry = Entry((), (clause,), "added", effects=("broader",), scores={words: 1.0})
    text = make(Comparison(document, document, (entry,), notes=(words,)))
    assert not set(text) & set(forbidden)
    (clause,) = html.document_fromstring(text).find_class("clause")
    assert clause.text_content() == words.translate({ord(sign): 0xFFFD for sign in forbidden})


def test_old_and_new_stand_whole_with_what_was_taken_out_and_put_in(page):
    entry = page.get_element_by_id("change-5")
    old, new = (entry.find_class(f"side {side}")[0] for side in ("old", "new"))
    assert [text_of(each) for each in old.iter("del")] == ["13"]
    assert [text_of(each) for each in new.iter("ins")] == ["16 and buyers"]
    assert text_of(old.find_class("clause")[0]) == "No lamps for children under 13."
    assert text_of(new.find_class("clause")[0]) == "No lamps for children under 16 and buyers."
    assert [text_of(each) for each in entry.iter("li")] == [
        "audience: 13 → 16 ▼ narrower",
        "audience: nothing → and buyers ▲ broader",
    ]


def test_each_side_says_under_which_heading_it_stands(page):
    def list_places(anchor: str) -> list[str]:
        return [text_of(each) for each in page.get_element_by_id(anchor).find_class("place")]

    assert list_places("change-4") == ["Data › [bold]Loans"]
    assert list_places("change-5") == []  # the section's heading says it


def test_the_whole_policy_can_be_read(page):
    for side, clauses in (
        ("old", [each for entry in ENTRIES for each in entry.old]),
        ("new", [each for entry in ENTRIES for each in entry.new]),
    ):
        found = [each.text_content() for each in page.xpath(f"//div[@class='side {side}']/p[@class='clause']")]
        assert sorted(found) == sorted(each.text for each in clauses)


def test_what_is_not_shown_is_folded():
    def list_folded(page: str) -> set[str]:
        return set(html.document_fromstring(page).xpath("//details//article/@id"))

    assert list_folded(make()) == {"change-1", "change-2", "change-3"}
    assert list_folded(make(shown=ENTRIES[4:5])) == {f"change-{number}" for number in (1, 2, 3, 4, 6, 7, 8)}
    assert list_folded(make(shown=ENTRIES)) == set()


def test_the_table_counts_as_the_sections_do_and_leads_to_them(page):
    rows = [[text_of(cell) for cell in row] for row in page.xpath("//table//tr")]
    counted = [section.entries for section in pair_sections(COMPARISON)] + [ENTRIES]
    assert [row[1:] for row in rows[1:]] == [[str(n) for n in count_entries(each).values()] for each in counted]
    assert len(rows[0]) == len(COUNTED) + 1
    targets = page.xpath("//table//a/@href")
    assert len(targets) == len(counted) - 1
    assert [text_of(page.get_element_by_id(target[1:])) for target in targets] == [row[0] for row in rows[1:-1]]


def test_ids_are_unique_and_every_link_leads_somewhere(page):
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)
    assert {name for value in page.xpath("//@aria-labelledby") for name in value.split()} <= set(ids)


def test_who_listens_finds_the_way(page):
    assert page.get("lang") == "en"
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.find("body")[0].get("href") == "#changes"
    assert not [each for each in page.xpath("//select | //input") if each.getparent().tag != "label"]
    assert not [each for each in page.xpath("//th") if not each.get("scope")]


def test_effects_are_words_with_signs(page):
    for effect in page.find_class("effect"):
        assert text_of(effect) in ("▲ broader", "▼ narrower", "◆ different")


def test_filters_are_hidden_until_a_script_runs(page):
    assert page.get_element_by_id("filters").get("hidden") is not None
    assert not page.xpath("//article[@hidden]")
    assert page.xpath("//input[@name='effect']/@value") == ["broader", "narrower", "different"]


def test_no_control_hides_what_the_form_itself_can_do(page):
    # A control's id or name takes the place of the form's own property: form.reset() would then be no function.
    names = {name for form in page.iter("form") for each in form.iter() for name in (each.get("id"), each.get("name"))}
    assert "effect" in names
    assert not names & {"reset", "submit", "elements", "length", "action", "method", "hidden", "addEventListener"}


def test_a_prediction_says_so_and_has_scores():
    entries = (replace(ENTRIES[4], scores={"link": 0.914}),)
    page = html.document_fromstring(make(replace(COMPARISON, entries=entries, predicted=True)))
    assert "predicted by a model" in text_of(page.find(".//header"))
    assert "Scores: link 0.91" in text_of(page.get_element_by_id("change-1"))


@pytest.mark.parametrize(
    ("entries", "words"),
    [((), "Nothing changed."), (ENTRIES[:1], "Nothing changed."), (ENTRIES[5:6], "No clause of alpha-2020 states")],
)
def test_equal_ones_and_strangers_are_a_page_too(entries, words):
    page = html.document_fromstring(make(replace(COMPARISON, entries=entries)))
    assert text_of(page.find_class("verdict")[0]).startswith(words)


def test_every_element_that_is_opened_is_closed():
    # lxml mends silently; so count.
    text = re.sub(r"<(style|script)>.*?</\1>", "", make(), flags=re.DOTALL)
    opened, closed = (re.findall(pattern, text) for pattern in (r"<([a-z]\w*)", r"</(\w+)"))
    void = ("meta", "input", "br")
    assert sorted(name for name in opened if name not in void) == sorted(closed)
