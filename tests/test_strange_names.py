"""Names of files and folders that would steer a terminal: what is said of them shows escapes."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from baselines.command import main as baselines
from mepp5.cli import main
from tests.extraction.fixture_office import Pdf
from tests.fixture_terminals import HOSTILE, MEPP5, SHOWN, find_steering, run_in_terminal
from tests.intake.fixture_nimbus import add, write
from tests.release.fixture_release import make_release


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_release(tmp_path_factory.mktemp("release"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a strange name, in which is a file with such a name."""
    folder = tmp_path / HOSTILE
    folder.mkdir()
    (folder / f"{HOSTILE}.md").write_text("not ours")
    return folder


def say(root: Path, *words: object, command=main) -> Result:
    return CliRunner().invoke(command, ["--root", str(root), *map(str, words)])


def test_an_export_tells_of_its_folder_and_of_what_else_is_there(root: Path, folder: Path) -> None:
    said = say(root, "export", "--format", "conll", "--force", "-o", folder).stderr
    assert f"{SHOWN}: " in said
    assert f"{SHOWN}.md in it was not written by this command" in said
    assert find_steering(said) == set()


def test_a_site_tells_of_its_folder(root: Path, folder: Path) -> None:
    status, said = run_in_terminal([*MEPP5, "--root", str(root), "site", "--force", "-o", str(folder)])
    assert status == 0
    assert f"{SHOWN}/index.html\n" in said
    assert f"{SHOWN}.md in it was not written by this command" in said
    assert find_steering(said) == set()
    done = say(root, "site", "--force", "-o", folder)
    assert done.stdout == f"{folder}/index.html\n"  # for programs, as it is


def test_a_new_corpus_tells_what_is_next(tmp_path: Path) -> None:
    done = add(tmp_path / HOSTILE, write(tmp_path / "nimbus.html"))
    assert f"{SHOWN} decide nimbus-2024\n" in done.stdout
    assert find_steering(done.output) == set()


def test_what_is_labelled_and_left_out_is_told(root: Path, folder: Path) -> None:
    (folder / f"{HOSTILE}.html").write_text("<html><body><p>We keep your letters for a year.</p></body></html>")
    (folder / f"{HOSTILE}_files").mkdir()
    pdf = Pdf().write(50, 700, "We keep your letters for a year.").turn_page().draw_picture().save()
    (folder / "scan.pdf").write_bytes(pdf)
    for words in ([folder], [folder / "scan.pdf"]):
        said = say(root, "predict", "--model", "nb", "--slots", "none", *words, command=baselines).stderr
        assert f"{SHOWN}/scan.pdf: 1 of its 2 pages is without text" in said
        assert find_steering(said) == set()
        assert (f"{SHOWN}_files: left out" in said) == (words == [folder])


def test_what_is_compared_is_told(folder: Path) -> None:
    pdf = Pdf().write(50, 700, "We keep your letters for a year.").turn_page().draw_picture().save()
    (folder / "scan.pdf").write_bytes(pdf)
    said = CliRunner().invoke(baselines, ["compare", *[str(folder / "scan.pdf")] * 2]).stderr
    assert f"{SHOWN}/scan.pdf: 1 of its 2 pages is without text" in said
    assert find_steering(said) == set()
