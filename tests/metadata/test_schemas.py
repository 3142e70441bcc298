"""The JSON Schemas of data/schema: every row and every line of a sample validates, and what is damaged does not."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mepp5.checks import metadata as checks
from mepp5.errors import CorpusError
from mepp5.files import write_files
from mepp5.metadata import croissant, schemas
from mepp5.metadata.prediction_schemas import TASKS
from mepp5.paths import ROOT
from mepp5.reading.forms import Fault, parse_json
from mepp5.release.features import CONFIGS, build_row_form, list_splits
from mepp5.release.loading import read_rows
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.scoring.change_predictions import Judgement
from mepp5.scoring.predictions import read_predictions
from tests.release.fixture_release import make_release

SAMPLE = ROOT / "baselines/samples/holdout.jsonl"
LINK = {"pair": "huami-2021--zepp-2024", "old": ["huami-2021/0003"], "new": []}
JUDGEMENT = {"id": "huami-2021--zepp-2024/0001", "form": "removed", "meaning": None, "effects": []}


def make_validator(kind: str, name: str) -> Draft202012Validator:
    schema = json.loads((ROOT / schemas.FOLDER / kind / f"{name}.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("config", CONFIGS)
def test_every_row_of_ours_validates(config):
    validator = make_validator("rows", config)
    rows = [row for split in list_splits(ROOT)[config] for row in read_rows(config, split)]
    assert rows
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []


def change(**changes) -> Callable[[dict], None]:
    return lambda row: row.update(changes)


def change_first(column: str, **changes) -> Callable[[dict], None]:
    """Return a damage of the first object in the column."""
    return lambda row: row[column][0].update(changes)


ROW_DAMAGES = [
    ("clauses", change(labels=["policy_changes"])),
    ("clauses", change(labels=["data_security", "data_security"])),
    ("clauses", change(date="2018-5-24")),
    ("clauses", change(date="yesterday")),
    ("clauses", change(start=-1)),
    ("clauses", change(end=2**31)),
    ("clauses", change(fold="1")),
    ("clauses", change(kind="heading")),
    ("clauses", change(context=None)),
    ("clauses", change(another="column")),
    ("clauses", lambda row: row.pop("topics")),
    ("clauses", change_first("practices", polarity="perhaps")),
    ("clauses", change_first("practices", subjects="data_security")),
    ("clauses", change_first("practices", more=1)),
    ("clauses", change_first("slots", slot="colour")),
    ("clauses", change_first("slots", value="stated_period")),  # a value, but of another slot
    ("annotators", change(annotator=3)),
    ("policies", change(captured="")),
    ("policies", change_first("headings", level="deep")),
    ("invented", change(kind="heading")),
    ("invented", change(year=2020)),
    ("changes", change(form="rewritten")),
    ("changes", change(meaning="other")),
    ("changes", change(moved="no")),
    ("changes", change(old_categories=["data_security"])),
    ("changes", change_first("differences", about="weather")),
]


def find_full_row(config: str) -> dict:
    """Return a row of ours whose lists of objects all have a member; its first slot is a data type where it has one."""
    split = list_splits(ROOT)[config][0]
    for row in read_rows(config, split):
        objects = [value for name, value in row.items() if name in ("practices", "slots", "headings", "differences")]
        if all(objects) and row.get("slots", [{"slot": "data_type"}])[0]["slot"] == "data_type":
            return row
    raise AssertionError(config)


@pytest.mark.parametrize(("config", "damage"), ROW_DAMAGES)
def test_a_damaged_row_does_not_validate(config, damage):
    row = find_full_row(config)
    assert make_validator("rows", config).is_valid(row)
    damage(row)
    assert not make_validator("rows", config).is_valid(row)


@pytest.mark.parametrize(("config", "damage"), ROW_DAMAGES)
def test_what_our_own_forms_refuse_the_schemas_refuse(config, damage):
    """A slot's own values and labels that stand twice are more than the forms ask of a row; checks ask it."""
    row = find_full_row(config)
    damage(row)
    form = build_row_form(config, read_taxonomy(ROOT))
    try:
        parse_json(json.dumps(row), form)
    except Fault:
        return
    assert row["slots"][0]["value"] == "stated_period" or len(set(row["labels"])) < len(row["labels"])


@pytest.mark.parametrize("task", ["categories", "slots"])
def test_every_line_of_the_sample_validates_and_the_scorer_reads_it(task):
    validator = make_validator("predictions", task)
    lines = [json.loads(line) for line in SAMPLE.read_text().splitlines()]
    assert [error.message for line in lines for error in validator.iter_errors(line)] == []
    assert read_predictions(SAMPLE, read_rows("clauses", "test"), read_taxonomy(ROOT), task)


