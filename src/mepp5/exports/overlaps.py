"""Spans that overlap, where a format has room for one label a token: which of them are kept."""

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Place = tuple[int, int]  # half-open


def keep_longest(spans: Sequence[T], place: Callable[[T], Place]) -> tuple[list[T], list[T]]:
    """Return the spans that are kept and those that are lost, each in the order given.

    The longest is kept first; of equally long ones that which starts first; of those at one place that which is given
    first. Each later one is lost that shares a position with one that is kept.
    """
    ranks = sorted(range(len(spans)), key=lambda rank: (_minus_length(place(spans[rank])), place(spans[rank]), rank))
    taken: list[Place] = []
    kept = set()
    for rank in ranks:
        start, end = place(spans[rank])
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            taken.append((start, end))
            kept.add(rank)
    chosen = [span for rank, span in enumerate(spans) if rank in kept]
    return chosen, [span for rank, span in enumerate(spans) if rank not in kept]


def _minus_length(place: Place) -> int:
    return place[0] - place[1]
