"""The formats: what each is, which configs it can hold, and what it keeps of a labelled clause."""

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from mepp5.errors import CorpusError
from mepp5.exports.selection import ANNOTATORS, REFERENCE, Exported, Selection
from mepp5.release.features import CHANGES

ASPECTS = (
    "text",
    "clauses",
    "offsets",
    "nested spans",
    "practices",
    "polarity",
    "subjects",
    "values",
    "annotators",
    "splits",
)
KEPT, LOST = "kept", "lost"
_ALL_KEPT = dict.fromkeys(ASPECTS, KEPT)
_IDS_ALONE = {"clauses": "ids, not where they begin and end"}


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module of mepp5.exports that writes it, a few words on it, what it keeps, the configs it can hold.

    `keeps` is {aspect: KEPT, LOST, or what is kept of it in words}.
    """

    module: str
    says: str
    keeps: dict[str, str]
    configs: tuple[str, ...] = (REFERENCE, ANNOTATORS)


FORMATS = {
    "conll": Format(
        "conll",
        "BIO tags, a token a line: a file for each slot type, and a flat one of all",
        _ALL_KEPT
        | {"text": "of clauses, spaces for line breaks", **_IDS_ALONE}
        | {"nested spans": "the longest", "practices": "categories of the clause"}
        | dict.fromkeys(("polarity", "subjects", "values"), LOST),
    ),
    "brat": Format(
        "brat",
        "standoff: a text and its annotations for each policy, and annotation.conf",
        _ALL_KEPT | _IDS_ALONE,
    ),
    "web-annotation": Format(
        "web_annotation",
        "W3C Web Annotation as JSON-LD: a collection for each policy, and its text",
        _ALL_KEPT | _IDS_ALONE,
    ),
    "csv": Format(
        "spreadsheet",
        "a row a clause and a row a span, safe to open in a spreadsheet",
        _ALL_KEPT,
        (REFERENCE, ANNOTATORS, CHANGES),
    ),
    "spacy": Format("docbin", "a DocBin for each split, a Doc for each clause, spans in groups", _ALL_KEPT),
    "uima-cas": Format("cas", "XMI with its type system, a CAS for each policy, for INCEpTION", _ALL_KEPT),
    "parquet": Format(
        "parquet",
        "every column of the config, label names as strings, a file for each split",
        _ALL_KEPT | {"text": "not with `annotators`", "clauses": "of `annotators` ids alone"},
        (REFERENCE, ANNOTATORS, CHANGES),
    ),
}


class _Exporter(Protocol):
    def export(self, selection: Selection) -> Exported: ...


def export(format: str, selection: Selection) -> Exported:
    """Return the selection in the format, a key of FORMATS; raise CorpusError if what writes it is not installed."""
    try:
        exporter = cast(_Exporter, import_module(f"mepp5.exports.{FORMATS[format].module}"))
    except ModuleNotFoundError as error:
        raise CorpusError(
            f"{format}: {error.name} is not installed; pip install 'mepp5[formats]' brings it."
        ) from error
    return exporter.export(selection)
