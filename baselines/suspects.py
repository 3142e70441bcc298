"""Labels that models contradict, strongest first: where a second reader should look.

The models are all baselines, each clause predicted by those that were not trained on it, under every protocol. For
categories it is the method of confident learning (Northcutt, Jiang and Chuang 2021, Journal of Artificial Intelligence
Research 70): a model's threshold for a category is its mean score where the label stands, and its floor the mean where
it does not; a label is doubted by how far its score is from the threshold, in units of their distance, a missing one
by how far it is from the floor. For slots, whose taggers give no scores, it is the share of runs that contradict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from baselines.corpus import ROOT, Corpus
from baselines.runner import locate_predictions
from mepp5.files import Object
from mepp5.release.protocols import PROTOCOLS
from mepp5.scoring.predictions import Predictions
from mepp5.scoring.scorer import mark_labels, prepare_exam

DECIMALS = 3
TELLS_APART = 1e-9  # less between a model's thresholds is rounding: it does not tell a category from its absence


@dataclass(frozen=True, slots=True)
class Suspect:
    """A label that models doubt: a category, or a slot's span (half-open code points of the clause's text).

    `problem` is "extra" where it stands and "missing" where it does not; `doubt` is 0 or more for categories, where at
    1 the models score the label as they score its opposite, and 0 to 1 for slots; `runs` is how many were asked.
    """

    id: str
    layer: str
    label: str
    problem: str
    doubt: float
    runs: int
    text: str

    def as_row(self) -> Object:
        """Return the suspect as a row of a table or of JSON."""
        return {name: getattr(self, name) for name in ("id", "layer", "label", "problem", "doubt", "runs", "text")}


def rank_suspects(predictions: Path, results: Iterable[Object], corpus: Corpus, root: Path = ROOT) -> list[Suspect]:
    """Return the suspects, categories and slots each with the most doubted first, one of each in turn.

    `predictions` is the directory with the predictions of `results`, what the runner returned.
    """
    names = {task: [r["name"] for r in results if r["task"] == task] for task in ("categories", "slots")}
    categories = sorted(_doubt_categories(predictions, names["categories"], corpus, root), key=_rank)
    slots = sorted(_doubt_slots(predictions, names["slots"], corpus, root), key=_rank)
    ranked = []
    for place in range(max(len(categories), len(slots))):
        ranked += [*categories[place : place + 1], *slots[place : place + 1]]
    return ranked


def measure_doubt(scores: NDArray[np.float64], marks: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how far each label is doubted, (N, K), of scores (N, K) and labels, boolean (N, K).

    nan for a category that all rows have or none, or whose model does not tell the two apart.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        high = np.where(marks, scores, 0).sum(axis=0) / marks.sum(axis=0)
        low = np.where(marks, 0, scores).sum(axis=0) / (~marks).sum(axis=0)
        distance = np.where(high - low > TELLS_APART, high - low, np.nan)
        doubt = np.where(marks, high - scores, scores - low) / distance
    found: NDArray[np.float64] = np.maximum(doubt, 0)
    return found


def _rank(suspect: Suspect) -> tuple[float, str, str]:
    return -suspect.doubt, suspect.id, suspect.label


def _read(predictions: Path, name: str, task: str, root: Path) -> Iterator[tuple[Sequence[Object], Predictions]]:
    for protocol in PROTOCOLS:
        path = locate_predictions(predictions, name, protocol)
        if path.is_file():  # not every baseline is run under every protocol
            exam = prepare_exam(protocol, task, root)
            yield exam.tested, exam.read(path)


def _doubt_categories(predictions: Path, names: Iterable[str], corpus: Corpus, root: Path) -> Iterator[Suspect]:
    place = {row["id"]: number for number, row in enumerate(corpus.rows)}
    shape = len(corpus.rows), len(corpus.categories)
    total: NDArray[np.float64] = np.zeros(shape)
    asked = np.zeros(shape, int)
    for name in names:
        for tested, predicted in _read(predictions, name, "categories", root):
            marks = mark_labels([row["labels"] for row in tested], corpus.categories)
            scores = np.array([(predicted.scores or {})[row["id"]] for row in tested])
            doubt, rows = measure_doubt(scores, marks), [place[row["id"]] for row in tested]
            total[rows] += np.nan_to_num(doubt)
            asked[rows] += ~np.isnan(doubt)
    for row, clause in enumerate(corpus.rows):
        for column, category in enumerate(corpus.categories):
            if asked[row, column]:
                problem = "extra" if category in clause["labels"] else "missing"
                runs = int(asked[row, column])
                mean = round(float(total[row, column]) / runs, DECIMALS)
                yield Suspect(clause["id"], "categories", category, problem, mean, runs, clause["text"])


def _doubt_slots(predictions: Path, names: Iterable[str], corpus: Corpus, root: Path) -> Iterator[Suspect]:
    """Yield reference spans that runs do not meet with one of that slot, and spans that runs alone have."""
    runs: dict[str, list[set[tuple[int, int, str]]]] = {row["id"]: [] for row in corpus.rows}
    for name in names:
        for tested, predicted in _read(predictions, name, "slots", root):
            for row in tested:
                runs[row["id"]].append({span[:3] for span in predicted.slots_of(row["id"])})
    for row in corpus.rows:
        found, text = runs[row["id"]], row["text"]
        truth = {(slot["start"], slot["end"], slot["slot"]) for slot in row["slots"]}
        guessed = {span for spans in found for span in spans}
        for span in truth | {span for span in guessed if not _meets(span, truth)}:
            against = sum(_meets(span, spans) != (span in truth) for spans in found)
            if against:
                problem = "extra" if span in truth else "missing"
                doubt = round(against / len(found), DECIMALS)
                label, words = span[2], text[span[0] : span[1]]
                yield Suspect(row["id"], "slots", f"{label}: {words}", problem, doubt, len(found), text)


def _meets(span: tuple[int, int, str], spans: Iterable[tuple[int, int, str]]) -> bool:
    """Return whether a span of the same slot overlaps this one."""
    return any(span[2] == slot and span[0] < end and start < span[1] for start, end, slot in spans)
