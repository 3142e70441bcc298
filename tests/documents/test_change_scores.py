"""Damaged results of the task "changes" end in one sentence that names their file."""

from contextlib import suppress

import pytest

from mepp5.documents.change_scores import NOT_RUN, draw_change_scores
from mepp5.errors import CorpusError
from mepp5.scoring.change_results import CEILING

LINKS = {"f1": 0.5, "intervals": {"f1": [0.25, 0.75]}}
SCORES = {"track": "closed", "align": {"all": LINKS, "not_identical": LINKS}, "judge": None}
SOUND = {"protocol": "p", "baselines": {"equality": SCORES}, "annotators": {CEILING: SCORES}}


def test_sound_results_are_drawn():
    assert "| 0.500 [0.250, 0.750] |" in draw_change_scores(SOUND)
    assert draw_change_scores(None) == NOT_RUN


@pytest.mark.parametrize("value", [None, 1, "x", [], [[]], {}, {"a": 1}, float("nan"), [None, None]])
@pytest.mark.parametrize("key", ["baselines", "annotators", "judge", "align"])
def test_damaged_results_are_one_sentence(key, value):
    damaged = SOUND | ({key: value} if key in SOUND else {"baselines": {"equality": SCORES | {key: value}}})
    with suppress(CorpusError):  # no other exception; where nothing of it is shown, none
        assert draw_change_scores(damaged)


@pytest.mark.parametrize("judge", [[[]], "x", {"all": 1}])
def test_what_has_no_cuts_is_refused(judge):
    with pytest.raises(CorpusError, match=r"changes/scores\.json: not in the form"):
        draw_change_scores(SOUND | {"baselines": {"equality": SCORES | {"judge": judge}}})
