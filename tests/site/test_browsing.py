"""The pages in a browser: quiet, fast, reached by keyboard, for everybody, on every size."""

import pytest

POLICY = "huami-2021"
KINDS = ("index", POLICY, "changes-huami-2021--zepp-2024", "taxonomy", "predictions")
SECOND = 1000  # milliseconds within which the largest page is to be used
PHONE = {"viewport": {"width": 360, "height": 740}}
DARK = {"color_scheme": "dark"}


def shown(page) -> list[str]:
    return page.eval_on_selector_all(".c:not([hidden])", "all => all.map((each) => each.id)")


def choose(page, **choices: str) -> int:
    for name, value in choices.items():
        page.select_option(f"[name={name}]", value)
    found = page.inner_text("#count")
    return int(found.split()[0])


@pytest.fixture
def policy(site, open_page):
    return open_page(site / f"{POLICY}.html")


def find_violations(page) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found if each["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("options", [{}, PHONE, DARK], ids=["wide", "phone", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_bars_anyone(site, open_page, kind, options):
    page = open_page(site / f"{kind}.html", **options)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert find_violations(page) == []


def test_an_open_panel_bars_nobody(policy):
    policy.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    policy.wait_for_selector(".c button")
    assert find_violations(policy) == []


def test_all_pages_are_quiet_and_fit_a_phone(site, open_page):
    for path in sorted(site.glob("*.html")):
        page = open_page(path, **PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path


def test_the_largest_page_is_there_within_a_second(site, open_page):
    largest = max(site.glob("*.html"), key=lambda path: path.stat().st_size)
    timing = "performance.getEntriesByType('navigation')[0].loadEventEnd"
    times = [open_page(largest).evaluate(timing) for _ in range(3)]
    assert 0 < min(times) < SECOND


def test_filters_leave_what_has_what_is_asked(policy):
    everything = len(shown(policy))
    assert choose(policy, category="data_security") == len(shown(policy)) < everything
    has = "all => all.every((each) => each.dataset.p.includes('data_security/'))"
    assert policy.eval_on_selector_all(".c:not([hidden])", has)
    policy.click("button[type=reset]")
    policy.wait_for_selector(f":nth-match(.c:not([hidden]), {everything})")
    assert choose(policy, polarity="negated", category="specific_audiences") > 0
    has = "all => all.every((each) => each.dataset.p.includes('specific_audiences/negated'))"
    assert policy.eval_on_selector_all(".c:not([hidden])", has)


def test_slots_and_disputes_are_filtered(policy):
    anyone = choose(policy, slot="purpose")
    assert 0 < choose(policy, slot="purpose/advertising") < anyone
    policy.select_option("[name=slot]", "")
    everything, disputed, agreed = len(shown(policy)), choose(policy, disputed="any"), choose(policy, disputed="none")
    assert disputed + agreed == everything
    assert 0 < choose(policy, disputed="slots") < disputed


def test_headings_of_nothing_go_and_come_back(policy):
    headings = "all => all.filter((each) => !each.hidden).length"
    everything = policy.eval_on_selector_all("#text :is(h2, h3, h4)", headings)
    policy.fill("[name=words]", "pixel tag allows")
    assert shown(policy) == ["0047"]
    assert 0 < policy.eval_on_selector_all("#text :is(h2, h3, h4)", headings) < 5
    policy.fill("[name=words]", "")
    assert policy.eval_on_selector_all("#text :is(h2, h3, h4)", headings) == everything


def test_search_finds_words_across_marks_and_shows_them(policy):
    policy.fill("[name=words]", "USER HAS  visited a")  # a slot begins at "visited"
    assert shown(policy) == ["0047"]
    marked = policy.evaluate("[...CSS.highlights.get('found')].map((range) => range.toString())")
    assert marked == ["user has visited a"]
    policy.fill("[name=words]", "no such words")
    assert policy.inner_text("#count").startswith("0 of ")


def test_an_address_leads_to_its_clause(site, open_page):
    page = open_page(site / "index.html", f"#{POLICY}/0042")
    page.wait_for_url(f"**/{POLICY}.html#0042")
    assert page.eval_on_selector(":target", "each => each.id") == "0042"
    assert page.locator("[id='0042']").is_visible()
    other = open_page(site / "index.html", "#nowhere/0042")
    assert other.url.endswith("index.html#nowhere/0042")


def test_an_address_shows_a_clause_that_a_filter_hid(policy):
    policy.fill("[name=words]", "pixel tag allows")
    policy.evaluate("location.hash = '#0042'")
    policy.wait_for_selector("[id='0042']:not([hidden])")
    assert policy.locator("[id='0042'] .t").is_visible()


def test_the_panel_opens_by_keyboard(policy):
    policy.focus("[id='0048'] summary")
    policy.keyboard.press("Enter")
    panel = policy.locator("[id='0048'] details")
    assert panel.get_attribute("open") is not None
    assert "minimalist" in panel.inner_text()
    policy.keyboard.press("Escape")
    assert panel.get_attribute("open") is None
    assert policy.evaluate("document.activeElement.closest('.c').id") == "0048"


def test_the_panel_opens_by_a_press_on_the_words(policy):
    policy.click("[id='0048'] .t")
    assert policy.locator("[id='0048'] .reason").is_visible()
    policy.click("[id='0048'] .t")
    assert not policy.locator("[id='0048'] .reason").is_visible()


def test_without_scripts_the_text_is_read_and_panels_open(site, open_page):
    page = open_page(site / f"{POLICY}.html", java_script_enabled=False)
    page.click("[id='0048'] summary")
    assert page.locator("[id='0048'] .reason").is_visible()
    assert not page.locator("#clause-filters").is_visible()  # it would do nothing


def test_a_clause_is_cited_with_version_and_address(site, open_page):
    from mepp5.version import read_version

    page = open_page(site / f"{POLICY}.html", permissions=["clipboard-read", "clipboard-write"])
    page.click("[id='0042'] .t")
    page.click("[id='0042'] button")
    page.wait_for_selector("[id='0042'] [role=status]:not(:empty)")
    told = page.inner_text("[id='0042'] [role=status]")
    assert f"clause {POLICY}/0042" in told
    assert f"version {read_version()}. {POLICY}.html#0042" in told
    assert told.removeprefix("Copied: ") == page.evaluate("navigator.clipboard.readText()")


def test_the_first_key_reaches_the_content(policy):
    policy.keyboard.press("Tab")
    assert policy.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert policy.locator(".skip").bounding_box()["x"] >= 0
    policy.keyboard.press("Enter")
    assert policy.evaluate("document.activeElement.id") == "content"


def test_paper_has_the_text_and_no_controls(policy):
    policy.emulate_media(media="print")
    assert policy.locator("[id='0042'] .t").is_visible()
    assert policy.locator("[id='0042'] .chip").is_visible()
    assert not policy.locator("#clause-filters").is_visible()
    assert not policy.locator("nav").first.is_visible()


def test_the_change_page_filters_and_leads_to_clauses(site, open_page):
    page = open_page(site / "changes-huami-2021--zepp-2024.html")
    page.check("[name=effect][value=narrower]")
    effects = page.eval_on_selector_all(".entry:not([hidden])", "all => all.map((each) => each.dataset.effects)")
    assert effects
    assert all("narrower" in each for each in effects)
    page.locator(".entry:not([hidden]) .source a").first.click()
    page.wait_for_selector(".c:target")


@pytest.mark.parametrize("kind", ["beta", "index", "predictions", "changes-alpha-2020--gamma-2022"])
def test_a_script_in_a_policy_stays_text(tiny, open_page, kind):
    from tests.site.fixture_site import SCRIPT

    page = open_page(tiny / f"{kind}.html")
    assert "broken" not in page.title()
    assert page.locator("main script:not([type]), main b b").count() == 0
    if kind == "beta":
        assert page.text_content("[id='0006'] .t") == SCRIPT
