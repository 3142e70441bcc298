"""The clauses of the release that keep a query, with what annotators and links between policies say of them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mepp5.corpus.manifest import read_manifest
from mepp5.files import Object
from mepp5.paths import ROOT
from mepp5.release.features import CHANGES, POLICY_SPLITS, list_splits
from mepp5.release.loading import read_rows, read_sums
from mepp5.release.valid_rows import check_rows
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.search.query import Mark, Query, match_row

Labels = dict[str, list[str]]  # of a clause, by annotator


@dataclass(frozen=True, slots=True)
class Found:
    """A row of the config "clauses" that keeps a query, and where.

    `annotators` are the labels by annotator where disagreement is asked for; `changes` are, where effects are, the
    entries of the config "changes" that the clause stands in, each with its id, pair, form, meaning and effects.
    """

    row: Object
    marks: list[Mark]
    annotators: Labels = field(default_factory=dict)
    changes: list[Object] = field(default_factory=list)

    def as_row(self) -> Object:
        """Return the clause as JSON has it: the release's columns and `marks`, and what else was asked for."""
        row = self.row | {"marks": [mark.as_row() for mark in self.marks]}
        row |= {"annotators": self.annotators} if self.annotators else {}
        return row | ({"changes": self.changes} if self.changes else {})


def find_clauses(query: Query, root: Path = ROOT) -> list[Found]:
    """Return the clauses that keep the query, in the order of the corpus.

    Raise CorpusError for data that are not as the release has them, ValueError for a phrase without a word.
    """
    asked = (["annotators"] if query.disagree else []) + ([CHANGES] if query.effects else [])
    check_rows(root, ["clauses", "policies", *asked])
    taxonomy, sums = read_taxonomy(root), read_sums(root)
    rows = [row for split in POLICY_SPLITS for row in read_rows("clauses", split, root, sums)]
    disputed = _find_disputed(root, sums) if query.disagree else {}
    changed = _find_changed(query.effects, root, sums) if query.effects else {}
    found = []
    for row in rows:
        id = row["id"]
        if (query.disagree and id not in disputed) or (query.effects and id not in changed):
            continue
        marks = match_row(query, row, taxonomy)
        if marks is not None:
            found.append(Found(row, marks, disputed.get(id, {}), changed.get(id, [])))
    order = {policy.id: number for number, policy in enumerate(read_manifest(root))}
    return sorted(found, key=lambda each: (order[each.row["policy"]], each.row["position"]))


def count_found(found: list[Found], query: Query, root: Path = ROOT) -> dict[str, int]:
    """Return {policy: clauses found} of the policies asked for, in the order of the corpus, 0 included."""
    counts = Counter(each.row["policy"] for each in found)
    asked = [policy.id for policy in read_manifest(root) if policy.id in query.policies or not query.policies]
    return {policy: counts[policy] for policy in asked}


def _find_disputed(root: Path, sums: dict[str, str]) -> Mapping[str, Labels]:
    """Return {clause: labels by annotator} of the clauses whose annotators' labels differ from one another."""
    labels: dict[str, Labels] = {}
    for split in POLICY_SPLITS:
        for row in read_rows("annotators", split, root, sums):
            labels.setdefault(row["id"], {})[row["annotator"]] = row["labels"]
    return {clause: by for clause, by in labels.items() if len({tuple(found) for found in by.values()}) > 1}


def _find_changed(effects: tuple[str, ...], root: Path, sums: dict[str, str]) -> Mapping[str, list[Object]]:
    """Return {clause: its entries of the config "changes" with one of the effects}."""
    entries: dict[str, list[Object]] = {}
    for split in list_splits(root).get(CHANGES, ()):
        for row in read_rows(CHANGES, split, root, sums):
            if set(effects).isdisjoint(row["effects"]):
                continue
            entry = {name: row[name] for name in ("id", "pair", "form", "meaning", "effects", "old", "new")}
            for clause in (*row["old"], *row["new"]):
                entries.setdefault(clause, []).append(entry)
    return entries
