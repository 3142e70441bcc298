"""The table of scores of the task "changes"; what is read for it is of the form ChangeResults."""

from mepp5.documents.change_scores import NOT_RUN, draw_change_scores
from mepp5.scoring.change_results import CEILING

LINKS = {"f1": 0.5, "intervals": {"f1": [0.25, 0.75]}}
LABELS = {"micro_f1": 0.25, "macro_f1": 0.75}
JUDGED = {"form": LABELS, "meaning": LABELS, "effects": LABELS}
CUTS = {"align": {"all": LINKS, "not_identical": LINKS}, "judge": {"all": JUDGED, "not_identical": JUDGED}}
RESULTS = {"protocol": "p", "baselines": {"equality": CUTS | {"track": "closed"}}, "annotators": {CEILING: CUTS}}


def test_a_row_for_each_baseline_and_for_the_ceiling():
    drawn = draw_change_scores(RESULTS).splitlines()
    for name, track in (("`equality`", "closed"), (CEILING, "–")):
        row = [cell.strip() for cell in next(line for line in drawn if line.startswith(f"| {name} ")).split("|")[1:-1]]
        assert row == [name, track, "0.500 [0.250, 0.750]", "0.500 [0.250, 0.750]", "0.750", "0.750", "0.250", "0.750"]


def test_without_results_it_says_so():
    assert draw_change_scores(None) == NOT_RUN


def test_what_no_link_is_asked_has_no_score():
    unasked = {"form": {}, "meaning": LABELS, "effects": LABELS}
    cuts = CUTS | {"judge": {"all": unasked, "not_identical": unasked}, "track": "closed"}
    assert "| – | 0.750 |" in draw_change_scores(RESULTS | {"baselines": {"equality": cuts}, "annotators": {}})
