"""There and back through a real Label Studio server: what is pushed is pulled byte for byte."""

import json
from pathlib import Path

import pytest

from mepp5.adjudication.revisions import REVISIONS, read_revisions, restore
from mepp5.annotation.annotators import ANNOTATORS, REFERENCE
from mepp5.annotation.exports import export_path, read_exports, write_export
from mepp5.annotation.handin import read_hand_in
from mepp5.corpus.clauses import read_units
from mepp5.paths import ROOT
from mepp5.scheme.taxonomy import read_taxonomy
from mepp5.version import read_version
from tests.annotation.fixture_annotators import add_layer
from tests.fixture_corpus import make_corpus
from tests.scripts.fixture_label_studio import (
    NOTHING,
    Running,
    copy,
    exports,
    hand_in,
    raw_snapshot,
    succeed,
    write_hand_in,
)

pytestmark = pytest.mark.label_studio

TEN = Path(__file__).parents[1] / "fixtures/ten_clauses.jsonl"


def test_ten_clauses_go_there_and_back(server: Running, tmp_path: Path, title: str) -> None:
    root = copy(ROOT, tmp_path / "root")
    path = root / "annotations/annotators.toml"
    # Ten clauses are no whole policy: nobody has to be complete, and nothing is adjudicated yet.
    annotators = path.read_text().replace('scope = "all"', 'scope = "some"')
    path.write_text(annotators.replace('reference = "reference"', 'reference = "reader"'))
    annotations = read_hand_in(TEN, read_units("huami-2021", root), read_taxonomy(root), "reader", partial=True)
    pushed = succeed(server, root, "push", "--project", title, "--annotator", "reader", "--partial", TEN)
    assert "tasks created: 16\nannotations created: 4\n" in pushed
    pulled = succeed(server, root, "pull", "--project", title, "--policy", "huami-2021")
    assert pulled == "annotations/exports/huami-2021.json: changed\n"
    content = (root / export_path("huami-2021")).read_bytes()
    assert content == write_export({"reader": annotations}, "huami-2021", root)
    assert b"children under 13" in content


def test_exports_go_there_and_back(server: Running, tmp_path: Path, title: str) -> None:
    """Two annotators keep their own, and the second push changes nothing at all, time stamps included."""
    root = make_corpus(tmp_path)
    before = exports(root)
    pushed = succeed(server, root, "push", "--project", title, "--exports")
    assert "tasks created: 7\nannotations created: 10\n" in pushed
    snapshot = raw_snapshot(server, title)
    assert succeed(server, root, "push", "--project", title, "--exports") == NOTHING
    assert raw_snapshot(server, title) == snapshot
    other = copy(root, tmp_path / "other")
    assert succeed(server, other, "pull", "--project", title).count(": changed") == 3
    assert exports(other) == before
    assert succeed(server, other, "pull", "--project", title).count(": unchanged") == 3


def test_the_committed_exports_go_there_and_back(server: Running, tmp_path: Path, title: str) -> None:
    pushed = succeed(server, ROOT, "push", "--project", title, "--exports")
    assert (
        f"annotations created: {sum(content.count(b'completed_by') for content in exports(ROOT).values())}\n" in pushed
    )
    assert succeed(server, ROOT, "push", "--project", title, "--exports") == NOTHING
    root = copy(ROOT, tmp_path / "root")
    succeed(server, root, "pull", "--project", title)
    assert exports(root) == exports(ROOT)
    assert read_exports(root) == read_exports(ROOT)


def test_a_committed_export_is_imported_by_any_server(server: Running, tmp_path: Path, title: str) -> None:
    """As it is, through Label Studio's own import; the users must exist."""
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", f"{title} users", "--exports")
    client = server.client()
    project = client.projects.create(title=title, label_config=(ROOT / "annotations/label_studio.xml").read_text())
    before = exports(root)
    for content in before.values():
        client.projects.import_tasks(project.id, request=json.loads(content))
    other = copy(root, tmp_path / "other")
    succeed(server, other, "pull", "--project", title)
    assert exports(other) == before


def test_a_push_goes_on_where_it_stopped_and_updates_what_changed(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    rows = hand_in(root, "beta")
    path = write_hand_in(tmp_path / "beta.jsonl", rows)
    words = ("--project", title, "--annotator", "reader", path)
    assert "annotations created: 2\n" in succeed(server, root, "push", *words)
    first = raw_snapshot(server, title)[0]["annotations"][0]["id"]
    server.client().annotations.delete(first)
    assert succeed(server, root, "push", *words) == NOTHING.replace("annotations created: 0", "annotations created: 1")
    rows[0]["practices"][0] |= {"polarity": "negated"}
    write_hand_in(path, rows[:1] + hand_in(root, "beta")[1:])
    assert succeed(server, root, "push", *words) == NOTHING.replace("annotations updated: 0", "annotations updated: 1")
    succeed(server, root, "pull", "--project", title, "--policy", "beta")
    reader = [task["annotations"][0] for task in json.loads((root / export_path("beta")).read_text())]
    assert reader[0]["result"][1]["value"]["choices"] == ["negated"]
    assert reader[0]["completed_by"] == {"email": "reader@annotators.example.org"}


def test_a_changed_reference_keeps_its_earlier_labels(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    add_layer(root, "judge", lambda annotation: annotation, scope="adjudication")
    annotators = root / ANNOTATORS
    annotators.write_text(annotators.read_text().replace('reference = "reader"', 'reference = "reference"'))
    succeed(server, root, "push", "--project", title, "--exports")
    assert REVISIONS not in succeed(server, root, "pull", "--project", title)
    before = read_exports(root)[REFERENCE]
    path = write_hand_in(tmp_path / "beta.jsonl", hand_in(root, "beta"))
    succeed(server, root, "push", "--project", title, "--annotator", "judge", path)
    assert f"{REVISIONS}: changed\n" in succeed(server, root, "pull", "--project", title)
    changed = {revision.before.id for revision in read_revisions(root)}
    assert changed
    assert all(clause.startswith("beta/") for clause in changed)
    assert {revision.version for revision in read_revisions(root)} == {read_version(root)}
    assert restore(read_exports(root)[REFERENCE], read_revisions(root), "0.0.0") == before
    assert f"{REVISIONS}: unchanged\n" in succeed(server, root, "pull", "--project", title)
