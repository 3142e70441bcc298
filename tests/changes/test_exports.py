"""Exports of links: one task a pair, in the one canonical form; what is not of today's corpus is refused."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from mepp5.changes.exports import change_export_path, parse_change_export, read_change_export, write_change_export
from mepp5.changes.interface import change_config
from mepp5.changes.links import EFFECTS, MEANINGS
from mepp5.changes.pairs import Pair, Sides, read_pairs, read_sides
from mepp5.changes.tasks import ChangeTask
from mepp5.corpus.clauses import clauses_path
from mepp5.errors import CorpusError
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy
from tests.fixture_changes import link_pair


@pytest.fixture
def exported(pair: Pair, tiny: Path) -> list[dict]:
    """The pair's committed export."""
    return json.loads((tiny / change_export_path(pair)).read_text())


def test_an_export_has_one_form(pair: Pair, tiny: Path) -> None:
    layers, content = link_pair(pair, tiny), (tiny / change_export_path(pair)).read_bytes()
    assert write_change_export(read_change_export(pair, tiny), pair, tiny) == content
    for seed in range(3):
        shuffled = {name: Random(seed).sample(links, len(links)) for name, links in reversed(layers.items())}
        assert write_change_export(shuffled, pair, tiny) == content


@pytest.mark.parametrize("pair", read_pairs(), ids=lambda pair: pair.id)
def test_our_exports_are_in_that_form(pair: Pair) -> None:
    layers = read_change_export(pair)
    assert list(layers) == ["reader", "backreader", "reference"]
    assert write_change_export(layers, pair) == (ROOT / change_export_path(pair)).read_bytes()


def test_layers_are_in_the_annotators_order(pair: Pair, tiny: Path, exported: list[dict], sides: Sides) -> None:
    exported[0]["annotations"].reverse()
    layers = parse_change_export(exported, pair, "here", tiny)
    assert list(layers) == ["reader", "backreader", "reference"]
    assert layers == read_change_export(pair, tiny)
    held = sorted(id for link in layers["reference"] for id in (*link.old, *link.new))
    assert held == sorted(unit.id for unit in (*sides.old, *sides.new) if unit.is_clause)


def test_what_a_server_adds_is_passed_over(pair: Pair, tiny: Path, exported: list[dict]) -> None:
    exported[0] |= {"id": 7, "created_at": "today"}
    exported[0]["data"]["note"] = "x"
    exported[0]["annotations"][0] |= {"id": 3, "lead_time": 2.5}
    assert parse_change_export(exported, pair, "here", tiny) == read_change_export(pair, tiny)


def annotate(**changes: object) -> Callable[[list[dict]], None]:
    return lambda tasks: tasks[0]["annotations"][0].update(changes)


REFUSED = {
    "no task": (lambda tasks: tasks.clear(), "0 tasks of alpha-2020--gamma-2022; there is one."),
    "two tasks": (lambda tasks: tasks.append(tasks[0]), "2 tasks of alpha-2020--gamma-2022; there is one."),
    "a form": (lambda tasks: tasks[0].pop("data"), "[0].data: is missing; export the project again."),
    "other texts": (
        lambda tasks: tasks[0]["data"].update(new_text="x"),
        "the task is of other texts than corpus/text; push the annotations anew.",
    ),
    "another hash": (lambda tasks: tasks[0]["data"].update(sha256="0"), "of other texts than corpus/text"),
    "nobody": (
        annotate(completed_by={"email": "n@x.org"}),
        "an annotation by 'n@x.org', who is not in annotations/changes/annotators.toml; add or delete it.",
    ),
    "skipped": (annotate(was_cancelled=True), "skipped by reader; annotate the pair."),
    "ground truth": (
        annotate(ground_truth=True),
        "ground_truth is True in the annotation by reader; it marks the adjudicator's alone: correct it.",
    ),
    "no ground truth": (
        lambda tasks: tasks[0]["annotations"][2].update(ground_truth=False),
        "ground_truth is False in the annotation by adjudicator",
    ),
    "twice": (
        lambda tasks: tasks[0]["annotations"].append(tasks[0]["annotations"][1]),
        "two annotations of alpha-2020--gamma-2022 by backreader; delete one of them.",
    ),
    "missing": (
        lambda tasks: tasks[0]["annotations"].pop(1),
        "alpha-2020--gamma-2022 lacks the links of backreader; annotate it.",
    ),
    "a rule": (annotate(result=[]), "alpha-2020--gamma-2022 by reader: alpha-2020/0002 stands in no link"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_export_that_is_not_of_the_corpus_is_refused(
    pair: Pair, tiny: Path, exported: list[dict], name: str
) -> None:
    edit, message = REFUSED[name]
    edit(exported)
    with pytest.raises(CorpusError) as caught:
        parse_change_export(exported, pair, "here", tiny)
    assert str(caught.value).startswith("here: ")
    assert message in str(caught.value)


def test_a_project_may_be_read_in_part(pair: Pair, tiny: Path, exported: list[dict]) -> None:
    exported[0]["annotations"] = [exported[0]["annotations"][1] | {"result": []}]
    assert parse_change_export(exported, pair, "here", tiny, partial=True) == {"backreader": []}


def test_a_changed_text_makes_exports_stale(pair: Pair, tiny: Path, tmp_path: Path) -> None:
    root = shutil.copytree(tiny, tmp_path / "copy")
    for path in (root / "corpus/text/gamma-2022.txt", root / clauses_path("gamma-2022")):
        path.write_text(path.read_text().replace("erase your data", "erase your Data"))
    with pytest.raises(CorpusError, match=r"gamma-2022\.json: the task is of other texts than corpus/text"):
        read_change_export(pair, root)


def test_a_clause_is_found_by_its_offsets(task: ChangeTask) -> None:
    first, second = task.old.clauses[:2]
    assert task.old.clause_at(first.start, first.end) is first
    assert task.old.clause_at(second.end - 1, second.end) is second
    for start, end in ((0, 3), (first.start - 1, first.end), (first.start, second.end), (first.end, first.end + 1)):
        assert task.old.clause_at(start, end) is None
    assert task.old.clause_at(first.start, first.start) is None


def test_the_task_is_known_by_both_texts(task: ChangeTask, tiny: Path) -> None:
    other = read_sides(read_pairs(tiny)[1], tiny)
    turned = replace(task, new=replace(task.new, text=f"{task.new.text} "))
    assert task.data.policy == task.pair.id != other.pair.id
    assert task.data.sha256 != turned.data.sha256


def test_the_interface_offers_every_label() -> None:
    taxonomy = read_taxonomy()
    config = change_config(taxonomy)
    for value in (*EFFECTS, *MEANINGS, "split", "moved", "same statement", *taxonomy.slot_ids, *taxonomy.category_ids):
        assert f'value="{value}"' in config
    assert config.count('value="removed"') == config.count('value="added"') == 1
