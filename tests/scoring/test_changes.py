"""Scores of links and judgements: perfect ones are 1, others as computed by hand, intervals as the draws have them."""

import json
from pathlib import Path

import numpy as np
import pytest

from mepp5.measures.intervals import draw_weights
from mepp5.release.change_protocols import read_change_rows
from mepp5.scoring.change_predictions import read_change_predictions
from mepp5.scoring.changes import score_change_predictions, score_changes
from tests.fixture_changes import FIRST, SECOND
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny release, not to be changed."""
    return make_release(tmp_path_factory.mktemp("scoring"))


@pytest.fixture(scope="module")
def rows(root: Path) -> list[dict]:
    """Its rows of the config "changes"."""
    return read_change_rows(root)


def align(rows: list[dict]) -> list[dict]:
    return [{key: row[key] for key in ("pair", "old", "new")} for row in rows if row["old"] and row["new"]]


def judge(rows: list[dict], **changes: dict) -> list[dict]:
    """Return perfect judgements, changed for some ids."""
    lines = [{key: row[key] for key in ("id", "form", "meaning", "effects")} for row in rows]
    return [line | changes.get(line["id"], {}) for line in lines]


def score(tmp_path: Path, root: Path, lines: list[dict], track: str | None = None) -> dict:
    path = tmp_path / "predictions.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return score_changes(path, root, track)


@pytest.fixture(scope="module")
def perfect(root: Path, rows: list[dict], tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Scores of the truth."""
    return score(tmp_path_factory.mktemp("perfect"), root, align(rows) + judge(rows), "closed")


def test_perfect_predictions_score_one(perfect: dict) -> None:
    assert {key: perfect[key] for key in ("task", "protocol", "track")} == {
        "task": "changes",
        "protocol": "leave-one-pair-out",
        "track": "closed",
    }
    for cut, links in (("all", 8), ("not_identical", 7)):
        found = perfect["align"][cut]
        assert (found["links"], found["precision"], found["recall"], found["f1"]) == (links, 1.0, 1.0, 1.0)
        assert found["per_pair"] == {FIRST: 1.0, SECOND: 1.0}
        assert found["intervals"]["f1"] == [1.0, 1.0]
    for cut in ("all", "not_identical"):
        for name in ("form", "meaning", "effects", "effects_alone"):
            found = perfect["judge"][cut][name]
            assert (found["micro_f1"], found["macro_f1"], found["exact"]) == (1.0, 1.0, 1.0)


def test_what_is_counted(perfect: dict) -> None:
    judged = perfect["judge"]["all"]
    assert (judged["links"], judged["alone"]) == (6, 9)
    assert perfect["judge"]["not_identical"]["links"] == 5
    support = {label: line["support"] for label, line in judged["form"]["per_label"].items()}
    assert support == {"identical": 1, "edited": 1, "reworded": 2, "split": 1, "merged": 1}
    assert {label: line["support"] for label, line in judged["meaning"]["per_label"].items()} == {
        "same": 3,
        "changed": 3,
    }
    assert judged["effects"]["per_label"]["broader"]["support"] == 3


def test_f1_of_links_as_counted_by_hand(tmp_path: Path, root: Path, rows: list[dict]) -> None:
    """One old clause of the merged link is left out, one link is wrong, and a pair of policies is not answered."""
    lines = [line for line in align(rows) if line["pair"] == FIRST]
    lines[0]["old"] = ["alpha-2020/0005"]
    lines.append({"pair": FIRST, "old": ["alpha-2020/0002"], "new": ["gamma-2022/0005"]})
    found = score(tmp_path, root, lines)
    assert found["judge"] is None
    whole, changed = found["align"]["all"], found["align"]["not_identical"]
    # Of 4 + 4 linked pairs 3 are found, and one that is none.
    assert (whole["precision"], whole["recall"], whole["f1"]) == (0.75, 0.375, 0.5)
    assert whole["per_pair"] == {FIRST: 0.75, SECOND: 0.0}
    assert (changed["links"], changed["f1"]) == (7, round(2 * 2 / (2 * 2 + 1 + 5), 4))


