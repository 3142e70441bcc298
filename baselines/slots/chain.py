"""A tagger of slots by a conditional random field: training rows in, a tagger out that decodes whole clauses at once.

Lafferty, McCallum and Pereira 2001 (ICML), as CRFsuite trains it. One chain has all slots, so that a token has one
label: where training slots overlap, which they seldom do, the longest is learnt. The trained weights are summed up by
weights.py: many times faster than CRFsuite's own tagger, which wants the clues of each token as strings.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baselines.slots.clues import describe_all
from baselines.slots.decoding import decode_all
from baselines.slots.tokens import Span, find_tokens
from baselines.slots.weights import ClueWeights
from mepp5.files import Object

SETTINGS: dict[str, float] = {"c1": 0.05, "c2": 0.02, "max_iterations": 50}  # L1, L2, and steps of L-BFGS
LEAST = 2  # occurrences of a clue in training; of rarer ones nothing is learnt
OUT = 0  # the label of a token in no slot; slot n begins with 2 n + 1 and goes on with 2 n + 2


class ChainTagger:
    """A trained chain, which tags rows when called; its state is strings and arrays, so that it can be kept.

    `clues` (F) have `weights` (F, L), the labels `transitions` (L, L) from row to column, -inf where BIO forbids one.
    """

    def __init__(
        self,
        slots: Sequence[str],
        clues: Sequence[str],
        weights: NDArray[np.float64],
        transitions: NDArray[np.float64],
    ):
        self.slots = list(slots)
        self.transitions = transitions
        self.clue_weights = ClueWeights(clues, weights)

    def __call__(self, rows: Sequence[Object]) -> list[list[Object]]:
        """Return the slots of each row (keys used: text, section, context): {"start", "end", "slot"}, code points."""
        tokens = [find_tokens(row["text"]) for row in rows]
        clauses = [
            ([row["text"][start:end] for start, end in spans], row["section"], row["context"])
            for row, spans in zip(rows, tokens, strict=True)
        ]
        labels = decode_all(self.clue_weights.score(clauses), self.transitions)
        return [join_labels(spans, each.tolist(), self.slots) for spans, each in zip(tokens, labels, strict=True)]

    def __getstate__(self) -> Object:
        known = self.clue_weights
        clues, weights = "\n".join(known.row_of), known.weights[:-1]
        return {"slots": self.slots, "clues": clues, "weights": weights, "transitions": self.transitions}

    def __setstate__(self, state: Object) -> None:
        clues = state["clues"].split("\n") if state["clues"] else []
        ChainTagger.__init__(self, state["slots"], clues, state["weights"], state["transitions"])


def fit_chain(train: Sequence[Object], settings: Mapping[str, float] = SETTINGS) -> ChainTagger:
    """Train a chain on rows with text, section, context (strings) and slots; one without a word is left out.

    Where no row has a slot, it finds none.
    """
    from pycrfsuite import Trainer

    rows = [row for row in train if find_tokens(row["text"])]
    slots = sorted({slot["slot"] for row in rows for slot in row["slots"]})
    described = [
        describe_all(
            [row["text"][start:end] for start, end in find_tokens(row["text"])], row["section"], row["context"]
        )
        for row in rows
    ]
    counts = Counter(clue for clause in described for token in clause for clue in token)
    names = [clue for clue, count in counts.items() if count >= LEAST]
    number = {clue: str(place) for place, clue in enumerate(names)}  # CRFsuite's dump would trip over some signs
    trainer = Trainer(algorithm="lbfgs", params=dict(settings), verbose=False)
    for row, clause in zip(rows, described, strict=True):
        known = [[number[clue] for clue in token if clue in number] for token in clause]
        trainer.append(known, [str(label) for label in mark_labels(row, slots)])
    return _read_weights(_train(trainer), names, slots) if slots else ChainTagger([], [], *_make_empty())


def _train(trainer: Any) -> Any:
    """Train, and return what CRFsuite says of the model: its weights and transitions by name."""
    from pycrfsuite import Tagger

    with TemporaryDirectory() as scratch:
        path = str(Path(scratch) / "chain")
        trainer.train(path)
        tagger = Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return info


def _read_weights(info: Any, names: Sequence[str], slots: Sequence[str]) -> ChainTagger:
    labels = 2 * len(slots) + 1
    rows: dict[str, NDArray[np.float64]] = {}
    for (clue, label), weight in info.state_features.items():
        rows.setdefault(names[int(clue)], np.zeros(labels))[int(label)] = weight
    transitions = forbid_transitions(labels)
    for (before, after), weight in info.transitions.items():
        transitions[int(before), int(after)] += weight
    seen = {OUT} | {int(label) for label in info.labels}
    transitions[:, [label for label in range(labels) if label not in seen]] = -np.inf
    return ChainTagger(slots, list(rows), np.array(list(rows.values())).reshape(-1, labels), transitions)


def _make_empty() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the weights and transitions of a chain that has no slot."""
    return np.zeros((0, 1)), np.zeros((1, 1))


def forbid_transitions(labels: int) -> NDArray[np.float64]:
    """Return (L, L) with -inf where a label goes on with a slot that the one before is not in, 0 elsewhere."""
    transitions = np.zeros((labels, labels))
    for inside in range(2, labels, 2):
        transitions[[label for label in range(labels) if label not in (inside - 1, inside)], inside] = -np.inf
    return transitions


def mark_labels(row: Object, slots: Sequence[str]) -> list[int]:
    """Return the label of each token of a row: of slots that overlap, the longest counts, the first of two as long."""
    tokens = find_tokens(row["text"])
    starts, ends = [token[0] for token in tokens], [token[1] for token in tokens]
    labels = [OUT] * len(tokens)
    spans = [(slot["start"], slot["end"], slots.index(slot["slot"])) for slot in row["slots"]]
    for start, end, number in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        covered = range(bisect_right(ends, start), bisect_left(starts, end))
        if all(labels[place] == OUT for place in covered):
            for place in covered:
                labels[place] = 2 * number + (1 if place == covered[0] else 2)
    return labels


def join_labels(tokens: Sequence[Span], labels: Sequence[int], slots: Sequence[str]) -> list[Object]:
    """Return the slots that labels say, half-open code points, from left to right."""
    found: list[Object] = []
    for (start, end), label in zip(tokens, labels, strict=True):
        if label % 2:
            found.append({"start": start, "end": end, "slot": slots[label // 2]})
        elif label != OUT:
            found[-1]["end"] = end
    return found
