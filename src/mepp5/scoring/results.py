"""The committed results, baselines/results/*.json; only those of today's data are ever shown.

Each has the hash of the code that it was made with. SOURCES lists what that code is.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from mepp5.errors import CorpusError
from mepp5.files import Object, list_files, read_bytes, sha256
from mepp5.paths import ROOT, join_below
from mepp5.reading.fields import OneLine
from mepp5.reading.forms import form, open_form, read_json, read_toml
from mepp5.release.loading import SUMS
from mepp5.release.protocols import HEADLINE
from mepp5.release.rows import hash_config
from mepp5.scoring.scores import AnnotatorScores, CategoryResult, Differences, History, SlotResult

RESULTS = "baselines/results"
HISTORY = "baselines/history.json"
DIFFERENCES = f"{RESULTS}/differences.json"
ANNOTATORS = f"{RESULTS}/annotators.json"
SOURCES = "sources.toml"  # in baselines/
PACKAGE = Path(__file__).parents[1]
FORMS: dict[str, Any] = {  # of the files that are no baseline's
    Path(DIFFERENCES).name: Differences,
    Path(ANNOTATORS).name: AnnotatorScores,
}
REMEDY = f"delete {RESULTS}/*.json, then run `mepp5 build`, `python -m baselines run --all` and `mepp5 build` again"
# Labels that were edited by hand are no reason to score anew.
OTHER_DATA = (
    "see `mepp5 check` first: where it names exports that are not as released, restore or pull them; where labels were "
    f"changed as they should be, {REMEDY}"
)
SCORES = {"categories": ("macro_f1",), "slots": ("strict", "micro_f1")}  # what a cut's one score is, by task


@open_form
@dataclass(frozen=True, slots=True)
class _Stated:
    """What decides how a file of results is read: the data that it was made from, and of a baseline's, its task."""

    data: str
    task: Literal["categories", "slots"] | None = None


@form
@dataclass(frozen=True, slots=True)
class _Sources:
    """Paths below the package mepp5 and below baselines/."""

    mepp5: tuple[OneLine, ...]
    baselines: tuple[OneLine, ...]


@form
@dataclass(frozen=True, slots=True)
class _File:
    """What scores of categories and slots depend on, and what scores of changes do besides."""

    scores: _Sources
    changes: _Sources


def read_results(data_hash: str, root: Path = ROOT, task: str = "categories") -> list[Object]:
    """Return the results of a task, lowest headline score on novel clauses first; [] before the baselines have run.

    `data_hash` is the content hash of the config "clauses". Raise CorpusError for a result, of any task, made from
    other data, invented clauses among them, or without a track.
    """
    paths = [path for path in list_files(Path(root) / RESULTS, "*.json") if path.name not in FORMS]
    results = [read_result(path, data_hash) for path in paths]
    _check_invented(paths, results, root)
    own = [result for result in results if result.get("task") == task]
    return sorted(own, key=lambda result: (_rank(result, task), result["name"]))


def read_history(root: Path = ROOT) -> History:
    """Return {version: {task: {protocol: {baseline: {cut: score}}}}} as kept at each release, {} if nothing is kept."""
    path = Path(root) / HISTORY
    return read_json(path, History) if path.exists() else {}


def read_beside(path: str, data_hash: str, root: Path = ROOT) -> Object | None:
    """Return DIFFERENCES or ANNOTATORS, or None before it was written; raise CorpusError as read_results does."""
    return read_result(Path(root) / path, data_hash) if (Path(root) / path).is_file() else None


def read_result(path: Path, data_hash: str) -> Object:
    """Return a file of results; raise CorpusError if it was made from other data."""
    stated = read_json(path, _Stated, REMEDY)
    if stated.data != f"sha256:{data_hash}":
        raise CorpusError(f"{path}: made from other data than today's (sha256:{data_hash}); {OTHER_DATA}.")
    kind: Any = FORMS.get(path.name) or (SlotResult if stated.task == "slots" else CategoryResult)
    result: Object = read_json(path, kind, REMEDY)
    if path.name not in FORMS and HEADLINE not in result["protocols"]:
        raise CorpusError(f"{path}: no scores under {HEADLINE}; {REMEDY}.")
    return result


def _check_invented(paths: Iterable[Path], results: Iterable[Object], root: Path) -> None:
    """Raise CorpusError for a result that was trained on other invented clauses than today's."""
    for path, result in zip(paths, results, strict=True):
        if "invented" in result:
            today = f"sha256:{hash_config('invented', read_bytes(Path(root) / SUMS))}"
            if result["invented"] != today:
                raise CorpusError(f"{path}: trained on other invented clauses than today's ({today}); {REMEDY}.")


def hash_code(baselines: Path, of_changes: bool = False) -> str:
    """Return the hash of the sources that scores depend on, of changes or of the other tasks, whatever their line ends.

    `baselines` is the folder of the baselines, with SOURCES. Raise CorpusError where it or a source cannot be read.
    """
    listed = read_toml(baselines / SOURCES, _File)
    paths: dict[str, Path] = {}
    for sources in (listed.scores, listed.changes) if of_changes else (listed.scores,):
        paths |= {f"mepp5/{name}": join_below(PACKAGE, name) for name in sources.mepp5}
        paths |= {f"baselines/{name}": join_below(baselines, name) for name in sources.baselines}
    hashes = {name: sha256(read_bytes(path).replace(b"\r\n", b"\n")) for name, path in sorted(paths.items())}
    return sha256("".join(f"{name} {digest}\n" for name, digest in hashes.items()).encode())


def dump_result(result: Object) -> bytes:
    """Return results as JSON in which lists and objects that hold no others stand on one line."""
    indented = json.dumps(result, ensure_ascii=False, indent=1)
    short = re.sub(r"[\[{][^\[\]{}]*[\]}]", lambda found: re.sub(r"\n\s*", " ", found[0]), indented)
    return (short + "\n").encode()


def read_annotator_scores(data_hash: str, annotators_hash: str, root: Path = ROOT) -> Object | None:
    """Return ANNOTATORS, or None before it was written; raise CorpusError if clauses or annotators are others now."""
    result = read_beside(ANNOTATORS, data_hash, root)
    if result and result.get("annotators") != f"sha256:{annotators_hash}":
        path = Path(root) / ANNOTATORS
        raise CorpusError(f"{path}: the annotators' labels are others now; run python -m baselines run --all.")
    return result


def pick_score(scores: Object | None, task: str) -> float | None:
    """Return the one score of a cut by which its task's baselines are compared, None where the cut has no clause."""
    found: Any = scores
    for key in SCORES[task]:
        found = found and found[key]
    return found if found is None else float(found)


def _rank(result: Object, task: str) -> float:
    scores = result["protocols"][HEADLINE]
    return pick_score(scores["novel"] or scores["all"], task) or 0.0
