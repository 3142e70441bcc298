"""The most confident mistakes of a model, and what a reader said of each (mistakes.toml)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from baselines.corpus import ROOT, Corpus
from mepp5.errors import CorpusError
from mepp5.files import Object
from mepp5.reading.fields import ClauseId, Identifier, OneLine
from mepp5.reading.forms import form, read_toml

FILE = "baselines/mistakes.toml"
SHOWN = 20
Verdict = Literal["model", "label", "guideline"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
UNREAD = "not read yet"  # what is printed where nobody has given a verdict


@form
@dataclass(frozen=True, slots=True)
class _Entry:
    id: ClauseId
    predicted: Identifier
    verdict: Verdict
    note: OneLine


@form
@dataclass(frozen=True, slots=True)
class _File:
    mistake: tuple[_Entry, ...] = ()


def find_mistakes(lines: Sequence[Object], corpus: Corpus, shown: int = SHOWN) -> list[Object]:
    """Return the most confident wrong categories among predictions with scores, most confident first, one a clause.

    {"id", "predicted": the category with the highest score among those predicted and not in the reference, "reference":
    the reference's categories, "margin": its score less the highest of the reference's}.
    """
    truth = dict(zip(corpus.frame["id"], corpus.frame["labels"], strict=True))
    found = []
    for line in lines:
        reference, scores = list(truth[line["id"]]), line["scores"]
        wrong = [category for category in line["labels"] if category not in reference]
        if wrong:
            worst = max(wrong, key=scores.__getitem__)
            margin = scores[worst] - max(scores[category] for category in reference)
            found.append({"id": line["id"], "predicted": worst, "reference": reference, "margin": round(margin, 4)})
    return sorted(found, key=lambda mistake: (-mistake["margin"], mistake["id"]))[:shown]


def read_verdicts(corpus: Corpus, root: Path = ROOT) -> dict[tuple[str, str], Object]:
    """Return {(clause id, predicted category): {"verdict", "note"}}, none where the file is missing.

    Raises CorpusError for an entry that lacks a key, names an unknown clause, category or verdict, or stands twice.
    """
    path = Path(root) / FILE
    verdicts: dict[tuple[str, str], Object] = {}
    for number, entry in enumerate(read_toml(path, _File).mistake if path.is_file() else (), start=1):
        fault = _find_fault(entry, corpus)
        key = (entry.id, entry.predicted)
        if fault or key in verdicts:
            raise CorpusError(f"{path}: mistake {number}: {fault or 'stands twice'}; mend it.")
        verdicts[key] = {"verdict": entry.verdict, "note": entry.note}
    return verdicts


def judge(mistakes: Sequence[Object], verdicts: dict[tuple[str, str], Object]) -> list[Object]:
    """Return the mistakes, each with "verdict" and "note", None where nobody has read it."""
    unread = {"verdict": None, "note": None}
    return [mistake | verdicts.get((mistake["id"], mistake["predicted"]), unread) for mistake in mistakes]


def count_verdicts(mistakes: Sequence[Object]) -> dict[str | None, int]:
    """Return how many of the judged mistakes have each verdict, VERDICTS first, then None if any is unread."""
    counts = Counter(mistake["verdict"] for mistake in mistakes)
    return {verdict: counts[verdict] for verdict in (*VERDICTS, None) if verdict or counts[verdict]}


def _find_fault(entry: _Entry, corpus: Corpus) -> str:
    if entry.id not in corpus.frame.index:
        return f"{entry.id!r} is no clause of the release"
    if entry.predicted not in corpus.categories:
        return f"{entry.predicted!r} is no category"
    return ""
