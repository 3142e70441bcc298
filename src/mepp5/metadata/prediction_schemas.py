"""JSON Schemas of the lines of predictions files, made of the forms by which the scorer reads them.

To the types that the forms state comes what the scorer asks besides: the taxonomy's names, each label once, a number
for every category, a slot's own values. Which ids are tested, that each has its line and that a span lies within its
clause, the scorer alone knows.
"""

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from mepp5.files import Object
from mepp5.metadata.row_schemas import DIALECT, tie_values
from mepp5.scheme.taxonomy import Taxonomy
from mepp5.scoring.change_predictions import Judgement, PredictedLink
from mepp5.scoring.predictions import REQUIRED, PredictedClause

CHANGES = "changes"
TASKS = (*REQUIRED, CHANGES)


def draw_prediction_schema(task: str, taxonomy: Taxonomy, pairs: Sequence[str]) -> Object:
    """Return the JSON Schema (draft 2020-12) of a line that answers the task; `pairs` are the ids of those compared."""
    return {
        "$schema": DIALECT,
        "$id": f"urn:mepp5:schema:predictions:{task}",
        "title": f"MEPP-5: a line of a predictions file, task {task}",
        **(_draw_change(pairs) if task == CHANGES else _draw_clause(task, taxonomy)),
    }


def _draw_clause(task: str, taxonomy: Taxonomy) -> Object:
    schema = _read_form(PredictedClause)
    columns, categories = schema["properties"], list(taxonomy.category_ids)
    labels, scores = _find(columns["labels"], "array"), _find(columns["scores"], "object")
    labels |= {"items": {"enum": categories}, "uniqueItems": True}
    number = scores.pop("additionalProperties")
    scores |= {
        "properties": dict.fromkeys(categories, number),
        "required": categories,
        "additionalProperties": False,
    }
    _find(columns["slots"], "array")["uniqueItems"] = True
    slot = schema["$defs"]["PredictedSlot"]
    slot["properties"]["start"]["minimum"] = 0
    slot["properties"]["end"]["minimum"] = 1
    slot["properties"]["slot"]["enum"] = list(taxonomy.slot_ids)
    # The form lets a prediction without a value say null.
    slot["allOf"] = tie_values(taxonomy)
    for tie in slot["allOf"]:
        tie["then"]["properties"]["value"]["enum"].append(None)
    answer = REQUIRED[task]
    columns[answer] = _find(columns[answer], "array")
    schema["required"] = [*schema["required"], answer]
    return schema


def _draw_change(pairs: Sequence[str]) -> Object:
    link, judgement = _read_form(PredictedLink), _read_form(Judgement)
    link["properties"]["pair"] = {"enum": list(pairs)}
    for side in ("old", "new"):
        link["properties"][side]["uniqueItems"] = True
    judgement["properties"]["effects"]["uniqueItems"] = True
    return {"anyOf": [link, judgement]}


def _read_form(form: Any) -> Object:
    schema: Object = _strip(TypeAdapter(form).json_schema())
    return schema


def _strip(value: Any) -> Any:
    """Return the schema without pydantic's titles and defaults, which repeat the names."""
    if isinstance(value, list):
        return [_strip(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {key: _strip(inner) for key, inner in value.items() if key not in ("title", "default")}


def _find(schema: Object, kind: str) -> Object:
    """Return the alternative of that type among those of a key that may be null; raise KeyError where it has none."""
    for alternative in schema["anyOf"]:
        if alternative.get("type") == kind:
            found: Object = alternative
            return found
    raise KeyError(kind)
