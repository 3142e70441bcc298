"""The reasons of the links that were decided, each tied to its link (annotations/changes/adjudication.jsonl).

{"pair", "old", "new", "reason", "decided": digest of the reference link, "bound": seal of the first four and
`decided`}. Lines stand in the order of the pairs, and within a pair in that of the links.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mepp5.adjudication.decisions import bind_line, find_tie_faults, refuse, tie
from mepp5.adjudication.digests import DigestOrNone, digest, seal
from mepp5.changes.links import Link
from mepp5.errors import CorpusError
from mepp5.files import Object, dump_jsonl, sha256
from mepp5.paths import ROOT
from mepp5.reading.fields import ClauseId, OneLine, PairId
from mepp5.reading.forms import form, read_jsonl

CHANGE_DECISIONS = "annotations/changes/adjudication.jsonl"
Joined = tuple[tuple[str, ...], tuple[str, ...]]  # the old and the new clauses of a link


@form
@dataclass(frozen=True, slots=True)
class ChangeDecision:
    """Why these clauses are linked as they are; `decided` and `bound` are "" before the reason was bound."""

    pair: PairId
    old: tuple[ClauseId, ...]
    new: tuple[ClauseId, ...]
    reason: OneLine
    decided: DigestOrNone = ""
    bound: DigestOrNone = ""

    @property
    def joined(self) -> Joined:
        """The clauses of the link."""
        return self.old, self.new

    @property
    def what(self) -> list[object]:
        """What the decision is of."""
        return [self.pair, list(self.old), list(self.new)]

    @property
    def name(self) -> str:
        """Name the decision in a message and for a command."""
        return f"{self.pair} {(self.old or self.new)[0]}" if self.old or self.new else self.pair

    def as_object(self) -> Object:
        """Return the line of the file."""
        own: Object = {"pair": self.pair, "old": list(self.old), "new": list(self.new), "reason": self.reason}
        return own | tie(self.decided, self.bound)

    def bind(self, link: Link, is_forced: bool = False) -> "ChangeDecision":
        """Return the decision bound to the link; raise ValueError where its words are those of another link still."""
        fits = digest_link(self.pair, link)
        decided, bound = bind_line(self.decided, self.bound, fits, self.what, self.reason, is_forced)
        return replace(self, decided=decided, bound=bound)


def describe_link(pair: str, link: Link) -> Object:
    """Return the link with its pair's name as it stands in files: all fields, offsets of clauses' texts."""
    return {"pair": pair, **asdict(link)}


def digest_link(pair: str, link: Link) -> str:
    """Return the digest of `describe_link`."""
    return digest(describe_link(pair, link))


def read_change_decisions(root: Path = ROOT) -> list[ChangeDecision]:
    """Return the decisions in the file's order, [] if there is no such file; raise CorpusError for a bad line."""
    path = Path(root) / CHANGE_DECISIONS
    decisions = read_jsonl(path, ChangeDecision) if path.exists() else []
    seen = set()
    for number, decision in enumerate(decisions, start=1):
        if (decision.pair, decision.joined) in seen:
            raise CorpusError(f"{path}: line {number}: these clauses were decided before; keep one decision.")
        seen.add((decision.pair, decision.joined))
    return decisions


def read_change_reasons(root: Path = ROOT) -> dict[str, dict[Joined, str]]:
    """Return {pair: {(old, new): one-line reason}} of the links that were decided; {} if there is no such file."""
    reasons: dict[str, dict[Joined, str]] = {}
    for decision in read_change_decisions(root):
        reasons.setdefault(decision.pair, {})[decision.joined] = decision.reason
    return reasons


def dump_change_decisions(decisions: Sequence[ChangeDecision]) -> bytes:
    """Return the content of CHANGE_DECISIONS."""
    return dump_jsonl(decision.as_object() for decision in decisions)


def hash_change_decisions(decisions: Sequence[ChangeDecision]) -> str:
    """Return the SHA-256 of the reasons: a JSON line {"pair", "old", "new", "reason"} each, sorted; "" of none.

    Their order in the file is checked apart: that of 0.7.0 was not yet the order of the links throughout.
    """
    rows = sorted((each.pair, each.old, each.new, each.reason) for each in decisions)
    lines = (dict(zip(("pair", "old", "new", "reason"), row, strict=True)) for row in rows)
    return sha256(dump_jsonl(lines)) if rows else ""


def find_change_decision_faults(
    decisions: Sequence[ChangeDecision], references: Mapping[str, Sequence[Link]]
) -> Iterator[tuple[str, str]]:
    """Yield (decision, what is wrong) where a reason is not bound to today's link, or stands out of order.

    `references` are {pair: reference links in canonical order}, the pairs in the order of pairs.toml. Decisions on no
    link of these are passed over.
    """
    links = {(pair, (link.old, link.new)): link for pair, own in references.items() for link in own}
    rank = {key: number for number, key in enumerate(links)}
    last = None
    for decision in decisions:
        key = (decision.pair, decision.joined)
        if key not in links:
            continue
        fits = digest_link(decision.pair, links[key])
        sealed = seal(decision.what, decision.reason, decision.decided)
        for problem in find_tie_faults(decision.decided, decision.bound, fits, sealed):
            yield decision.name, problem
        if last is not None and rank[key] < rank[last]:
            yield decision.name, "it stands after a later link's; decisions stand in the order of the pairs and links"
        last = key


def bind_change_decisions(
    decisions: Sequence[ChangeDecision], references: Mapping[str, Sequence[Link]], forced: Collection[str] = ()
) -> list[ChangeDecision]:
    """Return the decisions bound to the reference links of today, as `bind_decisions` does; `forced` are names."""
    links = {(pair, (link.old, link.new)): link for pair, own in references.items() for link in own}
    bound, refused = [], []
    for decision in decisions:
        link = links.get((decision.pair, decision.joined))
        if link is None:
            raise CorpusError(f"{CHANGE_DECISIONS}: {decision.name}: the reference has no such link; mend the line.")
        try:
            bound.append(decision.bind(link, decision.name in forced))
        except ValueError:
            refused.append(decision.name)
    refuse(CHANGE_DECISIONS, refused)
    return bound
