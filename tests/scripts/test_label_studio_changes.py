"""Links between policies, there and back through a real Label Studio server."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mepp5.changes.adjudication.decisions import CHANGE_DECISIONS, read_change_reasons
from mepp5.changes.exports import change_export_path, read_change_export
from mepp5.changes.links import Link, Quotation
from mepp5.changes.pairs import Sides, read_pairs, read_sides
from mepp5.files import Object
from mepp5.paths import ROOT
from tests.fixture_changes import FIRST, SECOND
from tests.fixture_corpus import make_corpus
from tests.scripts.fixture_label_studio import ENVIRONMENT, NOTHING, Running, copy, raw_snapshot, write_hand_in

pytestmark = pytest.mark.label_studio

SCRIPT = ROOT / "scripts/label_studio_changes.py"
LAST = "erase your data."
AUTHORS = {"reader": "reader", "backreader": "backreader", "reference": "adjudicator"}


def run(server: Running, root: Path, command: str, *arguments: str | Path) -> subprocess.CompletedProcess:
    address = ("--url", server.url, "--token-file", server.data / "token")
    words = [sys.executable, SCRIPT, "--root", root, command, *address, *arguments]
    return subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def succeed(server: Running, root: Path, command: str, *arguments: str | Path) -> str:
    done = run(server, root, command, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def fail(server: Running, root: Path, command: str, *arguments: str | Path) -> str:
    """Return the one sentence of a command that fails as it should."""
    done = run(server, root, command, *arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()[-1]


def exports(root: Path) -> dict[str, bytes]:
    paths = {pair.id: root / change_export_path(pair) for pair in read_pairs(root)}
    return {name: path.read_bytes() for name, path in paths.items() if path.exists()}


def unlink(root: Path) -> None:
    for pair in read_pairs(root):
        (root / change_export_path(pair)).unlink()


def find_annotation(server: Running, title: str, email: str, pair: str = FIRST) -> tuple[int, list[Object]]:
    """Return id and results of an annotator's annotation of a pair, as the server has them."""
    (task,) = [task for task in raw_snapshot(server, title) if task["data"]["policy"] == pair]
    (found,) = [each for each in task["annotations"] if each["completed_by"]["email"].startswith(f"{email}@")]
    return found["id"], json.loads(json.dumps(found["result"]))


def list_marked(results: list[Object], words: str) -> list[Object]:
    (id, *_) = [each["id"] for each in results if each.get("value", {}).get("text") == words]
    return [each for each in results if each.get("id") == id]


def test_the_committed_exports_go_there_and_back(server: Running, tmp_path: Path, title: str) -> None:
    """Byte for byte, and the second push changes nothing."""
    pushed = succeed(server, ROOT, "push", "--project", title, "--exports")
    number = sum(content.count(b"completed_by") for content in exports(ROOT).values())
    assert f"tasks created: {len(exports(ROOT))}\nannotations created: {number}\n" in pushed
    snapshot = raw_snapshot(server, title)
    assert succeed(server, ROOT, "push", "--project", title, "--exports") == NOTHING
    assert raw_snapshot(server, title) == snapshot
    root = copy(ROOT, tmp_path / "root")
    assert exports(root) == {}
    assert succeed(server, root, "pull", "--project", title).count(": changed\n") == len(exports(ROOT))
    assert exports(root) == exports(ROOT)
    assert succeed(server, root, "pull", "--project", title).count(": unchanged\n") == len(exports(ROOT))


