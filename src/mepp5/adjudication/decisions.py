"""The reasons of what was decided, each tied to the labels that it is of (annotations/adjudication.jsonl).

{"id", "reason", "decided": digest of the reference labels, "bound": seal of id, reason and `decided`}. Where labels
change, `decided` no longer fits; where words change or move to another clause, `bound` does not.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mepp5.adjudication.digests import DigestOrNone, digest_labels, seal
from mepp5.annotation.spans import Annotation
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_jsonl, sha256
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, OneLine
from mepp5.reading.forms import form, read_jsonl

DECISIONS = "annotations/adjudication.jsonl"
BINDING = "run scripts/bind_reasons.py"


@form
@dataclass(frozen=True, slots=True)
class Decision:
    """Why a clause is labelled as it is; `decided` and `bound` are "" before the reason was bound to its labels."""

    id: ClauseId
    reason: OneLine
    decided: DigestOrNone = ""
    bound: DigestOrNone = ""

    @property
    def what(self) -> str:
        """What the decision is of."""
        return self.id

    def as_object(self) -> Object:
        """Return the line of the file; a decision that is not bound has its first two keys alone."""
        return {"id": self.id, "reason": self.reason} | tie(self.decided, self.bound)


def tie(decided: str, bound: str) -> Object:
    """Return the keys that bind a line, those that it has."""
    return {name: value for name, value in (("decided", decided), ("bound", bound)) if value}


def read_decisions(root: Path = ROOT) -> list[Decision]:
    """Return the decisions in the file's order, [] if there is no such file; raise CorpusError as parsing does."""
    path = Path(root) / DECISIONS
    return parse_decisions(path) if path.exists() else []


def parse_decisions(path: Path) -> list[Decision]:
    """Return the decisions of a file, each clause once; raise CorpusError naming the line that is malformed."""
    decisions = read_jsonl(path, Decision)
    seen: set[str] = set()
    for number, decision in enumerate(decisions, start=1):
        if decision.id in seen:
            raise CorpusError(f"{path}: line {number}: {decision.id} was decided before; keep one decision.")
        seen.add(decision.id)
    return decisions


def hash_decisions(decisions: Sequence[Decision]) -> str:
    """Return the SHA-256 of the reasons: a JSON line {"id", "reason"} for each decision, in order; "" of none.

    Up to 0.7.0 the file had these two keys alone: it is the hash of the file as it was.
    """
    if not decisions:
        return ""
    return sha256(dump_jsonl({"id": decision.id, "reason": decision.reason} for decision in decisions))


def dump_decisions(decisions: Sequence[Decision]) -> bytes:
    """Return the content of DECISIONS."""
    return dump_jsonl(decision.as_object() for decision in decisions)


def find_tie_faults(decided: str, bound: str, fits: str, sealed: str) -> Iterator[str]:
    """Yield what is wrong with a line's `decided` and `bound`.

    `fits` is the digest of what stands in the reference today, `sealed` what `bound` is of these words and `decided`.
    """
    if not decided or not bound:
        yield f"its reason is bound to no labels; read it beside them and {BINDING} (decided would be {fits})"
    elif decided != fits:
        yield (
            "its reason was given for other labels than the reference has today; read it, write it anew and "
            f"{BINDING} (decided would be {fits}, it is {decided})"
        )
    elif bound != sealed:
        yield (
            "its reason is not the one that was bound to these labels: its words were changed, or it is another "
            f"clause's; restore it, or read it beside the labels and {BINDING} (bound would be {sealed})"
        )


def find_decision_faults(
    decisions: Sequence[Decision], reference: Mapping[str, Annotation]
) -> Iterator[tuple[str, str]]:
    """Yield (clause id, what is wrong) where a reason is not bound to today's labels, or stands out of order.

    The order is that of the reference, whose clauses stand as in the corpus; unknown clauses are passed over.
    """
    rank = {clause: number for number, clause in enumerate(reference)}
    last = ""
    for decision in decisions:
        if decision.id not in reference:
            continue
        fits = digest_labels(reference[decision.id])
        sealed = seal(decision.id, decision.reason, decision.decided)
        for problem in find_tie_faults(decision.decided, decision.bound, fits, sealed):
            yield decision.id, problem
        if last and rank[decision.id] < rank[last]:
            yield decision.id, f"it stands after {last}; decisions stand in the order of the clauses"
        last = decision.id


def bind_line(decided: str, bound: str, fits: str, what: object, reason: str, is_forced: bool) -> tuple[str, str]:
    """Return `decided` and `bound` as they are to be written of a line; raise ValueError where they may not be.

    They may where the line never had any, where its words are others than those that were bound, or where forced.
    """
    kept = bool(decided) and bound == seal(what, reason, decided)
    if kept and decided != fits and not is_forced:
        raise ValueError
    return fits, seal(what, reason, fits)


def bind_decisions(
    decisions: Sequence[Decision], reference: Mapping[str, Annotation], forced: Collection[str] = ()
) -> list[Decision]:
    """Return the decisions bound to the reference of today.

    Raises CorpusError for a clause without reference labels, and for reasons whose labels changed while their words
    did not, unless the clause is one of `forced`.
    """
    bound, refused = [], []
    for decision in decisions:
        if decision.id not in reference:
            raise CorpusError(f"{DECISIONS}: {decision.id}: no such clause in the reference; mend the line.")
        fits, own = digest_labels(reference[decision.id]), (decision.decided, decision.bound)
        try:
            own = bind_line(*own, fits, decision.id, decision.reason, decision.id in forced)
        except ValueError:
            refused.append(decision.id)
        bound.append(replace(decision, decided=own[0], bound=own[1]))
    refuse(DECISIONS, refused)
    return bound


def refuse(path: str, refused: Sequence[str]) -> None:
    """Raise CorpusError naming the decisions, if any, whose labels changed while their reasons did not."""
    if refused:
        raise CorpusError(
            f"{path}: labels changed, the reason did not: {'; '.join(refused)}. Write the reason anew, or name the "
            "decision with --same where you have read it and it holds as it is."
        )
