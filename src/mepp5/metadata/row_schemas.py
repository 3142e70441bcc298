"""JSON Schemas of the rows, made of the release's schema and the taxonomy.

They say what a row must have: columns, types, labels, a slot's own values. That offsets lie within a text, or that two
columns fit each other, no JSON Schema can say; `mepp5 check` does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from mepp5.files import Object
from mepp5.metadata.columns import CONFIGS, describe_column, describe_key, unwrap
from mepp5.reading.forms import LARGEST
from mepp5.release.features import OPTIONAL, SCHEMA, list_labels
from mepp5.scheme.taxonomy import Taxonomy

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TYPES: Mapping[str, Object] = {
    "string": {"type": "string"},
    "int32": {"type": "integer", "minimum": 0, "maximum": LARGEST},
    "bool": {"type": "boolean"},
    # The format is an annotation to most validators, so the pattern says it too.
    "date32": {"type": ["string", "null"], "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
# In a column of these no label stands twice.
SETS = ("labels", "topics", "subjects", "effects")


def draw_row_schema(config: str, taxonomy: Taxonomy) -> Object:
    """Return the JSON Schema (draft 2020-12) of a row of the config as it stands in data/."""
    labels = list_labels(taxonomy)
    columns = {column: _column(config, column, kind, labels, taxonomy) for column, kind in SCHEMA[config].items()}
    return {
        "$schema": DIALECT,
        "$id": f"urn:mepp5:schema:rows:{config}",
        "title": f"MEPP-5: a row of the config {config}",
        "description": CONFIGS[config],
        **_object(columns),
        "$defs": {name: {"enum": list(values)} for name, values in labels.items() if _uses(SCHEMA[config], name)},
    }


def tie_values(taxonomy: Taxonomy) -> list[Object]:
    """Return, for `allOf` of an object with slot and value, what values each slot has."""
    return [_tie(slot.id, slot.values) for slot in taxonomy.slots]


def _tie(slot: str, values: Sequence[str]) -> Object:
    return {
        "if": {"properties": {"slot": {"const": slot}}, "required": ["slot"]},
        "then": {"properties": {"value": {"enum": list(values)}}},
    }


def _column(config: str, column: str, kind: Any, labels: Mapping[str, Any], taxonomy: Taxonomy) -> Object:
    inner, depth = unwrap(kind)
    if isinstance(inner, dict):
        keys = {key: _describe(key, value, labels, describe_key(column, key)) for key, value in inner.items()}
        drawn = _object(keys) | ({"allOf": tie_values(taxonomy)} if column == "slots" else {})
        return {"description": describe_column(config, column), **_wrap(drawn, depth)}
    return _describe(column, kind, labels, describe_column(config, column))


def _describe(name: str, kind: Any, labels: Mapping[str, Any], description: str) -> Object:
    inner, depth = unwrap(kind)
    drawn: Object = {"$ref": f"#/$defs/{inner}"} if inner in labels else dict(TYPES[inner])
    if isinstance(kind, str) and kind.endswith(OPTIONAL):
        drawn = {"anyOf": [drawn, {"type": "null"}]}
    unique = {"uniqueItems": True} if name in SETS else {}
    return {"description": description, **_wrap(drawn, depth), **unique}


def _wrap(drawn: Object, depth: int) -> Object:
    for _ in range(depth):
        drawn = {"type": "array", "items": drawn}
    return drawn


def _object(keys: Mapping[str, Object]) -> Object:
    return {"type": "object", "properties": dict(keys), "required": list(keys), "additionalProperties": False}


def _uses(kind: Any, name: str) -> bool:
    """Whether the label set stands anywhere in a kind of the release's schema."""
    inner, _ = unwrap(kind)
    return any(_uses(value, name) for value in inner.values()) if isinstance(inner, dict) else inner == name
