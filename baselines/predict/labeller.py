"""Label the clauses of policies outside the corpus with models fitted on the whole release, on the spot."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from baselines.baseline import Baseline, SlotBaseline, Tag
from baselines.categories.models import choose_categories
from baselines.corpus import Corpus
from baselines.predict.documents import read_document
from baselines.predict.outline import Clause, find_overlong, iterate_clauses
from baselines.runner import INPUTS, SEED
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.scoring.scorer import mark_labels

BATCH = 1000  # clauses: enough for the matrices to be worth their making, few enough for flat memory
BATCH_LENGTH = 300_000  # code points of a batch's clauses, for the same reason
LONGEST = 50_000  # code points of a clause; what is longer is no sentence
DECIMALS = 4


class Labeller:
    """A category model, and perhaps a slot tagger, fitted on every clause of the release."""

    def __init__(self, corpus: Corpus, model: Baseline, tagger: SlotBaseline | None = None):
        self.categories = np.array(corpus.categories)
        self.fallback = model.fallback
        self.tag: Tag | None = None
        np.random.seed(SEED)
        self.threads = ThreadpoolController()  # asked once: to look for the libraries takes as long as a batch
        with self.threads.limit(limits=1):
            marks = mark_labels(corpus.frame["labels"].tolist(), corpus.categories)
            self.model = model.make(corpus.categories).fit(corpus.frame[INPUTS], marks)
            if tagger is not None:
                self.tag = tagger.fit(corpus.rows)

    def make_frame(self, clauses: Sequence[Clause]) -> pd.DataFrame:
        """Return the clauses as the models take them."""
        rows = [_as_row(clause) for clause in clauses]
        return pd.DataFrame({column: [row[column] for row in rows] for column in INPUTS})

    def decide(self, clauses: Sequence[Clause]) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        """Return which categories each clause states, boolean (N, K), and their scores (N, K)."""
        scores = self.model.decision_function(self.make_frame(clauses))
        return choose_categories(scores, self.fallback), scores

    def find_slots(self, clauses: Sequence[Clause]) -> Sequence[Sequence[Object]]:
        """Return the slots of each clause by the tagger, which there must be; offsets are of the clause's text."""
        assert self.tag is not None
        return self.tag([_as_row(clause) for clause in clauses])

    def label(self, name: str, clauses: Iterable[Clause]) -> Iterator[Object]:
        """Yield one line of predict's output for each clause of the document of that name, a batch at a time."""
        names = self.categories.tolist()
        for batch in divide_batches(clauses):
            with self.threads.limit(limits=1):
                chosen, scores = self.decide(batch)
                slots = self.find_slots(batch) if self.tag else [()] * len(batch)
            for clause, marks, values, found in zip(batch, chosen, scores.round(DECIMALS).tolist(), slots, strict=True):
                yield {
                    "file": name,
                    "position": clause.position,
                    "kind": clause.kind,
                    "section": list(clause.section),
                    "start": clause.start,
                    "end": clause.end,
                    "text": clause.text,
                    "labels": self.categories[marks].tolist(),
                    "scores": dict(zip(names, values, strict=True)),
                    "slots": [_quote(slot, clause) for slot in found],
                }


def divide_batches(clauses: Iterable[Clause]) -> Iterator[list[Clause]]:
    """Yield the clauses in lists, each ended by its BATCH-th clause or the clause that makes it BATCH_LENGTH long."""
    batch: list[Clause] = []
    length = 0
    for clause in clauses:
        batch.append(clause)
        length += len(clause.text)
        if len(batch) == BATCH or length >= BATCH_LENGTH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def label_file(path: Path, labeller: Labeller) -> tuple[str, Iterator[Object]]:
    """Return the document's text and its labelled clauses, one by one.

    Raises CorpusError, before the first clause, where the file is no document, has no clause or one beyond LONGEST.
    """
    document = read_document(path)
    overlong = find_overlong(document.text, LONGEST)
    if overlong >= 0:
        raise CorpusError(
            f"{path}: a sentence of more than {LONGEST:,} characters (at {overlong:,}); give a text with sentence ends."
        )
    clauses = iterate_clauses(document.text)
    first = next(clauses, None)
    if first is None:
        raise CorpusError(f"{path}: no sentence in it, headings at most; give the policy itself.")

    def follow() -> Iterator[Clause]:
        yield first
        yield from clauses

    return document.text, labeller.label(document.name, follow())


def _as_row(clause: Clause) -> Object:
    """Return the clause with the columns of the release that are known of it."""
    return {"text": clause.text, "section": " ".join(clause.section), "context": clause.context}


def _quote(slot: Object, clause: Clause) -> Object:
    """Return the slot with its words; offsets are code points of the clause's text, as in the release."""
    start, end = int(slot["start"]), int(slot["end"])
    value = {"value": slot["value"]} if slot.get("value") else {}
    return {"start": start, "end": end, "text": clause.text[start:end], "slot": slot["slot"], **value}
