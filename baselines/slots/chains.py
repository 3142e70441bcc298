"""A tagger of slots by conditional random fields: training rows in, a tagger out that decodes whole clauses at once.

Lafferty, McCallum and Pereira 2001 (ICML), as CRFsuite trains them. Slots that seldom overlap share a chain, in which a
token has one label; slots of different chains may nest, cross or coincide. Within a chain, where training slots
overlap, the longest is learnt. The trained weights are summed up by weights.py: many times faster than CRFsuite's own
tagger, which wants the clues of each token as strings.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from joblib import Parallel, cpu_count, delayed
from numpy.typing import NDArray

from baselines.slots.clues import describe_all
from baselines.slots.decoding import decode_all
from baselines.slots.tokens import Span, find_tokens
from baselines.slots.weights import ClueWeights
from mepp5.files import Object

# Phrases that say what is done in one chain, names of things and people in the other: it is across these they nest.
CHAINS: tuple[tuple[str, ...], ...] = (
    ("purpose", "right", "choice", "change_notice", "security_measure", "legal_basis", "retention"),
    ("data_type", "recipient", "audience", "place", "contact"),
)
SETTINGS: dict[str, float] = {"c1": 0.05, "c2": 0.02, "max_iterations": 50}  # L1, L2, and steps of L-BFGS
LEAST = 2  # occurrences of a clue in training; of rarer ones nothing is learnt
OUT = 0  # the label of a token in no slot; slot n of a chain begins with 2 n + 1 and goes on with 2 n + 2


class ChainTagger:
    """Trained chains, which tag rows when called; its state is strings and arrays, so that it can be kept.

    `slots` are those of each chain, `transitions` theirs, (L, L) from row to column; `clues` (F) and `weights` (F, sum
    of the chains' L) are those of all chains side by side.
    """

    def __init__(
        self,
        slots: Sequence[Sequence[str]],
        clues: Sequence[str],
        weights: NDArray[np.float64],
        transitions: Sequence[NDArray[np.float64]],
    ):
        self.slots = [list(each) for each in slots]
        self.transitions = list(transitions)
        self.clue_weights = ClueWeights(clues, weights)

    def __call__(self, rows: Sequence[Object]) -> list[list[Object]]:
        """Return the slots of each row (keys used: text, section, context): {"start", "end", "slot"}, code points."""
        tokens = [find_tokens(row["text"]) for row in rows]
        clauses = [
            ([row["text"][start:end] for start, end in spans], row["section"], row["context"])
            for row, spans in zip(rows, tokens, strict=True)
        ]
        scores = self.clue_weights.score(clauses)
        found: list[list[Object]] = [[] for _ in rows]
        first = 0
        for slots, transitions in zip(self.slots, self.transitions, strict=True):
            last = first + len(transitions)
            labels = decode_all([each[:, first:last] for each in scores], transitions)
            for place, spans in enumerate(tokens):
                found[place] += join_labels(spans, labels[place].tolist(), slots)
            first = last
        return found

    def __getstate__(self) -> Object:
        known = self.clue_weights
        return {
            "slots": self.slots,
            "clues": "\n".join(known.row_of),
            "weights": known.weights[:-1],
            "transitions": self.transitions,
        }

    def __setstate__(self, state: Object) -> None:
        clues = state["clues"].split("\n") if state["clues"] else []
        ChainTagger.__init__(self, state["slots"], clues, state["weights"], state["transitions"])


def fit_chains(
    train: Sequence[Object],
    chains: Sequence[Sequence[str]] = CHAINS,
    settings: Mapping[str, float] = SETTINGS,
    jobs: int | None = None,
) -> ChainTagger:
    """Train the chains on rows with text, section, context (strings) and slots, in up to `jobs` processes [one a core].

    A row without a word is left out; a chain of which no slot is there finds none.
    """
    rows = [row for row in train if find_tokens(row["text"])]
    pool = Parallel(n_jobs=min(jobs or cpu_count(), len(chains)))
    trained = pool(delayed(train_chain)(rows, slots, settings) for slots in chains)
    clues = list(dict.fromkeys(clue for weights, _ in trained for clue in weights))
    row_of = {clue: row for row, clue in enumerate(clues)}
    blocks = []
    for weights, transitions in trained:
        block = np.zeros((len(clues), len(transitions)))
        if weights:
            block[[row_of[clue] for clue in weights]] = np.array(list(weights.values()))
        blocks.append(block)
    return ChainTagger(chains, clues, np.hstack(blocks), [transitions for _, transitions in trained])


def train_chain(
    rows: Sequence[Object], slots: Sequence[str], settings: Mapping[str, float]
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    """Return the weights (L,) of each clue that has any, and the transitions (L, L), -inf where BIO forbids one."""
    from pycrfsuite import Tagger, Trainer

    described = [
        describe_all(
            [row["text"][start:end] for start, end in find_tokens(row["text"])], row["section"], row["context"]
        )
        for row in rows
    ]
    counts = Counter(clue for clause in described for token in clause for clue in token)
    names = [clue for clue, count in counts.items() if count >= LEAST]
    number = {clue: str(place) for place, clue in enumerate(names)}  # CRFsuite's own dump trips over some signs
    trainer = Trainer(algorithm="lbfgs", params=dict(settings), verbose=False)
    for row, clause in zip(rows, described, strict=True):
        seen = [[number[clue] for clue in token if clue in number] for token in clause]
        trainer.append(seen, [str(label) for label in mark_labels(row, slots)])
    with TemporaryDirectory() as scratch:
        path = str(Path(scratch) / "chain")
        trainer.train(path)
        tagger = Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return _read_weights(info, names, 2 * len(slots) + 1)


def _read_weights(
    info: Any, names: Sequence[str], labels: int
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.float64]]:
    weights: dict[str, NDArray[np.float64]] = {}
    for (clue, label), weight in info.state_features.items():
        weights.setdefault(names[int(clue)], np.zeros(labels))[int(label)] = weight
    transitions = forbid_transitions(labels)
    for (before, after), weight in info.transitions.items():
        transitions[int(before), int(after)] += weight
    seen = {int(label) for label in info.labels}
    transitions[:, [label for label in range(labels) if label not in seen and label != OUT]] = -np.inf
    return weights, transitions


def forbid_transitions(labels: int) -> NDArray[np.float64]:
    """Return (L, L) with -inf where a label goes on with a slot that the one before is not in, 0 elsewhere."""
    transitions = np.zeros((labels, labels))
    for inside in range(2, labels, 2):
        allowed = (inside - 1, inside)
        transitions[[label for label in range(labels) if label not in allowed], inside] = -np.inf
    return transitions


def mark_labels(row: Object, slots: Sequence[str]) -> list[int]:
    """Return the label of each token of a row: of slots of the chain that overlap, the longest counts."""
    tokens = find_tokens(row["text"])
    labels = [OUT] * len(tokens)
    spans = [(slot["start"], slot["end"], slots.index(slot["slot"])) for slot in row["slots"] if slot["slot"] in slots]
    for start, end, number in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        covered = [place for place, token in enumerate(tokens) if token[0] < end and start < token[1]]
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
