"""docs/add-a-policy.md walked whole: a new policy from a page to scores, with a real server and a browser."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from mepp5.annotation.exports import read_export
from mepp5.corpus.clauses import read_units
from mepp5.paths import ROOT
from tests.scripts.fixture_walk import (
    COMMANDS,
    OWN,
    OWN_LABELLED,
    PUSH_OWN,
    SIX,
    SIX_LABELLED,
    Walk,
    find_python,
    read_commands,
)

ID, EMAIL = "nimbus-2024", "admin@mepp5.example.org"
PAGE = ROOT / "tests/fixtures/nimbus.html"
NEVER = "We never sell any of this to anybody."
IN_BROWSER = ROOT / "tests/scripts/correct_in_browser.py"


def test_the_document_has_the_commands_that_are_walked():
    assert read_commands() == COMMANDS


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for both walks: to fit the models takes minutes."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def walk(server, tmp_path, kept) -> Iterator[Walk]:
    """Somebody with the page in their home, who has told the commands which server is meant."""
    python = find_python()
    if python is None:
        pytest.skip("no .venv: the models and the commands are in the environment of `make setup`")
    home = tmp_path / "home"
    key = (server.data / "token").read_text().strip()
    walk = Walk(home, kept, python, LABEL_STUDIO_URL=server.url, LABEL_STUDIO_API_KEY=key)
    shutil.copy(PAGE, home / "nimbus.html")
    return walk


def correct(server, walk: Walk, title: str) -> None:
    """Correct the project in a browser: one practice is drawn or set right, all others get their polarity."""
    if shutil.which("chromium") is None:
        pytest.skip("no chromium in PATH: what was predicted is corrected in a browser")
    client = server.client()
    (project,) = [each.id for each in client.projects.list() if each.title == title]
    said: dict[int, set[str]] = {}
    for prediction in client.predictions.list(project=project):
        said[prediction.task] = {region["value"]["text"] for region in prediction.result}
    tasks = []
    for task in client.tasks.list(project=project):
        is_missing = NEVER in task.data["text"] and NEVER not in said[task.id]
        draw = [[NEVER, "third_party_sharing_collection"]] if is_missing else []
        tasks.append({"project": project, "task": task.id, "draw": draw, "choices": {NEVER[:13]: "negated"}})
    work = {
        "url": server.url,
        "email": EMAIL,
        "password": (server.data / "password").read_text().strip(),
        "tasks": tasks,
    }
    done = subprocess.run(
        [walk.python, IN_BROWSER], input=json.dumps(work), capture_output=True, text=True, check=False
    )
    if "No module named 'playwright'" in done.stderr:
        pytest.skip("no playwright in .venv: what was predicted is corrected in a browser")
    assert done.returncode == 0, done.stderr


def read_labels(root: Path, layer: str) -> dict[str, list[tuple[str, str]]]:
    """Return {clause's words: its categories and polarities}."""
    texts = {unit.id: unit.text for unit in read_units(ID, root)}
    labels = read_export(ID, root)[layer].items()
    return {texts[id]: [(p.category, p.polarity) for p in said.practices] for id, said in labels}


@pytest.mark.label_studio
def test_in_a_corpus_of_its_own(server, walk):
    drafted, added, drafts, decided, _ = walk.run_all(OWN)
    assert "1 chrome" in added
    assert "14 of 14 units are drafts" in drafts
    assert decided == f"{ID}: 0 units are still drafts\n"
    assert drafted.count("\n") >= 14
    (pushed,) = walk.run_all(PUSH_OWN)
    assert "tasks created: 4\n" in pushed
    assert "predictions created: 4\n" in pushed
    correct(server, walk, "own")
    pulled, _, checked, _, scored = walk.run_all(OWN_LABELLED)
    assert pulled == f"annotations/exports/{ID}.json: changed\n"
    assert checked.endswith("0 findings.\n")
    assert "leave-one-policy-out: 9 clauses, 9 novel" in scored
    assert float(re.search(r"micro f1 +(\S+)", scored)[1]) > 0.5
    labels = read_labels(walk.home / "own", "person")
    assert labels[NEVER] == [("third_party_sharing_collection", "negated")]
    assert len(labels) == 9


@pytest.mark.label_studio
def test_with_the_five_in_a_copy(server, walk):
    *_, pushed = walk.run_all(SIX)
    assert "tasks created: 4\n" in pushed
    correct(server, walk, "six")
    pulled, _, checked, _, scored, built = walk.run_all(SIX_LABELLED)
    assert pulled == f"annotations/exports/{ID}.json: changed\nannotations/revisions.jsonl: unchanged\n"
    assert checked.endswith("0 findings.\n")
    assert re.search(r"leave-one-policy-out: \d+ clauses", scored)
    assert built == "README.md\n"
    assert f"| `{ID}` |" in (walk.home / "six/README.md").read_text()
    assert read_labels(walk.home / "six", "reference")[NEVER] == [("third_party_sharing_collection", "negated")]
