"""Two files as the clauses that are compared, with categories and traits as the open models predict them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from baselines.changes.judging import Traits
from baselines.changes.problem import read_traits
from baselines.predict.kept import load_labeller
from baselines.predict.labeller import Labeller, check_document
from mepp5.diff.comparison import Clause
from mepp5.errors import CorpusError
from mepp5.extraction.document import Document
from mepp5.extraction.foreign import leave_out_foreign
from mepp5.extraction.reader import read_document
from mepp5.files import Object
from mepp5.segmentation.outline import outline

LABELLER, TAGGER = "section-blend+", "gazetteer"  # quick to load, and nearly as good as the recommended


def read_both(
    paths: Sequence[Path], any_language: bool, root: Path, tell: Callable[[str], None]
) -> tuple[list[list[Clause]], Traits, Callable[[str], str]]:
    """Return the clauses of each document, the traits of all, and what finds the slot of words ("" for none).

    Ids of clauses are "old/12" and "new/12".

    Raises CorpusError, which names the file, for a document that cannot be read, that has no clause or is not English.
    """
    documents = [_read(path, any_language, tell) for path in paths]
    labeller = load_labeller(root, LABELLER, TAGGER, True, tell, 0)
    clauses: list[list[Clause]] = []
    traits: dict[str, dict[str, float]] = {}
    for side, document in zip(("old", "new"), documents, strict=True):
        labelled = list(label(document, labeller))
        clauses.append([_make_clause(side, line) for line in labelled])
        traits |= {f"{side}/{line['position']}": read_traits(line["labels"], line["slots"]) for line in labelled}

    def find_slot(words: str) -> str:
        found = labeller.fitted.tag([{"text": words, "section": "", "context": ""}]) if labeller.fitted.tag else [[]]
        return str(found[0][0]["slot"]) if found[0] else ""

    return clauses, traits, find_slot


def label(document: Document, labeller: Labeller) -> Sequence[Object]:
    """Return the labelled clauses of a document."""
    return list(labeller.label(document.name, (unit for unit in outline(document) if unit.is_clause)))


def _read(path: Path, any_language: bool, tell: Callable[[str], None]) -> Document:
    document = read_document(path)
    try:
        document = document if any_language else leave_out_foreign(document)
        check_document(document)
    except CorpusError as error:
        raise CorpusError(f"{path}: {error}") from error
    for note in document.notes:
        tell(f"{path}: {note}")
    return document


def _make_clause(side: str, line: Object) -> Clause:
    return Clause(f"{side}/{line['position']}", line["text"], tuple(line["section"]), tuple(line["labels"]))
