"""A browser, pages that must stay quiet, and the explorer of the real and of a tiny release."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mepp5.paths import ROOT
from mepp5.site.command import write_site

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The explorer of the real release; not to be changed."""
    return write_site(tmp_path_factory.mktemp("site"), root=ROOT).parent


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> Path:
    """The explorer of the tiny release with a hostile sentence; not to be changed."""
    from tests.site.fixture_site import make_hostile

    root = make_hostile(tmp_path_factory.mktemp("hostile"))
    return write_site(tmp_path_factory.mktemp("tiny"), root=root).parent


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """Debian's Chromium, driven by Playwright."""
    if CHROMIUM is None:
        pytest.skip("no chromium on the path: install Debian's package chromium to run what needs a browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra test)")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser) -> Iterator[Callable]:
    """Open a file, at an address inside it, in a fresh context; fail at the end if a page was not quiet."""
    contexts, faults = [], []

    def note_request(request) -> None:
        if not request.url.startswith("file://"):
            faults.append(f"request: {request.url}")

    def open_file(path: Path, address: str = "", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: faults.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("request", note_request)
        page.goto(path.as_uri() + address)
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert not faults
