"""What is said of the adjudication: hand-made cases, and literal facts of ours."""

import json

from mepp5.adjudication.cases import open_cases, read_draw
from mepp5.adjudication.outcome import count_changes, count_outcome
from mepp5.annotation.annotators import read_annotators
from mepp5.annotation.exports import read_exports
from mepp5.annotation.spans import Annotation, Practice, SlotSpan
from mepp5.corpus.manifest import read_manifest
from mepp5.documents.outcome import draw_changes, draw_history, draw_outcome
from mepp5.files import sha256
from mepp5.paths import ROOT
from mepp5.scoring.results import pick_score, read_history

SECURITY = Practice(0, 9, "data_security", "affirmed")
NAME = SlotSpan(3, 7, "data_type", "contact_details")


def annotate(clause: str, *practices: Practice, slots=(NAME,)) -> Annotation:
    return Annotation(clause, "reader", practices, tuple(slots))


def test_changes_are_counted_by_what_became_what():
    retention = Practice(0, 9, "data_retention", "affirmed")
    before = {"a": annotate("a", SECURITY), "b": annotate("b", SECURITY), "c": annotate("c", SECURITY)}
    after = {
        "a": annotate("a", SECURITY),
        "b": annotate("b", SECURITY, retention),
        "c": annotate("c", Practice(0, 9, "data_security", "negated"), slots=()),
    }
    assert count_changes(before, after) == {
        "categories": 1,
        "polarities": 1,  # of c; that b has a category more is no change of polarity
        "slots": 1,
        "subjects": 0,
        "moves": [{"from": "data_security", "to": "data_retention + data_security", "clauses": 1}],
    }


def test_subjects_are_compared_where_both_state_the_practice():
    about = Practice(0, 9, "specific_audiences", "affirmed", ("data_security",))
    other = Practice(0, 9, "specific_audiences", "affirmed", ("data_retention",))
    before = {clause: annotate(clause, about) for clause in "abcd"}
    after = {
        "a": annotate("a", about),
        "b": annotate("b", other),
        "c": annotate("c", Practice(0, 9, "specific_audiences", "negated", ())),  # another practice
        "d": annotate("d", other, SECURITY),
    }
    changes = count_changes(before, after)
    assert {name: changes[name] for name in ("categories", "polarities", "slots", "subjects")} == {
        "categories": 1,
        "polarities": 1,
        "slots": 0,
        "subjects": 2,
    }


def test_our_outcome():
    outcome = count_outcome()
    cases = outcome["cases"]
    assert cases["clauses"] == 868
    draw = json.loads((ROOT / "annotations/adjudication_draw.json").read_text())
    drawn = sum(len(draw[name]) for name in ("clauses", "consistency", "second_reading", "rules"))
    label = "undisputed, but drawn, like another case, doubted in a second reading, or touched by a changed rule"
    assert cases[label] == drawn
    assert cases["adjudicated"] == cases["disputed"] + drawn
    reasons = (ROOT / "annotations/adjudication.jsonl").read_text().splitlines()
    assert len(reasons) == cases["adjudicated"]
    assert list(outcome["fell"]) == ["reader", "prober", "minimalist", "retest"]
    assert "| adjudicated |" in draw_outcome(outcome)
    assert list(outcome["changes"]) == ["0.2.0", "0.3.0", "0.4.0"]
    assert outcome["changes"]["0.2.0"]["slots"] == 70  # as CHANGELOG said when it was released
    assert all("| slots changed |" in table for table in draw_changes(outcome).values())


def test_a_tenth_of_the_undisputed_was_drawn_by_hash():
    """Whoever of the tenth stands in another list was decided before what is disputed moved the tenth's end."""
    draw = json.loads((ROOT / "annotations/adjudication_draw.json").read_text())
    undisputed = [case.id for case in open_cases(read_exports(), read_annotators(), read_draw()) if not case.disputes]
    ranked = sorted(undisputed, key=lambda clause: sha256(f"adjudication draw {clause}".encode()))
    others = {clause for name in ("consistency", "second_reading", "rules") for clause in draw[name]}
    assert set(draw["clauses"]) == set(ranked[: round(len(ranked) / 10)]) - others
    assert len(read_draw()) == len(set(read_draw()))


def test_nothing_is_said_before_adjudication():
    assert draw_outcome({}) == "Nothing has been adjudicated."
    assert draw_changes({}) == draw_history({}) == {}


def test_the_kept_scores_of_this_release_are_the_results():
    history = read_history()
    kept = history[list(history)[-1]]
    assert list(kept) == ["categories", "slots"]
    for task, protocols in kept.items():
        for protocol, baselines in protocols.items():
            for name, scores in baselines.items():
                result = json.loads((ROOT / f"baselines/results/{name}.json").read_text())["protocols"][protocol]
                assert scores == {cut: pick_score(result[cut], task) for cut in ("all", "novel")}


def test_history_shows_what_both_releases_have_and_a_dash_for_no_novel_clause():
    scores = {"nb": {"all": 0.5, "novel": None}, "svm": {"all": 0.25, "novel": 0.125}}
    history = {
        "1.0.0": {"categories": {"holdout": {"nb": scores["svm"]}}},
        "1.1.0": {"categories": {"holdout": scores}},
    }
    (row,) = [line for line in draw_history(history)["1.1.0"].splitlines() if "`" in line]
    assert row == "| holdout | `nb` | macro-F1 | 0.250 → 0.500 | 0.125 → – |"


def test_every_policy_has_every_layer():
    outcome = count_outcome()
    assert {policy.id for policy in read_manifest()} == {
        json.loads(line)["id"].rpartition("/")[0]
        for line in (ROOT / "annotations/adjudication.jsonl").read_text().splitlines()
    }
    assert outcome["fell"]["reader"]["adjudicated"] == outcome["cases"]["adjudicated"]
