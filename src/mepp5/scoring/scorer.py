"""The official scorer: predictions in, scores with intervals out. Nothing else computes scores.

Two tasks: "categories" (categories.py) and "slots" (slots.py). Counts are taken clause by clause and summed,
so that a score, its 95 % interval and the paired difference of two systems all come from the same arrays.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.measures.bootstrap import ABOUT, Measure, Sample, make_sample, subtract
from mepp5.measures.f1 import Array, count_outcomes, find_present, measure_macro_f1, measure_micro_f1
from mepp5.paths import ROOT
from mepp5.release.protocols import Fold, find_novel, find_tested, make_folds, read_rows
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy
from mepp5.scoring.categories import (
    count_categories,
    describe,
    describe_categories,
    mark_labels,
    measure_categories,
    name_categories,
)
from mepp5.scoring.predictions import Predictions, read_predictions
from mepp5.scoring.slots import count_slots, describe_slots, measure_slots, name_slots
from mepp5.scoring.tracks import Track, check_track

__all__ = ["count_outcomes", "mark_labels", "measure_macro_f1", "measure_micro_f1"]  # for those who score by hand
CUTS = ("all", "novel")
Measures = dict[str, dict[str, Measure] | None]


@dataclass(frozen=True, slots=True)
class Task:
    """What is predicted: how it is counted in a clause, what its columns are, and the scores of a sample."""

    count: Callable[[Predictions, Sequence[Object], Taxonomy], dict[str, Array]]
    name: Callable[[Taxonomy], Mapping[str, Sequence[str]]]
    measure: Callable[[Sample, Mapping[str, Array]], dict[str, Measure]]
    describe: Callable[[Sample, Mapping[str, Measure], Mapping[str, Sequence[str]]], Object]
    supports: Mapping[str, str]  # {key of the result: array of outcomes whose category set and supports it shows}
    shown: tuple[str, ...]  # the scores that stand for a system: compared in pairs, and with intervals by sections


TASKS = {
    "categories": Task(
        count_categories,
        name_categories,
        measure_categories,
        describe_categories,
        {"categories": "categories", "merged_categories": "merged"},
        ("micro_f1", "macro_f1"),
    ),
    "slots": Task(
        count_slots,
        name_slots,
        measure_slots,
        describe_slots,
        {"slots": "strict"},
        ("strict.micro_f1", "partial.micro_f1"),
    ),
}


@dataclass(frozen=True, slots=True)
class Exam:
    """What a protocol asks of a task: the tested rows, which of them are novel, and what may be answered."""

    protocol: str
    task: str
    tested: tuple[Object, ...]
    novel: frozenset[str]
    taxonomy: Taxonomy

    def read(self, path: Path) -> Predictions:
        """Return the predictions in the file; raise CorpusError where it is not what the format asks for."""
        return read_predictions(path, self.tested, self.taxonomy, self.task)

    def score(self, predictions: Predictions, track: Track | None = None) -> Object:
        """Return {"task", "protocol", "track"} and what score_predictions returns."""
        scores = score_predictions(predictions, self.tested, self.novel, self.taxonomy, self.task)
        return {"task": self.task, "protocol": self.protocol, "track": track} | scores

    def measure(self, predictions: Predictions) -> Measures:
        """Return {cut: {name: Measure}}, None for a cut without a clause, to be compared with others of this exam."""
        kind = TASKS[self.task]
        counts, sets = _count(predictions, self.tested, self.taxonomy, kind)
        samples = {cut: _cut_sample(counts, self.tested, self.novel, cut) for cut in CUTS}
        return {cut: kind.measure(sample, sets) if sample else None for cut, sample in samples.items()}


def prepare_exam(protocol: str, task: str = "categories", root: Path = ROOT) -> Exam:
    """Return the exam of a protocol (a key of PROTOCOLS) and a task (of TASKS) on the release in root."""
    if task not in TASKS:
        raise CorpusError(f"{task!r} is no task; choose one of: {', '.join(TASKS)}.")
    rows = read_rows(root)
    folds: list[Fold] = make_folds(protocol, rows, untrained=True)
    return Exam(protocol, task, tuple(find_tested(folds, rows)), find_novel(folds, rows), read_taxonomy(root))


def score_file(
    path: Path, protocol: str, root: Path = ROOT, task: str = "categories", track: str | None = None
) -> Object:
    """Score a predictions file under a protocol (a key of PROTOCOLS) against the release in root.

    `track` (of tracks.py) is what its maker says of the system; the scorer cannot see it, and only names it. Returns
    {"task", "protocol", "track": the same or None} and what score_predictions returns. Raises CorpusError, and gives no
    score, where protocol, task or track is unknown or the file is not what the format asks for.
    """
    stated, exam = check_track(track), prepare_exam(protocol, task, root)
    return exam.score(exam.read(path), stated)


def compare_files(first: Path, second: Path, protocol: str, root: Path = ROOT, task: str = "categories") -> Object:
    """Return {"task", "protocol", "bootstrap"} and what compare_measures returns for two predictions files."""
    exam = prepare_exam(protocol, task, root)
    measures = [exam.measure(exam.read(path)) for path in (first, second)]
    return {"task": task, "protocol": protocol, "bootstrap": ABOUT} | compare_measures(*measures)


def score_predictions(
    predictions: Predictions,
    tested: Sequence[Object],
    novel: Collection[str],
    taxonomy: Taxonomy,
    task: str = "categories",
) -> Object:
    """Return the scores of predictions for the tested rows (keys used: id, policy, section, duplicate_group, and
    labels or slots).

    {"bootstrap": how intervals were drawn, "categories" (and "merged_categories", or "slots"): {id: positives} of the
    category set, "all": scores of all tested clauses, "novel": of those whose ids are in `novel`, or None if there are
    none}. Scores are rounded to four digits; their form is in baselines/README.md. The category set is taken from all
    tested clauses and holds for both cuts.
    """
    kind = TASKS[task]
    counts, sets = _count(predictions, tested, taxonomy, kind)
    names = kind.name(taxonomy)
    result: Object = {"bootstrap": ABOUT}
    for key, array in kind.supports.items():
        supports = counts[array][:, [0, 2]].sum(axis=(0, 1))
        result[key] = {name: round(count) for name, count in zip(names[array], supports, strict=True) if count}
    for cut in CUTS:
        sample = _cut_sample(counts, tested, novel, cut)
        sections = _cut_sample(counts, tested, novel, cut, _name_section)
        result[cut] = (
            sample
            and sections
            and {
                "clauses": int(sample.total("clauses")),
                "groups": sample.groups,
                **kind.describe(sample, kind.measure(sample, sets), names),
                **_draw_sections(sections, kind, sets),
            }
        )
    return result


def _draw_sections(sample: Sample, kind: Task, sets: Mapping[str, Array]) -> Object:
    """Return the number of a cut's level-1 sections, and the intervals of its shown scores if these are drawn whole."""
    measures = kind.measure(sample, sets)
    return {"sections": sample.groups, "section_intervals": {name: measures[name].interval for name in kind.shown}}


