"""The pages of the real release say what the release says."""

import json
from itertools import pairwise

import pytest
from lxml import html

import mepp5
from mepp5.adjudication.cases import read_reasons
from mepp5.corpus.clauses import read_units
from mepp5.corpus.manifest import read_manifest
from mepp5.paths import ROOT
from mepp5.release.protocols import HEADLINE, read_rows

POLICIES = [policy.id for policy in read_manifest()]
ROWS = {row["id"]: row for row in read_rows()}


@pytest.fixture(scope="module", params=POLICIES)
def policy(request, site):
    return request.param, html.document_fromstring((site / f"{request.param}.html").read_text())


def say(element) -> str:
    return " ".join(element.text_content().split())


def test_every_unit_stands_there_once_with_its_address(policy):
    name, page = policy
    units = read_units(name)
    assert [id for id in page.xpath("//@id") if id.isdigit()] == [unit.id[-4:] for unit in units]


def test_the_text_of_a_clause_is_the_release_s(policy):
    name, page = policy
    clauses = page.find_class("c")
    assert [f"{name}/{clause.get('id')}" for clause in clauses] == [id for id in ROWS if id.startswith(f"{name}/")]
    for clause in clauses:
        [text] = clause.find_class("t")
        assert text.text_content() == ROWS[f"{name}/{clause.get('id')}"]["text"]


def test_every_slot_is_marked_with_its_value(policy):
    name, page = policy
    for clause in page.find_class("c"):
        row = ROWS[f"{name}/{clause.get('id')}"]
        marked = [(mark.text_content(), mark.get("data-t")) for mark in clause.xpath("p//span[contains(@class, 's ')]")]
        expected = [
            (slot["text"], f"{slot['slot']}: {slot['value']}".replace("_", " "))
            for slot in sorted(row["slots"], key=lambda slot: (slot["start"], -slot["end"]))
        ]
        assert marked == expected
        assert clause.get("data-s") == ",".join(f"{slot['slot']}/{slot['value']}" for slot in row["slots"])


def test_practices_polarity_and_subjects_stand_beside(policy):
    name, page = policy
    for clause in page.find_class("c"):
        row = ROWS[f"{name}/{clause.get('id')}"]
        chips = [say(chip) for chip in clause.find_class("chip")]
        assert len(chips) == len(row["practices"])
        for chip, practice in zip(chips, row["practices"], strict=True):
            assert practice["category"] in chip
            assert (practice["polarity"] == "affirmed") == (practice["polarity"] not in chip)
            assert all(subject in chip for subject in practice["subjects"])


def test_every_annotator_and_the_reason_stand_in_the_panel(policy):
    name, page = policy
    views = {(row["id"], row["annotator"]) for split in mepp5.load("annotators").values() for row in split}
    reasons = read_reasons(ROOT)
    annotators = sorted({annotator for _, annotator in views})
    for clause in page.find_class("c"):
        id, [panel] = f"{name}/{clause.get('id')}", clause.xpath("details")
        named = {each.text for each in panel.xpath("p/b")}
        assert {who for who in annotators if who in named} == {who for who in annotators if (id, who) in views}
        [reason] = panel.find_class("reason")
        assert reasons[id] in reason.text_content() if id in reasons else "Not adjudicated" in reason.text_content()


def test_headings_go_down_one_step_at_a_time(site):
    for path in site.glob("*.html"):
        levels = [int(each.tag[1]) for each in html.parse(path).xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_the_index_has_the_numbers_of_statistics_and_results(site):
    page = html.document_fromstring((site / "index.html").read_text())
    stats = json.loads((ROOT / "data/stats.json").read_text())
    tables = {say(row.find("th")).split()[0]: row for row in page.xpath("//tbody/tr")}

    def read(row, name: str) -> str:
        return say(row.xpath(f"td[@data-name='{name}']")[0])

    for name, counts in stats["policies"].items():
        assert [read(tables[name], each) for each in ("clauses", "slots")] == [
            f"{counts[e]}" for e in ("clauses", "slots")
        ]
    scores = json.loads((ROOT / "baselines/results/logreg.json").read_text())["protocols"][HEADLINE]["novel"]
    low, high = scores["intervals"]["micro_f1"]
    assert read(tables["logreg"], "micro-F1") == f"{scores['micro_f1']:.3f} [{low:.3f}, {high:.3f}]"
    [bar] = tables["logreg"].xpath(".//rect/@width")
    assert float(bar) == pytest.approx(100 * scores["micro_f1"])


def test_the_taxonomy_has_every_value_and_examples_that_have_the_category(site):
    page = html.document_fromstring((site / "taxonomy.html").read_text())
    taxonomy = mepp5.load("clauses")["train"].features["labels"].feature.names
    assert [each.get("id") for each in page.xpath("//section[@aria-labelledby='categories']/h3")] == taxonomy
    lists = page.find_class("examples")
    for category, examples in zip(taxonomy, lists, strict=True):
        ids = examples.xpath("li/a/text()")
        assert ids
        assert all(ROWS[id]["labels"] == [category] for id in ids)
