"""The rows as Croissant's record sets: one for each config and split, and an enumeration for each label set.

What Croissant cannot say stands in descriptions and in data/schema/: that null is allowed, how offsets belong to a
text, which values are a slot's own. A field that refers to an enumeration is joined with it by readers; mlcroissant
cannot join by a list, so columns that are lists name their enumeration in words.
"""

from collections.abc import Mapping
from typing import Any

from mepp5.files import Object
from mepp5.metadata.columns import CONFIGS, describe_column, describe_key, unwrap
from mepp5.release.features import SCHEMA, list_labels
from mepp5.release.loading import data_path
from mepp5.scheme.taxonomy import Taxonomy

TYPES = {"string": "sc:Text", "int32": "cr:Int32", "bool": "sc:Boolean", "date32": "sc:Date"}
ONE_OF = "One of the record set {}."


def list_record_sets(splits: Mapping[str, tuple[str, ...]], taxonomy: Taxonomy) -> list[Object]:
    """Return the enumerations, then a record set for each split of {config: splits}, with the @id "config/split"."""
    labels = list_labels(taxonomy)
    rows = [_record_set(config, split, labels) for config, names in splits.items() for split in names]
    return [*_list_enumerations(labels, taxonomy), *rows]


def _list_enumerations(labels: Mapping[str, tuple[str, ...]], taxonomy: Taxonomy) -> list[Object]:
    definitions = {category.id: category.definition for category in taxonomy.categories}
    definitions |= {slot.id: slot.definition for slot in taxonomy.slots}
    return [_enumeration(name, names, definitions) for name, names in labels.items()]


def _enumeration(name: str, names: tuple[str, ...], definitions: Mapping[str, str]) -> Object:
    columns = {"name": "sc:Text", "number": "cr:Int32"}
    data: list[Object] = [{"name": value, "number": number} for number, value in enumerate(names)]
    if set(names) <= definitions.keys():
        columns["definition"] = "sc:Text"
        data = [row | {"definition": definitions[row["name"]]} for row in data]
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": f"The label set {name}; number is the label's integer in datasets.ClassLabel.",
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{name}/name"},
        "field": [
            {"@type": "cr:Field", "@id": f"{name}/{column}", "name": column, "dataType": kind}
            for column, kind in columns.items()
        ],
        "data": [{f"{name}/{column}": value for column, value in row.items()} for row in data],
    }


def _record_set(config: str, split: str, labels: Mapping[str, Any]) -> Object:
    id = f"{config}/{split}"
    return {
        "@type": "cr:RecordSet",
        "@id": id,
        "name": id,
        "description": f"Split {split} of the config {config}. {CONFIGS[config]}",
        "field": [_field(id, column, kind, labels) for column, kind in SCHEMA[config].items()],
    }


def _field(id: str, column: str, kind: Any, labels: Mapping[str, Any]) -> Object:
    config, split = id.split("/")
    source = {"fileObject": {"@id": data_path(config, split)}, "extract": {"column": column}}
    inner, _ = unwrap(kind)
    field = _typed(f"{id}/{column}", column, kind, describe_column(config, column), labels)
    if not isinstance(inner, dict):
        return field | {"source": source}
    subfields = [
        _typed(f"{id}/{column}/{key}", key, value, describe_key(column, key), labels)
        | {"source": source | {"transform": {"jsonPath": key}}}
        for key, value in inner.items()
    ]
    return field | {"subField": subfields}


def _typed(id: str, name: str, kind: Any, description: str, labels: Mapping[str, Any]) -> Object:
    inner, depth = unwrap(kind)
    shape = {"isArray": True, "arrayShape": ",".join(["-1"] * depth)} if depth else {}
    field: Object = {"@type": "cr:Field", "@id": id, "name": name, "description": description, **shape}
    if isinstance(inner, dict):
        return field
    if inner in labels:
        field["description"] += f" {ONE_OF.format(inner)}"
    refers = inner in labels and not (depth and id.count("/") == 2)
    reference = {"references": {"field": {"@id": f"{inner}/name"}}} if refers else {}
    return field | {"dataType": TYPES.get(inner, "sc:Text")} | reference
