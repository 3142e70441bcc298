"""What is labelled does not steer the terminal that it is written to; elsewhere it is exact."""

import io
import json

import pytest

from baselines.predict.formats import FORMATS
from tests.fixture_terminals import HOSTILE, find_steering

ROW = {"file": HOSTILE, "position": 1, "section": [HOSTILE], "start": 0, "end": len(HOSTILE), "text": HOSTILE}
ROW |= {"labels": ["cookies"], "topics": [], "scores": {"cookies": 1.0}, "fallback": False, "slots": []}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("form", ["jsonl", "label-studio"])
def test_json_is_the_same_on_a_terminal(form: str) -> None:
    shown, piped = Terminal(), io.StringIO()
    for out in (shown, piped):
        writer = FORMATS[form](out, "nb")
        writer.write(HOSTILE, [ROW])
        writer.close()
    assert find_steering(shown.getvalue()) == set()
    assert "\u202e" in piped.getvalue()
    assert json.loads(shown.getvalue()) == json.loads(piped.getvalue())
