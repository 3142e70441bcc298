"""One's own predictions, scored in the browser as the official scorer does."""

import json

import pytest

from mepp5 import score
from mepp5.paths import ROOT
from mepp5.release.protocols import read_rows

ROWS = read_rows()
FIRST = ROWS[0]["id"]


def answer(row, **changes) -> dict:
    slots = [{name: slot[name] for name in ("start", "end", "slot", "value")} for slot in row["slots"]]
    return {"id": row["id"], "labels": row["labels"], "slots": slots} | changes


def dump(*entries: dict) -> bytes:
    return "".join(json.dumps(entry) + "\n" for entry in entries).encode()


@pytest.fixture
def page(site, open_page):
    return open_page(site / "predictions.html")


def give(page, content: bytes, name: str = "mine.jsonl") -> str:
    page.set_input_files("#file", {"name": name, "mimeType": "text/plain", "buffer": content})
    page.wait_for_selector("#verdict:not([hidden])")
    return page.inner_text("#verdict")


def read_micro(page, task: str) -> float:
    return float(page.inner_text(f"#micro-{task} td[data-name=F1]"))


def test_a_perfect_file_scores_1(page):
    told = give(page, dump(*map(answer, ROWS)))
    assert f"{len(ROWS)} clauses. Every clause that leave-one-policy-out" in told
    assert read_micro(page, "categories") == read_micro(page, "slots") == 1.0
    assert page.inner_text("#count") == f"0 of {len(ROWS)} clauses shown."
    page.select_option("[name=which]", "all")
    assert page.locator("#clauses h3").count() == page.locator("#clauses .right").count() == len(ROWS)


def test_a_real_file_scores_as_the_official_scorer_says(page):
    path = ROOT / "baselines/samples/holdout.jsonl"
    assert "Every clause that holdout tests is there." in give(page, path.read_bytes())
    assert read_micro(page, "categories") == score(path, "holdout")["all"]["micro_f1"]
    official = score(path, "holdout", "slots")["all"]["strict"]
    assert read_micro(page, "slots") == official["micro_f1"]
    cells = page.eval_on_selector_all("#tables table:last-child tbody tr", "all => all.map((each) => each.innerText)")
    for line in cells[1:]:
        name, f1 = line.split()[:2]
        if name in official["per_slot"]:
            assert float(f1) == official["per_slot"][name]["f1"]


def test_errors_are_listed_with_their_words(page):
    row = next(row for row in ROWS if row["slots"] and row["labels"] != ["do_not_track"])
    told = give(page, dump(answer(row, labels=["do_not_track"], slots=[])))
    assert "no official scores" in told
    shown = page.inner_text("#clauses")
    assert "✗ wrongly predicted: do_not_track" in shown
    assert f"✗ missed: {row['labels'][0]}" in shown
    slot = row["slots"][0]
    assert f"✗ missed: {slot['slot']} “{slot['text']}”" in shown
    page.select_option("[name=name]", "data_retention")
    assert page.inner_text("#count").startswith("0 of ")


def test_a_dropped_file_is_read(page):
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.items.add(new File([text], "dropped.jsonl"));
            document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        dump(answer(ROWS[0])).decode(),
    )
    page.wait_for_selector("#verdict:not([hidden])")
    assert page.inner_text("#verdict").startswith("dropped.jsonl: 1 clauses.")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "The file is empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"{\n", "Line 1: not valid JSON"),
        (b"[]\n", "Line 1: not a JSON object"),
        (dump({"id": "nowhere/0001", "labels": []}), "no clause has the id “nowhere/0001”"),
        (dump(answer(ROWS[0]), answer(ROWS[0])), "Line 2: the id"),
        (dump({"id": FIRST}), "neither labels nor slots"),
        (dump(answer(ROWS[0], labels=["spam"])), "“spam” is no category"),
        (dump(answer(ROWS[0], labels=["policy_change"] * 2)), "a category stands twice"),
        (dump(answer(ROWS[0], labels="policy_change")), "labels is no list"),
        (dump(answer(ROWS[0], slots=[{"start": 0, "end": 9999, "slot": "right"}])), "not inside the clause"),
        (dump(answer(ROWS[0], slots=[{"start": 0, "end": 1, "slot": "constructor"}])), "“constructor” is no slot"),
        (dump(answer(ROWS[0], slots=[{"start": 0, "end": 1, "slot": "right", "value": "x"}])), "is no value of right"),
        (dump(answer(ROWS[0], scores={})), "scores: first_party_collection_use is missing"),
        (dump(answer(ROWS[0]), {"id": ROWS[1]["id"], "slots": []}), "labels stand on some lines only"),
        (dump(answer(ROWS[0], note="x")), "the key “note” is unknown"),
        (dump(answer(ROWS[0], id="<img src=x onerror=alert(1)>")), "<img src=x onerror=alert(1)>"),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(page, content, problem):
    told = give(page, content)
    assert told.startswith("mine.jsonl is refused.")
    assert problem in told
    assert not page.locator("#scores").is_visible()
    assert not page.locator("#errors").is_visible()
    assert page.locator("main img").count() == 0


def test_a_good_file_after_a_broken_one_is_scored(page):
    give(page, b"{\n")
    give(page, dump(answer(ROWS[0])))
    assert page.locator("#scores").is_visible()
