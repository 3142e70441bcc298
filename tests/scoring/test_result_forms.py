"""The forms of committed results refuse numbers beyond their range and names that no table can hold."""

from typing import Any

import pytest

from mepp5.files import Object, read_bytes
from mepp5.paths import ROOT
from mepp5.reading.forms import Fault, convert, load_json
from mepp5.scoring.results import ANNOTATORS, DIFFERENCES, HISTORY, RESULTS
from mepp5.scoring.scores import AnnotatorScores, CategoryResult, Differences, History, SlotResult

KINDS: dict[str, Any] = {
    f"{RESULTS}/stack+.json": CategoryResult,
    f"{RESULTS}/tagger.json": SlotResult,
    DIFFERENCES: Differences,
    ANNOTATORS: AnnotatorScores,
    HISTORY: History,
}
STACK, TAGGER, *_ = KINDS
PROTOCOL = "protocols/holdout"
PAIR = "tasks/categories/0"
NAME = "`x` | open |\n\n# Hello \x1b[2J"
DAMAGES = [
    (STACK, f"{PROTOCOL}/all/micro_f1", 1.2),
    (STACK, f"{PROTOCOL}/all/exact_match", -0.1),
    (STACK, f"{PROTOCOL}/all/ranking_precision", 2),
    (STACK, f"{PROTOCOL}/all/clauses", -1),
    (STACK, f"{PROTOCOL}/all/sections", -1),
    (STACK, f"{PROTOCOL}/all/intervals/micro_f1", [9.0, -1.0]),
    (STACK, f"{PROTOCOL}/all/intervals/micro_f1", [0.5, 0.4]),
    (STACK, f"{PROTOCOL}/all/intervals/{NAME}", [0.4, 0.5]),
    (STACK, f"{PROTOCOL}/all/merged/macro_f1", 1.2),
    (STACK, f"{PROTOCOL}/all/per_category/data_security/recall", 1.2),
    (STACK, f"{PROTOCOL}/all/per_category/data_security/support", -1),
    (STACK, f"{PROTOCOL}/all/per_category/data_security/interval", [-1.0, 0.5]),
    (STACK, f"{PROTOCOL}/categories/data_security", -1),
    (STACK, f"{PROTOCOL}/categories/{NAME}", 1),
    (STACK, f"{PROTOCOL}/bootstrap/draws", 0),
    (STACK, f"{PROTOCOL}/bootstrap/seed", -1),
    (STACK, f"{PROTOCOL}/bootstrap/unit", NAME),
    (STACK, f"{PROTOCOL}/protocol", NAME),
    (STACK, "calibration/brier", 1.2),
    (STACK, "calibration/bins/0/share", 1.2),
    (STACK, "calibration/bins/0/predictions", -1),
    (STACK, "name", NAME),
    (STACK, "name", "Stack"),
    (STACK, "description", "two\nlines"),
    (STACK, "seconds", -1.0),
    (STACK, "peak_memory_mb", -1.0),
    (STACK, "version", "0.9"),
    (STACK, "libraries/numpy", NAME),
    (STACK, f"libraries/{NAME}", "1"),
    (STACK, "seeds/models", -1),
    (TAGGER, f"{PROTOCOL}/all/strict/micro_f1", 1.2),
    (TAGGER, f"{PROTOCOL}/all/partial/per_slot/place/f1", 1.2),
    (TAGGER, f"{PROTOCOL}/all/section_intervals/strict.micro_f1", [0.5, 0.4]),
    (TAGGER, f"{PROTOCOL}/slots/place", -1),
    (DIFFERENCES, f"{PAIR}/first", NAME),
    (DIFFERENCES, f"{PAIR}/all/micro_f1/difference", -1.2),
    (DIFFERENCES, f"{PAIR}/all/micro_f1/interval", [0.0, 1.2]),
    (DIFFERENCES, f"{PAIR}/all/micro_f1/interval", [0.2, 0.1]),
    (DIFFERENCES, "tasks/changes", []),
    (ANNOTATORS, "note", "a note\x1b[2J"),
    (ANNOTATORS, f"tasks/slots/{NAME}", {}),
    (HISTORY, "0.1.0/categories/holdout/nb/all", 1.2),
    (HISTORY, "0.1.0/categories/holdout/nb/none", 0.5),
    (HISTORY, f"0.1.0/categories/holdout/{NAME}", {"all": 0.5, "novel": None}),
    (HISTORY, "newest", {}),
]


def read(path: str) -> Object:
    return load_json(read_bytes(ROOT / path).decode())


@pytest.mark.parametrize("path", KINDS)
def test_the_committed_results_are_of_their_form(path: str) -> None:
    assert convert(read(path), KINDS[path]) == read(path)


@pytest.mark.parametrize(("path", "keys", "value"), DAMAGES)
def test_what_cannot_be_is_refused(path: str, keys: str, value: object) -> None:
    result: Any = read(path)
    *steps, last = keys.split("/")
    holder = result
    for step in steps:
        holder = holder[int(step) if isinstance(holder, list) else step]
    holder[last] = value
    with pytest.raises(Fault) as told:
        convert(result, KINDS[path])
    assert steps[-1] in str(told.value) if steps else last[:4] in str(told.value)
    assert str(told.value).isprintable()
