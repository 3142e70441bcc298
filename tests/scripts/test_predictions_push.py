"""Predictions for Label Studio: a real server takes what predict wrote, and faults are told."""

import json
from pathlib import Path

import pytest

from mepp5.files import sha256
from mepp5.paths import ROOT
from tests.scripts.fixture_label_studio import NOTHING, fail, run, succeed

pytestmark = pytest.mark.label_studio

TEXT = "We keep your e-mail address for a year.\n• We delete it."
NO_PREDICTIONS = NOTHING + "predictions created: 0\npredictions updated: 0\n"


def make_region(quote: str, control: str, kind: str, label: str) -> dict:
    start = TEXT.index(quote)
    value = {"start": start, "end": start + len(quote), "text": quote, kind: [label]}
    return {"id": f"{start}{label}", "to_name": "text", "from_name": control, "type": kind, "value": value}


def make_tasks(text: str = TEXT) -> list[dict]:
    """Return one task as predict --format label-studio writes it."""
    data = {"policy": "other.html", "section": "Your data", "start": 12, "text": text, "sha256": sha256(text.encode())}
    result = [
        make_region("We keep your e-mail address for a year.", "practice", "labels", "data_retention"),
        make_region("e-mail address", "slot", "labels", "data_type"),
        make_region("We delete it.", "practice", "labels", "data_retention"),
    ]
    return [{"data": data, "predictions": [{"model_version": "logreg", "result": result}]}]


def write_tasks(path: Path, tasks: object) -> Path:
    path.write_text(json.dumps(tasks))
    return path


def list_predictions(running, title: str) -> list[tuple[str, list[str]]]:
    """Return the model and the labels of each prediction on the server."""
    client = running.client()
    (project,) = [project.id for project in client.projects.list() if project.title == title]
    found = list(client.predictions.list(project=project))
    return [(each.model_version, [label["value"]["labels"][0] for label in each.result]) for each in found]


def test_predictions_arrive_once_and_are_updated(server, tmp_path, title):
    path = write_tasks(tmp_path / "tasks.json", make_tasks())
    pushed = succeed(server, ROOT, "push", "--project", title, "--predictions", path)
    assert "tasks created: 1\n" in pushed
    assert "annotations created: 0\nannotations updated: 0\npredictions created: 1\n" in pushed
    assert list_predictions(server, title) == [("logreg", ["data_retention", "data_type", "data_retention"])]
    assert succeed(server, ROOT, "push", "--project", title, "--predictions", path) == NO_PREDICTIONS
    tasks = make_tasks()
    tasks[0]["predictions"][0]["result"].pop()
    pushed = succeed(server, ROOT, "push", "--project", title, "--predictions", write_tasks(path, tasks))
    assert pushed == NO_PREDICTIONS.replace("predictions updated: 0", "predictions updated: 1")
    assert list_predictions(server, title) == [("logreg", ["data_retention", "data_type"])]
    tasks[0]["predictions"][0]["model_version"] = "svm"
    pushed = succeed(server, ROOT, "push", "--project", title, "--predictions", write_tasks(path, tasks))
    assert pushed == NO_PREDICTIONS.replace("predictions created: 0", "predictions created: 1")
    assert sorted(model for model, _ in list_predictions(server, title)) == ["logreg", "svm"]


def test_another_text_of_the_same_file_is_told(server, tmp_path, title):
    path = write_tasks(tmp_path / "tasks.json", make_tasks())
    succeed(server, ROOT, "push", "--project", title, "--predictions", path)
    tasks = make_tasks(TEXT + " Gone.")
    said = fail(server, ROOT, "push", "--project", title, "--predictions", write_tasks(path, tasks))
    assert "section 'Your data') is of another text than this file's; delete" in said


def damage(**changes: object) -> list[dict]:
    """Return the tasks with the first region's value changed."""
    tasks = make_tasks()
    tasks[0]["predictions"][0]["result"][0]["value"] |= changes
    return tasks


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        ({}, "should be a valid array"),
        ([{"data": {}}], "line 1: [0].data.policy: is missing"),
        (
            [{"data": make_tasks()[0]["data"] | {"text": "x"}, "predictions": make_tasks()[0]["predictions"]}],
            "task 1: its text is not what sha256 says",
        ),
        ([{"data": make_tasks()[0]["data"]}], "line 1: [0].predictions: is missing"),
        (damage(end=1000), "offsets 0 to 1000, which the text does not have"),
        (damage(text="other"), "a region says 'other', but 0 to 39 is 'We keep"),
        (damage(labels=["unknown"]), "practice is ['unknown'], which the taxonomy does not have"),
        (make_tasks() * 2, "task 2: other.html at 12 is also in"),
    ],
)
def test_faults_are_told_before_a_server_is_asked(tmp_path, tasks, message):
    path = write_tasks(tmp_path / "tasks.json", tasks)
    assert message in fail(None, ROOT, "push", "--dry-run", "--predictions", path)


def test_predictions_and_annotations_are_not_pushed_at_once(tmp_path):
    path = write_tasks(tmp_path / "tasks.json", make_tasks())
    for words in (("--predictions", "--annotator", "reader", path), ("--predictions",), ("--predictions", "--exports")):
        done = run(None, ROOT, "push", *words)
        assert done.returncode == 2
        assert "give either" in done.stderr