def test_relations_drawn_backwards_and_clauses_marked_in_part(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    before = exports(root)
    succeed(server, root, "push", "--project", title, "--exports")
    id, results = find_annotation(server, title, "reader")
    for result in results:
        if result["type"] == "relation":
            result["from_id"], result["to_id"] = result["to_id"], result["from_id"]
    for words in (LAST, "We encrypt what we store on our servers!", "your heart rate while you sleep."):
        for result in list_marked(results, words):
            value = result["value"]
            value |= {"start": value["start"] + 2, "end": value["end"] - 1, "text": value["text"][2:-1]}
    server.client().annotations.update(id, result=results[::-1], ground_truth=False)
    assert find_annotation(server, title, "reader")[1] != json.loads(before[FIRST])[0]["annotations"][0]["result"]
    unlink(root)
    succeed(server, root, "pull", "--project", title)
    assert exports(root) == before


def drop(results: list[Object]) -> list[Object]:
    gone = list_marked(results, LAST)
    return [each for each in results if each not in gone]


def say_twice(results: list[Object]) -> list[Object]:
    return results + [each | {"id": "again"} for each in list_marked(results, LAST)]


def mark_beyond(results: list[Object]) -> list[Object]:
    for result in list_marked(results, "heart rate"):
        result["value"] |= {"end": result["value"]["end"] + 1, "text": "heart rate "}
    return results


def call_edited(results: list[Object]) -> list[Object]:
    (form,) = [each for each in results if each.get("value", {}).get("choices") == ["identical"]]
    form["value"]["choices"] = ["edited"]
    return results


def unjoin(results: list[Object]) -> list[Object]:
    return [each for each in results if each["type"] != "relation"]


BROKEN: dict[str, tuple[Callable[[list[Object]], list[Object]], str]] = {
    "none": (drop, "gamma-2022/0007 stands in no link; link it, or call it removed or added"),
    "two": (say_twice, "gamma-2022/0007 stands in 2 links; keep it in one"),
    "space": (mark_beyond, "'heart rate '; mark the words alone"),
    "form": (call_edited, "form edited, but the texts are the same characters"),
    "alone": (unjoin, "is labelled linked and joined to nothing"),
}


def test_what_breaks_a_rule_is_refused_and_nothing_is_written(server: Running, tmp_path: Path, title: str) -> None:
    """The other pair's links are good, and are not written either."""
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", title, "--exports")
    id, good = find_annotation(server, title, "backreader")
    before = exports(root)
    unlink(root)
    for edit, message in BROKEN.values():
        broken = edit(json.loads(json.dumps(good)))
        server.client().annotations.update(id, result=broken, ground_truth=False)
        said = fail(server, root, "pull", "--project", title)
        assert f"{FIRST} by backreader: " in said
        assert message in said
        assert exports(root) == {}
    server.client().annotations.update(id, result=good, ground_truth=True)
    assert "ground_truth is True in the annotation by backreader" in fail(server, root, "pull", "--project", title)
    # The server keeps one ground truth a task: what was made one took the mark from the adjudicator's.
    server.client().annotations.update(id, result=good, ground_truth=False)
    reference, results = find_annotation(server, title, "adjudicator")
    server.client().annotations.update(reference, result=results, ground_truth=True)
    succeed(server, root, "pull", "--project", title)
    assert exports(root) == before


def hand_in(links: list[Link], sides: Sides, reasons: dict | None = None) -> list[Object]:
    """Return the links as an annotator hands them in; with reasons, those alone that have one."""

    def quote(words: Quotation | None) -> Object | None:
        if words is None:
            return None
        text = sides.units[words.id].text
        said = text[words.start : words.end]
        starts = [place for place in range(len(text)) if text.startswith(said, place)]
        return {"id": words.id, "quote": said, "occurrence": starts.index(words.start) + 1}

    rows = []
    for link in links:
        row: Object = {"old": list(link.old), "new": list(link.new)}
        if reasons is not None:
            if (link.old, link.new) not in reasons:
                continue
            row["reason"] = reasons[link.old, link.new]
        if link.effect:
            row["effect"] = link.effect
        else:
            row |= {"form": link.form, "moved": link.moved, "meaning": link.meaning}
            row["differences"] = [
                {"old": quote(each.old), "new": quote(each.new), "about": each.about, "effect": each.effect}
                for each in link.differences
            ]
        rows.append(row)
    return rows


def test_hand_ins_become_the_exports_and_the_reasons(server: Running, tmp_path: Path, title: str) -> None:
    """What the adjudicator did not decide is what the readers on the server agree on."""
    root = make_corpus(tmp_path)
    before, decisions, reasons = exports(root), (root / CHANGE_DECISIONS).read_bytes(), read_change_reasons(root)
    layers = {pair: read_change_export(pair, root) for pair in read_pairs(root)}
    unlink(root)
    (root / CHANGE_DECISIONS).unlink()
    for layer, author in AUTHORS.items():
        for pair, links in layers.items():
            told = reasons[pair.id] if layer == "reference" else None
            file = write_hand_in(tmp_path / "links.jsonl", hand_in(links[layer], read_sides(pair, root), told))
            words = ("--project", title, "--pair", pair.id, "--annotator", author, file)
            assert "annotations created: 1\n" in succeed(server, root, "push", *words)
            assert succeed(server, root, "push", *words) == NOTHING
    succeed(server, root, "pull", "--project", title)
    assert exports(root) == before
    assert (root / CHANGE_DECISIONS).read_bytes() == decisions


def test_faults_of_hand_ins_are_told_and_nothing_is_pushed(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    pair = next(pair for pair in read_pairs(root) if pair.id == SECOND)
    rows = hand_in(read_change_export(pair, root)["reader"], read_sides(pair, root))
    words = ("--project", title, "--pair", SECOND, "--annotator", "reader", tmp_path / "links.jsonl")
    write_hand_in(tmp_path / "links.jsonl", [rows[0] | {"form": "identical"}, *rows[1:]])
    assert "1 faults in what reader handed in; nothing was pushed" in fail(server, root, "push", *words)
    write_hand_in(tmp_path / "links.jsonl", rows[:-1])
    assert "stands in no link" in fail(server, root, "push", *words)
    assert "has no project" in fail(server, root, "pull", "--project", title)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--exports", "--pair", FIRST, "--annotator", "reader", SCRIPT),
            "give --pair, --annotator and FILES, or --ex",
        ),
        (("--pair", FIRST), "give --pair, --annotator and FILES, or --exports alone"),
        (("--pair", "a--b", "--annotator", "reader", SCRIPT), f"no pair 'a--b'; choose one of: {FIRST}, {SECOND}"),
        (
            ("--pair", FIRST, "--annotator", "nobody", SCRIPT),
            "no annotator 'nobody'; choose one of: reader, backreader",
        ),
    ],
)
def test_wrong_words_are_told(server: Running, tmp_path: Path, arguments: tuple, message: str) -> None:
    done = run(server, make_corpus(tmp_path), "push", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
