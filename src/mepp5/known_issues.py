"""What is known to be wrong and cannot be mended, clause by clause (annotations/known_issues.toml)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mepp5.clauses import Unit
from mepp5.errors import CorpusError
from mepp5.files import read_toml
from mepp5.paths import ROOT

KNOWN_ISSUES = "annotations/known_issues.toml"
CELL = re.compile(r"\b(?:Yes|No)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """Clauses that share an issue; `kind` is lost_cells: a table row whose cells were lost in transport."""

    kind: str
    clauses: tuple[str, ...]
    reason: str


def read_known_issues(root: Path = ROOT) -> list[KnownIssue]:
    """Return the issues, [] if there is no such file; raise CorpusError where an entry is malformed."""
    path = Path(root) / KNOWN_ISSUES
    if not path.exists():
        return []
    issues = []
    for number, entry in enumerate(read_toml(path).get("issue", []), start=1):
        if set(entry) != {"kind", "clauses", "reason"} or entry["kind"] not in HOLDS or not entry["clauses"]:
            kinds = ", ".join(HOLDS)
            raise CorpusError(f"{path}: issue {number}: give kind (one of: {kinds}), clauses and reason, nothing else.")
        issues.append(KnownIssue(entry["kind"], tuple(entry["clauses"]), entry["reason"]))
    return issues


def find_stale(issues: list[KnownIssue], units: Mapping[str, Unit]) -> list[tuple[str, str]]:
    """Return (clause id, why) for every entry that is not so (any more), and every lost cell that is not listed."""
    faults = []
    for issue in issues:
        for clause in issue.clauses:
            if clause not in units:
                faults.append((clause, "no such clause, though an issue names it"))
            elif not HOLDS[issue.kind](units[clause]):
                faults.append((clause, f"the issue {issue.kind} is stale: the clause is not so"))
    listed = {clause for issue in issues for clause in issue.clauses if issue.kind == "lost_cells"}
    missing = [unit.id for unit in units.values() if _has_lost_cells(unit) and unit.id not in listed]
    return faults + [(clause, "a table row without cells that no issue lists") for clause in missing]


def _has_lost_cells(unit: Unit) -> bool:
    return unit.kind == "table_row" and not CELL.search(unit.text)


# kind → whether a clause really has the issue
HOLDS = {"lost_cells": _has_lost_cells}
