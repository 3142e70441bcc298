"""Near-duplicate clauses, within and across policies.

Two clauses are linked where their normalised texts are alike: rapidfuzz's `ratio` (normalised indel
similarity, 0 to 100) is at least the threshold and both have 20 characters or more, or they are equal. Groups are
the connected components of the links.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations_with_replacement

from mepp5.corpus.clauses import Unit
from mepp5.release.counts import Groups
from mepp5.release.likeness.groups import join_alike
from mepp5.release.likeness.nearest import find_nearest
from mepp5.release.likeness.ratios import find_lowest

THRESHOLD = 90
THRESHOLDS = (90, 80, 70)
MANY = 20_000  # different clauses above which only THRESHOLD is counted: all with all at the lower ones takes hours
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
    labels = _label_texts(texts, threshold)
    first: dict[int | str, str] = {}
    return {
        unit.id: first.setdefault(labels.get(text, text), unit.id) for unit, text in zip(clauses, texts, strict=True)
    }


def list_thresholds(units: list[Unit]) -> tuple[float, ...]:
    """Return THRESHOLDS, of more than MANY different clauses THRESHOLD alone."""
    return THRESHOLDS if len({normalise(unit.text) for unit in _clauses(units)}) <= MANY else (THRESHOLD,)


def share_linked(
    units: list[Unit], thresholds: Iterable[float] = THRESHOLDS
) -> dict[float, dict[str, dict[str, float]]]:
    """Return {threshold: {policy: {other: share of the policy's clauses that is linked to one of the other's}}}.

    Links are direct, not through a third clause; on the diagonal a clause is not compared with itself. Shares
    are in 0–1, policies in the order of the units.
    """
    texts: dict[str, Counter[str]] = {}
    for unit in _clauses(units):
        texts.setdefault(unit.policy, Counter())[normalise(unit.text)] += 1
    limits = tuple(thresholds)
    labels = _label_texts([text for counted in texts.values() for text in counted], min(limits))
    sizes = Counter(labels.values())
    near = {text for text, label in labels.items() if sizes[label] > 1}  # the rest is linked to no other text
    shares: dict[float, dict[str, dict[str, float]]] = {
        limit: {policy: dict.fromkeys(texts, 0.0) for policy in texts} for limit in limits
    }
    for one, other in combinations_with_replacement(texts, 2):
        for limit, (own, reverse) in _share_texts(texts[one], texts[other], limits, near).items():
            shares[limit][one][other], shares[limit][other][one] = own, reverse
    return shares


def measure_nearness(units: list[Unit], others: list[Unit], threshold: float = THRESHOLD) -> tuple[float, float]:
    """Return the share of the clauses of `units` linked to one of `others`', and of `others`' to one of `units`'.

    Two policies' units; links are direct, `threshold` is in 0–100, shares in 0–1, 0 where a policy has no clause.
    """
    first, second = (Counter(normalise(unit.text) for unit in _clauses(side)) for side in (units, others))
    if not first or not second:
        return 0.0, 0.0
    return _share_texts(first, second, (threshold,), {*first, *second})[threshold]


def _share_texts(
    texts: Counter[str], others: Counter[str], thresholds: tuple[float, ...], near: Collection[str]
) -> dict[float, tuple[float, float]]:
    """Return {threshold: share of the texts that is linked to one of the others, and the reverse}.

    Texts are counted, normalised; `near` are those that may be linked to a different text. Of one counter, given
    twice, a text is linked to itself where it stands twice.
    """
    is_one = texts is others
    sides = [[text for text in side if len(text) >= SHORTEST and text in near] for side in (texts, others)]
    nearest = find_nearest(sides[0], sides[0] if is_one else sides[1], min(thresholds), max(thresholds))
    ratios = [dict(zip(side, found.tolist(), strict=True)) for side, found in zip(sides, nearest, strict=True)]

    def share(side: int, threshold: float) -> float:
        own, reverse = (texts, others) if side == 0 else (others, texts)
        linked = (
            count
            for text, count in own.items()
            if ratios[side].get(text, -1) >= threshold or reverse[text] > (1 if is_one else 0)
        )
        return sum(linked) / own.total()

    return {threshold: (share(0, threshold), share(1, threshold)) for threshold in thresholds}


def measure_groups(units: list[Unit], groups: Mapping[str, str]) -> Groups:
    """Return how far the groups reach: number, clauses in them, the largest, the weakest similarity inside one.

    A connected component may chain: its ends can be less alike than the threshold. Groups of one clause are not
    counted. Of a group of more than ratios.PAIRED different texts not all pairs are compared (`find_lowest`).
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


def _label_texts(texts: Iterable[str], threshold: float) -> dict[str, int | str]:
    """Return a label for each of the texts, normalised, that is long enough to be linked to a different one."""
    long = [text for text in dict.fromkeys(texts) if len(text) >= SHORTEST]
    return dict(zip(long, join_alike(long, threshold), strict=True))


def _clauses(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.is_clause]
