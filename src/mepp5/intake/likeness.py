"""Whether a new policy is near to one that a corpus has: then it would train for what it is tested on."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import Policy
from mepp5.errors import CorpusError
from mepp5.release.overlap import THRESHOLD, measure_nearness

NEAR = 0.5  # of the clauses of either policy; of another publisher's two policies, a fifth at most were found alike


def check_likeness(units: Sequence[Unit], lineage: str, policies: Iterable[Policy], root: Path) -> None:
    """Raise CorpusError where half of the clauses of the new policy, or of one that is there, are near-duplicates.

    Policies of the lineage (str) may be near, as the versions of one policy are, but not the same clause by clause.
    """
    for policy in policies:
        own, other = measure_nearness(list(units), read_units(policy.id, root))
        alike = f"of its clauses {own:.0%} are near-duplicates (ratio {THRESHOLD} or more) of clauses of {policy.id}"
        alike += f", and of those {other:.0%} of its"
        if own == other == 1:
            raise CorpusError(f"the policy {policy.id} is there already: {alike}; nothing is to be added.")
        if max(own, other) >= NEAR and policy.lineage != lineage:
            raise CorpusError(
                f"a near-duplicate of {policy.id}: {alike}; a version of it shares its lineage: "
                f"give --lineage {policy.lineage} --split {policy.split}."
            )
