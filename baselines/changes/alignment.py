"""From candidates to links: who belongs to whom, each clause in one link at most."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from baselines.changes.similarity import Candidates, Floats
from mepp5.diff.comparison import Clause


@dataclass(frozen=True, slots=True)
class Aligned:
    """A link: places of clauses in the old and in the new list, rising, and how sure it is, from 0 to 1."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    score: float


def assign(candidates: Candidates, scores: Floats, least: float) -> dict[int, tuple[int, float]]:
    """Return {old place: (new place, score)}: pairs of the greatest sum of (score - least), one to one.

    Scores (C,) are in 0 to 1; pairs below `least` are never taken. Every old clause has a column of its own besides,
    which it takes where it stays alone (Jonker and Volgenant 1987, Computing 38, is the method of scipy).
    """
    old, new = candidates.number
    kept = scores >= least
    if not kept.any():
        return {}
    alone = np.arange(old)
    rows = np.concatenate([candidates.old[kept], alone])
    columns = np.concatenate([candidates.new[kept], new + alone])
    costs = np.concatenate([2 - scores[kept], np.full(old, 2 - least)])
    matched = min_weight_full_bipartite_matching(coo_matrix((costs, (rows, columns)), shape=(old, new + old)).tocsr())
    value = dict(zip(zip(candidates.old.tolist(), candidates.new.tolist(), strict=True), scores.tolist(), strict=True))
    return {int(o): (int(n), value[int(o), int(n)]) for o, n in zip(*matched, strict=True) if n < new}


def make_links(pairs: dict[int, tuple[int, float]]) -> list[Aligned]:
    """Return a link for each pair."""
    return [Aligned((old,), (new,), score) for old, (new, score) in sorted(pairs.items())]


def attach(
    links: Sequence[Aligned],
    candidates: Candidates,
    scores: Floats,
    least: float,
    texts: tuple[Sequence[str], Sequence[str]] | None = None,
) -> list[Aligned]:
    """Return the links with clauses that stood alone added to them: what was split and merged.

    `scores` (C,) say how well a pair's clauses are a part of one another; a clause alone goes to the link of the clause
    with which it has the greatest, if that is `least` or more. A link never grows on both sides, nor by a repetition: a
    clause whose squeezed text, in `texts` of both sides, one of its own has (CHANGES.md, L4).
    """
    own = [{place: n for n, link in enumerate(links) for place in side(link)} for side in (_get_old, _get_new)]
    grown = [(list(link.old), list(link.new)) for link in links]
    for number in np.argsort(-scores, kind="stable"):
        if scores[number] < least:
            break
        pair = int(candidates.old[number]), int(candidates.new[number])
        at = own[0].get(pair[0]), own[1].get(pair[1])
        side, link = (0, at[1]) if at[0] is None else (1, at[0])
        if (at[0] is None) != (at[1] is None) and link is not None and _may_grow(grown[link], side, pair[side], texts):
            grown[link][side].append(pair[side])
            own[side][pair[side]] = link
    return [
        Aligned(tuple(sorted(old)), tuple(sorted(new)), link.score)
        for (old, new), link in zip(grown, links, strict=True)
    ]


def _may_grow(
    link: tuple[list[int], list[int]], side: int, place: int, texts: tuple[Sequence[str], Sequence[str]] | None
) -> bool:
    repeats = texts is not None and any(texts[side][place] == texts[side][member] for member in link[side])
    return len(link[1 - side]) == 1 and not repeats


def _get_old(link: Aligned) -> tuple[int, ...]:
    return link.old


def _get_new(link: Aligned) -> tuple[int, ...]:
    return link.new


def list_pairs(links: Sequence[Aligned], old: Sequence[Clause], new: Sequence[Clause]) -> frozenset[tuple[str, str]]:
    """Return the ids of every old clause of a link with every new one."""
    return frozenset((old[o].id, new[n].id) for link in links for o in link.old for n in link.new)
