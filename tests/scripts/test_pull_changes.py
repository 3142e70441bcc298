"""What `pull` and `push` of links let change: no reader's released links, and nothing that was never pulled."""

import shutil
from pathlib import Path

import pytest

from tests.checks.fixture_record_edits import relink
from tests.fixture_changes import FIRST
from tests.fixture_corpus import make_corpus
from tests.intake.fixture_nimbus import list_files
from tests.past.fixture_past import set_version
from tests.past.fixture_record import NEXT, make_recorded
from tests.scripts.fixture_held import Held, list_change_tasks


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_recorded(tmp_path_factory.mktemp("recorded"))


@pytest.mark.parametrize("version", [None, NEXT])
def test_what_a_reader_linked_is_not_pulled_anew(recorded: Path, tmp_path: Path, version: str | None) -> None:
    root, server = (shutil.copytree(recorded, tmp_path / name) for name in ("work", "server"))
    if version:
        set_version(root, version)
    assert Held(list_change_tasks(root)).run(root, "pull", changes=True).exit_code == 0
    relink("reader")(server)
    before = list_files(root)
    done = Held(list_change_tasks(server)).run(root, "pull", changes=True)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "the project's links by 'reader' are not those of 0.8.0, which is released" in done.stderr
    assert list_files(root) == before


def test_exports_are_not_pushed_over_links_corrected_in_the_browser(tmp_path: Path) -> None:
    root = make_corpus(tmp_path / "here")
    held = Held(list_change_tasks(root))
    assert held.run(root, "push", "--exports", changes=True).exit_code == 0
    browser = make_corpus(tmp_path / "browser")
    relink("reader")(browser)
    held = Held(list_change_tasks(browser))
    done = held.run(root, "push", "--exports", changes=True)
    assert (done.exit_code, held.updates) == (1, [])
    assert f"Error: the project says other than the exports: {FIRST} (1 annotations); pull first, or" in done.stderr
    assert held.run(root, "push", "--exports", "--overwrite", changes=True).exit_code == 0
    assert len(held.updates) == 1
    assert held.tasks == Held(list_change_tasks(root)).tasks
