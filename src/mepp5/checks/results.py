"""Checks of the committed scores: made from the data of today, with the code that would make them now."""

from collections.abc import Callable
from pathlib import Path

from mepp5.checks.findings import Check, Found
from mepp5.errors import CorpusError
from mepp5.files import Object, list_files, read_bytes
from mepp5.paths import CLONE
from mepp5.reading.forms import read_json
from mepp5.release.loading import SUMS
from mepp5.release.rows import hash_config
from mepp5.scoring.change_results import CHANGE_RESULTS
from mepp5.scoring.results import (
    DIFFERENCES,
    RESULTS,
    SOURCES,
    hash_code,
    read_annotator_scores,
    read_beside,
    read_history,
    read_results,
)

BASELINES = CLONE / "baselines"


def _find_data(root: Path) -> Found:
    """Results, differences and scores of annotators were made from the data of today."""
    sums = read_bytes(root / SUMS)
    clauses, annotators = (hash_config(config, sums) for config in ("clauses", "annotators"))
    readers: tuple[Callable[[], object], ...] = (
        lambda: read_results(clauses, root),
        lambda: read_beside(DIFFERENCES, clauses, root),
        lambda: read_annotator_scores(clauses, annotators, root),
        lambda: read_history(root),
    )
    for read in readers:
        try:
            read()
        except CorpusError as error:
            yield "", str(error)


def _find_code(root: Path) -> Found:
    """Results were made with the code of today, where the baselines are there; a wheel has none."""
    if not (BASELINES / SOURCES).is_file():
        return
    today = hash_code(BASELINES)
    for path in list_files(root / RESULTS, "*.json"):
        yield from _compare_code(path, today, root, "run --all")
    if (root / CHANGE_RESULTS).is_file():
        yield from _compare_code(root / CHANGE_RESULTS, hash_code(BASELINES, of_changes=True), root, "run-changes")


def _compare_code(path: Path, today: str, root: Path, command: str) -> Found:
    """Say whether the code was another. A file that cannot be read, or states no code, is told by another check."""
    code = f"sha256:{today}"
    try:
        stated = read_json(path, Object).get("code", code)
    except CorpusError:
        return
    if stated != code:
        yield path.relative_to(root).as_posix(), f"made with other code than today's; run python -m baselines {command}"


CHECKS = (
    Check(
        "results-data",
        "Where nothing above names the exports: delete the results, then build, run the baselines, and build.",
        _find_data,
    ),
    Check("results-code", "Run the baselines again, then mepp5 build.", _find_code),
)
