"""A gazetteer of slots: the phrases of the training slots, wherever they stand, the longest first.

A phrase is kept if, of its occurrences in the training clauses, a large enough share is the slot. How large is chosen
for each slot inside the training clauses: by the F1 of looking up the phrases of four fifths of them in the last fifth,
in turn, where near-duplicates stand in one fifth. Each slot is looked up on its own, so spans
of different slots may nest, cross or coincide; within one slot the longest match wins, from left to right.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from sklearn.model_selection import GroupKFold

from baselines.tokens import Span, find_tokens

THRESHOLDS = tuple(share / 20 for share in range(1, 20))  # of a phrase's occurrences, those that are the slot
FOLDS = 5
Phrase = tuple[str, ...]
Match = tuple[Phrase, Span]


def fit_gazetteer(train: Sequence[dict]) -> Callable[[Sequence[dict]], list[list[dict]]]:
    """Return what tags rows (keys used: text) with the phrases of the training rows' slots."""
    indices = {}
    for slot in sorted({slot["slot"] for row in train for slot in row["slots"]}):
        threshold, shares = choose_threshold(train, slot), measure_phrases(train, slot)
        indices[slot] = index_phrases(phrase for phrase, share in shares.items() if share >= threshold)

    def tag(rows: Sequence[dict]) -> list[list[dict]]:
        return [
            [
                {"start": start, "end": end, "slot": slot}
                for slot, index in indices.items()
                for start, end in select_longest(match_phrases(row["text"], index))
            ]
            for row in rows
        ]

    return tag


def divide_rows(rows: Sequence[dict]) -> list[tuple[Sequence[int], Sequence[int]]]:
    """Return (most of the rows, the rest) by position, so that each row is once in a rest; groups stay together.

    Where all rows are of one duplicate group, there is nothing to learn them from: the first part is empty.
    """
    groups = [row["duplicate_group"] for row in rows]
    folds = min(FOLDS, len(set(groups)))
    if folds < 2:
        return [((), range(len(rows)))]
    return list(GroupKFold(folds).split(rows, groups=groups))


def choose_threshold(rows: Sequence[dict], slot: str) -> float:
    """Return the threshold with the best F1 in cross-validation over duplicate groups; of equals, the largest."""
    counts = np.zeros((len(THRESHOLDS), 3), int)  # right, found, true
    for inner, outer in divide_rows(rows):
        shares = measure_phrases([rows[place] for place in inner], slot)
        index = index_phrases(shares)
        for row in (rows[place] for place in outer):
            counts += _count_hits(match_phrases(row["text"], index), shares, _list_spans(row, slot))
    scores = 2 * counts[:, 0] / np.maximum(counts[:, 1:].sum(axis=1), 1)
    return max(zip(scores, THRESHOLDS, strict=True))[1]


def _count_hits(matches: Sequence[Match], shares: Mapping[Phrase, float], truth: set[Span]) -> np.ndarray:
    """Return, for each threshold, how many spans are right, found and true, shape (thresholds, 3)."""
    counts = np.zeros((len(THRESHOLDS), 3), int)
    counts[:, 2] = len(truth)
    for number, threshold in enumerate(THRESHOLDS if matches else ()):
        guess = select_longest([match for match in matches if shares[match[0]] >= threshold])
        counts[number, :2] = len(truth.intersection(guess)), len(guess)
    return counts


def measure_phrases(rows: Sequence[dict], slot: str) -> dict[Phrase, float]:
    """Return each phrase of the slot in the rows, and in which share of its occurrences there it is the slot."""
    spans = [_list_spans(row, slot) for row in rows]
    phrases = {_read_words(row["text"][slice(*span)]) for row, each in zip(rows, spans, strict=True) for span in each}
    index, seen, right = index_phrases(phrases), Counter(), Counter()
    for row, truth in zip(rows, spans, strict=True):
        for phrase, span in match_phrases(row["text"], index):
            seen[phrase] += 1
            right[phrase] += span in truth
    return {phrase: right[phrase] / seen[phrase] for phrase in sorted(phrases) if seen[phrase]}


def index_phrases(phrases: Iterable[Phrase]) -> dict[str, list[Phrase]]:
    """Return the phrases by their first word, longer ones first."""
    index = defaultdict(list)
    for phrase in sorted(phrases, key=len, reverse=True):
        index[phrase[0]].append(phrase)
    return dict(index)


def match_phrases(text: str, index: Mapping[str, Sequence[Phrase]]) -> list[Match]:
    """Return every occurrence of an indexed phrase, by place (half-open code points), longer ones first."""
    tokens, words = find_tokens(text), _read_words(text)
    return [
        (phrase, (tokens[place][0], tokens[place + len(phrase) - 1][1]))
        for place, word in enumerate(words)
        for phrase in index.get(word, ())
        if words[place : place + len(phrase)] == phrase
    ]


def select_longest(matches: Iterable[Match]) -> list[Span]:
    """Return the matches' spans from left to right, the longest at each place, none overlapping."""
    spans: list[Span] = []
    for _, (start, end) in matches:
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


@lru_cache(maxsize=10_000)
def _read_words(text: str) -> Phrase:
    return tuple(text[start:end].lower() for start, end in find_tokens(text))


def _list_spans(row: dict, slot: str) -> set[Span]:
    return {(each["start"], each["end"]) for each in row["slots"] if each["slot"] == slot}
