"""Near-duplicate clauses, within and across policies.

Two clauses are linked where their normalised texts are alike: rapidfuzz's `ratio` (normalised indel
similarity, 0 to 100) is at least the threshold and both have 20 characters or more, or they are equal. Groups are
the connected components of the links.
"""

import re
from collections.abc import Iterable, Mapping

import numpy as np

from mepp5.corpus.clauses import Unit
from mepp5.release.counts import Groups
from mepp5.release.likeness import compare_blocks, find_lowest, join_alike

THRESHOLD = 90
THRESHOLDS = (90, 80, 70)
SHORTEST = 20  # characters; below this a high ratio says little ("Phone number" and "Name and number")
TAIL = re.compile(r"(?<!\s)\s*+;(?:\s++(?:and|or))?+$")


def normalise(text: str) -> str:
    """Return the text casefolded, white space collapsed, without a trailing ";", "; and" or "; or"."""
    return TAIL.sub("", " ".join(text.casefold().split()))


def group_duplicates(units: list[Unit], threshold: float = THRESHOLD) -> dict[str, str]:
    """Return {clause id: id of the first clause of its group} for the clauses among the units.

    `units` come in corpus order, any number of policies; headings and chrome are left out. `threshold` is in
    0–100.
    """
    clauses = _clauses(units)
    texts = [normalise(unit.text) for unit in clauses]
    long = [text for text in dict.fromkeys(texts) if len(text) >= SHORTEST]
    labels: dict[str, int | str] = dict(zip(long, join_alike(long, threshold), strict=True))
    first: dict[int | str, str] = {}
    return {
        unit.id: first.setdefault(labels.get(text, text), unit.id) for unit, text in zip(clauses, texts, strict=True)
    }


def share_linked(
    units: list[Unit], thresholds: Iterable[float] = THRESHOLDS
) -> dict[float, dict[str, dict[str, float]]]:
    """Return {threshold: {policy: {other: share of the policy's clauses that is linked to one of the other's}}}.

    Links are direct, not through a third clause; on the diagonal a clause is not compared with itself. Shares
    are in 0–1, policies in the order of the units.
    """
    clauses = _clauses(units)
    texts = [normalise(unit.text) for unit in clauses]
    policies = list(dict.fromkeys(unit.policy for unit in clauses))
    columns = {policy: np.array([unit.policy == policy for unit in clauses]) for policy in policies}
    long = np.array([len(text) >= SHORTEST for text in texts])
    met = {threshold: np.zeros((len(texts), len(policies)), bool) for threshold in thresholds}
    for first, ratios in compare_blocks(texts, texts, min(met)):
        own = np.arange(first, first + len(ratios))
        ratios[own - first, own] = 0  # no clause is compared with itself
        for threshold, found in met.items():
            linked = (ratios == 100) | ((ratios >= threshold) & long[own][:, None] & long[None, :])
            for place, policy in enumerate(policies):
                found[own, place] = linked[:, columns[policy]].any(axis=1)
    return {
        threshold: {
            row: {column: float(found[columns[row], place].mean()) for place, column in enumerate(policies)}
            for row in policies
        }
        for threshold, found in met.items()
    }


def measure_nearness(units: list[Unit], others: list[Unit], threshold: float = THRESHOLD) -> tuple[float, float]:
    """Return the share of the clauses of `units` linked to one of `others`', and of `others`' to one of `units`'.

    Two policies' units; links are direct, `threshold` is in 0–100, shares in 0–1, 0 where a policy has no clause.
    """
    first, second = _clauses(units), _clauses(others)
    if not first or not second:
        return 0.0, 0.0
    texts = [[normalise(unit.text) for unit in clauses] for clauses in (first, second)]
    long = [np.array([len(text) >= SHORTEST for text in side]) for side in texts]
    met = [np.zeros(len(side), bool) for side in texts]
    for start, ratios in compare_blocks(texts[0], texts[1], threshold):
        rows = slice(start, start + len(ratios))
        linked = (ratios == 100) | ((ratios >= threshold) & long[0][rows, None] & long[1][None, :])
        met[0][rows] = linked.any(axis=1)
        met[1] |= linked.any(axis=0)
    return float(met[0].mean()), float(met[1].mean())


def measure_groups(units: list[Unit], groups: Mapping[str, str]) -> Groups:
    """Return how far the groups reach: number, clauses in them, the largest, the weakest similarity inside one.

    A connected component may chain: its ends can be less alike than the threshold. Groups of one clause are not
    counted.
    """
    members: dict[str, list[str]] = {}
    for unit in _clauses(units):
        members.setdefault(groups[unit.id], []).append(normalise(unit.text))
    several = {group: texts for group, texts in members.items() if len(texts) > 1}
    weakest = {group: find_lowest(texts) for group, texts in several.items()}
    largest = max(several, key=lambda group: len(several[group]), default="")
    lowest = min(weakest, key=weakest.__getitem__, default="")
    return {
        "groups": len(several),
        "clauses": sum(map(len, several.values())),
        "largest": {"group": largest, "clauses": len(several.get(largest, []))},
        "weakest": {"group": lowest, "similarity": weakest.get(lowest, 100.0)},
    }


def _clauses(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.is_clause]
