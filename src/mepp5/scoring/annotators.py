"""Each annotator scored against the reference as if it were a system's predictions.

No independent bound: the reference was made from the annotators, so that they agree with it by construction.
"""

from pathlib import Path

from mepp5.annotation.annotators import read_annotators
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.release.features import POLICY_SPLITS
from mepp5.release.loading import read_rows
from mepp5.scoring.predictions import Predictions
from mepp5.scoring.scorer import prepare_exam, score_predictions

NOTE = "a bound that is not independent: the reference was made from the annotators"


def score_annotators(protocol: str, root: Path = ROOT, task: str = "categories") -> Object:
    """Return {"task", "protocol", "note", "annotators": {name: what score_predictions returns}}.

    An annotator is scored on those of the protocol's tested clauses that it labelled; its category set is theirs. An
    annotator that marks no slots is left out of that task. Raises CorpusError as prepare_exam does.
    """
    exam = prepare_exam(protocol, task, root)
    layers = _read_layers(root, task)
    scores = {}
    for name, rows in layers.items():
        tested = [row for row in exam.tested if row["id"] in rows]
        if tested:
            predictions = _answer([rows[row["id"]] for row in tested])
            scores[name] = score_predictions(predictions, tested, exam.novel, exam.taxonomy, task)
    return {"task": task, "protocol": protocol, "note": NOTE, "annotators": scores}


def _read_layers(root: Path, task: str) -> dict[str, dict[str, Object]]:
    """Return {annotator: {clause id: row}} of those who give what the task asks for, in the order of the rows."""
    members = read_annotators(root).members
    mute = {member.layer for member in members if task == "slots" and "slots" not in member.gives}
    layers: dict[str, dict[str, Object]] = {}
    for split in POLICY_SPLITS:
        for row in read_rows("annotators", split, root):
            if row["annotator"] not in mute:
                layers.setdefault(row["annotator"], {})[row["id"]] = row
    return layers


def _answer(rows: list[Object]) -> Predictions:
    slots = {row["id"]: tuple((s["start"], s["end"], s["slot"], s["value"]) for s in row["slots"]) for row in rows}
    return Predictions({row["id"]: frozenset(row["labels"]) for row in rows}, None, slots)
