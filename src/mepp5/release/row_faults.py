"""Rows that keep the schema and cannot be meant: of no policy, clause, annotator or day, or with words that are not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from mepp5.annotation.annotators import read_annotators
from mepp5.corpus.manifest import read_manifest
from mepp5.files import Object

Rows = Mapping[str, Sequence[tuple[str, Object]]]  # of each config: (place, row), all of the schema's form
LISTS = ("texts", "sections", "categories", "topics")  # of the clauses of a side of a change, beside their ids
DATES = ("date", "captured")


@dataclass(frozen=True)
class References:
    """What the rows of several configs of root refer to; of a config that is not among them nothing is known."""

    rows: Rows
    root: Path

    @cached_property
    def policies(self) -> frozenset[str]:
        """The ids of the corpus' policies."""
        return frozenset(policy.id for policy in read_manifest(self.root))

    @cached_property
    def layers(self) -> frozenset[str]:
        """The annotators' names, as rows have them."""
        return frozenset(member.layer for member in read_annotators(self.root).members)

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each clause."""
        return {row["id"]: row["text"] for _, row in self.rows.get("clauses", ())}


def find_row_faults(rows: Rows, root: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, fault) of the rows; "annotators" are held to the clauses, and clauses to the policies, if there."""
    known = References(rows, root)
    for config, placed in rows.items():
        find = _FINDERS.get(config)
        seen: set[tuple[str, str | None]] = set()
        for place, row in placed:
            key = (row["id"], row.get("annotator"))
            fault = f"{row['id']} stands twice" if key in seen else _find_date_fault(row)
            seen.add(key)
            if fault := fault or (find(row, known) if find else ""):
                yield place, fault
    if "policies" in rows:
        for policy in sorted(known.policies - {row["id"] for _, row in rows["policies"]}):
            yield "data/policies", f"no row is of {policy}"


def _find_date_fault(row: Object) -> str:
    for name in DATES:
        try:
            date.fromisoformat(row.get(name) or "2000-01-01")
        except ValueError:
            return f"{name} {row[name]!r} is no day"
    return ""


def _find_clause_fault(row: Object, known: References) -> str:
    policy, _, number = row["id"].rpartition("/")
    if policy != row["policy"] or not (number.isascii() and number.isdecimal()):
        return f"{row['id']!r} is no clause of policy {row['policy']!r}"
    if "policies" in known.rows and policy not in known.policies:
        return f"{policy!r} is no policy of the corpus"
    if row["end"] - row["start"] < 1:
        return f"start {row['start']} and end {row['end']} hold no words"
    return _find_span_fault(row, row["text"])


def _find_annotator_fault(row: Object, known: References) -> str:
    if row["annotator"] not in known.layers:
        return f"{row['annotator']!r} is no annotator"
    if "clauses" not in known.rows:
        return ""
    if row["id"] not in known.texts:
        return f"{row['id']!r} is no clause of the config clauses"
    return _find_span_fault(row, known.texts[row["id"]])


def _find_span_fault(row: Object, text: str) -> str:
    for name in ("practices", "slots"):
        for span in row[name]:
            if not span["text"] or text[span["start"] : span["end"]] != span["text"]:
                return f"{name}: {span['start']} to {span['end']} of the clause is not the span's text"
    return ""


def _find_policy_fault(row: Object, known: References) -> str:
    return "" if row["id"] in known.policies else f"{row['id']!r} is no policy of the corpus"


def _find_change_fault(row: Object, known: References) -> str:
    for side in ("old", "new"):
        if any(len(row[f"{side}_{name}"]) != len(row[side]) for name in LISTS):
            return f"the lists about the clauses in {side} are not as long as it"
    return ""


_FINDERS: dict[str, Callable[[Object, References], str]] = {
    "clauses": _find_clause_fault,
    "annotators": _find_annotator_fault,
    "policies": _find_policy_fault,
    "changes": _find_change_fault,
}
