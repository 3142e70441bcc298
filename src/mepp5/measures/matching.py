"""How many spans of two annotators match, one to one, and the F1 of that.

A span is (start, end, label): code points of the clause's text, half-open, and anything hashable that must be equal.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from mepp5.measures.kappa import Counts, Floats, divide

Span = tuple[int, int, Hashable]
Marked = tuple[int, Sequence[Span], Sequence[Span]]
Match = Callable[[Sequence[Span], Sequence[Span]], int]


def match_exactly(first: Sequence[Span], second: Sequence[Span]) -> int:
    """Return how many spans have a partner with the same offsets and label; one that stands twice needs two."""
    return (Counter(first) & Counter(second)).total()


def match_overlapping(first: Sequence[Span], second: Sequence[Span]) -> int:
    """Return the most pairs of spans that share a label and a code point, no span being in two pairs."""
    touching = [[_touch(one, other) for other in second] for one in first]
    if not any(map(any, touching)):
        return 0
    partners = maximum_bipartite_matching(csr_matrix(np.array(touching)), perm_type="column")
    return int((partners >= 0).sum())


def count_matches(clauses: Iterable[Marked], match: Match, number: int) -> Counts:
    """Return matched, first and second, each (S,): pairs that match and spans of each annotator, per section.

    A clause is (its section from 0, first annotator's spans, second annotator's); S = `number`.
    """
    counts = np.zeros((3, number))
    for section, first, second in clauses:
        counts[:, section] += match(first, second), len(first), len(second)
    return tuple(counts)


def measure_span_f1(matched: Floats, first: Floats, second: Floats) -> Floats:
    """Return F1 = 2 matched / (first + second), shape (...), the same either way round; nan without any span."""
    return divide(2 * matched, first + second)


def _touch(one: Span, other: Span) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]
