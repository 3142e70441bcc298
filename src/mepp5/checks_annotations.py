"""Checks of the decisions beside the exports: known issues and the second reading."""

from pathlib import Path

from mepp5.annotators import read_annotators
from mepp5.checks_corpus import read_typed_units
from mepp5.clauses import Unit
from mepp5.findings import Check, Found
from mepp5.known_issues import KNOWN_ISSUES, find_stale, read_known_issues
from mepp5.manifest import read_manifest
from mepp5.second_reading import SECOND_READING, read_verdicts


def _read_clauses(root: Path) -> dict[str, Unit]:
    units = [unit for policy in read_manifest(root) for unit in read_typed_units(root, policy)]
    return {unit.id: unit for unit in units if unit.is_clause}


def _find_issues(root: Path) -> Found:
    for clause, problem in find_stale(read_known_issues(root), _read_clauses(root)):
        yield f"{KNOWN_ISSUES}: {clause}", problem


def _find_verdicts(root: Path) -> Found:
    clauses = _read_clauses(root)
    annotators = read_annotators(root).ids
    seen = set()
    for verdict in read_verdicts(root):
        place = f"{SECOND_READING}: {verdict.id}"
        if verdict.id not in clauses:
            yield place, "no such clause"
        if verdict.annotator not in annotators:
            yield place, f"no annotator {verdict.annotator!r}"
        if (verdict.id, verdict.annotator) in seen:
            yield place, "it stands twice"
        seen.add((verdict.id, verdict.annotator))


CHECKS = (
    Check("known-issues", "Remove what no longer holds, list what is missing.", _find_issues),
    Check("second-reading", "Mend the line of the second reading.", _find_verdicts),
)
