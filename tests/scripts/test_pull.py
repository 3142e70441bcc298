"""What `pull` lets change of what was released, whoever's labels are the reference; no server is needed."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mepp5.adjudication.revisions import REVISIONS, read_revisions
from mepp5.annotation.exports import export_path, export_tasks, read_export
from mepp5.checks.catalogue import run_checks
from mepp5.files import Object
from mepp5.past.labels import read_archive
from mepp5.past.releases import RELEASES
from tests.annotation.fixture_annotators import add_layer
from tests.annotation.fixture_faults import LOST, forget, make_lost_corpus
from tests.checks.fixture_record_edits import relabel
from tests.intake.fixture_nimbus import list_files
from tests.past.fixture_past import make_first, set_version
from tests.past.fixture_record import NEXT, make_recorded
from tests.release.fixture_release import rebuild
from tests.scripts.fixture_held import Held, list_tasks

CLAUSE = "alpha-2020/0007"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus whose reference is adjudicated, recorded as released."""
    return make_recorded(tmp_path_factory.mktemp("judged"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus whose reference is an annotator's own labels, recorded as 0.5.0."""
    return make_first(tmp_path_factory.mktemp("own"))


def serve(root: Path, tmp_path: Path, edit: Callable[[Path], None] = lambda _: None) -> Held:
    """Return a project that holds root's exports after `edit`."""
    copy = shutil.copytree(root, tmp_path / "server")
    edit(copy)
    return Held(list_tasks(copy))


def work_on(root: Path, tmp_path: Path) -> Path:
    return shutil.copytree(root, tmp_path / "work")


def refuse(held: Held, root: Path, *words: str) -> str:
    """Return the one sentence with which the pull is refused; nothing is written."""
    before = list_files(root)
    done = held.run(root, "pull", *words)
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.output
    assert list_files(root) == before
    return done.stderr


def find(root: Path) -> list[str]:
    return [f"{each.check}: {each.problem}" for each in run_checks(root) if each.check in ("releases", "revisions")]


def test_a_released_label_of_ones_own_is_not_pulled_without_a_raised_version(own: Path, tmp_path: Path) -> None:
    root = work_on(own, tmp_path)
    said = refuse(serve(own, tmp_path, relabel("reader", CLAUSE)), root)
    assert "the project's reference is not that of 0.5.0, which is released" in said
    assert "raise the version, then pull: nothing was written." in said


def test_the_earlier_labels_of_ones_own_are_kept_and_restored(own: Path, tmp_path: Path) -> None:
    root = work_on(own, tmp_path)
    before = read_archive(root).restore("0.5.0")
    set_version(root, NEXT)
    done = serve(own, tmp_path, relabel("reader", CLAUSE)).run(root, "pull")
    assert (done.exit_code, f"{REVISIONS}: changed\n" in done.stdout) == (0, True), done.output
    (revision,) = read_revisions(root)
    assert (revision.version, revision.before.id) == (NEXT, CLAUSE)
    rebuild(root)
    assert find(root) == []
    restored = read_archive(root).restore_release("0.5.0")
    assert {clause: replace(own, annotator="") for clause, own in restored.items()} == {
        clause: replace(own, annotator="") for clause, own in before.items()
    }


def test_before_the_first_release_nothing_is_kept(own: Path, tmp_path: Path) -> None:
    root = work_on(own, tmp_path)
    (root / RELEASES).unlink()
    done = serve(own, tmp_path, relabel("reader", CLAUSE)).run(root, "pull")
    assert (done.exit_code, REVISIONS in done.stdout) == (0, False), done.output


@pytest.mark.parametrize("version", [None, NEXT])
def test_what_another_annotator_said_is_not_pulled_anew(judged: Path, tmp_path: Path, version: str | None) -> None:
    root = work_on(judged, tmp_path)
    if version:
        set_version(root, version)
    said = refuse(serve(judged, tmp_path, relabel("reader", CLAUSE)), root)
    assert "the project's labels by 'reader' are not those of 0.8.0, which is released: alpha-2020/0007 (1 such" in said


def test_an_edited_export_of_another_annotator_is_told_or_restored(judged: Path, tmp_path: Path) -> None:
    root, held = work_on(judged, tmp_path), serve(judged, tmp_path)
    relabel("reader", CLAUSE)(root)
    assert "does not have the labels by 'reader' of 0.8.0: was a file edited by hand?" in refuse(
        held, root, "--policy", "beta"
    )
    assert held.run(root, "pull").exit_code == 0
    assert list_tasks(root) == list_tasks(judged)


def drop(email: str) -> Callable[[Object], None]:
    def edit(task: Object) -> None:
        task["annotations"] = [each for each in task["annotations"] if each["completed_by"]["email"] != email]

    return edit


def test_released_labels_that_the_project_lost_are_told(judged: Path, tmp_path: Path) -> None:
    root, held = work_on(judged, tmp_path), serve(judged, tmp_path)
    path = root / "annotations/annotators.toml"
    path.write_text(path.read_text().replace('scope = "all"', 'scope = "some"'))
    drop("reader@annotators.example.org")(held.tasks[0])
    assert "the project has no labels by 'reader' of alpha-2020/" in refuse(held, root)


def test_who_comes_later_hands_in_as_ever(judged: Path, tmp_path: Path) -> None:
    """An annotator whom no release has may change what was pulled, as often as it pleases."""
    root = work_on(judged, tmp_path)
    add_layer(root, "late", lambda own: own)
    assert Held(list_tasks(root)).run(root, "pull").exit_code == 0
    done = serve(root, tmp_path, relabel("late", CLAUSE)).run(root, "pull")
    assert done.exit_code == 0, done.output
    assert f"{export_path('alpha-2020')}: changed\n" in done.stdout
    assert read_export("alpha-2020", root)["late"][CLAUSE].practices[0].category == "data_retention"
    assert [each for each in find(root) if "labels" in each] == []


def test_an_unknown_polarity_of_ones_own_is_listed_before_it_is_pulled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_lost_corpus(tmp_path, monkeypatch)
    layers = read_export("gamma-2022", root)
    layers["reader"] = {clause: forget(said) for clause, said in layers["reader"].items()}
    held = Held(export_tasks(layers, "gamma-2022", root))
    said = refuse(held, root, "--policy", "gamma-2022")
    assert f"{LOST}: polarity 'unknown', but annotations/known_issues.toml lists no lost cells of it; list it" in said
