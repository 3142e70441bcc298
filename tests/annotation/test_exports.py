"""Exports: what is written is read again, and damage is named."""

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mepp5.annotation.exports import export_path, parse_export, read_export, read_exports, write_export
from mepp5.annotation.spans import Annotation, Practice, SlotSpan, find_fault
from mepp5.annotation.tasks import build_tasks
from mepp5.corpus.manifest import read_manifest
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.scheme.interface import LABEL_CONFIG
from mepp5.scheme.taxonomy import ALONE, read_taxonomy
from tests.annotation.fixture_annotators import READER
from tests.annotation.fixture_exports import DAMAGES
from tests.fixture_corpus import make_corpus

POLICY = "alpha-2020"
TAXONOMY = read_taxonomy()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny corpus, to be read only."""
    return make_corpus(tmp_path_factory.mktemp("exports"))


@pytest.fixture
def corpus_to_damage(tmp_path: Path) -> Path:
    return make_corpus(tmp_path)


def test_controls_are_those_of_the_labelling_interface(corpus: Path) -> None:
    config = (ROOT / LABEL_CONFIG).read_text()
    results = [
        result
        for policy in read_manifest(corpus)
        for task in json.loads((corpus / export_path(policy.id)).read_text())
        for annotation in task["annotations"]
        for result in annotation["result"]
    ]
    for result in results:
        assert f'name="{result["from_name"]}" toName="{result["to_name"]}"' in config
        (chosen,) = result["value"][result["type"]]
        assert f'value="{chosen}"' in config


def test_exports_are_read_as_they_were_written(corpus: Path) -> None:
    layers = read_exports(corpus)
    assert {name: len(annotations) for name, annotations in layers.items()} == {"reader": 16, "second": 6}
    assert layers["reader"]["alpha-2020/0005"] == Annotation(
        "alpha-2020/0005",
        "reader",
        (Practice(0, 33, "first_party_collection_use", "affirmed"),),
        (SlotSpan(5, 9, "data_type", "contact_details"),),
    )


def test_a_plain_snapshot_becomes_canonical(corpus: Path) -> None:
    """Volatile keys, other region ids, another order and the web page's way with newlines leave no trace."""
    path = corpus / export_path(POLICY)
    exported = json.loads(path.read_text())[::-1]
    for number, task in enumerate(exported):
        task |= {"id": number, "created_at": "2026-01-01", "predictions": [], "meta": {}}
        for annotation in task["annotations"]:
            annotation |= {"id": 7, "lead_time": 1.5, "was_cancelled": False}
            annotation["completed_by"] |= {"id": 3, "first_name": "R"}
            annotation["result"].reverse()
            for result in annotation["result"]:
                result |= {"id": "x" + result["id"], "origin": "manual"}
                del result["value"]["text"]
    assert write_export(parse_export(exported, POLICY, "server", corpus), POLICY, corpus) == path.read_bytes()


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_annotation_survives_the_export(corpus: Path, data: st.DataObject) -> None:
    layers = {"reader": {}}
    for task in build_tasks(POLICY, corpus):
        for unit in task.clauses:
            layers["reader"][unit.id] = data.draw(annotations(unit))
    written = write_export(layers, POLICY, corpus)
    read = parse_export(json.loads(written), POLICY, "server", corpus)
    assert read == layers
    assert write_export(read, POLICY, corpus) == written