def compare_measures(first: Measures, second: Measures) -> Object:
    """Return, for each cut, first less second of every score that both have, with the interval of the paired draws.

    {"all": {name: difference, "intervals": {name: [low, high]}}, "novel": the same, or None if nothing is novel}.
    """

    def compare(one: dict[str, Measure] | None, other: dict[str, Measure] | None) -> Object | None:
        if one is None or other is None:
            return None
        return describe({name: subtract(one[name], other[name]) for name in one if name in other})

    return {cut: compare(first[cut], second[cut]) for cut in first}


def _count(predictions: Predictions, tested: Sequence[Object], taxonomy: Taxonomy, kind: Task) -> tuple[Object, Object]:
    """Return the counts of every clause and, for each array of outcomes, its category set, boolean (K,)."""
    counts = kind.count(predictions, tested, taxonomy)
    sets = {name: find_present(counts[name].sum(axis=0)) for name in kind.name(taxonomy)}
    return counts | {"clauses": np.ones(len(tested))}, sets


def _name_group(row: Object) -> str:
    return str(row["duplicate_group"])


def _name_section(row: Object) -> str:
    """Return the level-1 section of a clause; what stands before a policy's first is one, too."""
    return f"{row['policy']} {row['section'][0] if row['section'] else ''}"


def _cut_sample(
    counts: Mapping[str, Array],
    tested: Sequence[Object],
    novel: Collection[str],
    cut: str,
    name_unit: Callable[[Object], str] = _name_group,
) -> Sample | None:
    marks = np.array([cut == "all" or row["id"] in novel for row in tested], bool)
    if not marks.any():
        return None
    units = [name_unit(row) for row, marked in zip(tested, marks, strict=True) if marked]
    return make_sample({name: array[marks] for name, array in counts.items()}, units)
