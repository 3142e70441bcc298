"""What is known to be odd and is left so, clause by clause (annotations/known_issues.toml)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from mepp5.annotation.spans import UNKNOWN, Annotation
from mepp5.corpus.clauses import Unit
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, OneLine
from mepp5.reading.forms import form, read_toml

KNOWN_ISSUES = "annotations/known_issues.toml"
# lost_cells: table rows whose cells were lost in transport, of unknown polarity.
# duplicate_labels: near-duplicates whose categories differ because their texts mean different things.
Kind = Literal["lost_cells", "duplicate_labels"]


@form
@dataclass(frozen=True, slots=True)
class KnownIssue:
    """Clauses that share an issue, and why it is left."""

    kind: Kind
    clauses: Annotated[tuple[ClauseId, ...], Field(min_length=1)]
    reason: OneLine


@form
@dataclass(frozen=True, slots=True)
class _File:
    issue: tuple[KnownIssue, ...] = ()


def read_known_issues(root: Path = ROOT) -> list[KnownIssue]:
    """Return the issues, [] if there is no such file; raise CorpusError where an entry is malformed."""
    path = Path(root) / KNOWN_ISSUES
    return list(read_toml(path, _File).issue) if path.exists() else []


def find_issue_faults(
    issues: list[KnownIssue],
    units: Mapping[str, Unit],
    groups: Mapping[str, str],
    labels: Mapping[str, frozenset[str]],
) -> Iterator[tuple[str, str]]:
    """Yield (clause id, problem) for what an issue says and is not so, and for what is so and no issue says.

    `units` are the clauses by id, `groups` their duplicate groups, `labels` their reference categories.
    """
    for issue in issues:
        for clause in issue.clauses:
            if clause not in units:
                yield clause, "no such clause, though an issue names it"
    real = {"lost_cells": _find_lost_cells(units), "duplicate_labels": _find_differing_groups(groups, labels)}
    for kind, stated in real.items():
        listed = {frozenset(issue.clauses) for issue in issues if issue.kind == kind}
        for clauses in sorted(listed - stated, key=min):
            yield min(clauses), f"the issue {kind} is stale: it is not so, or not of these clauses together"
        for clauses in sorted(stated - listed, key=min):
            yield min(clauses), f"{kind} that no issue lists: {', '.join(sorted(clauses))}"


def find_unlisted(annotations: Iterable[Annotation], issues: list[KnownIssue]) -> Iterator[tuple[str, str]]:
    """Yield (clause id, problem) for a polarity "unknown" of a clause that no issue of lost cells names."""
    listed = {clause for issue in issues if issue.kind == "lost_cells" for clause in issue.clauses}
    for annotation in annotations:
        if annotation.id not in listed and any(p.polarity == UNKNOWN for p in annotation.practices):
            yield annotation.id, f"polarity {UNKNOWN!r}, but {KNOWN_ISSUES} lists no lost cells of it"


def _find_lost_cells(units: Mapping[str, Unit]) -> set[frozenset[str]]:
    """Return the rows without cells, those of one policy together."""
    rows = defaultdict(set)
    for unit in units.values():
        if unit.is_lost_row:
            rows[unit.policy].add(unit.id)
    return {frozenset(clauses) for clauses in rows.values()}


def _find_differing_groups(groups: Mapping[str, str], labels: Mapping[str, frozenset[str]]) -> set[frozenset[str]]:
    """Return the near-duplicate groups whose clauses do not all carry the same categories."""
    members = defaultdict(set)
    for clause, group in groups.items():
        members[group].add(clause)
    return {frozenset(clauses) for clauses in members.values() if len({labels[clause] for clause in clauses}) > 1}
