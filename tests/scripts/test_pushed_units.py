"""Labels are not pulled into other units than they were given for, nor overwritten by a push of the exports."""

import copy
from pathlib import Path

import pytest

from mepp5.annotation.exports import export_path
from tests.checks.fixture_record_edits import relabel
from tests.fixture_corpus import make_corpus
from tests.intake.fixture_nimbus import ID, add, label, list_files, run, write
from tests.scripts.fixture_held import Held, list_tasks


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A corpus of the small policy, in units that nobody has labelled."""
    own = tmp_path / "own"
    assert add(own, write(tmp_path / "nimbus.html")).exit_code == 0
    return own


def label_in_browser(root: Path) -> Held:
    """Return a project to which the policy was pushed, and labelled there, but not pulled."""
    label(root)
    tasks = list_tasks(root)
    held = Held([])
    assert held.run(root, "push", "--exports").exit_code == 0
    (root / export_path(ID)).unlink()
    assert [task["annotations"][0]["result"] for task in held.tasks] == [
        task["annotations"][0]["result"] for task in tasks
    ]
    return held


def refuse(held: Held, root: Path, *words: str) -> str:
    before, tasks = list_files(root), copy.deepcopy(held.tasks)
    done = held.run(root, *words)
    assert (done.exit_code, done.stdout) == (1, ""), done.output
    assert (list_files(root), held.tasks) == (before, tasks)
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "words", [("8", "--join"), ("6", "--before", "we collect"), ("7", "--kind", "chrome", "--lead-in", "0")]
)
def test_labels_of_other_units_are_not_pulled(root: Path, words: tuple[str, ...]) -> None:
    held = label_in_browser(root)
    before = list_files(root)
    assert run("--root", root, "decide", ID, *words).exit_code == 0
    said = refuse(held, root, "pull")
    assert "its units were changed since it was pushed; undo the change of the units (mepp5 decide), or push" in said
    assert "delete" not in said
    for path in (path for path in before if path.startswith("corpus/clauses")):
        (root / path).write_bytes(before[path])
    assert held.run(root, "pull").exit_code == 0


@pytest.mark.parametrize("words", [("9", "--kind", "heading", "--level", "1"), ("11", "--kind", "chrome")])
def test_sections_of_other_units_are_not_pulled(root: Path, words: tuple[str, ...]) -> None:
    held = label_in_browser(root)
    done = run("--root", root, "decide", ID, *words)
    assert done.exit_code == 0, done.stderr
    said = refuse(held, root, "pull")
    assert "undo the change of the units (mepp5 decide), or push anew to another --project." in said
    assert "delete" not in said


def test_units_that_moved_by_number_alone_are_pulled(root: Path) -> None:
    """Where clauses begin and end is what counts; what is pushed to tell it is not pulled."""
    held = label_in_browser(root)
    assert run("--root", root, "decide", ID, "2", "--before", "Umbrella").exit_code == 0
    assert run("--root", root, "decide", ID, "all").exit_code == 0
    assert held.run(root, "pull").exit_code == 0
    assert b'"units"' not in (root / export_path(ID)).read_bytes()


def test_a_second_push_with_other_units_is_refused(root: Path) -> None:
    held = label_in_browser(root)
    assert run("--root", root, "decide", ID, "8", "--join").exit_code == 0
    label(root)
    assert "was pushed with other units; undo the change of the units" in refuse(held, root, "push", "--exports")


def test_tasks_that_a_server_imported_from_an_export_are_pulled(root: Path) -> None:
    label(root)
    held = Held(list_tasks(root))
    assert held.run(root, "pull").exit_code == 0


def test_exports_are_not_pushed_over_what_was_corrected_in_the_browser(tmp_path: Path) -> None:
    root = make_corpus(tmp_path)
    corrected = make_corpus(tmp_path / "browser")
    relabel("reader")(corrected)
    held = Held(list_tasks(corrected))
    said = refuse(held, root, "push", "--exports")
    assert said == (
        "Error: the project says other than the exports: alpha-2020 (1 annotations); pull first, or lose what is there "
        "with --overwrite: nothing was pushed."
    )
    done = held.run(root, "push", "--exports", "--overwrite")
    assert (done.exit_code, len(held.updates)) == (0, 1)
    assert [task["annotations"] for task in held.tasks] == [
        each["annotations"] for each in Held(list_tasks(root)).tasks
    ]
    assert held.run(root, "push", "--exports").exit_code == 0


def test_what_a_browser_writes_otherwise_says_the_same(tmp_path: Path) -> None:
    root = make_corpus(tmp_path)
    held = Held(list_tasks(root))
    for task in held.tasks:
        for annotation in task["annotations"]:
            drawn = [each | {"origin": "manual", "id": f"x{each['id']}"} for each in annotation["result"]]
            annotation["result"] = drawn[::-1]
    assert held.run(root, "push", "--exports").exit_code == 0


def test_unfinished_work_in_the_browser_is_not_overwritten(tmp_path: Path) -> None:
    root = make_corpus(tmp_path)
    held = Held(list_tasks(root))
    held.tasks[0]["annotations"][0]["result"] = held.tasks[0]["annotations"][0]["result"][:1]
    assert "alpha-2020 (1 annotations)" in refuse(held, root, "push", "--exports")


def test_what_is_not_there_is_pushed(tmp_path: Path) -> None:
    root = make_corpus(tmp_path)
    held = Held(list_tasks(root))
    gone = len(held.tasks[0]["annotations"])
    held.tasks[0]["annotations"] = []
    assert f"annotations created: {gone}\n" in held.run(root, "push", "--exports").stdout


def test_overwriting_is_of_the_exports_alone(tmp_path: Path) -> None:
    file = write(tmp_path / "x.jsonl", "{}")
    done = Held([]).run(make_corpus(tmp_path), "push", "--overwrite", "--annotator", "reader", file)
    assert (done.exit_code, "--overwrite goes with --exports alone" in done.stderr) == (2, True)
