"""The row schema of the release: columns, their order and types, in this one place.

A type is "string", "int32", "bool", "date32" or the name of a label set; with a "?" after it null is allowed; [type] is
a list, {name: type} an object. Dates
are dates (null where there is none), since the JSON reader of `datasets` takes a column of ISO dates for timestamps,
and as strings they would come out as "2018-05-24 00:00:00".
`datasets.Features` and the order of keys in data/ are both made from it.
"""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field
from typing_extensions import TypedDict

from mepp5.changes.links import EFFECTS, FORMS, MEANINGS
from mepp5.changes.pairs import JOINT, Pair, list_pairs
from mepp5.corpus.clauses import CLAUSE_KINDS
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.reading.forms import Count, form
from mepp5.scheme.taxonomy import Taxonomy, read_taxonomy

if TYPE_CHECKING:
    from datasets import Features

POLICY_SPLITS = ("train", "validation", "test")
# The config "changes" has a split for each pair that a corpus compares, and is missing where it compares none.
CHANGES = "changes"
_SPLITS = {"clauses": POLICY_SPLITS, "annotators": POLICY_SPLITS, "policies": ("corpus",), "invented": ("train",)}
CONFIGS = (*_SPLITS, CHANGES)

OPTIONAL = "?"

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
# Words of a side that has none are "", and so is their clause; the offsets are 0 then.
DIFFERENCE = {
    "old_clause": "string",
    "old_start": "int32",
    "old_end": "int32",
    "old_text": "string",
    "new_clause": "string",
    "new_start": "int32",
    "new_end": "int32",
    "new_text": "string",
    "about": "about",
    "effect": "effect",
}
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
    # A row a link, or a clause that no link holds; the lists about clauses have one member for each of `old` or `new`.
    "changes": {
        "id": "string",
        "pair": "string",
        "old": ["string"],
        "new": ["string"],
        "old_texts": ["string"],
        "new_texts": ["string"],
        "form": "form",
        "moved": "bool",
        "meaning": "meaning?",
        "effects": ["effect"],
        "differences": [DIFFERENCE],
        "old_sections": [["string"]],
        "new_sections": [["string"]],
        "old_categories": [["category"]],
        "new_categories": [["category"]],
        "old_topics": [["category"]],
        "new_topics": [["category"]],
    },
}


def split_of(pair: Pair) -> str:
    """Return the name of the pair's split: names of splits have no hyphens."""
    return pair.id.replace(JOINT, "__").replace("-", "_")


def list_splits(root: Path = ROOT) -> dict[str, tuple[str, ...]]:
    """Return {config: its splits} of the corpus in root, configs in the order of CONFIGS."""
    pairs = tuple(split_of(pair) for pair in list_pairs(root))
    return {**_SPLITS, **({CHANGES: pairs} if pairs else {})}


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
        "form": FORMS,
        "meaning": MEANINGS,
        "effect": EFFECTS,
        "about": (*taxonomy.slot_ids, *taxonomy.category_ids),
    }


@lru_cache(maxsize=16)
def build_row_form(config: str, taxonomy: Taxonomy) -> Any:
    """Return the form of a row of the config as it stands in data/: a TypedDict, labels as strings."""
    return _row_form(config, SCHEMA[check_config(config)], list_labels(taxonomy))


def build_features(config: str, root: Path = ROOT) -> "Features":
    """Return the config's `datasets.Features`; the label names come from the taxonomy under `root`."""
    return make_features(SCHEMA[check_config(config)], list_labels(read_taxonomy(root)))


def make_features(schema: dict[str, Any], labels: dict[str, tuple[str, ...]]) -> "Features":
    """Return the `datasets.Features` of columns typed as in SCHEMA; `labels` are the names of each label set."""
    from datasets import Features

    return Features({name: _feature(kind, labels) for name, kind in schema.items()})


def _feature(kind: Any, labels: dict[str, tuple[str, ...]]) -> Any:
    import datasets
    from datasets import ClassLabel, Value

    if isinstance(kind, list):
        inner = _feature(kind[0], labels)
        return datasets.List(inner) if hasattr(datasets, "List") else [inner]  # List is there since datasets 4.0
    if isinstance(kind, dict):
        return {name: _feature(inner, labels) for name, inner in kind.items()}
    kind = kind.removesuffix(OPTIONAL)
    return ClassLabel(names=list(labels[kind])) if kind in labels else Value(kind)


def _row_form(name: str, kind: Any, labels: dict[str, tuple[str, ...]]) -> Any:
    if isinstance(kind, list):
        return list[_row_form(name, kind[0], labels)]  # type: ignore[misc]  # a form made at run time
    if isinstance(kind, dict):
        row = TypedDict(name, {key: _row_form(key, inner, labels) for key, inner in kind.items()})  # type: ignore[misc]
        return form(row)
    if kind.endswith(OPTIONAL):
        return _row_form(name, kind.removesuffix(OPTIONAL), labels) | None
    if kind == "int32":
        return Count
    if kind == "bool":
        return bool
    if kind == "date32":
        return Annotated[str, Field(pattern=r"\A\d{4}-\d\d-\d\d\z")] | None
    return Literal[labels[kind]] if kind in labels else str
