"""The committed results, baselines/results/*.json; only those of today's data are ever shown."""

import json
import re
from pathlib import Path

from mepp5.errors import CorpusError
from mepp5.files import read_json
from mepp5.paths import ROOT
from mepp5.release.protocols import HEADLINE

RESULTS = "baselines/results"
HISTORY = "baselines/history.json"
DIFFERENCES = f"{RESULTS}/differences.json"
ANNOTATORS = f"{RESULTS}/annotators.json"
BESIDE = {Path(path).name for path in (DIFFERENCES, ANNOTATORS)}  # files that are no baseline's
SCORES = {"categories": ("macro_f1",), "slots": ("strict", "micro_f1")}  # what a cut's one score is, by task


def read_results(data_hash: str, root: Path = ROOT, task: str = "categories") -> list[dict]:
    """Return the results of a task, lowest headline score on novel clauses first; [] before the baselines have run.

    `data_hash` is the content hash of the config "clauses". Raise CorpusError for a result, of any task, made from
    other data.
    """
    paths = sorted(path for path in (Path(root) / RESULTS).glob("*.json") if path.name not in BESIDE)
    results = [read_result(path, data_hash) for path in paths]
    own = [result for result in results if result.get("task") == task]
    return sorted(own, key=lambda result: (_rank(result, task), result["name"]))


def read_history(root: Path = ROOT) -> dict:
    """Return {version: {task: {protocol: {baseline: {cut: score}}}}} as kept at each release, {} if nothing is kept."""
    path = Path(root) / HISTORY
    return read_json(path) if path.exists() else {}


def read_beside(path: str, data_hash: str, root: Path = ROOT) -> dict | None:
    """Return DIFFERENCES or ANNOTATORS, or None before it was written; raise CorpusError as read_results does."""
    return read_result(Path(root) / path, data_hash) if (Path(root) / path).is_file() else None


def read_result(path: Path, data_hash: str) -> dict:
    """Return a file of results; raise CorpusError if it was made from other data."""
    result = read_json(path)
    remedy = (
        f"delete {RESULTS}/*.json, then run `mepp5 build`, `python -m baselines run --all` and `mepp5 build` again."
    )
    if not isinstance(result, dict) or result.get("data") != f"sha256:{data_hash}":
        raise CorpusError(f"{path}: made from other data than today's (sha256:{data_hash}); {remedy}")
    complete = {"task", "protocols"} <= set(result) or "tasks" in result
    if not complete or ("task" in result and HEADLINE not in result["protocols"]):
        raise CorpusError(f"{path}: not as today's scorer writes results; {remedy}")
    return result


def dump_result(result: dict) -> bytes:
    """Return results as JSON in which lists and objects that hold no others stand on one line."""
    indented = json.dumps(result, ensure_ascii=False, indent=1)
    short = re.sub(r"[\[{][^\[\]{}]*[\]}]", lambda found: re.sub(r"\n\s*", " ", found[0]), indented)
    return (short + "\n").encode()


def read_annotator_scores(data_hash: str, annotators_hash: str, root: Path = ROOT) -> dict | None:
    """Return ANNOTATORS, or None before it was written; raise CorpusError if clauses or annotators are others now."""
    result = read_beside(ANNOTATORS, data_hash, root)
    if result and result.get("annotators") != f"sha256:{annotators_hash}":
        path = Path(root) / ANNOTATORS
        raise CorpusError(f"{path}: the annotators' labels are others now; run python -m baselines run --all.")
    return result


def pick_score(scores: dict | None, task: str) -> float | None:
    """Return the one score of a cut by which its task's baselines are compared, None where the cut has no clause."""
    for key in SCORES[task]:
        scores = scores and scores[key]
    return scores


def _rank(result: dict, task: str) -> float:
    scores = result["protocols"][HEADLINE]
    return pick_score(scores["novel"] or scores["all"], task)
