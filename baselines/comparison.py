"""Baselines beside each other and beside the annotators; results beside the committed ones."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

from baselines.corpus import ROOT, hash_clauses
from baselines.fitting import SEED
from baselines.provenance import describe_run
from baselines.runner import locate_predictions
from mepp5.errors import CorpusError
from mepp5.files import Object, read_bytes
from mepp5.measures.bootstrap import ABOUT
from mepp5.release.loading import SUMS
from mepp5.release.protocols import HEADLINE
from mepp5.release.rows import hash_config
from mepp5.scoring.annotators import score_annotators
from mepp5.scoring.results import RESULTS, pick_score, read_history, read_results
from mepp5.scoring.scorer import CUTS, TASKS, compare_measures, prepare_exam

# Versions, code, wall time and memory may be others than the committed ones.
COMPARED = (
    "name",
    "task",
    "description",
    "track",
    "fallback",
    "deterministic",
    "data",
    "invented",
    "seeds",
    "protocols",
)
CALIBRATED = ("expected_error", "brier")  # not bin by bin: a hair's breadth moves a label into the next one
COMPARED_BESIDE = ("data", "annotators", "seeds", "protocol", "bootstrap", "note", "tasks")
TOLERANCE = {True: 1e-9, False: 0.005}  # of a score, by whether the baseline is deterministic
KEPT = ("holdout", HEADLINE)  # the protocols whose scores are kept from release to release


def measure_differences(results: Mapping[str, Object], predictions: Path, root: Path = ROOT) -> Object:
    """Return the paired differences of every two baselines of a task under the headline protocol.

    {what describe_run returns, "protocol", "bootstrap", "tasks": {task: [{"first", "second", "all" and "novel": {score:
    {"difference": first less second, "interval": [low, high]}}}]}}; `predictions` is the directory with the baselines'
    predictions.
    """
    tasks = {}
    for task in TASKS:
        names = [name for name, result in results.items() if result["task"] == task]
        exam = prepare_exam(HEADLINE, task, root)
        files = {name: locate_predictions(predictions, name, HEADLINE) for name in names}
        measures = {name: exam.measure(exam.read(file)) for name, file in files.items()}
        tasks[task] = [
            {"first": first, "second": second}
            | {cut: _pick(scores, task) for cut, scores in compare_measures(measures[first], measures[second]).items()}
            for first, second in combinations(names, 2)
        ]
    about = describe_run("slots", hash_clauses(root), SEED)  # of both tasks: slots need every library
    return {**about, "protocol": HEADLINE, "bootstrap": ABOUT, "tasks": tasks}


def measure_annotators(root: Path = ROOT) -> Object:
    """Return the annotators' scores under the headline protocol.

    {what describe_run returns, "annotators": content hash of that config, "protocol", "note", "tasks": {task:
    {annotator: scores}}}.
    """
    scored = {task: score_annotators(HEADLINE, root, task) for task in TASKS}
    note = next(iter(scored.values()))["note"]
    tasks = {task: _leave_out_each(scores["annotators"]) for task, scores in scored.items()}
    about = describe_run("slots", hash_clauses(root), SEED)
    annotators = f"sha256:{hash_config('annotators', read_bytes(Path(root) / SUMS))}"
    return {**about, "annotators": annotators, "protocol": HEADLINE, "note": note, "tasks": tasks}


def keep_history(results: Mapping[str, Object], version: str, root: Path = ROOT) -> Object:
    """Return what HISTORY holds, with the scores of these results as those of the release `version`.

    {version: {task: {protocol of KEPT: {baseline: {"all" and "novel": macro-F1, or strict micro-F1 of slots}}}}},
    releases in their order.
    """
    scores = {
        task: {
            protocol: {
                name: {cut: pick_score(result["protocols"][protocol][cut], task) for cut in CUTS}
                for name, result in results.items()
                if result["task"] == task
            }
            for protocol in KEPT
        }
        for task in TASKS
    }
    return {**read_history(root), version: scores}


def read_committed(names: Iterable[str], sha256: str, root: Path = ROOT) -> dict[str, Object]:
    """Return {name: committed results}; raise CorpusError for one that is missing or made from other data.

    `sha256` is the content hash of today's clauses.
    """
    found = {result["name"]: result for task in TASKS for result in read_results(sha256, root, task)}
    for name in names:
        if name not in found:
            raise CorpusError(f"{RESULTS}/{name}.json is missing; run python -m baselines run {name}.")
    return {name: found[name] for name in names}


def compare_results(committed: Object, computed: Object) -> Iterator[str]:
    """Yield each difference in COMPARED, of numbers only where it is beyond TOLERANCE."""
    tolerance = TOLERANCE[computed["deterministic"]]
    yield from _compare_keys(COMPARED, committed, computed, tolerance)
    known, found = ({key: each.get("calibration", {}).get(key) for key in CALIBRATED} for each in (committed, computed))
    yield from _compare_keys(CALIBRATED, known, found, tolerance)


def compare_beside(committed: Object, computed: Object, inexact: Collection[str]) -> Iterator[str]:
    """Yield each difference of two DIFFERENCES or ANNOTATORS in COMPARED_BESIDE.

    `inexact` baselines are those that are not deterministic; what they have no part in is compared exactly.
    """
    for exact, tolerance in TOLERANCE.items():
        known, found = (_pick_pairs(each, inexact, exact) for each in (committed, computed))
        yield from _compare_keys(COMPARED_BESIDE, known, found, tolerance)


def _pick_pairs(beside: Object, inexact: Collection[str], exact: bool) -> Object:
    """Return the file with those of its pairs of baselines alone in which none is inexact, or the others."""
    tasks = {
        task: [pair for pair in rows if {pair["first"], pair["second"]}.isdisjoint(inexact) == exact]
        if isinstance(rows, list)
        else rows
        for task, rows in beside.get("tasks", {}).items()
    }
    return {**beside, "tasks": tasks}


def _compare_keys(keys: Iterable[str], committed: Object, computed: Object, tolerance: float) -> Iterator[str]:
    for key in keys:
        yield from compare_values(key, committed.get(key), computed.get(key), tolerance)


def compare_values(place: str, committed: object, computed: object, tolerance: float) -> Iterator[str]:
    """Yield "place: committed …, computed …" for each difference of two values as read from JSON."""
    if isinstance(committed, dict) and isinstance(computed, dict):
        for key in dict.fromkeys([*committed, *computed]):
            yield from compare_values(f"{place}.{key}", committed.get(key), computed.get(key), tolerance)
    elif isinstance(committed, list) and isinstance(computed, list) and len(committed) == len(computed):
        for number, values in enumerate(zip(committed, computed, strict=True)):
            yield from compare_values(f"{place}.{number}", *values, tolerance)
    elif isinstance(committed, float) and isinstance(computed, float):
        if not abs(committed - computed) <= tolerance:
            yield f"{place}: committed {committed}, computed {computed}"
    elif committed != computed:
        yield f"{place}: committed {committed}, computed {computed}"


def _leave_out_each(scores: Object) -> Object:
    """Return nested scores without those of each category or slot."""
    kept = {key: value for key, value in scores.items() if key not in ("per_category", "per_slot")}
    return {key: _leave_out_each(value) if isinstance(value, dict) else value for key, value in kept.items()}


def _pick(scores: Object | None, task: str) -> Object | None:
    return scores and {
        name: {"difference": scores[name], "interval": scores["intervals"][name]} for name in TASKS[task].shown
    }