def annotations(unit) -> st.SearchStrategy:
    """Return any annotation of the unit that keeps the rules."""
    starts = [n for n in range(len(unit.text)) if not unit.text[n].isspace()]
    extents = st.tuples(st.sampled_from(starts), st.sampled_from(starts)).map(lambda pair: (min(pair), max(pair) + 1))
    categories = (*TAXONOMY.category_ids[:5], *ALONE)
    labels = st.tuples(st.sampled_from(categories), st.sampled_from(["affirmed", "negated"]))
    subjects = st.sets(st.sampled_from(TAXONOMY.subject_ids), max_size=3).map(TAXONOMY.sort_categories)
    values = st.sampled_from([(slot, value) for slot in TAXONOMY.slot_ids for value in TAXONOMY.values_of(slot)])
    practices = st.dictionaries(labels, st.tuples(extents, subjects), min_size=1, max_size=3)
    slots = st.sets(st.tuples(extents, values), max_size=5)
    return st.builds(
        lambda practices, slots: Annotation(
            unit.id,
            "reader",
            tuple(
                sorted(
                    Practice(*extent, *label, about if label[0] in ALONE else ())
                    for label, (extent, about) in practices.items()
                )
            ),
            tuple(
                sorted(
                    SlotSpan(*extent, *value)
                    for extent, value in slots
                    if inside(extent, [outer for outer, _ in practices.values()])
                )
            ),
        ),
        practices,
        slots,
    ).filter(lambda annotation: find_fault(annotation, unit, TAXONOMY) is None)


def inside(extent: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= extent[0] and extent[1] <= end for start, end in others)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_export_is_named(corpus_to_damage: Path, name: str) -> None:
    damage, message = DAMAGES[name]
    path = corpus_to_damage / export_path(POLICY)
    tasks = json.loads(path.read_text())
    damage(tasks)
    path.write_text(json.dumps(tasks))
    with pytest.raises(CorpusError, match=message) as caught:
        read_exports(corpus_to_damage)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_broken_json_is_named(corpus_to_damage: Path) -> None:
    path = corpus_to_damage / export_path(POLICY)
    path.write_text(path.read_text()[:-100])
    with pytest.raises(CorpusError, match=r"alpha-2020.json: line \d+: not valid JSON"):
        read_exports(corpus_to_damage)


def test_a_missing_export_is_named(corpus_to_damage: Path) -> None:
    (corpus_to_damage / export_path("beta")).unlink()
    with pytest.raises(CorpusError, match=r"beta.json: beta is not annotated yet"):
        read_exports(corpus_to_damage)


def test_the_adjudicated_annotation_is_the_reference(corpus: Path, corpus_to_damage: Path) -> None:
    path = corpus_to_damage / "annotations/annotators.toml"
    judge = READER.replace('"a"', '"judge"').replace('"a@x.org"', '"j@x.org"').replace('"all"', '"adjudication"')
    path.write_text(path.read_text().replace('reference = "reader"', 'reference = "reference"') + "\n" + judge)
    with pytest.raises(CorpusError, match="judge: the annotation is missing"):
        read_export(POLICY, corpus_to_damage)
    labels = read_export(POLICY, corpus)["reader"]
    layers = {"reader": labels, "reference": labels}
    written = write_export(layers, POLICY, corpus_to_damage)
    (task, *_) = json.loads(written)
    assert [a["ground_truth"] for a in task["annotations"]] == [False, True]
    assert task["annotations"][1]["completed_by"] == {"email": "j@x.org"}
    (corpus_to_damage / export_path(POLICY)).write_bytes(written)
    read = read_export(POLICY, corpus_to_damage)
    assert read["reference"]["alpha-2020/0002"].annotator == "reference"
    assert read["reference"].keys() == read["reader"].keys()


def test_two_ground_truths_in_a_task_are_refused(corpus: Path, corpus_to_damage: Path) -> None:
    path = corpus_to_damage / "annotations/annotators.toml"
    judge = READER.replace('"a"', '"judge"').replace('"a@x.org"', '"j@x.org"').replace('"all"', '"adjudication"')
    path.write_text(path.read_text().replace('reference = "reader"', 'reference = "reference"') + "\n" + judge)
    labels = read_export(POLICY, corpus)["reader"]
    tasks = json.loads(write_export({"reader": labels, "reference": labels}, POLICY, corpus_to_damage))
    tasks[0]["annotations"].append(tasks[0]["annotations"][1])
    (corpus_to_damage / export_path(POLICY)).write_text(json.dumps(tasks))
    with pytest.raises(CorpusError, match="two annotations by judge; delete one"):
        read_export(POLICY, corpus_to_damage)
