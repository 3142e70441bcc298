"""Tokens of a clause, what is known about each, and spans as BIO labels of tokens."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

Span = tuple[int, int]
TOKEN = re.compile(r"\w+|[^\w\s]")
WINDOW = 3  # tokens looked at on either side
REACH = 12  # tokens before it of which the order does not matter
OUTSIDE, BEGIN, INSIDE = range(3)
EDGE = "^$"  # beyond the clause; no token looks like it


@lru_cache(maxsize=10_000)  # of clauses, which predict keeps short
def find_tokens(text: str) -> tuple[Span, ...]:
    """Return the tokens as half-open code points: runs of letters and digits, and each other sign on its own."""
    return tuple(match.span() for match in TOKEN.finditer(text))


def describe_tokens(text: str, tokens: Sequence[Span], section: str = "", context: str = "") -> list[list[str]]:
    """Return the features of each token: the words around it, its form, and what the clause stands in."""
    words = [text[start:end] for start, end in tokens]
    padded = [EDGE] * WINDOW + [word.lower() for word in words] + [EDGE] * WINDOW
    shared = _describe_clause(padded[WINDOW : WINDOW + len(words)], section, context)
    return [_describe_place(padded, place, word) + shared for place, word in enumerate(words, WINDOW)]


def _describe_place(padded: list[str], place: int, word: str) -> list[str]:
    around = {offset: padded[place + offset] for offset in range(-WINDOW, WINDOW + 1)}
    features = [f"{offset}={near}" for offset, near in around.items()]
    features += [f"{offset}+={around[offset]}_{around[offset + 1]}" for offset in range(-2, 2)]
    features += [f"{offset}s{size}={around[offset][-size:]}" for offset in (-1, 0, 1) for size in (2, 3)]
    features += [f"p{size}={around[0][:size]}" for size in (3, 5)]
    features += [f"form={_find_form(word)}"]
    features += [f"left={near}" for near in set(padded[max(0, place - REACH) : place])]
    return features


def _find_form(word: str) -> str:
    if word.isdigit():
        return "number"
    if not word.isalnum():
        return word
    return "lower" if word.islower() else "upper" if word.isupper() else "capital"


def _describe_clause(words: Sequence[str], section: str, context: str) -> list[str]:
    features = [f"first={' '.join(words[:size])}" for size in (1, 2)]
    features += [f"ends={' '.join(TOKEN.findall(context.lower())[-2:])}", f"list={context.endswith(':')}"]
    features += [f"section={word}" for word in set(TOKEN.findall(section.lower()))]
    features += [f"context={word}" for word in set(TOKEN.findall(context.lower()))]
    return features


def mark_tokens(tokens: Sequence[Span], spans: Iterable[Span]) -> list[int]:
    """Return BIO labels of the tokens: of spans that overlap, the longest counts (the first of two as long)."""
    labels = [OUTSIDE] * len(tokens)
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        covered = range(bisect_right(ends, start), bisect_left(starts, end))
        if all(labels[place] == OUTSIDE for place in covered):
            for place in covered:
                labels[place] = INSIDE if place > covered[0] else BEGIN
    return labels


def join_tokens(tokens: Sequence[Span], labels: Sequence[int]) -> list[Span]:
    """Return the spans of BIO labels in which no INSIDE follows OUTSIDE, in order."""
    spans: list[Span] = []
    for (start, end), label in zip(tokens, labels, strict=True):
        if label == BEGIN:
            spans.append((start, end))
        elif label == INSIDE:
            spans[-1] = (spans[-1][0], end)
    return spans
