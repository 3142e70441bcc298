"""A clause's text with its spans opened and closed, nested as they lie, cut where two cross."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A marked stretch [start, end) of the text, in code points; `kind` and `tag` say how it is shown."""

    start: int
    end: int
    kind: str
    tag: str


class Step(NamedTuple):
    """One step of writing the text: words, or a span that is opened or closed."""

    name: Literal["text", "open", "close"]
    text: str = ""
    span: Span | None = None


def mark_spans(text: str, spans: Sequence[Span]) -> list[Step]:
    """Return the steps; the words among them, joined, are the text, and every open has its close, properly nested.

    Of spans that begin together the longer one is outside, of equal ones the first; an empty one is left out.
    """
    return list(_walk(text, spans))


def _walk(text: str, spans: Sequence[Span]) -> Iterator[Step]:
    bounds = sorted({0, len(text), *(place for span in spans for place in span[:2] if 0 < place < len(text))})
    opened: list[int] = []
    order = sorted(range(len(spans)), key=lambda number: (spans[number].start, -spans[number].end))
    for start, end in pairwise(bounds):
        covering = [number for number in order if spans[number].start <= start and end <= spans[number].end]
        kept = _count_shared(opened, covering)
        yield from (Step("close", span=spans[number]) for number in reversed(opened[kept:]))
        yield from (Step("open", span=spans[number]) for number in covering[kept:])
        yield Step("text", text[start:end])
        opened = covering
    yield from (Step("close", span=spans[number]) for number in reversed(opened))


def _count_shared(one: Sequence[int], other: Sequence[int]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
