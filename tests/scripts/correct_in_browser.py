"""Correct in a browser what was predicted, as an annotator does; run by the environment that has playwright.

    .venv/bin/python tests/scripts/correct_in_browser.py < WORK.json

WORK is {"url", "email", "password", "tasks": [TASK]}, TASK {"project", "task", "draw": [[words, label]], "choices":
{words: choice}}.
Every region without a choice gets that of its words, else "affirmed" for a practice and the first value for a slot.
"""

import json
import re
import shutil
import sys
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright

ROWS = ".lsf-outliner-item__content"
GROUPS = ".lsf-choices:not(.lsf-choices_hidden):has(input[type=radio])"
TEXT = ".lsf-htx-richtext"
DEFAULT = "affirmed"
# Where the words stand on the page: the rectangles of a range over the text's nodes.
FIND = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.data.indexOf(words);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + words.length);
    const boxes = [...range.getClientRects()];
    const [first, last] = [boxes[0], boxes[boxes.length - 1]];
    return [first.left + 1, (first.top + first.bottom) / 2, last.right - 1, (last.top + last.bottom) / 2];
  }
}"""


def log_in(page: Page, work: dict[str, Any]) -> None:
    page.goto(f"{work['url']}/user/login")
    page.fill("input[name=email]", work["email"])
    page.fill("input[name=password]", work["password"])
    page.click("button[type=submit]")
    page.wait_for_load_state("networkidle")


def draw(page: Page, words: str, label: str) -> None:
    """Choose the label and drag over the words."""
    page.keyboard.press("Escape")
    page.locator(".lsf-label__text", has_text=re.compile(rf"^{label}$")).first.click()
    left, top, right, bottom = page.evaluate(FIND, [TEXT, words])
    before = page.locator(ROWS).count()
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=20)
    page.mouse.up()
    page.wait_for_function("([rows, count]) => document.querySelectorAll(rows).length > count", arg=[ROWS, before])


def choose(page: Page, row: Locator, choices: dict[str, str]) -> None:
    """Give a region its polarity or value, if it has none."""
    row.click()
    page.wait_for_selector(GROUPS)
    group = page.locator(GROUPS).first
    if group.locator("input:checked").count():
        return
    words = " ".join(row.inner_text().split())
    wanted = next((choice for part, choice in choices.items() if part in words), DEFAULT)
    options = group.locator("label")
    fitting = options.filter(has_text=re.compile(rf"^{wanted}(?:\[|$)"))
    (fitting if fitting.count() else options).first.click()


def finish(page: Page, url: str, task: dict[str, Any]) -> None:
    page.goto(f"{url}/projects/{task['project']}/data?task={task['task']}")
    page.wait_for_selector(TEXT)
    page.wait_for_selector(ROWS)
    for words, label in task["draw"]:
        draw(page, words, label)
    rows = page.locator(ROWS)
    for number in range(rows.count()):
        choose(page, rows.nth(number), task["choices"])
    with page.expect_response(
        lambda response: response.request.method == "POST" and "/annotations" in response.url
    ) as got:
        page.get_by_label("Submit current annotation").click()
    assert got.value.status == 201, got.value.text()


def main() -> None:
    work = json.load(sys.stdin)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1600, "height": 1200})
        log_in(page, work)
        for task in work["tasks"]:
            finish(page, work["url"], task)
        browser.close()


if __name__ == "__main__":
    main()