def give(**keys) -> dict:
    return {"id": "xiaomi-2019/0002"} | keys


SCORES = dict.fromkeys(read_taxonomy(ROOT).category_ids, 0.5)
SLOT = {"start": 0, "end": 3, "slot": "retention"}
GOOD = [
    ("categories", give(labels=[])),
    ("categories", give(labels=["data_security"], scores=SCORES, slots=None)),
    ("slots", give(slots=[])),
    ("slots", give(slots=[SLOT | {"value": "stated_period"}])),
    ("slots", give(slots=[SLOT | {"value": None}], labels=["data_security"])),
]
BAD = [
    ("categories", give()),
    ("categories", give(labels=None)),
    ("categories", give(labels="data_security")),
    ("categories", give(labels=["security"])),
    ("categories", give(labels=["data_security"] * 2)),
    ("categories", give(labels=[], scores={"data_security": 1})),
    ("categories", give(labels=[], scores=SCORES | {"security": 1})),
    ("categories", give(labels=[], scores=SCORES | {"data_security": 1e200})),
    ("categories", give(labels=[], scores=SCORES | {"data_security": "1"})),
    ("categories", give(labels=[], label=[])),
    ("slots", give(labels=[])),
    ("slots", give(slots=[SLOT | {"start": -1}])),
    ("slots", give(slots=[SLOT | {"end": 0}])),
    ("slots", give(slots=[SLOT | {"slot": "colour"}])),
    ("slots", give(slots=[SLOT | {"value": "email"}])),
    ("slots", give(slots=[SLOT | {"value": 3}])),
    ("slots", give(slots=[SLOT, SLOT])),
    ("slots", give(slots=[{"start": 0, "end": 3}])),
]


@pytest.mark.parametrize(("task", "line"), [*GOOD, *BAD])
def test_schema_and_scorer_say_the_same_of_a_line(task, line, tmp_path):
    path = tmp_path / "predictions.jsonl"
    path.write_text(json.dumps(line) + "\n")
    tested = [row for row in read_rows("clauses", "test") if row["id"] == line["id"]]
    valid = make_validator("predictions", task).is_valid(line)
    if (task, line) in GOOD:
        assert valid
        assert read_predictions(path, tested, read_taxonomy(ROOT), task)
    else:
        assert not valid
        with pytest.raises(CorpusError, match="line 1"):
            read_predictions(path, tested, read_taxonomy(ROOT), task)


@pytest.mark.parametrize("line", [LINK, JUDGEMENT])
def test_lines_on_changes(line):
    validator = make_validator("predictions", "changes")
    assert validator.is_valid(line)
    for key in line:
        assert not validator.is_valid({name: value for name, value in line.items() if name != key})
    assert not validator.is_valid({**LINK, **JUDGEMENT})
    assert not validator.is_valid(line | {"effects": ["wider"], "form": "removed"})


def test_our_rows_are_the_best_predictions_of_changes():
    validator = make_validator("predictions", "changes")
    for split in list_splits(ROOT)["changes"]:
        for row in read_rows("changes", split):
            judgement = {key: row[key] for key in Judgement.__dataclass_fields__}
            link = {key: row[key] for key in ("pair", "old", "new")}
            assert validator.is_valid(judgement)
            assert validator.is_valid(link)


def test_there_is_a_schema_for_every_config_and_task_and_no_other_file():
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / schemas.FOLDER).rglob("*") if path.is_file()}
    expected = {f"{schemas.FOLDER}/rows/{config}.json" for config in CONFIGS}
    expected |= {f"{schemas.FOLDER}/predictions/{task}.json" for task in TASKS}
    assert found == expected | {schemas.SCHEMA_SUMS} == set(schemas.generate(ROOT))


def test_files_of_metadata_that_are_not_as_generated_are_findings(tmp_path):
    root = make_release(tmp_path)
    write_files(root, {**schemas.generate(root), "CITATION.cff": (ROOT / "CITATION.cff").read_bytes()})
    write_files(root, croissant.generate(root))
    assert list_findings(root) == []
    (root / "data/schema/rows/clauses.json").write_text("{}")
    (root / "data/schema/predictions/slots.json").unlink()
    (root / "data/schema/notes.txt").write_text("mine")
    (root / "croissant.json").write_text("{}")
    assert list_findings(root) == [
        ("data/schema/notes.txt", "it is no schema of the release"),
        ("data/schema/predictions/slots.json", "it is missing"),
        ("data/schema/rows/clauses.json", "it is not what the taxonomy and the release's columns make"),
        ("croissant.json", "it describes another release than the files in data/"),
    ]


def list_findings(root: Path) -> list[tuple[str, str]]:
    return [found for check in checks.CHECKS for found in check.find(root)]
