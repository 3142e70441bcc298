"""A gazetteer of slots: the phrases of the training slots, wherever they stand, the longest first.

A phrase is kept if, of its occurrences in the training clauses, a large enough share is the slot. How large is chosen
for each slot inside the training clauses: by the F1 of looking up the phrases of four fifths of them in the last fifth,
in turn, where near-duplicates stand in one fifth. Each slot is looked up on its own, so spans
of different slots may nest, cross or coincide; within one slot the longest match wins, from left to right.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from baselines.slots.tokens import Span, find_tokens
from mepp5.files import Object

THRESHOLDS = tuple(share / 20 for share in range(1, 20))  # of a phrase's occurrences, those that are the slot
FOLDS = 5
Phrase = tuple[str, ...]
Match = tuple[Phrase, Span]


class Gazetteer:
    """Phrases by slot, with which it tags rows when called; its state is strings alone, so that it can be kept."""

    def __init__(self, phrases: Mapping[str, Collection[Phrase]]):
        self.phrases = {slot: set(own) for slot, own in phrases.items()}
        self.index = index_phrases(self.phrases.values())

    def __call__(self, rows: Sequence[Object]) -> list[list[Object]]:
        """Return the slots of each row (key used: text), by slot and from left to right."""
        return [
            [
                {"start": start, "end": end, "slot": slot}
                for slot, spans in match_lists(row["text"], self.index, self.phrases).items()
                for start, end in spans
            ]
            for row in rows
        ]

    def __getstate__(self) -> Object:
        """No word of a phrase has white space in it."""
        return {slot: "\n".join(sorted(map(" ".join, phrases))) for slot, phrases in self.phrases.items()}

    def __setstate__(self, state: Object) -> None:
        Gazetteer.__init__(
            self, {slot: [tuple(line.split()) for line in own.split("\n") if line] for slot, own in state.items()}
        )


def fit_gazetteer(train: Sequence[Object]) -> Gazetteer:
    """Return what tags rows with the phrases of the training rows' slots."""
    thresholds = choose_thresholds(train)
    return Gazetteer(
        {
            slot: {phrase for phrase, share in shares.items() if share >= thresholds[slot]}
            for slot, shares in measure_phrases(train).items()
        }
    )


def divide_rows(rows: Sequence[Object]) -> list[tuple[Iterable[int], Iterable[int]]]:
    """Return (most of the rows, the rest) by position, so that each row is once in a rest; groups stay together.

    Where all rows are of one duplicate group, there is nothing to learn them from: the first part is empty.
    """
    groups = [row["duplicate_group"] for row in rows]
    folds = min(FOLDS, len(set(groups)))
    if folds < 2:
        return [((), range(len(rows)))]
    return list(GroupKFold(folds).split(rows, groups=groups))


def choose_thresholds(rows: Sequence[Object]) -> dict[str, float]:
    """Return, for each slot, the threshold with the best F1 in cross-validation over duplicate groups.

    Of thresholds that do equally well, the largest.
    """
    counts = {slot: np.zeros((len(THRESHOLDS), 3), int) for slot in _list_slots(rows)}  # right, found, true
    for inner, outer in divide_rows(rows):
        shares = measure_phrases([rows[place] for place in inner])
        index = index_phrases(shares.values())
        for row in (rows[place] for place in outer):
            matches = match_phrases(row["text"], index)
            for slot, count in counts.items():
                own = shares.get(slot, {})
                count += _count_hits([match for match in matches if match[0] in own], own, _list_spans(row, slot))
    scores = {slot: 2 * count[:, 0] / np.maximum(count[:, 1:].sum(axis=1), 1) for slot, count in counts.items()}
    return {slot: max(zip(each, THRESHOLDS, strict=True))[1] for slot, each in scores.items()}


def _count_hits(matches: Sequence[Match], shares: Mapping[Phrase, float], truth: set[Span]) -> NDArray[np.int64]:
    """Return, for each threshold, how many spans are right, found and true, shape (thresholds, 3)."""
    counts = np.zeros((len(THRESHOLDS), 3), int)
    counts[:, 2] = len(truth)
    for number, threshold in enumerate(THRESHOLDS if matches else ()):
        guess = select_longest([match for match in matches if shares[match[0]] >= threshold])
        counts[number, :2] = len(truth.intersection(guess)), len(guess)
    return counts


def measure_phrases(rows: Sequence[Object]) -> dict[str, dict[Phrase, float]]:
    """Return the phrases of each slot in the rows, and in which share of its occurrences there a phrase is the slot."""
    spans = [{slot: _list_spans(row, slot) for slot in _list_slots([row])} for row in rows]
    phrases: dict[str, set[Phrase]] = {slot: set() for slot in _list_slots(rows)}
    for row, truth in zip(rows, spans, strict=True):
        for slot, places in truth.items():
            phrases[slot].update(_read_words(row["text"][slice(*place)]) for place in places)
    index = index_phrases(phrases.values())
    seen: Counter[Phrase] = Counter()
    right: Counter[tuple[str, Phrase]] = Counter()
    for row, truth in zip(rows, spans, strict=True):
        for phrase, span in match_phrases(row["text"], index):
            seen[phrase] += 1
            right.update((slot, phrase) for slot, places in truth.items() if span in places)
    return {
        slot: {phrase: right[slot, phrase] / seen[phrase] for phrase in sorted(own) if seen[phrase]}
        for slot, own in phrases.items()
    }


def index_phrases(lists: Iterable[Iterable[Phrase]]) -> dict[str, list[Phrase]]:
    """Return the phrases of all lists, each once, by their first word, longer ones first."""
    index = defaultdict(list)
    for phrase in sorted(set().union(*lists), key=lambda phrase: (-len(phrase), phrase)):
        index[phrase[0]].append(phrase)
    return dict(index)


def match_lists(
    text: str, index: Mapping[str, Sequence[Phrase]], lists: Mapping[str, Collection[Phrase]]
) -> dict[str, list[Span]]:
    """Return, for each named list of phrases, the longest matches in the text; the index is of all lists together."""
    matches = match_phrases(text, index)
    return {name: select_longest(match for match in matches if match[0] in phrases) for name, phrases in lists.items()}


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


def _list_slots(rows: Sequence[Object]) -> list[str]:
    return sorted({each["slot"] for row in rows for each in row["slots"]})


def _list_spans(row: Object, slot: str) -> set[Span]:
    return {(each["start"], each["end"]) for each in row["slots"] if each["slot"] == slot}
