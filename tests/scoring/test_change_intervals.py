"""Intervals of linked pairs: the same whatever order a set has in this process, and one for each pair."""

import json
import os
import subprocess
import sys

from mepp5.paths import ROOT

SCRIPT = """
import json
from mepp5.release.change_protocols import read_change_rows
from mepp5.scoring.change_predictions import ChangePredictions
from mepp5.scoring.changes import score_change_predictions
rows = read_change_rows()
links = {}
for row in rows[::2]:
    links.setdefault(row["pair"], set()).update((old, new) for old in row["old"] for new in row["new"])
print(json.dumps(score_change_predictions(ChangePredictions(links, None), rows)["align"]))
"""


def score(seed: str) -> dict:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_intervals_do_not_depend_on_the_order_of_sets():
    first = score("1")
    assert first == score("2")
    for cut in first.values():
        for pair, (low, high) in cut["per_pair_intervals"].items():
            assert low <= cut["per_pair"][pair] <= high
            assert low < high
