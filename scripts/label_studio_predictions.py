"""Predictions for Label Studio, as `python -m baselines predict --format label-studio` writes them, checked."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from mepp5.annotation.regions import POLARITY, PRACTICE, SLOT, value_control
from mepp5.errors import CorpusError
from mepp5.files import Object, sha256
from mepp5.reading.forms import Count, form, read_json
from mepp5.scheme.taxonomy import Taxonomy

Chosen = Annotated[list[str], Field(min_length=1, max_length=1)]


@form
class Marked(TypedDict):
    """What a region marks: offsets into the task's text, and what is chosen there."""

    start: Count
    end: Count
    text: str
    labels: NotRequired[Chosen]
    choices: NotRequired[Chosen]


@form
class Region(TypedDict):
    """A label or a choice."""

    id: str
    to_name: Literal["text"]
    from_name: str
    type: Literal["labels", "choices"]
    value: Marked


@form
class Prediction(TypedDict):
    """What one model says of a task."""

    model_version: str
    result: list[Region]


@form
class Data(TypedDict):
    """What a task shows."""

    policy: str
    section: str
    start: Count
    text: str
    sha256: str


@form
class PredictedTask(TypedDict):
    """A task with its predictions."""

    data: Data
    predictions: Annotated[list[Prediction], Field(min_length=1)]


def read_predictions(paths: Iterable[Path], taxonomy: Taxonomy) -> list[Object]:
    """Return the tasks of all files, each with its predictions and no annotations.

    Raises CorpusError, naming file and task, for one that is malformed or there twice, whose text is not what its hash
    says, or with a region outside its text or a label that the taxonomy does not have.
    """
    choices = _list_choices(taxonomy)
    tasks: list[Object] = []
    places: dict[tuple[str, int], Path] = {}
    for path in paths:
        content = read_json(path, list[PredictedTask], "write it with predict --format label-studio")
        for number, task in enumerate(content, start=1):
            if fault := _find_fault(task, choices):
                raise CorpusError(f"{path}: task {number}: {fault}; write the file again with predict.")
            place = task["data"]["policy"], task["data"]["start"]
            if place in places:
                raise CorpusError(f"{path}: task {number}: {place[0]} at {place[1]} is also in {places[place]}.")
            places[place] = path
            tasks.append({"data": task["data"], "annotations": [], "predictions": task["predictions"]})
    return tasks


def _list_choices(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Return {control: what may be chosen there}."""
    values = {value_control(slot): taxonomy.values_of(slot) for slot in taxonomy.slot_ids}
    return {PRACTICE: taxonomy.category_ids, SLOT: taxonomy.slot_ids, POLARITY: taxonomy.polarities, **values}


def _find_fault(task: PredictedTask, choices: Mapping[str, tuple[str, ...]]) -> str | None:
    data = task["data"]
    if sha256(data["text"].encode()) != data["sha256"]:
        return "its text is not what sha256 says"
    regions = (region for prediction in task["predictions"] for region in prediction["result"])
    return next((fault for region in regions if (fault := _find_region_fault(region, data, choices))), None)


def _find_region_fault(region: Region, data: Data, choices: Mapping[str, tuple[str, ...]]) -> str | None:
    value, control = region["value"], region["from_name"]
    if region["type"] != ("labels" if control in (PRACTICE, SLOT) else "choices") or control not in choices:
        return f"a region of type {region['type']!r} is of an unknown control {control!r}"
    start, end = value["start"], value["end"]
    if not start < end <= len(data["text"]):
        return f"a region has offsets {start} to {end}, which the text does not have"
    if value["text"] != data["text"][start:end]:
        return f"a region says {value['text']!r}, but {start} to {end} is {data['text'][start:end]!r}"
    chosen = value.get("labels") if region["type"] == "labels" else value.get("choices")
    if not chosen or chosen[0] not in choices[control]:
        return f"{control} is {chosen!r}, which the taxonomy does not have"
    return None
