"""Whether a new policy is near to one that a corpus has: then it would train for what it is tested on."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from mepp5.corpus.clauses import Unit, read_units
from mepp5.corpus.manifest import Policy
from mepp5.corpus.text import read_text_of
from mepp5.errors import CorpusError
from mepp5.release.overlap import THRESHOLD, measure_nearness, normalise

NEAR = 0.5  # of the clauses of either policy; of another publisher's two policies, a fifth at most were found alike
SAME = 99.5  # rapidfuzz's ratio, 0 to 100, of whole texts: the same but for a few words


def check_likeness(units: Sequence[Unit], text: str, lineage: str, policies: Iterable[Policy], root: Path) -> None:
    """Raise CorpusError where the new policy (units, canonical text, lineage) is a near-duplicate of one that is there.

    That is where half of the clauses of either are near-duplicates of the other's. Policies of one lineage may be so
    near, as the versions of a policy are, but not the same but for a few words.
    """
    others = list(policies)
    for policy in others:
        ratio = fuzz.ratio(normalise(text), normalise(read_text_of(policy.id, root)), score_cutoff=SAME)
        if ratio:
            raise CorpusError(f"the policy is there already: its text is that of {policy.id} by {ratio:.1f} of 100.")
    near = [(measure_nearness(list(units), read_units(policy.id, root)), policy) for policy in others]
    far = [(shares, policy) for shares, policy in near if policy.lineage != lineage]
    if not far:
        return
    (own, other), policy = max(far, key=lambda each: max(each[0]))
    if max(own, other) >= NEAR:
        alike = f"{own:.0%} of its clauses are alike (ratio {THRESHOLD} or more) to one of {policy.id}"
        raise CorpusError(
            f"a near-duplicate of {policy.id}: {alike}, and {other:.0%} of those to one of it; if it is a version of "
            f"that policy, give --lineage {policy.lineage} --split {policy.split}."
        )
