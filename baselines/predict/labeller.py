"""Label the clauses of policies outside the corpus with models fitted on the whole release."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit
from threadpoolctl import ThreadpoolController

from baselines.categories.explanation import explain
from baselines.categories.models import choose_categories
from baselines.corpus import INPUTS
from baselines.predict.fitted import Fitted
from mepp5.errors import CorpusError
from mepp5.extraction.document import Document
from mepp5.files import Object
from mepp5.segmentation.outline import Unit, outline
from mepp5.segmentation.sentences import split_sentences

BATCH = 1000  # clauses: enough for the matrices to be worth their making, few enough for flat memory
BATCH_LENGTH = 300_000  # code points of a batch's clauses, for the same reason
LONGEST = 50_000  # code points of a clause; what is longer is no sentence
DECIMALS = 4
NO_LABELS: Object = {"labels": [], "topics": [], "fallback": False, "scores": {}, "slots": []}


class Labeller:
    """Labels clauses by fitted models; with `fall_back` off, a clause of which none is sure gets no category.

    With `explained` terms, each label says that many of the terms that spoke for it most.
    """

    def __init__(self, fitted: Fitted, fall_back: bool = True, explained: int = 0):
        self.fitted = fitted
        self.categories = np.array(fitted.categories)
        self.fall_back, self.explained = fall_back, explained
        self.threads = ThreadpoolController()  # asked once: to look for the libraries takes as long as a batch

    def decide(self, frame: pd.DataFrame) -> tuple[NDArray[np.bool_], NDArray[np.float64], NDArray[np.bool_]]:
        """Return which categories each clause states, boolean (N, K), scores (N, K), and whose are a fallback (N,).

        The scores of a calibrated model are probabilities; a category is stated where its own is above one half. Those
        of another are its decisions, above 0 where it is stated. A fallback is the category with the highest score
        where none is stated; there is none with `fall_back` off. `frame` is what make_frame returns.
        """
        decisions: NDArray[np.float64] = self.fitted.model.decision_function(frame)
        stated = choose_categories(decisions, fallback=False)
        chosen = choose_categories(decisions, self.fitted.fallback and self.fall_back)
        scores = expit(decisions) if self.fitted.calibrated else decisions
        return chosen, scores, np.asarray((chosen & ~stated).any(axis=1))

    def find_slots(self, clauses: Sequence[Unit]) -> Sequence[Sequence[Object]]:
        """Return the slots of each clause by the tagger, which there must be; offsets are of the clause's text."""
        assert self.fitted.tag is not None
        return self.fitted.tag([_as_row(clause) for clause in clauses])

    def label(self, name: str, units: Iterable[Unit]) -> Iterator[Object]:
        """Yield one line of predict's output for each unit of the document of that name, a batch at a time.

        Headings and chrome, where there are any among the units, get no label.
        """
        for batch in divide_batches(units):
            labelled = iter(self._label_clauses([[unit for unit in batch if unit.is_clause]]))
            for unit in batch:
                yield {**_describe(name, unit), **(next(labelled) if unit.is_clause else NO_LABELS)}

    def label_together(self, documents: Sequence[tuple[str, Sequence[Unit]]]) -> Iterator[list[Object]]:
        """Yield the lines of each (name, clauses), all of them labelled at once: for many documents of few clauses.

        The lines are those of `label`, as long as no document has more than a batch.
        """
        labelled = iter(self._label_clauses([clauses for _, clauses in documents]))
        for name, clauses in documents:
            yield [{**_describe(name, clause), **next(labelled)} for clause in clauses]

    def _label_clauses(self, documents: Sequence[Sequence[Unit]]) -> list[Object]:
        """Return what is said of each clause of the documents, one after another."""
        clauses = [clause for document in documents for clause in document]
        if not clauses:
            return []
        with self.threads.limit(limits=1):
            frame = make_frame(documents)
            chosen, scores, fallback = self.decide(frame)
            topics = self.fitted.subjects.find_topics(frame, chosen)
            slots: Sequence[Sequence[Object]] = self.find_slots(clauses) if self.fitted.tag else [()] * len(clauses)
        names = self.categories.tolist()
        labelled = [
            {
                "labels": self.categories[marks].tolist(),
                "topics": self.categories[about].tolist(),
                "fallback": is_fallback,
                "scores": dict(zip(names, values, strict=True)),
                "slots": [_quote(slot, clause) for slot in found],
            }
            for clause, marks, about, is_fallback, values, found in zip(
                clauses, chosen, topics, fallback.tolist(), scores.round(DECIMALS).tolist(), slots, strict=True
            )
        ]
        if self.explained:
            reasons = explain(self.fitted.model, frame, chosen, names, self.explained)
            return [{**each, "explanation": why} for each, why in zip(labelled, reasons, strict=True)]
        return labelled


def make_frame(documents: Sequence[Sequence[Unit]]) -> pd.DataFrame:
    """Return the clauses of the documents, one after another, as the models take them."""
    rows = [_as_row(clause, str(number)) for number, clauses in enumerate(documents) for clause in clauses]
    return pd.DataFrame({column: [row[column] for row in rows] for column in INPUTS})


def divide_batches(clauses: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Yield the clauses in lists, each ended by its BATCH-th clause or the clause that makes it BATCH_LENGTH long."""
    batch: list[Unit] = []
    length = 0
    for clause in clauses:
        batch.append(clause)
        length += len(clause.text)
        if len(batch) == BATCH or length >= BATCH_LENGTH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def label_document(document: Document, labeller: Labeller, all_units: bool = False) -> Iterator[Object]:
    """Return the document's labelled clauses, one by one; with `all_units`, its headings and chrome among them.

    Raises CorpusError as check_document does, before the first clause.
    """
    check_document(document)
    return labeller.label(document.name, (unit for unit in outline(document) if all_units or unit.is_clause))


def check_document(document: Document) -> None:
    """Raise CorpusError (without the document's name) where it has no clause or one beyond LONGEST."""
    overlong = find_overlong(document, LONGEST)
    if overlong >= 0:
        raise CorpusError(
            f"a sentence of more than {LONGEST:,} characters (at {overlong:,}); give a text with sentence ends."
        )
    if not any(unit.is_clause for unit in outline(document)):
        raise CorpusError("no sentence in it, headings at most; give the policy itself.")


def find_overlong(document: Document, longest: int) -> int:
    """Return the offset of the first sentence of a document that has more than `longest` code points, or -1."""
    for block in document.blocks:
        if block.is_chrome or block.end - block.start <= longest:
            continue  # no sentence is longer than its block
        for start, end in split_sentences(document.text[block.start : block.end]):
            if end - start > longest:
                return block.start + start
    return -1


def _describe(name: str, unit: Unit) -> Object:
    """Return where a unit stands, as predict's output has it."""
    return {
        "file": name,
        "position": unit.position,
        "kind": unit.kind,
        "section": list(unit.section),
        "start": unit.start,
        "end": unit.end,
        "text": unit.text,
    }


def _as_row(clause: Unit, source: str = "") -> Object:
    """Return the clause with the columns of the release that are known of it."""
    return {"source": source, "text": clause.text, "section": " ".join(clause.section), "context": clause.context}


def _quote(slot: Object, clause: Unit) -> Object:
    """Return the slot with its words; offsets are code points of the clause's text, as in the release."""
    start, end = int(slot["start"]), int(slot["end"])
    value = {"value": slot["value"]} if slot.get("value") else {}
    return {"start": start, "end": end, "text": clause.text[start:end], "slot": slot["slot"], **value}
