"""What the reference links were in earlier releases (annotations/changes/revisions.jsonl): a line for each changed one.

{"version": the release that changed it, "pair", "before": the link as it was}. Links part the clauses of a pair, each
clause in one: where links were put in, others of the same clauses were taken out. So the links taken out say it all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from mepp5.adjudication.revisions import rank_version
from mepp5.changes.links import Link, sort_links
from mepp5.changes.pairs import Sides
from mepp5.errors import CorpusError
from mepp5.files import dump_jsonl
from mepp5.paths import ROOT
from mepp5.reading.fields import PairId, Version
from mepp5.reading.forms import form, read_jsonl

CHANGE_REVISIONS = "annotations/changes/revisions.jsonl"


@form
@dataclass(frozen=True, slots=True)
class ChangeRevision:
    """A link as it was before the release `version`."""

    version: Version
    pair: PairId
    before: Link


def read_change_revisions(root: Path = ROOT) -> list[ChangeRevision]:
    """Return the revisions, those of earlier releases first, [] if there is no such file.

    Raises CorpusError for a malformed line, a clause that stands in two links of one release, and a wrong order.
    """
    path = Path(root) / CHANGE_REVISIONS
    revisions = read_jsonl(path, ChangeRevision) if path.exists() else []
    seen: set[tuple[str, str, str]] = set()
    for number, revision in enumerate(revisions, start=1):
        own = {(revision.version, revision.pair, clause) for clause in (*revision.before.old, *revision.before.new)}
        if own & seen:
            raise CorpusError(f"{path}: line {number}: {min(own & seen)[2]} stands in two links; keep its first.")
        seen |= own
    for number, (one, other) in enumerate(pairwise(revisions), start=2):
        if rank_version(other.version) < rank_version(one.version):
            raise CorpusError(f"{path}: line {number}: after a later release; sort the lines by release.")
    return revisions


def restore_links(links: Sequence[Link], revisions: Sequence[ChangeRevision], sides: Sides, version: str) -> list[Link]:
    """Return the pair's reference links as they were in the release `version`, given today's, in canonical order.

    Raises CorpusError where a revision is of clauses that the pair has not.
    """
    restored = list(links)
    own = [
        each for each in revisions if each.pair == sides.pair.id and rank_version(each.version) > rank_version(version)
    ]
    for later in sorted({each.version for each in own}, key=rank_version, reverse=True):
        restored = _put_back(restored, [each.before for each in own if each.version == later])
    for link in restored:
        if unknown := [clause for clause in (*link.old, *link.new) if clause not in sides.units]:
            raise CorpusError(f"{CHANGE_REVISIONS}: {sides.pair.id}: no clause {unknown[0]!r}; restore the line.")
    return sort_links(restored, sides.old, sides.new)


def _put_back(links: Sequence[Link], before: Sequence[Link]) -> list[Link]:
    clauses = {clause for link in before for clause in (*link.old, *link.new)}
    return [link for link in links if not clauses & {*link.old, *link.new}] + list(before)


def extend_change_revisions(
    revisions: Sequence[ChangeRevision],
    before: Mapping[str, Sequence[Link]],
    after: Mapping[str, Sequence[Link]],
    version: str,
) -> list[ChangeRevision]:
    """Return the revisions and, under `version`, every reference link of `before` that `after` has not.

    Both are {pair: links}. What the release `version` changed before is counted in: kept are the links of the release
    before it. Pairs that stand in one of the two alone are left as they are.
    """
    kept = [each for each in revisions if each.version != version]
    for pair, links in before.items():
        own = [each.before for each in revisions if (each.version, each.pair) == (version, pair)]
        first = _put_back(links, own)
        kept += [ChangeRevision(version, pair, link) for link in first if link not in after.get(pair, links)]
    return kept


def dump_change_revisions(revisions: Sequence[ChangeRevision]) -> bytes:
    """Return the content of CHANGE_REVISIONS."""
    return dump_jsonl({"version": each.version, "pair": each.pair, "before": asdict(each.before)} for each in revisions)
