"""Folds for in-domain cross-validation: made of the texts alone, so they never change when labels do."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from mepp5.files import sha256

FOLDS = 5


def assign_folds(groups: Mapping[str, str], policies: Mapping[str, str], folds: int = FOLDS) -> dict[str, int]:
    """Return {clause id: fold in 0 … folds-1}; near-duplicates always share a fold.

    `groups` maps clause ids to group ids, `policies` clause ids to policies. Whole groups are placed one after
    another, larger ones first and equal ones by the hash of their id, each into the fold that keeps the clauses
    of each policy most even (the smallest growth of the sum of squares); ties go by the hash too.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for clause, group in groups.items():
        members[group].append(clause)
    load: list[Counter[str]] = [Counter() for _ in range(folds)]
    placed = {}
    for group in sorted(members, key=lambda group: (-len(members[group]), sha256(group.encode()))):
        sizes = Counter(policies[clause] for clause in members[group])
        first = int(sha256(group.encode()), 16) % folds
        fold = min(range(folds), key=lambda fold: (_growth(sizes, load[fold]), (fold - first) % folds))
        load[fold].update(sizes)
        placed[group] = fold
    return {clause: placed[group] for clause, group in groups.items()}


def _growth(sizes: Counter[str], load: Counter[str]) -> int:
    return sum(size * load[policy] for policy, size in sizes.items())