def test_a_wrong_link_of_equal_texts_is_no_link_that_changed(tmp_path: Path, root: Path, rows: list[dict]) -> None:
    equal = [line for line in align(rows) if line["old"] == ["alpha-2020/0007"]]
    found = score(tmp_path, root, equal)["align"]
    assert (found["all"]["f1"], found["not_identical"]["f1"]) == (round(2 / (2 + 7), 4), 0.0)


def test_macro_f1_of_judgements_as_computed_by_hand(tmp_path: Path, root: Path, rows: list[dict]) -> None:
    ids = {row["form"]: row["id"] for row in rows}
    lone = next(row["id"] for row in rows if row["form"] == "added" and row["effects"] == ["different"])
    changes = {
        ids["split"]: {"form": "reworded", "meaning": "same", "effects": []},
        ids["edited"]: {"form": "reworded"},
        lone: {"effects": ["narrower"]},
    }
    scores = score(tmp_path, root, judge(rows, **changes))
    assert scores["align"] is None
    judged = scores["judge"]["all"]
    forms = {label: line["f1"] for label, line in judged["form"]["per_label"].items()}
    # reworded: two right, two called so that are not.
    assert forms == {"identical": 1.0, "edited": 0.0, "reworded": round(4 / 6, 4), "split": 0.0, "merged": 1.0}
    assert judged["form"]["macro_f1"] == round((1 + 0 + 4 / 6 + 0 + 1) / 5, 4)
    assert judged["form"]["micro_f1"] == judged["form"]["exact"] == round(4 / 6, 4)
    # same: three right and one too many; changed: two of three.
    assert judged["meaning"]["macro_f1"] == round((2 * 3 / 7 + 2 * 2 / 5) / 2, 4)
    # The split link had broader and different; the lone clause different in place of narrower.
    effects = {label: line["f1"] for label, line in judged["effects"]["per_label"].items()}
    truth = {name: sum(name in row["effects"] for row in rows) for name in effects}
    assert effects["broader"] == round(2 * (truth["broader"] - 1) / (2 * truth["broader"] - 1), 4)
    assert effects["narrower"] == round(2 * truth["narrower"] / (2 * truth["narrower"] + 1), 4)
    assert effects["different"] == round(2 * (truth["different"] - 2) / (2 * truth["different"] - 2), 4)
    assert judged["effects"]["exact"] == round(13 / 15, 4)
    assert judged["effects_alone"]["exact"] == round(8 / 9, 4)


def test_an_effect_of_a_clause_that_is_called_linked_counts(tmp_path: Path, root: Path, rows: list[dict]) -> None:
    """Effects are scored of what is said, whatever form and meaning are."""
    lone = next(row for row in rows if row["form"] == "removed")
    said = {lone["id"]: {"form": "edited", "meaning": "same"}}
    judged = score(tmp_path, root, judge(rows, **said))["judge"]["all"]
    assert judged["form"]["exact"] == judged["effects"]["exact"] == 1.0


def test_intervals_draw_whole_sections(tmp_path: Path, root: Path, rows: list[dict]) -> None:
    lines = [line for line in align(rows) if line["pair"] == FIRST]
    found = score(tmp_path, root, lines)["align"]["all"]
    # By the first clause's section: two of alpha, of which one holds three linked pairs, and two of beta.
    counts = np.array([[3, 0, 0], [1, 0, 0], [0, 0, 1], [0, 0, 3]], float)
    assert found["sections"] == len(counts)
    hits, false_alarms, misses = (draw_weights(len(counts)) @ counts).T
    f1 = 2 * hits / (2 * hits + false_alarms + misses)
    assert found["intervals"]["f1"] == pytest.approx(np.quantile(f1, [0.025, 0.975]), abs=5e-5)


def test_links_that_are_all_identical_leave_nothing_to_draw(tmp_path: Path, root: Path, rows: list[dict]) -> None:
    equal = [row for row in rows if row["form"] == "identical"]
    path = tmp_path / "predictions.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in align(equal) + judge(equal)))
    found = score_change_predictions(read_change_predictions(path, equal), equal)
    assert found["align"]["all"]["f1"] == found["judge"]["all"]["form"]["exact"] == 1.0
    nothing = found["align"]["not_identical"]
    assert (nothing["links"], nothing["f1"], nothing["intervals"]["f1"]) == (0, 0.0, None)
    assert found["judge"]["not_identical"]["form"]["exact"] is None
