"""Predictions for Label Studio, as `python -m baselines predict --format label-studio` writes them, checked."""

from collections.abc import Iterable
from pathlib import Path

from mepp5.annotation.regions import POLARITY, PRACTICE, SLOT, TEXT, value_control
from mepp5.errors import CorpusError
from mepp5.files import Object, read_json, sha256
from mepp5.scheme.taxonomy import Taxonomy

DATA = {"policy": str, "section": str, "start": int, "text": str, "sha256": str}


def read_predictions(paths: Iterable[Path], taxonomy: Taxonomy) -> list[Object]:
    """Return the tasks of all files, each with its predictions and no annotations.

    Raises CorpusError, naming file and task, for one that is malformed or there twice, whose text is not what its hash
    says, or with a region outside its text or a label that the taxonomy does not have.
    """
    choices = _list_choices(taxonomy)
    tasks: list[Object] = []
    places: dict[tuple[str, int], Path] = {}
    for path in paths:
        content = read_json(path)
        if not isinstance(content, list):
            raise CorpusError(f"{path}: no list of tasks; write it with predict --format label-studio.")
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


def _find_fault(task: object, choices: dict[str, tuple[str, ...]]) -> str | None:
    if (
        not isinstance(task, dict)
        or not isinstance(data := task.get("data"), dict)
        or {name: type(value) for name, value in data.items()} != DATA
    ):
        return f"its data is not {', '.join(DATA)}"
    if sha256(data["text"].encode(errors="replace")) != data["sha256"]:
        return "its text is not what sha256 says"
    predictions = task.get("predictions")
    if not isinstance(predictions, list) or not predictions:
        return "it has no predictions"
    for prediction in predictions:
        results = prediction.get("result") if isinstance(prediction, dict) else None
        if not isinstance(results, list) or not isinstance(prediction.get("model_version"), str):
            return "a prediction has no result or no model_version"
        if set(prediction) != {"model_version", "result"}:
            return "a prediction has more than model_version and result"
        if fault := next((fault for result in results if (fault := _find_region_fault(result, data, choices))), None):
            return fault
    return None


def _find_region_fault(result: object, data: Object, choices: dict[str, tuple[str, ...]]) -> str | None:
    if (
        not isinstance(result, dict)
        or not isinstance(value := result.get("value"), dict)
        or result.get("to_name") != TEXT
        or not isinstance(result.get("id"), str)
    ):
        return "a region has no value, id or text"
    kind, control = result.get("type"), result.get("from_name")
    if kind != ("labels" if control in (PRACTICE, SLOT) else "choices") or control not in choices:
        return f"a region of type {kind!r} is of an unknown control {control!r}"
    start, end, chosen = value.get("start"), value.get("end"), value.get(kind)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(data["text"]):
        return f"a region has offsets {start} to {end}, which the text does not have"
    if value.get("text") != data["text"][start:end]:
        return f"a region says {value.get('text')!r}, but {start} to {end} is {data['text'][start:end]!r}"
    if not isinstance(chosen, list) or len(chosen) != 1 or chosen[0] not in choices[control]:
        return f"{control} is {chosen!r}, which the taxonomy does not have"
    return None
