"""The row schema of the release: columns, their order and types, in this one place.

A type is "string", "int32", "date32" or the name of a label set; [type] is a list, {name: type} an object. Dates
are dates (null where there is none), since the JSON reader of `datasets` takes a column of ISO dates for timestamps,
and as strings they would come out as "2018-05-24 00:00:00".
`datasets.Features` and the order of keys in data/ are both made from it.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from mepp5.corpus.clauses import CLAUSE_KINDS
from mepp5.errors import CorpusError
from mepp5.forms import Count, form
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

if TYPE_CHECKING:
    from datasets import Features

POLICY_SPLITS = ("train", "validation", "test")
SPLITS = {"clauses": POLICY_SPLITS, "annotators": POLICY_SPLITS, "policies": ("corpus",), "invented": ("train",)}
CONFIGS = tuple(SPLITS)

PRACTICE = {
    "start": "int32",
    "end": "int32",
    "text": "string",
    "category": "category",
    "polarity": "polarity",
    "subjects": ["category"],
}
# A slot's value stays a string: ids of values hold within their slot alone ("other" stands in many).
SLOT = {"start": "int32", "end": "int32", "text": "string", "slot": "slot", "value": "string"}
HEADING = {"id": "string", "level": "int32", "start": "int32", "end": "int32", "text": "string"}

SCHEMA: dict[str, dict[str, Any]] = {
    "clauses": {
        "id": "string",
        "policy": "string",
        "lineage": "string",
        "date": "date32",
        "date_kind": "string",
        "position": "int32",
        "level": "int32",
        "kind": "kind",
        "section": ["string"],
        "context": "string",
        "text": "string",
        "start": "int32",
        "end": "int32",
        "labels": ["category"],
        "topics": ["category"],
        "practices": [PRACTICE],
        "slots": [SLOT],
        "duplicate_group": "string",
        "fold": "int32",
    },
    "annotators": {
        "id": "string",
        "annotator": "string",
        "labels": ["category"],
        "topics": ["category"],
        "practices": [PRACTICE],
        "slots": [SLOT],
    },
    "policies": {
        "id": "string",
        "publisher": "string",
        "title": "string",
        "url": "string",
        "captured": "date32",
        "date": "date32",
        "date_kind": "string",
        "lineage": "string",
        "split": "string",
        "language": "string",
        "rights": "string",
        "raw_file": "string",
        "raw_sha256": "string",
        "text": "string",
        "headings": [HEADING],
    },
    # Not of the corpus: clauses that were invented, to train with.
    "invented": {
        "id": "string",
        "source": "string",
        "by_category": "string",
        "publisher": "string",
        "industry": "string",
        "country": "string",
        "year": "string",
        "manner": "string",
        "position": "int32",
        "kind": "invented_kind",
        "section": ["string"],
        "context": "string",
        "text": "string",
        "labels": ["category"],
        "topics": ["category"],
        "practices": [PRACTICE],
        "slots": [SLOT],
    },
}


def check_config(config: str) -> str:
    """Return the config's name; raise CorpusError naming the configs that exist."""
    if config not in SCHEMA:
        raise CorpusError(f"no config {config!r}; choose one of: {', '.join(CONFIGS)}.")
    return config


def list_labels(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Return {label set: its names in the order of their integers}."""
    return {
        "kind": CLAUSE_KINDS,
        "invented_kind": (*CLAUSE_KINDS, "chrome"),
        "category": tuple(taxonomy.category_ids),
        "polarity": tuple(taxonomy.polarities),
        "slot": tuple(taxonomy.slot_ids),
    }


@lru_cache(maxsize=16)
def build_row_form(config: str, taxonomy: Taxonomy) -> Any:
    """Return the form of a row of the config as it stands in data/: a TypedDict, labels as strings."""
    return _row_form(config, SCHEMA[check_config(config)], list_labels(taxonomy))


def build_features(config: str, root: Path = ROOT) -> "Features":
    """Return the config's `datasets.Features`; the label names come from the taxonomy under `root`."""
    from datasets import Features

    labels = list_labels(read_taxonomy(root))
    return Features({name: _feature(kind, labels) for name, kind in SCHEMA[check_config(config)].items()})


def _feature(kind: Any, labels: dict[str, tuple[str, ...]]) -> Any:
    import datasets
    from datasets import ClassLabel, Value

    if isinstance(kind, list):
        inner = _feature(kind[0], labels)
        return datasets.List(inner) if hasattr(datasets, "List") else [inner]  # List is there since datasets 4.0
    if isinstance(kind, dict):
        return {name: _feature(inner, labels) for name, inner in kind.items()}
    return ClassLabel(names=list(labels[kind])) if kind in labels else Value(kind)


def _row_form(name: str, kind: Any, labels: dict[str, tuple[str, ...]]) -> Any:
    if isinstance(kind, list):
        return list[_row_form(name, kind[0], labels)]  # type: ignore[misc]  # a form made at run time
    if isinstance(kind, dict):
        row = TypedDict(name, {key: _row_form(key, inner, labels) for key, inner in kind.items()})  # type: ignore[misc]
        return form(row)
    if kind == "int32":
        return Count
    if kind == "date32":
        return Annotated[str, Field(pattern=r"\A\d{4}-\d\d-\d\d\z")] | None
    return Literal[labels[kind]] if kind in labels else str
