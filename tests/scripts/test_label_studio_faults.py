"""What goes wrong between the scripts and a real Label Studio server is told, and changes nothing."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from mepp5.adjudication.known_issues import KNOWN_ISSUES
from mepp5.annotation.exports import export_path
from mepp5.paths import ROOT
from tests.annotation.fixture_annotators import add_layer
from tests.annotation.fixture_faults import FAULTS, FAULTY, LISTED, LOST, forget, make_lost_corpus, write_practice
from tests.fixture_corpus import make_corpus
from tests.scripts.fixture_label_studio import (
    SCRIPT,
    Running,
    exports,
    fail,
    hand_in,
    raw_snapshot,
    run,
    succeed,
    write_hand_in,
)

pytestmark = pytest.mark.label_studio


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("x" * 40)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        gone = Running(f"http://127.0.0.1:{taken.getsockname()[1]}", tmp_path)
        said = fail(gone, ROOT, "pull")
    assert f"no Label Studio server answers at {gone.url}" in said
    assert "start it with `serve`" in said


def test_a_wrong_token_is_told(server: Running, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("0" * 40)
    assert "refuses the access token; use the token file" in fail(Running(server.url, tmp_path), ROOT, "pull")


def test_missing_address_and_project_are_told(server: Running) -> None:
    assert "no server or no access token given; add --url and --token-file" in fail(None, ROOT, "pull")
    assert "has no project 'none'; push annotations first" in fail(server, ROOT, "pull", "--project", "none")


def test_a_missing_sdk_is_told(server: Running) -> None:
    words = ["label_studio.py", "pull", "--url", server.url, "--token-file", str(server.data / "token")]
    without = f"""
import runpy, sys
sys.modules["label_studio_sdk"] = None
sys.argv = {words!r}
sys.path.insert(0, {str(SCRIPT.parent)!r})
runpy.run_path({str(SCRIPT)!r}, run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", without], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "run `make .venv-label-studio`" in done.stderr.splitlines()[-1]


def test_nothing_is_written_where_the_server_holds_a_fault(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", title, "--exports")
    before = exports(root)
    client = server.client()
    # The last policy's: those before it are good, and are not written either.
    annotation = raw_snapshot(server, title)[-1]["annotations"][0]
    good = annotation["result"]
    shifted = json.loads(json.dumps(good))
    for result in shifted[:2]:
        result["value"]["start"] += 1
    client.annotations.update(annotation["id"], result=shifted, ground_truth=False)
    root_of_beta = root / export_path("beta")
    root_of_beta.unlink()
    said = fail(server, root, "pull", "--project", title)
    assert "gamma-2022, section 'The rest' at " in said
    assert "mark it again" in said
    assert not root_of_beta.exists()
    client.annotations.update(annotation["id"], result=good[:2], ground_truth=False)
    assert "no practice; give it at least one" in fail(server, root, "pull", "--project", title)
    client.annotations.delete(annotation["id"])
    assert "reader: the annotation is missing" in fail(server, root, "pull", "--project", title)
    root_of_beta.write_bytes(before["beta"])
    assert "annotations created: 1\n" in succeed(server, root, "push", "--project", title, "--exports")


def test_subjects_and_polarities_that_break_a_rule_are_not_pulled(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", title, "--exports")
    sound = exports(root)["gamma-2022"]
    annotation = raw_snapshot(server, title)[-1]["annotations"][0]
    for practice, message in FAULTS.values():
        (root / export_path("gamma-2022")).write_bytes(sound)
        write_practice(root, practice)
        faulty = json.loads((root / export_path("gamma-2022")).read_text())[-1]["annotations"][0]
        server.client().annotations.update(annotation["id"], result=faulty["result"], ground_truth=False)
        (root / export_path("gamma-2022")).unlink()
        said = fail(server, root, "pull", "--project", title)
        assert "gamma-2022, section 'The rest' at " in said
        assert f"reader: {FAULTY}: {message}" in said
        assert not (root / export_path("gamma-2022")).exists()


def test_an_unknown_polarity_without_a_known_issue_is_not_pulled(
    server: Running, tmp_path: Path, title: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_lost_corpus(tmp_path, monkeypatch)
    add_layer(root, "judge", forget, scope="adjudication")
    before = exports(root)
    succeed(server, root, "push", "--project", title, "--exports")
    (root / export_path("beta")).unlink()
    said = fail(server, root, "pull", "--project", title)
    assert f"{LOST}: polarity 'unknown', but {KNOWN_ISSUES} lists no lost cells of it; list it, or choose" in said
    assert not (root / export_path("beta")).exists()
    (root / KNOWN_ISSUES).write_text(LISTED)
    succeed(server, root, "pull", "--project", title)
    assert exports(root) == before


def test_a_task_of_another_text_is_told(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    succeed(server, root, "push", "--project", title, "--exports")
    client = server.client()
    task = raw_snapshot(server, title)[0]
    client.tasks.update(task["id"], data={**task["data"], "text": "x", "sha256": "0"})
    assert "task 1 (alpha-2020, section '') is of another text" in fail(server, root, "pull", "--project", title)
    said = fail(server, root, "push", "--project", title, "--exports")
    assert "is of another text than corpus/text; delete it there, or push to another --project" in said


def test_nothing_is_pushed_where_a_hand_in_has_a_fault(server: Running, tmp_path: Path, title: str) -> None:
    root = make_corpus(tmp_path)
    rows = hand_in(root, "beta")
    rows[1]["practices"][0]["quote"] = "not there"
    path = write_hand_in(tmp_path / "beta.jsonl", rows)
    done = run(server, root, "push", "--project", title, "--annotator", "reader", path)
    assert done.returncode == 1
    assert "line 2, beta/0004: quote 'not there' is not in the clause" in done.stderr
    assert "has no project" in fail(server, root, "pull", "--project", title)
